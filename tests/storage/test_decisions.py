import dataclasses
from pathlib import Path

import pytest

from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import Note, NoteState
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.storage import Storage
from tests.contents import nothing_saved

WRONG = DecisionDetails(Verdict.WRONG, "1,500 people", "«Полторы тысячи» is 1,500.")
FAITHFUL = DecisionDetails(Verdict.FAITHFUL)


def _undo_last(storage: Storage, entity: str) -> None:
    storage.events.undo(storage.events.of(entity, 1)[-1].id)  # each kind of record is there once


def test_a_note_has_no_decision_at_first(storage: Storage, note: Note) -> None:
    assert storage.decisions.of_note(note.id) is None
    assert storage.decisions.of_article(note.article_id) == {}


def test_a_decision_is_read_as_it_was_stored_under_the_editors_name(
    storage: Storage, database: Path, note: Note
) -> None:
    with Storage(database, "Owen Castell") as editor:
        decision = editor.decisions.save(note.id, note.article_id, None, WRONG)
    assert (decision.note_id, decision.details, decision.author, decision.revision) == (
        note.id, WRONG, "Owen Castell", 1,
    )  # fmt: skip
    assert storage.decisions.of_note(note.id) == decision
    assert storage.decisions.of_article(note.article_id) == {note.id: decision}


def test_a_decision_can_be_changed_by_who_saw_it(storage: Storage, note: Note) -> None:
    first = storage.decisions.save(note.id, note.article_id, None, WRONG)
    second = storage.decisions.save(note.id, note.article_id, first.revision, FAITHFUL)
    assert (second.id, second.details, second.revision) == (first.id, FAITHFUL, 2)
    assert second.decided_at >= first.decided_at
    assert [event.action for event in storage.events.of("decision", first.id)] == ["create", "update"]


def test_who_saw_no_decision_or_an_older_one_gets_both_versions(storage: Storage, database: Path, note: Note) -> None:
    storage.decisions.save(note.id, note.article_id, None, FAITHFUL)
    storage.decisions.save(note.id, note.article_id, 1, dataclasses.replace(FAITHFUL, reason="Checked twice."))
    for revision in (None, 1):
        with nothing_saved(database), pytest.raises(Conflict, match="This decision was changed") as stale:
            storage.decisions.save(note.id, note.article_id, revision, WRONG)
        assert stale.value.current == {"verdict": "faithful", "wording": "", "reason": "Checked twice."}
        assert stale.value.submitted == {"verdict": "wrong", "wording": WRONG.wording, "reason": WRONG.reason}


def test_a_save_without_a_change_leaves_revision_author_and_history_alone(
    storage: Storage, database: Path, note: Note
) -> None:
    decision = storage.decisions.save(note.id, note.article_id, None, WRONG)
    with nothing_saved(database), Storage(database, "Owen Castell") as editor:
        assert editor.decisions.save(note.id, note.article_id, 1, WRONG) == decision


def test_a_decision_that_comes_twice_is_saved_once(storage: Storage, database: Path, note: Note) -> None:
    decision = storage.decisions.save(note.id, note.article_id, None, WRONG)
    with nothing_saved(database):
        assert storage.decisions.save(note.id, note.article_id, None, WRONG) == decision


def test_a_decision_that_was_taken_back_can_be_made_anew(storage: Storage, note: Note) -> None:
    decision = storage.decisions.save(note.id, note.article_id, None, WRONG)
    (event,) = storage.events.of("decision", decision.id)
    storage.events.undo(event.id)
    assert storage.decisions.of_note(note.id) is None
    assert storage.decisions.of_article(note.article_id) == {}
    again = storage.decisions.save(note.id, note.article_id, None, FAITHFUL)
    assert (again.id, again.details, again.revision) == (decision.id, FAITHFUL, 3)
    assert storage.decisions.of_note(note.id) == again


def test_the_same_decision_made_anew_after_it_was_taken_back_is_there_again(storage: Storage, note: Note) -> None:
    decision = storage.decisions.save(note.id, note.article_id, None, WRONG)
    storage.events.undo(storage.events.of("decision", decision.id)[0].id)
    storage.decisions.save(note.id, note.article_id, None, WRONG)
    found = storage.decisions.of_note(note.id)
    assert found is not None
    assert found.details == WRONG


def test_who_saw_a_decision_that_was_taken_back_gets_both_versions(
    storage: Storage, database: Path, note: Note
) -> None:
    decision = storage.decisions.save(note.id, note.article_id, None, WRONG)
    storage.events.undo(storage.events.of("decision", decision.id)[0].id)
    with nothing_saved(database), pytest.raises(Conflict):
        storage.decisions.save(note.id, note.article_id, decision.revision, FAITHFUL)


def test_the_decision_on_a_deleted_note_is_not_listed(storage: Storage, note: Note) -> None:
    storage.decisions.save(note.id, note.article_id, None, WRONG)
    storage.notes.delete(note.id, None)
    assert storage.decisions.of_article(note.article_id) == {}


def test_the_history_of_a_note_holds_the_decision_on_it(storage: Storage, note: Note) -> None:
    storage.decisions.save(note.id, note.article_id, None, WRONG)
    storage.notes.delete(note.id, None)
    assert [(event.entity, event.action) for event in storage.events.of_note(note.id)] == [
        ("note", "create"),
        ("decision", "create"),
        ("note", "delete"),
    ]


def test_a_note_is_open_again_when_the_decision_on_it_is_undone_and_decided_when_that_is_undone(
    storage: Storage, note: Note
) -> None:
    with storage.write():
        storage.decisions.save(note.id, note.article_id, None, WRONG)
        storage.notes.set_state(note.id, NoteState.DECIDED)
    _undo_last(storage, "decision")
    assert storage.decisions.of_note(note.id) is None
    assert storage.notes.get(note.id).state is NoteState.OPEN
    _undo_last(storage, "decision")
    assert storage.decisions.of_note(note.id) is not None
    assert storage.notes.get(note.id).state is NoteState.DECIDED


def test_an_undone_change_of_a_decision_leaves_the_note_decided(storage: Storage, note: Note) -> None:
    with storage.write():
        storage.decisions.save(note.id, note.article_id, None, WRONG)
        storage.notes.set_state(note.id, NoteState.DECIDED)
    storage.decisions.save(note.id, note.article_id, 1, dataclasses.replace(WRONG, verdict=Verdict.FAITHFUL))
    _undo_last(storage, "decision")
    assert storage.notes.get(note.id).state is NoteState.DECIDED


def test_what_was_decided_in_one_go_is_undone_in_one_go(storage: Storage, note: Note) -> None:
    with storage.write():
        storage.decisions.save(note.id, note.article_id, None, WRONG)
        storage.notes.set_state(note.id, NoteState.DECIDED)
    _undo_last(storage, "note")
    assert storage.decisions.of_note(note.id) is None
    assert storage.notes.get(note.id).state is NoteState.OPEN


def test_the_state_of_a_decided_note_is_not_undone_without_the_decision(
    storage: Storage, database: Path, note: Note
) -> None:
    storage.decisions.save(note.id, note.article_id, None, WRONG)
    storage.notes.set_state(note.id, NoteState.DECIDED)
    with nothing_saved(database), pytest.raises(InvalidInput, match="undo the decision instead"):
        _undo_last(storage, "note")


def test_the_decision_on_a_deleted_note_cannot_be_undone(storage: Storage, database: Path, note: Note) -> None:
    storage.decisions.save(note.id, note.article_id, None, WRONG)
    storage.notes.delete(note.id, None)
    with nothing_saved(database), pytest.raises(NotFound, match="no note"):
        _undo_last(storage, "decision")
