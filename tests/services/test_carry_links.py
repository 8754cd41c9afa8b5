"""After an edit of a text only the links that it touched are to be checked; all others are not even written."""

from pathlib import Path

import pytest

from annotator.domain.articles import Article
from annotator.domain.linking import Ruling, RulingKind
from annotator.domain.linking.rulings import words_of
from annotator.domain.passages import Passage
from annotator.domain.renderings import Rendering
from annotator.domain.sources import Source, SourceDetails, SourceKind
from annotator.domain.spans import Span, occurrences
from annotator.services.attach_source import attach_source
from annotator.services.edit_source_document import edit_source_document
from annotator.services.link_words import Aligned, link_passage, link_words
from annotator.services.locate_passage import attach_found
from annotator.services.mark_passage import Edge, move_passage, step_passage
from annotator.services.revise_article import place_passage, revise_article
from annotator.storage import Storage
from annotator.storage.alignments import Texts
from tests.conftest import SPOKEN
from tests.contents import rows

QUOTE = "We left no one behind"
MADE = [("известно", "behind"), ("никого", "no one"), ("оставили", "left")]


def _at(said: str, text: str) -> tuple[Span, ...]:
    return tuple(occurrences(word, text)[0] for word in said.split())


def _texts(passage: Passage, source: Source, rendering: Rendering | None = None) -> Texts:
    ids = passage.id, passage.article_id, source.id
    if rendering:
        return Texts(*ids, rendering.id, source.quote.exact, rendering.text)
    return Texts(*ids, None, source.quote.exact, passage.text)


@pytest.fixture
def linked(storage: Storage, passage: Passage, source: Source, rendering: Rendering) -> Passage:
    """A passage with three links made by hand, one with a machine's words, and everything that the aligner finds."""
    made = [Ruling(RulingKind.LINK, _at(ours, SPOKEN), _at(theirs, QUOTE)) for ours, theirs in MADE]
    storage.alignments.replace_rulings(_texts(passage, source), [], made)
    with_machine = Ruling(RulingKind.LINK, _at("никого", SPOKEN), _at("nobody", rendering.text))
    storage.alignments.replace_rulings(_texts(passage, source, rendering), [], [with_machine])
    link_passage(storage, passage.id)
    return passage


def _aligned(storage: Storage, passage_id: int) -> Aligned:
    passage = storage.passages.get(passage_id)
    return link_words(storage, passage, "en", storage.sources.of_passage(passage_id), [])[0]


def _read(entry: Aligned) -> dict[tuple[str, str], bool]:
    texts = entry.texts
    return {
        (words_of(one.source, texts.source), words_of(one.rendering, texts.rendering)): one.check_again
        for one in entry.rulings
    }


def _links(entry: Aligned) -> set[tuple[str, str]]:
    texts = entry.texts
    return {(one.source.within(texts.source), one.rendering.within(texts.rendering)) for one in entry.automatic}


def _events(database: Path) -> int:
    return int(rows(database, "select count(*) from event where entity = 'alignment_link'")[0][0])


def test_an_edit_elsewhere_in_the_article_writes_nothing(
    storage: Storage, database: Path, article: Article, linked: Passage
) -> None:
    before, known = _events(database), _aligned(storage, linked.id)
    revise_article(storage, article.id, article.text.replace("Ferry returns", "The old ferry is back"))
    after = _aligned(storage, linked.id)
    assert _events(database) == before
    assert (after.rulings, after.automatic, after.complete) == (known.rulings, known.automatic, True)
    assert after.offset == known.offset + len("The old ferry is back") - len("Ferry returns")


def test_a_new_version_flags_only_the_link_whose_word_changed(
    storage: Storage, database: Path, article: Article, linked: Passage
) -> None:
    before, known = _events(database), _links(_aligned(storage, linked.id))
    revised = revise_article(storage, article.id, article.text.replace("behind,” the captain told", "ashore,” he told"))
    place_passage(storage, linked.id, occurrences("We left no one ashore", revised.article.text)[0])
    after = _aligned(storage, linked.id)
    assert _read(after) == {("известно", "ashore"): True, ("никого", "no one"): False, ("оставили", "left"): False}
    assert _events(database) == before + 1
    assert {pair for pair in known if pair[1] != "behind"} <= _links(after)
    (flagged,) = [one for one in after.rulings if one.check_again]
    assert flagged.earlier == ("известно", "behind")


def test_a_version_that_puts_a_word_into_a_passage_flags_nothing_else(
    storage: Storage, article: Article, linked: Passage
) -> None:
    first = article.text.index("We left")
    text = article.text[:first] + "We have left" + article.text[first + len("We left") :]
    assert revise_article(storage, article.id, text).outcomes
    assert _read(_aligned(storage, linked.id)) == dict.fromkeys(MADE, False)
    assert storage.passages.get(linked.id).text == "We have left no one behind"


def test_a_corrected_source_flags_only_the_links_of_its_changed_words(storage: Storage, linked: Passage) -> None:
    new = SPOKEN.replace("никого не", "там никого не").replace("известно", "ясно")
    attach_source(storage, linked.id, 1, SourceDetails(new, "ru"))
    assert _read(_aligned(storage, linked.id)) == {
        ("ясно", "behind"): True,
        ("никого", "no one"): False,
        ("оставили", "left"): False,
    }


def test_links_with_a_machines_words_are_carried_as_well(
    storage: Storage, linked: Passage, source: Source, rendering: Rendering
) -> None:
    new = f"Ну, {SPOKEN}"
    attach_source(storage, linked.id, 1, SourceDetails(new, "ru"))
    (entry,) = [one for one in storage.alignments.rulings(linked.id) if one.rendering_id == rendering.id]
    assert entry.words == ("никого", "nobody")
    assert entry.ruling.source[0].within(new) == "никого"


def test_a_corrected_document_carries_the_links_of_its_passages(
    storage: Storage, linked: Passage, source: Source
) -> None:
    new = SPOKEN.replace("никого не", "вовсе никого не")
    edit_source_document(storage, source.document.id, 1, SourceKind.TRANSCRIPT, SourceDetails(f"— Да.\n\n{new}", "ru"))
    assert storage.sources.of_passage(linked.id)[0].quote.exact == new
    assert _read(_aligned(storage, linked.id)) == dict.fromkeys(MADE, False)


def test_a_moved_edge_keeps_the_links_of_the_words_that_stay(storage: Storage, linked: Passage) -> None:
    step_passage(storage, linked.id, None, Edge.END, -1)
    assert _read(_aligned(storage, linked.id)) == {
        ("известно", ""): True,
        ("никого", "no one"): False,
        ("оставили", "left"): False,
    }


def test_a_wider_passage_keeps_every_link(storage: Storage, article: Article, linked: Passage) -> None:
    place = storage.passages.get(linked.id).span
    move_passage(storage, linked.id, None, Span(place.start, place.end + len(",” the captain told")))
    found = _aligned(storage, linked.id)
    assert _read(found) == dict.fromkeys(MADE, False)
    assert ("оставили", "left") in _links(found)


def test_words_found_in_another_document_take_the_links_along(
    storage: Storage, article: Article, linked: Passage
) -> None:
    text = f"Она сказала: {SPOKEN}"
    document = storage.sources.add_document(SourceKind.TRANSCRIPT, SourceDetails(text, "ru"), article_id=article.id)
    attach_found(storage, linked.id, document.id, Span(0, len(text)))
    assert _read(_aligned(storage, linked.id)) == dict.fromkeys(MADE, False)


def test_an_edit_that_is_taken_back_finds_the_old_links_again(storage: Storage, linked: Passage) -> None:
    known = _aligned(storage, linked.id).automatic
    attach_source(storage, linked.id, 1, SourceDetails("Иначе было.", "ru"))
    attach_source(storage, linked.id, 2, SourceDetails(SPOKEN, "ru"))
    assert _aligned(storage, linked.id).automatic == known


def test_undoing_an_edit_of_the_words_brings_words_and_links_back_together(
    storage: Storage, database: Path, linked: Passage
) -> None:
    known = _aligned(storage, linked.id)
    attach_source(storage, linked.id, 1, SourceDetails(SPOKEN.replace("оставили", "бросили"), "ru"))
    assert _read(_aligned(storage, linked.id))["бросили", "left"]
    storage.events.undo(int(rows(database, "select max(id) from event")[0][0]))
    after = _aligned(storage, linked.id)
    assert _read(after) == dict.fromkeys(MADE, False)
    assert after.automatic == known.automatic


def test_undoing_a_moved_edge_brings_the_links_back(storage: Storage, database: Path, linked: Passage) -> None:
    step_passage(storage, linked.id, None, Edge.END, -2)
    storage.events.undo(int(rows(database, "select max(id) from event")[0][0]))
    assert _read(_aligned(storage, linked.id)) == dict.fromkeys(MADE, False)
