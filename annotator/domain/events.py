"""Events and changes: who changed what, when, from what to what."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

PAGE_SIZE = 20  # changes on one page of a history

Values = Mapping[str, object]
_BOOKKEEPING = {"revision", "updated_at", "created_at"}


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one record.

    `action` is create, update, delete or undo; `entity` the table; `before` and `after` the whole record, or None
    where there was none.
    """

    id: int
    at: datetime.datetime
    actor: str
    action: str
    entity: str
    entity_id: int
    article_id: int | None
    before: Values | None
    after: Values | None
    change_id: int = 0

    @property
    def changed(self) -> dict[str, tuple[object, object]]:
        """The fields whose value differs, as name: (before, after)."""
        before, after = self.before or {}, self.after or {}
        names = [name for name in (after or before) if name not in _BOOKKEEPING]
        return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}

    @property
    def removes(self) -> bool:
        """Whether the record cannot be found any more after this."""
        return bool(self.after and self.after.get("deleted_at")) and not (self.before or {}).get("deleted_at")

    @property
    def brings_back(self) -> bool:
        """Whether a deleted record can be found again after this."""
        return bool(self.before and self.before.get("deleted_at")) and not (self.after or {}).get("deleted_at")


class ChangeKind(StrEnum):
    """What a change is to the changes before it."""

    SAVE = "save"
    UNDO = "undo"
    REDO = "redo"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Change:
    """What one person saved in one go: all the events of one transaction, in their order.

    `target_id` is the change that an undo took back, or a redo made again; None for the other kinds.
    """

    id: int
    at: datetime.datetime
    actor: str
    kind: ChangeKind
    target_id: int | None
    events: Sequence[Event]

    @property
    def net(self) -> list[Event]:
        """What the change did to each record in the end: one event a record, none where it comes out as it went in."""
        return [event for event in folded(self.events) if event.changed]

    @property
    def article_id(self) -> int | None:
        """The article under which the change is kept, if it has to do with one."""
        return next((event.article_id for event in self.events if event.article_id), None)


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A page of a history, newest first, with the number of changes on all pages; pages count from 1.

    `records` are those that the history is of, as (entity, id): a change may have to do with others too.
    """

    changes: Sequence[Change]
    total: int
    page: int
    records: frozenset[tuple[str, int]] = frozenset()

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def folded(events: Iterable[Event]) -> list[Event]:
    """Return one event for each record, from its state before the first of its events to that after the last.

    Events hold whole records, some of them only parts that others leave out: what either end knows is kept.
    """
    found: dict[tuple[str, int], Event] = {}
    for event in events:
        first = found.get((event.entity, event.entity_id))
        found[event.entity, event.entity_id] = _joined(first, event) if first else event
    return list(found.values())


def _joined(first: Event, last: Event) -> Event:
    before = None if first.before is None else {**(last.before or {}), **first.before}
    after = None if last.after is None else {**(first.after or {}), **last.after}
    action = first.action if first.before is None else last.action
    return replace(last, before=before, after=after, action=action)
