"""Make a change again that was undone."""

from annotator.domain.events import Change
from annotator.services.look_again import look_again
from annotator.services.undo import own_change
from annotator.storage import Storage


def redo_change(storage: Storage, change_id: int) -> Change:
    """Make a change of the actor again that was undone, as a change of its own; returns it.

    Raises `NotFound` for an unknown change, `Conflict` where one of its records was changed since, `InvalidInput` for a
    change of somebody else, and one that is not undone or cannot be made any more.
    """
    with storage.write():
        change = own_change(storage, change_id)
        storage.events.redo_change(change.id)
    look_again(storage, change)
    return change
