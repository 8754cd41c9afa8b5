import dataclasses
import datetime
import time
from pathlib import Path

import pytest

from annotator.domain.articles import Article
from annotator.domain.notes import Note, NoteDetails, NoteSpan, NoteState, Side
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.spans import Span, quote
from annotator.errors import Conflict, NotFound
from annotator.storage import Storage
from tests.conftest import TRANSLATOR
from tests.contents import nothing_saved, rows

DETAILS = NoteDetails("number", "critical", "Полторы тысячи.")


def _on_article(article: Article, start: int, end: int) -> NoteSpan:
    span = Span(start, end)
    return NoteSpan(Side.REPORTER, article.version_id, span, quote(span, article.text))


def test_a_note_is_read_as_it_was_stored_with_its_spans(storage: Storage, note: Note) -> None:
    assert storage.notes.get(note.id) == note
    assert [(span.side, span.quote.exact) for span in note.spans] == [
        (Side.SOURCE, "Насколько мне известно"),
        (Side.REPORTER, "We left"),
        (Side.MACHINE, "As far as I know"),
    ]
    assert (note.state, note.origin, note.author, note.revision) == (NoteState.OPEN, "person", TRANSLATOR, 1)
    assert datetime.datetime.now(datetime.UTC) - note.created_at < datetime.timedelta(minutes=1)


def test_a_note_may_speak_of_the_whole_passage(storage: Storage, passage: Passage) -> None:
    note = storage.notes.add(passage.id, passage.article_id, DETAILS, [], origin="numbers", state=NoteState.SUSPECTED)
    assert note.spans == []
    assert storage.notes.get(note.id) == note
    assert (note.origin, note.state) == ("numbers", NoteState.SUSPECTED)


def test_spans_come_in_the_order_of_the_page_however_they_were_given(storage: Storage, note: Note) -> None:
    edited = storage.notes.edit(note.id, note.revision, DETAILS, note.spans[::-1])
    assert edited.spans == note.spans
    assert storage.notes.get(note.id) == edited
    again = storage.notes.add(
        note.passage_id, note.article_id, DETAILS, note.spans[::-1], origin="person", state=NoteState.OPEN
    )
    assert storage.notes.get(again.id) == again


def test_notes_come_oldest_first_for_a_passage_and_for_an_article(
    storage: Storage, article: Article, passage: Passage
) -> None:
    other = storage.passages.add(article.id, article.version_id, article.text, Span(0, 5), PassageDetails())

    def add(passage_id: int) -> Note:
        spans = [_on_article(article, 2, 4), _on_article(article, 0, 3)]
        return storage.notes.add(passage_id, article.id, DETAILS, spans, origin="person", state=NoteState.OPEN)

    first, second, third = add(passage.id), add(other.id), add(passage.id)
    assert storage.notes.of_passage(passage.id) == [first, third]
    assert storage.notes.of_article(article.id) == [first, second, third]
    assert storage.notes.of_article(article.id + 1) == []
    assert [span.span.start for span in first.spans] == [0, 2]


@pytest.mark.parametrize("unknown", [0, 99, 10**30])
def test_an_unknown_note_is_not_found(storage: Storage, unknown: int) -> None:
    with pytest.raises(NotFound, match=f"no note {unknown}"):
        storage.notes.get(unknown)
    with pytest.raises(NotFound):
        storage.notes.edit(unknown, 1, DETAILS)
    with pytest.raises(NotFound):
        storage.notes.set_state(unknown, NoteState.DECIDED)
    with pytest.raises(NotFound):
        storage.notes.delete(unknown, 1)


def test_a_deleted_note_is_not_found_anywhere(storage: Storage, database: Path, note: Note) -> None:
    storage.notes.delete(note.id, note.revision)
    with pytest.raises(NotFound):
        storage.notes.get(note.id)
    assert storage.notes.of_passage(note.passage_id) == []
    assert storage.notes.of_article(note.article_id) == []
    assert rows(database, "select count(*) from note_span") == [(3,)]


def test_a_deletion_is_dated_when_it_happened(storage: Storage, database: Path, note: Note) -> None:
    time.sleep(0.002)  # times are kept to the millisecond
    storage.notes.delete(note.id, note.revision)
    ((deleted_at, updated_at, at),) = rows(
        database,
        "select deleted_at, updated_at, at from note join event on event.entity_id = note.id where action = 'delete'",
    )
    assert deleted_at > note.created_at.isoformat(timespec="milliseconds")
    assert deleted_at <= updated_at <= at


def test_a_note_goes_with_its_passage_and_with_its_article(storage: Storage, note: Note) -> None:
    undo = storage.passages.delete(note.passage_id, None)
    with pytest.raises(NotFound, match="no note"):
        storage.notes.get(note.id)
    with pytest.raises(NotFound, match="no note"):
        storage.notes.edit(note.id, note.revision, DETAILS)
    assert storage.notes.of_article(note.article_id) == []
    storage.events.undo(undo)
    assert storage.notes.get(note.id) == note
    storage.articles.delete(note.article_id, None)
    with pytest.raises(NotFound, match="no note"):
        storage.notes.get(note.id)


def test_details_are_saved_and_spans_stay_unless_new_ones_are_given(
    storage: Storage, article: Article, note: Note
) -> None:
    edited = storage.notes.edit(note.id, 1, DETAILS)
    assert edited == dataclasses.replace(note, details=DETAILS, revision=2)
    spans = [_on_article(article, 30, 32)]
    moved = storage.notes.edit(note.id, 2, DETAILS, spans)
    assert moved == dataclasses.replace(edited, spans=spans, revision=3)
    assert storage.notes.get(note.id) == moved
    assert storage.notes.edit(note.id, 3, DETAILS, []).spans == []


def test_a_stale_save_shows_both_versions_and_changes_nothing(storage: Storage, database: Path, note: Note) -> None:
    storage.notes.edit(note.id, 1, DETAILS)
    mine = NoteDetails("tone", "minor", "Mine.")
    with nothing_saved(database), pytest.raises(Conflict, match="This note was changed") as stale:
        storage.notes.edit(note.id, 1, mine, [])
    assert stale.value.current == {"category": "number", "severity": "critical", "text": "Полторы тысячи."}
    assert stale.value.submitted == {"category": "tone", "severity": "minor", "text": "Mine."}
    with nothing_saved(database), pytest.raises(Conflict):
        storage.notes.delete(note.id, 1)


def test_a_save_without_a_change_leaves_revision_spans_and_history_alone(
    storage: Storage, database: Path, note: Note
) -> None:
    with nothing_saved(database):
        assert storage.notes.edit(note.id, 1, note.details) == note
        assert storage.notes.edit(note.id, 1, note.details, note.spans) == note
        assert storage.notes.edit(note.id, 1, note.details, note.spans[::-1]) == note
        assert storage.notes.set_state(note.id, NoteState.OPEN) == note


def test_a_save_that_comes_twice_is_saved_once(storage: Storage, database: Path, article: Article, note: Note) -> None:
    spans = [_on_article(article, 30, 32)]
    edited = storage.notes.edit(note.id, 1, DETAILS, spans)
    with nothing_saved(database):
        assert storage.notes.edit(note.id, 1, DETAILS, spans) == edited
    with nothing_saved(database), pytest.raises(Conflict):
        storage.notes.edit(note.id, 1, DETAILS, note.spans)


def test_a_note_moves_to_another_state(storage: Storage, note: Note) -> None:
    for revision, state in enumerate((NoteState.REJECTED, NoteState.SUSPECTED, NoteState.DECIDED), start=2):
        assert storage.notes.set_state(note.id, state) == dataclasses.replace(note, state=state, revision=revision)


def test_a_span_of_a_text_that_is_not_there_takes_the_whole_note_back(
    storage: Storage, database: Path, article: Article, passage: Passage
) -> None:
    unknown = dataclasses.replace(_on_article(article, 0, 3), text_id=99)
    with nothing_saved(database), pytest.raises(Exception, match="FOREIGN KEY"):
        storage.notes.add(passage.id, article.id, DETAILS, [unknown], origin="person", state=NoteState.OPEN)


def test_history_holds_the_note_with_its_spans_before_and_after(storage: Storage, article: Article, note: Note) -> None:
    storage.notes.edit(note.id, 1, DETAILS, [_on_article(article, 30, 32)])
    created, edited = storage.events.of("note", note.id)
    assert created.before is None
    assert edited.before == created.after
    assert set(edited.changed) == {"category", "severity", "text", "spans"}
    before, after = edited.changed["spans"]
    assert isinstance(before, list)
    assert isinstance(after, list)
    assert [span["exact"] for span in before] == ["Насколько мне известно", "We left", "As far as I know"]
    assert [(span["exact"], span["article_version_id"]) for span in after] == [("We", article.version_id)]
