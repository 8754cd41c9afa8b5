"""The history: read it, and write earlier states back."""

import json

from annotator.domain.events import Event
from annotator.domain.notes import NoteState
from annotator.errors import InvalidInput, NotFound
from annotator.storage.connection import write
from annotator.storage.notes import Notes
from annotator.storage.records import LABELS, MAX_ID, Records, Row, moment, now

_KEPT = {"id", "created_at", "updated_at", "revision"}  # what an undo leaves as it is


class Events:
    """Read the history of records and undo single changes."""

    def __init__(self, records: Records, notes: Notes) -> None:
        self._records = records
        self._notes = notes
        self._db = records.db

    def get(self, event_id: int) -> Event:
        """Return an event; raises `NotFound`."""
        rows = list(self._db.query("select * from event where id = ?", [min(event_id, MAX_ID)]))
        if not rows:
            raise NotFound(f"There is no change {event_id} in the history.")
        return _event(rows[0])

    def of(self, entity: str, entity_id: int) -> list[Event]:
        """Return the history of one record, oldest first."""
        rows = self._db.query("select * from event where entity = ? and entity_id = ? order by id", [entity, entity_id])
        return [_event(row) for row in rows]

    def of_note(self, note_id: int) -> list[Event]:
        """Return the history of a note and of the decision on it, oldest first."""
        rows = self._db.query(
            "select * from event where (entity = 'note' and entity_id = :note) or (entity = 'decision' and entity_id ="
            " (select id from decision where note_id = :note)) order by id",
            {"note": note_id},
        )
        return [_event(row) for row in rows]

    def is_last(self, event: Event) -> bool:
        """Return whether nothing happened to the record since `event`, so that it can be undone."""
        return self._records.last_event(event.entity, event.entity_id) == event.id

    def undo(self, event_id: int) -> Event:
        """Take one change back, as a change of its own; returns the event that was undone.

        A creation is undone by deleting, a deletion by bringing back; a note follows the decision on it. Raises
        `Conflict` where the record was changed again since, `InvalidInput` for a change that cannot be undone alone.
        """
        with write(self._db):
            event = self.get(event_id)
            if event.entity not in LABELS or event.after is None:
                raise InvalidInput("This change cannot be undone.")
            values = {"deleted_at": now()} if event.before is None else _restorable(event)
            expected = int(str(event.after["revision"]))
            if event.entity == "note":
                self._undo_note(event, expected, values)
            else:
                self._undo_record(event, expected, values)
            return event

    def _undo_note(self, event: Event, expected: int, values: Row) -> None:
        before, after = event.before or {}, event.after or {}
        if before and NoteState.DECIDED in (before["state"], after["state"]) and before["state"] != after["state"]:
            raise InvalidInput("The note changed with an editor’s decision: undo the decision instead.")
        self._notes.put_back(event.entity_id, expected, {**values, "spans": (before or after).get("spans", [])})

    def _undo_record(self, event: Event, expected: int, values: Row) -> None:
        before, after = self._records.put_back(event.entity, event.entity_id, expected, values)
        self._records.record("undo", event.entity, event.entity_id, event.article_id, before=before, after=after)
        if event.entity == "decision":
            self._notes.set_state(after["note_id"], NoteState.OPEN if after["deleted_at"] else NoteState.DECIDED)


def _restorable(event: Event) -> Row:
    return {name: value for name, value in (event.before or {}).items() if name not in _KEPT}


def _event(row: Row) -> Event:
    return Event(
        row["id"],
        moment(row["at"]),
        row["actor"],
        row["action"],
        row["entity"],
        row["entity_id"],
        row["article_id"],
        json.loads(row["before"]) if row["before"] else None,
        json.loads(row["after"]) if row["after"] else None,
    )
