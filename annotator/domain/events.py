"""Events: who changed what, when, from what to what."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass


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
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None

    @property
    def changed(self) -> dict[str, tuple[object, object]]:
        """The fields whose value differs, as name: (before, after)."""
        before, after = self.before or {}, self.after or {}
        names = [name for name in (after or before) if name not in {"revision", "updated_at", "created_at"}]
        return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}
