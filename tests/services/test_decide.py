import dataclasses
from pathlib import Path

import pytest

from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.services.decide import decide
from annotator.services.undo import undo
from annotator.storage import Storage
from tests.contents import nothing_saved

WRONG = DecisionDetails(Verdict.WRONG, " 1,500 people\r\n", "«Полторы тысячи»  is 1,500.")


def test_a_decision_is_saved_tidily_and_its_note_is_decided(storage: Storage, database: Path, note: Note) -> None:
    with Storage(database, "Owen Castell") as editor:
        decision = decide(editor, note.id, None, WRONG)
    assert decision.details == DecisionDetails(Verdict.WRONG, "1,500 people", "«Полторы тысячи» is 1,500.")
    assert decision.author == "Owen Castell"
    assert storage.notes.get(note.id) == dataclasses.replace(note, state=NoteState.DECIDED, revision=2)


def test_a_decision_needs_neither_wording_nor_reason(storage: Storage, note: Note) -> None:
    details = DecisionDetails(Verdict.FAITHFUL)
    assert decide(storage, note.id, None, details).details == details


def test_a_changed_decision_leaves_the_note_alone(storage: Storage, note: Note) -> None:
    decide(storage, note.id, None, WRONG)
    changed = decide(storage, note.id, 1, DecisionDetails(Verdict.MISLEADING))
    assert (changed.details.verdict, changed.revision) == (Verdict.MISLEADING, 2)
    assert storage.notes.get(note.id).revision == 2


@pytest.mark.parametrize("field", ["wording", "reason"])
def test_a_field_that_is_too_long_is_refused(storage: Storage, database: Path, note: Note, field: str) -> None:
    long = {field: "я" * 10_001}
    with nothing_saved(database), pytest.raises(InvalidInput, match="10,000 characters each"):
        decide(storage, note.id, None, DecisionDetails(Verdict.WRONG, **long))


def test_there_is_nothing_to_decide_on_a_remark(storage: Storage, database: Path, note: Note) -> None:
    storage.notes.edit(note.id, None, NoteDetails("none", "neutral", "Well done."))
    with nothing_saved(database), pytest.raises(InvalidInput, match="This note is a remark"):
        decide(storage, note.id, None, WRONG)


def test_a_decision_that_somebody_else_made_is_not_overwritten(storage: Storage, database: Path, note: Note) -> None:
    decide(storage, note.id, None, WRONG)
    with nothing_saved(database), pytest.raises(Conflict) as stale:
        decide(storage, note.id, None, DecisionDetails(Verdict.FAITHFUL))
    assert (stale.value.current["verdict"], stale.value.submitted["verdict"]) == ("wrong", "faithful")


def test_an_unknown_or_deleted_note_is_not_found(storage: Storage, database: Path, note: Note) -> None:
    storage.passages.delete(note.passage_id, None)
    for unknown in (note.id, 99):
        with nothing_saved(database), pytest.raises(NotFound):
            decide(storage, unknown, None, WRONG)


def test_an_undone_decision_leaves_the_note_open(storage: Storage, note: Note) -> None:
    decision = decide(storage, note.id, None, WRONG)
    undo(storage, storage.events.of("decision", decision.id)[-1].id)
    assert storage.decisions.of_note(note.id) is None
    assert storage.notes.get(note.id).state is NoteState.OPEN
    assert decide(storage, note.id, None, WRONG).details == decision.details
