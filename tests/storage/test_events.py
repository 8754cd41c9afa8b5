import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.events import Event
from annotator.domain.notes import Note, NoteDetails, NoteSpan, Side
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.sources import Source, SourceDetails
from annotator.domain.spans import Span, quote
from annotator.errors import Conflict, NotFound
from annotator.storage import Storage
from tests.conftest import SPOKEN, TRANSLATOR
from tests.contents import contents, nothing_saved, rows

WRONG = DecisionDetails(Verdict.WRONG, "1,500 people", "")
# One way to change each kind of record, given the note that hangs on all of them.
CHANGES: dict[str, Callable[[Storage, Note], object]] = {
    "article": lambda storage, note: storage.articles.edit(note.article_id, None, ArticleDetails("Another title")),
    "passage": lambda storage, note: storage.passages.edit(note.passage_id, None, PassageDetails(speaker="Eide")),
    "source_document": lambda storage, note: storage.sources.edit_document(
        _source(storage, note).document.id, None, SourceDetails(f"{SPOKEN} Иначе.", "ru")
    ),
    "source": lambda storage, note: storage.sources.move(_source(storage, note).id, SPOKEN, Span(0, 9)),
    "note": lambda storage, note: storage.notes.edit(note.id, None, NoteDetails("tone", "minor", "Otherwise.")),
    "decision": lambda storage, note: storage.decisions.save(
        note.id, note.article_id, None, dataclasses.replace(WRONG, wording="1,500")
    ),
}
DELETIONS: dict[str, Callable[[Storage, Note], int]] = {
    "article": lambda storage, note: storage.articles.delete(note.article_id, None),
    "passage": lambda storage, note: storage.passages.delete(note.passage_id, None),
    "source": lambda storage, note: storage.sources.detach(_source(storage, note).id),
    "note": lambda storage, note: storage.notes.delete(note.id, None),
}
ENTITIES = sorted(CHANGES)


def _source(storage: Storage, note: Note) -> Source:
    return storage.sources.of_passage(note.passage_id)[0]


def _change(storage: Storage, entity: str, note: Note) -> Event:
    """Change a record, a decision by making one first, and return the event of the change."""
    if entity == "decision":
        first = storage.decisions.save(note.id, note.article_id, None, WRONG)
        storage.decisions.save(note.id, note.article_id, first.revision, dataclasses.replace(WRONG, wording="1,500"))
        return storage.events.of("decision", first.id)[-1]
    CHANGES[entity](storage, note)
    return _last(storage, entity)


def _last(storage: Storage, entity: str) -> Event:
    return storage.events.of(entity, 1)[-1]  # each kind of record is there once


def _row(database: Path, entity: str) -> dict[str, object]:
    """Return the one record of a kind, without what any write changes."""
    held = contents(database)
    columns = [name for (name,) in rows(database, "select name from pragma_table_info(?)", entity)]
    (values,) = held[entity]
    row = dict(zip(columns, values, strict=True))
    spans = {"spans": [span[1:] for span in held["note_span"]]} if entity == "note" else {}
    return {name: value for name, value in row.items() if name not in {"revision", "updated_at"}} | spans


@pytest.mark.parametrize("entity", ENTITIES)
def test_a_creation_is_recorded_with_the_whole_record_after_it(storage: Storage, note: Note, entity: str) -> None:
    if entity == "decision":
        storage.decisions.save(note.id, note.article_id, None, WRONG)
    created = storage.events.of(entity, 1)[0]
    assert (created.action, created.actor, created.article_id) == ("create", TRANSLATOR, note.article_id)
    assert created.before is None
    assert created.after is not None
    assert (created.after["id"], created.after["revision"]) == (1, 1)


@pytest.mark.parametrize("entity", ENTITIES)
def test_a_change_is_recorded_with_the_record_before_and_after_it(
    storage: Storage, database: Path, note: Note, entity: str
) -> None:
    event = _change(storage, entity, note)
    assert (event.action, event.actor, event.article_id) == ("update", TRANSLATOR, note.article_id)
    assert event.before is not None
    assert event.after is not None
    assert event.before == storage.events.of(entity, 1)[0].after
    assert (event.before["revision"], event.after["revision"]) == (1, 2)
    assert event.changed
    columns = [name for (name,) in rows(database, "select name from pragma_table_info(?)", entity)]
    stored = dict(zip(columns, contents(database)[entity][0], strict=True))
    assert {name: event.after[name] for name in columns} == stored


@pytest.mark.parametrize("entity", sorted(DELETIONS))
def test_a_deletion_is_recorded_and_its_event_is_returned(storage: Storage, note: Note, entity: str) -> None:
    event = storage.events.get(DELETIONS[entity](storage, note))
    assert (event.action, event.entity, event.article_id) == ("delete", entity, note.article_id)
    assert list(event.changed) == ["deleted_at"]
    assert storage.events.is_last(event)


@pytest.mark.parametrize("entity", sorted(set(ENTITIES) - {"passage"}))
def test_an_undone_creation_leaves_a_deleted_record(storage: Storage, database: Path, note: Note, entity: str) -> None:
    if entity == "decision":
        storage.decisions.save(note.id, note.article_id, None, WRONG)
    before = _row(database, entity)
    undone = storage.events.undo(storage.events.of(entity, 1)[0].id)
    assert undone.action == "create"
    now = _row(database, entity)
    assert now.pop("deleted_at") is not None
    before.pop("deleted_at")
    assert now == before


@pytest.mark.parametrize("entity", ENTITIES)
def test_an_undone_change_leaves_the_record_as_it_was(
    storage: Storage, database: Path, note: Note, entity: str
) -> None:
    if entity == "decision":
        storage.decisions.save(note.id, note.article_id, None, WRONG)
    before = _row(database, entity)
    if entity == "decision":
        storage.decisions.save(note.id, note.article_id, 1, dataclasses.replace(WRONG, wording="1,500"))
    else:
        CHANGES[entity](storage, note)
    assert _row(database, entity) != before
    storage.events.undo(_last(storage, entity).id)
    assert _row(database, entity) == before


@pytest.mark.parametrize("entity", sorted(DELETIONS))
def test_an_undone_deletion_brings_the_record_back(storage: Storage, database: Path, note: Note, entity: str) -> None:
    before = _row(database, entity)
    event_id = DELETIONS[entity](storage, note)
    assert _row(database, entity) != before
    storage.events.undo(event_id)
    assert _row(database, entity) == before


@pytest.mark.parametrize("entity", ENTITIES)
def test_an_undo_is_a_change_of_its_own_by_whom_it_was_made(
    storage: Storage, database: Path, note: Note, entity: str
) -> None:
    event = _change(storage, entity, note)
    with Storage(database, "Owen Castell") as editor:
        editor.events.undo(event.id)
    last = _last(storage, entity)
    assert (last.action, last.actor, last.article_id) == ("undo", "Owen Castell", note.article_id)
    assert event.after is not None
    assert last.before == event.after
    assert last.after is not None
    assert last.after["revision"] == 3


@pytest.mark.parametrize("entity", ENTITIES)
def test_a_change_cannot_be_undone_twice(storage: Storage, database: Path, note: Note, entity: str) -> None:
    event = _change(storage, entity, note)
    storage.events.undo(event.id)
    with nothing_saved(database), pytest.raises(Conflict, match="was changed again since"):
        storage.events.undo(event.id)


@pytest.mark.parametrize("entity", ENTITIES)
def test_a_creation_cannot_be_undone_after_another_change(
    storage: Storage, database: Path, note: Note, entity: str
) -> None:
    event = _change(storage, entity, note)
    created = storage.events.of(entity, 1)[0]
    assert storage.events.is_last(event)
    assert not storage.events.is_last(created)
    with nothing_saved(database), pytest.raises(Conflict, match="cannot be undone any more"):
        storage.events.undo(created.id)


@pytest.mark.parametrize("entity", ENTITIES)
def test_an_undo_can_itself_be_undone(storage: Storage, database: Path, note: Note, entity: str) -> None:
    event = _change(storage, entity, note)
    changed = _row(database, entity)
    storage.events.undo(event.id)
    storage.events.undo(_last(storage, entity).id)
    assert _row(database, entity) == changed


def test_a_note_comes_back_with_its_spans(storage: Storage, note: Note) -> None:
    storage.events.undo(storage.notes.delete(note.id, None))
    back = storage.notes.get(note.id)
    assert back == dataclasses.replace(note, revision=3)
    assert len(back.spans) == 3


def test_a_note_whose_spans_were_changed_gets_the_old_ones_back(storage: Storage, article: Article, note: Note) -> None:
    span = Span(0, 5)
    storage.notes.edit(
        note.id, 1, note.details, [NoteSpan(Side.REPORTER, article.version_id, span, quote(span, article.text))]
    )
    storage.events.undo(_last(storage, "note").id)
    assert storage.notes.get(note.id) == dataclasses.replace(note, revision=3)


def test_a_passage_that_comes_back_brings_its_source_and_notes(storage: Storage, passage: Passage, note: Note) -> None:
    storage.events.undo(storage.passages.delete(passage.id, passage.revision))
    assert storage.passages.get(passage.id) == dataclasses.replace(passage, revision=3)
    assert storage.notes.of_passage(passage.id) == [note]
    assert len(storage.sources.of_passage(passage.id)) == 1


@pytest.mark.parametrize("unknown", [0, 99, 10**30])
def test_an_unknown_change_is_not_found(storage: Storage, unknown: int) -> None:
    with pytest.raises(NotFound, match=f"no change {unknown} in the history"):
        storage.events.get(unknown)
    with pytest.raises(NotFound):
        storage.events.undo(unknown)


def test_the_history_of_one_record_is_not_that_of_another(storage: Storage, article: Article, note: Note) -> None:
    other = storage.passages.add(article.id, article.version_id, article.text, Span(0, 5), PassageDetails())
    assert [event.entity_id for event in storage.events.of("passage", other.id)] == [other.id]
    assert storage.events.of("passage", 99) == []


def test_text_in_any_script_is_kept_readable_in_the_history(storage: Storage, database: Path, passage: Passage) -> None:
    storage.passages.edit(passage.id, 1, PassageDetails(speaker="Галина 🚢 هدى"))
    ((after,),) = rows(database, "select after from event order by id desc limit 1")
    assert "Галина 🚢 هدى" in after
