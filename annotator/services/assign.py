"""Give work to people, or take the next."""

from collections.abc import Collection

from annotator.domain.review import QueueFilter
from annotator.domain.subjects import Subject
from annotator.domain.threads import NoticeKind
from annotator.errors import DatabaseBusy, InvalidInput
from annotator.services.find_subject import find_to_decide
from annotator.storage import Storage


def assign(storage: Storage, names: Collection[str], subject: Subject, person: str) -> None:
    """Give a discrepancy or passage to one of `names`, the people who work here, or release it with "".

    Raises `InvalidInput` for anybody else, such as somebody whose account was disabled.
    """
    if person and person not in names:
        raise InvalidInput(f"“{person[:60]}” cannot be given work, or no longer: choose somebody from the list.")
    with storage.write():
        found = find_to_decide(storage, subject)
        if storage.assignments.assign(subject, found.article_id, person) and person:
            storage.notices.tell([person], NoticeKind.ASSIGNMENT, subject)


def take_next(storage: Storage, wanted: QueueFilter) -> Subject | None:
    """Take what comes first in the queue and nobody has; None when there is nothing.

    Finding and taking are one write, so that two people never take the same.
    """
    with storage.write():
        subject = storage.queue.next_free(wanted)
        if subject is not None:
            storage.assignments.assign(subject, find_to_decide(storage, subject).article_id, storage.actor)
        return subject


def look_in(storage: Storage, subject: Subject) -> None:
    """Say that one has something open, so that others see it, and has read the notices about it.

    While another program writes this is left for the next time: nobody waits for it.
    """
    try:
        storage.assignments.arrive(subject)
    except DatabaseBusy:
        return
