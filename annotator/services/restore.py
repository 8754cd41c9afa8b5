"""Restore an earlier state of a record."""

from annotator.domain.events import Event
from annotator.services.look_again import look_again
from annotator.storage import Storage


def restore_state(storage: Storage, event_id: int, revision: int) -> Event:
    """Give a record the state that it had after an event, or before it where the event deleted it; returns the event.

    That is a change of its own. `revision` is that of the record as the person saw it. Raises `NotFound`, `Conflict`
    for a stale revision, `InvalidInput` where that state is there already, or cannot stand without what is gone by now.
    """
    with storage.write():
        event = storage.events.restore(event_id, revision)
    look_again(storage, storage.changes.get(event.change_id))
    return event
