"""Decide on a discrepancy, or on a passage as a whole."""

from annotator.domain.decisions import Decision, DecisionDetails
from annotator.domain.notes import NoteState
from annotator.domain.review import QueueState
from annotator.domain.subjects import Subject, on_note, on_passage
from annotator.domain.text import canonical
from annotator.domain.threads import NoticeKind, Turn
from annotator.errors import InvalidInput
from annotator.services.find_subject import concerned, find_to_decide
from annotator.storage import Storage

MAX_FIELD = 10_000  # code points
STANDS = "The decision stands."  # what an editor says who saves a decision unchanged that a translator objected to


def decide(storage: Storage, note_id: int, revision: int | None, details: DecisionDetails) -> Decision:
    """Save an editor's decision on a note, which is decided then. Raises as `decide_on`."""
    return decide_on(storage, on_note(note_id), revision, details)


def decide_on_passage(storage: Storage, passage_id: int, revision: int | None, details: DecisionDetails) -> Decision:
    """Save an editor's decision on a passage as a whole, which may have no note at all. Raises as `decide_on`."""
    return decide_on(storage, on_passage(passage_id), revision, details)


def decide_on(storage: Storage, subject: Subject, revision: int | None, details: DecisionDetails) -> Decision:
    """Save an editor's decision, and tell those whom it concerns.

    `revision` is that of the decision that the editor saw, None where there was none. A decision that is saved
    unchanged after a rebuttal stands, and the thread says so. Raises `NotFound` where the note or passage was deleted,
    `InvalidInput` for a remark, which asks no decision, and `Conflict` where somebody decided in between.
    """
    tidy = DecisionDetails(details.verdict, canonical(details.wording), canonical(details.reason))
    if max(len(tidy.wording), len(tidy.reason)) > MAX_FIELD:
        raise InvalidInput(f"Wording and reason may have {MAX_FIELD:,} characters each: shorten them.")
    with storage.write():
        found = find_to_decide(storage, subject)
        before = storage.decisions.on(subject)
        decision = storage.decisions.save_on(subject, found.article_id, revision, tidy)
        if found.note:
            storage.notes.set_state(found.note.id, NoteState.DECIDED)
        if before != decision:
            storage.notices.tell(concerned(storage, found), NoticeKind.DECISION, subject)
        elif storage.queue.state_of(subject) is QueueState.REBUTTED:
            said = storage.threads.add(subject, found.article_id, Turn.ANSWER, STANDS)
            storage.notices.tell(concerned(storage, found), NoticeKind.ANSWER, subject, said.id)
        storage.assignments.leave(subject)
        return decision
