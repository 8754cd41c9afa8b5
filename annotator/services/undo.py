"""Take a change back: the whole of what was saved in one go."""

from annotator.domain.events import Change, ChangeKind, Event
from annotator.errors import InvalidInput
from annotator.services.look_again import look_again
from annotator.storage import Storage


def undo(storage: Storage, event_id: int) -> Event:
    """Take the change back that an event belongs to, as a change of its own; returns the event.

    Raises as `undo_change`.
    """
    with storage.write():
        event = storage.events.undo(event_id)
    look_again(storage, storage.changes.get(event.change_id))
    return event


def undo_change(storage: Storage, change_id: int) -> Change:
    """Take back a change that the actor of `storage` made, as a change of its own; returns the one that was undone.

    Raises `NotFound` for an unknown change, `Conflict` where one of its records was changed again since, `InvalidInput`
    for a change of somebody else, one that is undone already, and one that cannot be taken back any more.
    """
    with storage.write():
        change = own_change(storage, change_id)
        if storage.changes.chain(change)[-1].kind is ChangeKind.UNDO:
            raise InvalidInput("This change was undone already: reload the page to see how things stand.")
        storage.events.undo_change(change.id)
    look_again(storage, change)
    return change


def own_change(storage: Storage, change_id: int) -> Change:
    """Return a change that the actor made and that can be undone; raises `InvalidInput` for any other."""
    change = storage.changes.get(change_id)
    if change.actor != storage.actor:
        raise InvalidInput(
            f"{change.actor or 'Somebody else'} made this change, and only they can undo it: restore an earlier state "
            "in the history instead."
        )
    if change.target_id is not None:
        raise InvalidInput("This is an undo itself: do the change again instead.")
    return change
