"""Take a change back."""

from annotator.domain.events import Event
from annotator.storage import Storage


def undo(storage: Storage, event_id: int) -> Event:
    """Take one change back, as a change of its own; returns the event that was undone.

    Raises `NotFound` for an unknown event, `Conflict` where the record was changed again since.
    """
    return storage.events.undo(event_id)
