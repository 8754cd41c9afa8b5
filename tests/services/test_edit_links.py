from pathlib import Path

import pytest

from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.linking.rulings import words_of
from annotator.domain.notes import Note, Side
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.renderings import Rendering
from annotator.domain.sources import Source, SourceDetails
from annotator.domain.spans import Span, occurrences
from annotator.errors import Conflict, InvalidInput, InvalidSpan, NotFound
from annotator.services.attach_source import attach_source
from annotator.services.edit_links import Edit, edit_links, settle_link
from annotator.services.examine_passage import examine_passage
from annotator.services.link_words import link_passage
from annotator.services.mark_passage import mark_quote, move_passage
from annotator.services.restore import restore_state
from annotator.services.suspect_discrepancies import link_anew, suspect_discrepancies
from annotator.services.weigh_passage import weigh_passage
from annotator.services.write_note import MarkedWords
from annotator.storage import Storage
from tests.conftest import SPOKEN
from tests.contents import nothing_saved, rows


@pytest.fixture
def desk(storage: Storage, article: Article, passage: Passage, source: Source, rendering: Rendering) -> "Desk":
    return Desk(storage, article, passage, source, rendering)


class Desk:
    """A passage, and hands that pick words of its rows."""

    def __init__(
        self, storage: Storage, article: Article, passage: Passage, source: Source, rendering: Rendering
    ) -> None:
        self.storage, self.article, self.passage, self.rendering = storage, article, passage, rendering
        self.source = source

    def source_words(self, *said: str) -> list[MarkedWords]:
        return [MarkedWords(Side.SOURCE, self.source.document.id, occurrences(word, SPOKEN)[0]) for word in said]

    def reporter(self, *said: str) -> list[MarkedWords]:
        found = (occurrences(word, self.article.text)[0] for word in said)
        return [MarkedWords(Side.REPORTER, self.article.version_id, span) for span in found]

    def machine(self, *said: str) -> list[MarkedWords]:
        found = (occurrences(word, self.rendering.text)[0] for word in said)
        return [MarkedWords(Side.MACHINE, self.rendering.id, span) for span in found]

    def edit(self, edit: Edit, *marked: list[MarkedWords], revision: int | None = None) -> None:
        seen = self.storage.alignments.revision(self.passage.id) if revision is None else revision
        edit_links(self.storage, self.passage.id, seen, edit, [words for some in marked for words in some])

    def said(self, rendering_id: int | None = None) -> set[tuple[str, str, str]]:
        """What people said, in words: kind, source, rendering."""
        (entry,) = [
            one for one in link_passage(self.storage, self.passage.id) if one.texts.rendering_id == rendering_id
        ]
        return {
            (one.kind.value, words_of(one.source, entry.texts.source), words_of(one.rendering, entry.texts.rendering))
            for one in entry.rulings
        }

    def links(self) -> set[tuple[str, str]]:
        """The links with the reporter's words, as groups."""
        entry = link_passage(self.storage, self.passage.id)[0]
        return {
            (words_of(one.source, entry.texts.source), words_of(one.rendering, entry.texts.rendering))
            for one in entry.merged.groups
        }


def test_words_are_linked_and_the_link_is_recorded_under_the_persons_name(desk: Desk, database: Path) -> None:
    desk.edit(Edit.LINK, desk.source_words("Насколько", "известно"), desk.reporter("behind"))
    assert desk.said() == {("link", "Насколько … известно", "behind")}
    events = rows(database, "select actor, action, article_id from event where entity = 'alignment_link'")
    assert events == [("Daria Lindqvist", "create", desk.article.id)]
    assert rows(database, "select author from alignment_link") == [("Daria Lindqvist",)]


def test_part_of_a_word_means_the_word(desk: Desk) -> None:
    start = desk.article.text.index("left")
    part = [MarkedWords(Side.REPORTER, desk.article.version_id, Span(start + 1, start + 6))]
    desk.edit(Edit.LINK, desk.source_words("остав"), part)
    assert desk.said() == {("link", "оставили", "left no")}


def test_one_edit_may_link_with_reporter_and_machine(desk: Desk) -> None:
    desk.edit(Edit.LINK, desk.source_words("никого"), desk.reporter("no one"), desk.machine("nobody"))
    assert desk.said() == {("link", "никого", "no one")}
    assert desk.said(desk.rendering.id) == {("link", "никого", "nobody")}


def test_one_edit_is_one_change_and_its_undo_brings_everything_back(desk: Desk, database: Path) -> None:
    before = desk.links()
    desk.edit(Edit.LINK, desk.source_words("никого"), desk.reporter("no one"), desk.machine("nobody"))
    assert desk.links() != before or desk.said()
    changes = rows(database, "select distinct change_id from event where entity = 'alignment_link'")
    assert len(changes) == 1
    ((event,),) = rows(database, "select max(id) from event where entity = 'alignment_link'")
    desk.storage.events.undo(event)
    assert desk.said() == set()
    assert desk.links() == before


def test_words_of_one_side_are_unlinked_from_everything(desk: Desk) -> None:
    assert any("оставили" in ours for ours, _ in desk.links())
    desk.edit(Edit.CUT, desk.source_words("оставили"))
    assert not any("оставили" in ours for ours, _ in desk.links())
    assert desk.said(desk.rendering.id) == {("apart", "оставили", "")}


def test_a_word_is_left_out_by_the_reporter_and_not_by_the_machine(desk: Desk) -> None:
    desk.edit(Edit.MARK, desk.source_words("известно"))
    assert desk.said() == {("unrendered", "известно", "")}
    assert desk.said(desk.rendering.id) == set()
    desk.edit(Edit.MARK, desk.machine("As far"))
    assert desk.said(desk.rendering.id) == {("unfounded", "", "As far")}


def test_what_people_say_survives_a_new_run(desk: Desk) -> None:
    desk.edit(Edit.LINK, desk.source_words("мы"), desk.reporter("behind"))
    desk.edit(Edit.MARK, desk.source_words("не"))
    said, links = desk.said(), desk.links()
    link_anew(desk.storage, desk.passage.id)
    assert (desk.said(), desk.links()) == (said, links)
    desk.edit(Edit.RELEASE, desk.source_words("мы", "не"))
    assert desk.said() == set()


def test_a_word_that_was_left_out_on_purpose_is_no_omission(storage: Storage) -> None:
    article = storage.articles.add(ArticleDetails("Ships"), "Ships\n\nThree ships left yesterday and went north.")
    passage = mark_quote(storage, article.id, "Three ships left yesterday and went north.", None, PassageDetails())
    said = "Три корабля вышли вчера утром из порта и пошли на север."
    (source,) = attach_source(storage, passage.id, None, SourceDetails(said, "ru"))

    def omitted() -> list[str]:
        notes = [note for note in suspect_discrepancies(storage, passage.id) if note.origin == "omission"]
        return [span.quote.exact for note in notes for span in note.on(Side.SOURCE)]

    assert "порта" in " ".join(omitted())
    words = [MarkedWords(Side.SOURCE, source.document.id, occurrences(word, said)[0]) for word in ("из", "порта")]
    edit_links(storage, passage.id, 0, Edit.MARK, words)
    assert "порта" not in " ".join(omitted())


def test_a_link_to_check_is_confirmed_or_taken_away_by_itself(desk: Desk) -> None:
    desk.edit(Edit.LINK, desk.source_words("известно"), desk.reporter("no one behind"))
    desk.edit(Edit.LINK, desk.source_words("мы"), desk.reporter("We"))
    place = desk.passage.span
    move_passage(desk.storage, desk.passage.id, None, Span(place.start, place.end - len(" behind")))
    (flagged,) = [one for one in desk.storage.alignments.rulings(desk.passage.id) if one.ruling.check_again]
    assert flagged.ruling.id
    seen = desk.storage.alignments.revision(desk.passage.id)
    settle_link(desk.storage, desk.passage.id, seen, flagged.ruling.id, Edit.CONFIRM)
    assert not any(one.ruling.check_again for one in desk.storage.alignments.rulings(desk.passage.id))
    assert desk.said() == {("link", "известно", "no one"), ("link", "мы", "We")}
    seen = desk.storage.alignments.revision(desk.passage.id)
    settle_link(desk.storage, desk.passage.id, seen, flagged.ruling.id, Edit.RELEASE)
    assert desk.said() == {("link", "мы", "We")}
    with pytest.raises(InvalidInput, match="confirmed or taken away"):
        settle_link(desk.storage, desk.passage.id, seen, 2, Edit.LINK)
    with pytest.raises(NotFound, match="no such link"):
        settle_link(desk.storage, desk.passage.id, seen, 99, Edit.CONFIRM)


def test_two_people_do_not_overwrite_each_other(desk: Desk, database: Path) -> None:
    desk.edit(Edit.LINK, desk.source_words("мы"), desk.reporter("We"), revision=0)
    with nothing_saved(database), pytest.raises(Conflict, match="changed in another window") as caught:
        desk.edit(Edit.LINK, desk.source_words("мы"), desk.reporter("no one"), revision=0)
    assert caught.value.current == {"links": "мы – We"}
    assert caught.value.submitted == {"links": "мы – no one"}


def test_the_same_edit_sent_twice_is_made_once(desk: Desk, database: Path) -> None:
    desk.edit(Edit.LINK, desk.source_words("мы"), desk.reporter("We"), revision=0)
    with nothing_saved(database):
        desk.edit(Edit.LINK, desk.source_words("мы"), desk.reporter("We"), revision=0)


def test_what_makes_no_sense_is_refused(desk: Desk, database: Path, note: Note) -> None:
    outside = [MarkedWords(Side.REPORTER, desk.article.version_id, Span(0, 5))]
    elsewhere = [MarkedWords(Side.SOURCE, 999, Span(0, 5)), MarkedWords(Side.MACHINE, 999, Span(0, 5))]
    comma = SPOKEN.index(",")
    with nothing_saved(database):
        with pytest.raises(InvalidInput, match="No words are picked"):
            desk.edit(Edit.LINK)
        with pytest.raises(InvalidInput, match="both sides"):
            desk.edit(Edit.LINK, desk.reporter("We"), desk.machine("As far"))
        for words in (outside, *([one] for one in elsewhere)):
            with pytest.raises(InvalidSpan, match="outside this passage"):
                desk.edit(Edit.MARK, words)
        with pytest.raises(InvalidInput, match="punctuation"):
            desk.edit(Edit.MARK, [MarkedWords(Side.SOURCE, desk.source.document.id, Span(comma, comma + 1))])
        with pytest.raises(NotFound, match="no passage 99"):
            edit_links(desk.storage, 99, 0, Edit.MARK, desk.reporter("We"))


def test_without_an_original_there_is_nothing_to_link(storage: Storage, passage: Passage, article: Article) -> None:
    with pytest.raises(InvalidInput, match="attach the original"):
        edit_links(storage, passage.id, 0, Edit.MARK, [MarkedWords(Side.REPORTER, article.version_id, passage.span)])


def test_parts_of_a_spliced_quote_are_linked_each_by_itself(storage: Storage, desk: Desk) -> None:
    storage.sources.move(desk.source.id, SPOKEN, occurrences("мы никого", SPOKEN)[0])
    document = desk.source.document
    storage.sources.attach(
        desk.passage.id, document, occurrences("оставили", SPOKEN)[0], article_id=desk.article.id, position=1
    )
    desk.edit(Edit.LINK, desk.source_words("мы", "оставили"), desk.reporter("We"))
    assert [one.words for one in storage.alignments.rulings(desk.passage.id)] == [("мы", "We"), ("оставили", "We")]


def test_any_state_of_a_link_is_restored_and_an_undone_one_is_done_again(desk: Desk) -> None:
    desk.edit(Edit.LINK, desk.source_words("Насколько", "известно"), desk.reporter("behind"))
    linked = desk.said()
    desk.edit(Edit.CUT, desk.source_words("Насколько", "известно"), desk.reporter("behind"))
    assert desk.said() != linked
    storage = desk.storage
    made = next(event for event in storage.events.of("alignment_link", 1) if event.action == "create")
    revision = storage.events.revision("alignment_link", 1)
    assert revision is not None
    with pytest.raises(Conflict):
        restore_state(storage, made.id, revision - 1)
    restore_state(storage, made.id, revision)
    assert linked <= desk.said()
    assert storage.changes.get(storage.events.of("alignment_link", 1)[-1].change_id).kind == "restore"


def test_links_that_a_person_takes_apart_make_a_passage_more_doubtful(desk: Desk) -> None:
    examine_passage(desk.storage, desk.passage.id)
    before = weigh_passage(desk.storage, desk.passage.id)
    desk.edit(Edit.CUT, desk.source_words("мы", "не", "оставили"))
    after = weigh_passage(desk.storage, desk.passage.id)
    assert before is not None
    assert after is not None
    assert after.triage != before.triage
