"""Decide on a discrepancy."""

from annotator.domain.decisions import Decision, DecisionDetails
from annotator.domain.notes import NoteState
from annotator.domain.text import canonical
from annotator.errors import InvalidInput
from annotator.storage import Storage

MAX_FIELD = 10_000  # code points


def decide(storage: Storage, note_id: int, revision: int | None, details: DecisionDetails) -> Decision:
    """Save an editor's decision on a note and mark the note as decided.

    `revision` is that of the decision that the editor saw, None where there was none. Raises `InvalidInput` for a
    remark, which asks no decision, and `Conflict` where somebody decided in between.
    """
    tidy = DecisionDetails(details.verdict, canonical(details.wording), canonical(details.reason))
    if max(len(tidy.wording), len(tidy.reason)) > MAX_FIELD:
        raise InvalidInput(f"Wording and reason may have {MAX_FIELD:,} characters each: shorten them.")
    with storage.write():
        note = storage.notes.get(note_id)
        if not note.is_discrepancy:
            raise InvalidInput("This note is a remark: there is nothing to decide on it.")
        decision = storage.decisions.save(note.id, note.article_id, revision, tidy)
        storage.notes.set_state(note.id, NoteState.DECIDED)
        return decision
