"""Write earlier states of records back, and see to it that everything still hangs together afterwards."""

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.domain.events import Change, Event
from annotator.domain.notes import NoteState
from annotator.errors import InvalidInput
from annotator.storage.belonging import Belonging
from annotator.storage.connection import write
from annotator.storage.documents import Documents
from annotator.storage.following import Following
from annotator.storage.notes import Notes
from annotator.storage.records import LABELS, Records, Row, now

KEPT = {"id", "created_at", "updated_at", "revision"}  # what writing back leaves as it is
NEW_TEXT = "A new version of the article’s text came in with this change, and stays: edit the text again instead."
ELSEWHERE = frozenset({"second_opinion", "opinion"})  # what is taken back on a page of its own
# In this order, because spans are looked up in the texts that are there by then.
WRITTEN_BACK = (
    "article",
    "source_document",
    "passage",
    "source",
    "alignment_link",
    "note",
    "decision",
    "comment",
    "assignment",
    "canned_reason",
    "sign_off",
    "correction",
)
_OPINION = "This is taken back on the page of the article’s second opinion, as long as both have not seen each other’s."
_NOT_UNDONE = {"article_version": NEW_TEXT, "second_opinion": _OPINION, "opinion": _OPINION}
_PLACE = {"article_version_id", "span_start", "span_end", "exact", "prefix", "suffix", "anchor", "cue_start", "cue_end"}


class WritingBack:
    """Undo, redo and restore; each is a change of its own."""

    def __init__(self, records: Records, notes: Notes, documents: Documents) -> None:
        self._records = records
        self._notes = notes
        self._following = Following(records, notes, documents)
        self._belonging = Belonging(records)
        self._db = records.db

    def reverse(self, change: Change, kind: str, target_id: int) -> None:
        """Write back what the records of a change were before it, as a change of `kind` that names `target_id`.

        Raises `Conflict` where one of them was changed since, `InvalidInput` where it cannot stand without what is gone
        by now, or others build on it.
        """
        with write(self._db):
            self._records.change(kind, target_id)
            events = sorted(change.net, key=_order)
            for event in events:
                self._write(event, event.before, self._unchanged(event), events)
            for event in events:
                self._belonging.check(event.entity, event.entity_id)
                self._belonging.check_unused(event.entity, event.entity_id, change.id)

    def restore(self, event: Event, revision: int) -> None:
        """Give one record the state that it had after an event, or before it where it was deleted by it.

        `revision` is that of the record as the person saw it. Raises `Conflict` where it was changed since,
        `InvalidInput` where it is in that state, or cannot stand without what is gone by now.
        """
        with write(self._db):
            if event.entity not in WRITTEN_BACK:
                raise InvalidInput(_NOT_UNDONE.get(event.entity, "This state cannot be restored."))
            state = event.before if event.removes else event.after
            row = self._records.find(event.entity, event.entity_id, deleted=True)
            values = self._restorable(event, row, dict(state or {}))
            if not values:
                raise InvalidInput(f"The {LABELS[event.entity]} is in this very state already: nothing was changed.")
            self._records.guard(event.entity, row, revision, values)
            self._records.change("restore")
            self._write(event, values, revision)
            self._belonging.check(event.entity, event.entity_id)

    def revision(self, entity: str, entity_id: int) -> int | None:
        """Return the revision of a record, deleted or not; None for one that cannot be written back."""
        if entity not in WRITTEN_BACK:
            return None
        return int(self._records.find(entity, entity_id, deleted=True)["revision"])

    def _unchanged(self, event: Event) -> int:
        """Return the revision of a record that is as an event left it, -1 for one that somebody changed since.

        What counts is how it is, not how often it was saved: after an undo it is again as the change before left it.
        """
        if event.entity not in WRITTEN_BACK:
            return -1
        row, left = self._records.find(event.entity, event.entity_id, deleted=True), event.after or {}
        same = all(row[name] == value for name, value in left.items() if name in row and name not in KEPT)
        if event.entity == "note":
            same = same and self._notes.span_rows(event.entity_id) == left.get("spans")
        return int(row["revision"]) if same else -1

    def _restorable(self, event: Event, row: Row, state: dict[str, Any]) -> Row:
        """Return the fields of an earlier state that can be written over `row` and differ from it."""
        kept = set(KEPT)
        if event.entity == "passage" and state.get("article_version_id") != row["article_version_id"]:
            kept |= _PLACE  # it has another place in the newer text, and keeps that
        if event.entity == "note" and NoteState.DECIDED in (state.get("state"), row["state"]):
            kept |= {"state"}  # that follows the decision
        if event.entity in {"decision", "correction"}:
            state = {**state, "author": self._records.actor}
        spans = {"spans": [dict(span) for span in state.get("spans", [])]} if event.entity == "note" else {}
        same_spans = not spans or spans["spans"] == self._notes.span_rows(event.entity_id)
        changed = {name: value for name, value in state.items() if name in row and name not in kept}
        differs = {name for name, value in changed.items() if row[name] != value} - {"author"}
        return {**changed, **spans} if differs or not same_spans else {}

    def _write(
        self, event: Event, state: Mapping[str, Any] | None, expected: int, together: Sequence[Event] = ()
    ) -> None:
        if event.entity not in WRITTEN_BACK:
            raise InvalidInput(_NOT_UNDONE.get(event.entity, "This change cannot be undone."))
        values = {"deleted_at": now()} if state is None else _fields(state)
        if event.entity == "note":
            spans = dict((event.after if state is None else state) or {}).get("spans", [])
            self._put_note(event, expected, values, spans, together)
            return
        if event.entity == "source" and not values.get("deleted_at"):
            values = self._belonging.fitting_source(values)
        if event.entity == "passage":
            self._belonging.check_version(event.entity_id, values)
        before, after = self._put(event, expected, values)
        if event.entity == "source_document" and before["text"] != after["text"]:
            done = {(other.entity, other.entity_id) for other in together}
            self._following.follow(after, before["text"], (state or {}).get("cues"), done)
        if event.entity == "decision" and not any(other.entity == "note" for other in together):
            self._follow_decision(after)

    def _put(self, event: Event, expected: int, values: Row) -> tuple[Row, Row]:
        columns = {name: value for name, value in values.items() if name != "cues"}
        before, after = self._records.put_back(event.entity, event.entity_id, expected, columns)
        article_id = event.article_id or self._records.article_of(event.entity, event.entity_id)
        self._records.record("undo", event.entity, event.entity_id, article_id, before=before, after=after)
        return before, after

    def _put_note(self, event: Event, expected: int, values: Row, spans: Any, together: Sequence[Event]) -> None:  # noqa: ANN401 JSON
        states = {(event.before or event.after or {}).get("state"), (event.after or {}).get("state")}
        if together and len(states) > 1 and NoteState.DECIDED in states:
            self._check_decision(together)
        columns = {name: value for name, value in values.items() if name != "spans"}
        fitting = spans if columns.get("deleted_at") else self._belonging.fitting_spans(spans)
        self._notes.put_back(event.entity_id, expected, {**columns, "spans": fitting})

    def _check_decision(self, together: Sequence[Event]) -> None:
        if not any(event.entity == "decision" for event in together):
            raise InvalidInput("The note changed with an editor’s decision: undo the decision instead.")

    def _follow_decision(self, row: Row) -> None:
        if row.get("note_id"):
            self._notes.set_state(row["note_id"], NoteState.OPEN if row["deleted_at"] else NoteState.DECIDED)


def _order(event: Event) -> int:
    return WRITTEN_BACK.index(event.entity) if event.entity in WRITTEN_BACK else -1


def _fields(state: Mapping[str, Any]) -> Row:
    return {name: value for name, value in state.items() if name not in KEPT}
