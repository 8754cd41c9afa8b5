"""The history of single records, and the ways back in it."""

from annotator.domain.events import Change, ChangeKind, Event, folded
from annotator.errors import InvalidInput, NotFound
from annotator.storage.changes import Changes, event_of_row
from annotator.storage.connection import write
from annotator.storage.records import MAX_ID, Records
from annotator.storage.writing_back import ELSEWHERE, WritingBack


class Events:
    """Read what happened to a record; undo, redo and restore, each as a change of its own."""

    def __init__(self, records: Records, changes: Changes, writing_back: WritingBack) -> None:
        self._records = records
        self._changes = changes
        self._writing_back = writing_back
        self._db = records.db

    def get(self, event_id: int) -> Event:
        """Return an event; raises `NotFound`."""
        rows = list(self._db.query("select * from event where id = ?", [min(event_id, MAX_ID)]))
        if not rows:
            raise NotFound(f"There is no change {event_id} in the history.")
        return event_of_row(rows[0])

    def of(self, entity: str, entity_id: int) -> list[Event]:
        """Return the history of one record, oldest first."""
        rows = self._db.query("select * from event where entity = ? and entity_id = ? order by id", [entity, entity_id])
        return [event_of_row(row) for row in rows]

    def of_note(self, note_id: int) -> list[Event]:
        """Return the history of a note and of the decision on it, oldest first."""
        rows = self._db.query(
            "select * from event where (entity = 'note' and entity_id = :note) or (entity = 'decision' and entity_id ="
            " (select id from decision where note_id = :note)) order by id",
            {"note": note_id},
        )
        return [event_of_row(row) for row in rows]

    def is_last(self, event: Event) -> bool:
        """Return whether nothing happened to the record since `event`, so that it can be undone."""
        return self._records.last_event(event.entity, event.entity_id) == event.id

    def is_current(self, change: Change) -> bool:
        """Return whether nothing happened to the records of a change since, so that it can be undone.

        A change of a second opinion never is: that is taken back on its own page.
        """
        return all(event.entity not in ELSEWHERE and self.is_last(event) for event in folded(change.events))

    def undo(self, event_id: int) -> Event:
        """Take back the whole change that an event belongs to; returns the event. Raises as `undo_change`."""
        with write(self._db):
            event = self.get(event_id)
            self.undo_change(event.change_id)
            return event

    def undo_change(self, change_id: int) -> None:
        """Take a change back: what it created is deleted, what it deleted comes back, the rest is as it was before.

        An undo that is taken back is a redo. Raises `NotFound`, `Conflict` where one of its records was changed again
        since, `InvalidInput` where something that is needed is gone, or others build on what was made.
        """
        with write(self._db):
            change = self._changes.get(change_id)
            if change.target_id is not None:
                kind = ChangeKind.REDO if change.kind is ChangeKind.UNDO else ChangeKind.UNDO
                self._writing_back.reverse(change, kind, change.target_id)
                return
            latest = self._changes.chain(change)[-1]
            subject = latest if latest.kind is ChangeKind.REDO else change
            self._writing_back.reverse(subject, ChangeKind.UNDO, change.id)

    def redo_change(self, change_id: int) -> None:
        """Make a change again that was undone; raises as `undo_change`, and `InvalidInput` where it is not undone."""
        with write(self._db):
            change = self._changes.get(change_id)
            latest = self._changes.chain(change)[-1]
            if latest.kind is not ChangeKind.UNDO:
                raise InvalidInput("This change is not undone, so there is nothing to do again: reload the page.")
            self._writing_back.reverse(latest, ChangeKind.REDO, change.id)

    def restore(self, event_id: int, revision: int) -> Event:
        """Give a record the state that it had after an event, or before it where it was deleted; returns the event.

        `revision` is that of the record as the person saw it. Raises `NotFound`, `Conflict` for a stale revision,
        `InvalidInput` where that state cannot stand any more, or is there already.
        """
        with write(self._db):
            event = self.get(event_id)
            change = self._changes.get(event.change_id)
            record = (event.entity, event.entity_id)
            whole = next(each for each in folded(change.events) if (each.entity, each.entity_id) == record)
            self._writing_back.restore(whole, revision)
            return event

    def revision(self, entity: str, entity_id: int) -> int | None:
        """Return the revision of a record, deleted or not; None for one that cannot be written back."""
        return self._writing_back.revision(entity, entity_id)
