from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.alignments import Link
from annotator.domain.linking import Ruling, RulingKind
from annotator.domain.passages import Passage
from annotator.domain.sources import Source
from annotator.domain.spans import Span
from annotator.storage import Storage
from annotator.storage.alignments import Texts
from tests.contents import nothing_saved, rows

OURS, ENGINE = "engine:aligner|version:1", "engine:local|version:1"
LINK = Link(Span(0, 9), Span(0, 2), "lexicon", 0.5)
OTHER = Link(Span(10, 13), Span(3, 7), "lexicon", 0.75)


@pytest.fixture
def texts(passage: Passage, source: Source) -> Texts:
    return Texts(passage.id, passage.article_id, source.id, None, source.quote.exact, passage.text)


def test_a_new_run_replaces_what_the_same_aligner_found_and_leaves_others_alone(storage: Storage, texts: Texts) -> None:
    storage.alignments.keep(texts, ENGINE, [OTHER])
    storage.alignments.keep(texts, OURS, [LINK], complete=False)
    storage.alignments.keep(texts, "engine:aligner|version:2", [OTHER, LINK])
    found = {entry.signature: entry for entry in storage.alignments.automatic(texts.passage_id)}
    assert set(found) == {ENGINE, "engine:aligner|version:2"}
    ours = found["engine:aligner|version:2"]
    assert (ours.links, ours.complete, ours.texts_hash) == ((LINK, OTHER), True, texts.hash)


def test_of_earlier_texts_only_the_newest_are_remembered(storage: Storage, texts: Texts) -> None:
    states = [replace(texts, rendering=text) for text in ("We left.", "They left.", "Nobody left.")]
    for state in states:
        storage.alignments.keep(state, OURS, [LINK])
    assert {entry.texts_hash for entry in storage.alignments.automatic(texts.passage_id)} == {
        state.hash for state in states[1:]
    }


def test_what_is_said_of_words_is_changed_by_its_id_and_recorded(
    storage: Storage, texts: Texts, database: Path
) -> None:
    link = Ruling(RulingKind.LINK, (LINK.source, OTHER.source), (LINK.rendering,))
    mark = Ruling(RulingKind.UNFOUNDED, (), (OTHER.rendering,))
    storage.alignments.replace_rulings(texts, [], [link, mark])
    first, second = (entry.ruling for entry in storage.alignments.rulings(texts.passage_id))
    assert (first.source, first.author, second.rendering) == (link.source, "Daria Lindqvist", mark.rendering)
    assert storage.alignments.rulings(texts.passage_id)[0].words == ("Насколько мне", "We")
    changed = replace(first, source=(OTHER.source,), check_again=True, earlier=("Насколько мне", "We"))
    storage.alignments.replace_rulings(texts, [first, second], [changed])
    (entry,) = storage.alignments.rulings(texts.passage_id)
    assert entry.ruling == changed
    assert entry.on(texts) == changed
    actions = rows(database, "select action from event where entity = 'alignment_link' order by id")
    assert actions == [("create",), ("create",), ("delete",), ("update",)]


def test_every_change_of_a_ruling_raises_the_revision_and_a_new_run_does_not(storage: Storage, texts: Texts) -> None:
    assert storage.alignments.revision(texts.passage_id) == 0
    seen = [0]
    storage.alignments.replace_rulings(texts, [], [Ruling(RulingKind.LINK, (LINK.source,), (LINK.rendering,))])
    seen.append(storage.alignments.revision(texts.passage_id))
    (entry,) = storage.alignments.rulings(texts.passage_id)
    storage.alignments.replace_rulings(texts, [entry.ruling], [])
    seen.append(storage.alignments.revision(texts.passage_id))
    storage.events.undo(storage.events.of("alignment_link", 1)[-1].id)
    seen.append(storage.alignments.revision(texts.passage_id))
    assert seen == sorted(set(seen))
    storage.alignments.keep(texts, OURS, [LINK])
    assert storage.alignments.revision(texts.passage_id) == seen[-1]


def test_saying_the_same_again_saves_nothing(storage: Storage, texts: Texts, database: Path) -> None:
    storage.alignments.replace_rulings(texts, [], [Ruling(RulingKind.LINK, (LINK.source,), (LINK.rendering,))])
    known = [entry.ruling for entry in storage.alignments.rulings(texts.passage_id)]
    with nothing_saved(database):
        storage.alignments.replace_rulings(texts, known, known)


def test_links_are_gone_with_their_passage(storage: Storage, texts: Texts) -> None:
    storage.alignments.replace_rulings(texts, [], [Ruling(RulingKind.LINK, (LINK.source,), (LINK.rendering,))])
    storage.passages.delete(texts.passage_id, None)
    assert storage.alignments.rulings(texts.passage_id)  # and are there again when it comes back
