"""Rows that people edit: written together with the event that says who changed what, and guarded by their revision.

The events of one transaction belong to one change: what a person did in one go, and takes back in one go.
"""

import datetime
import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from annotator.errors import Conflict, NotFound
from annotator.storage.connection import transaction_of, write

Row = dict[str, Any]

MAX_ID = 2**63 - 1  # SQLite's largest integer; an address may name a larger one, and then there is no such record

LABELS = {
    "article": "article",
    "passage": "passage",
    "source_document": "source document",
    "source": "source",
    "alignment_link": "link",
    "note": "note",
    "decision": "decision",
    "comment": "comment",
    "assignment": "assignment",
    "canned_reason": "reason",
    "saved_filter": "filter",
    "sign_off": "sign-off",
    "correction": "correction",
    "check_switch": "switch of a check",
    "second_opinion": "second opinion",
    "opinion": "word on a suspicion",
}


_STALE_SAVE = "This {} was changed {} since you opened it: your version was not saved. Compare the two and save again."
_STALE_DELETION = "This {} was changed {} since you opened it: look at it again before you delete it."
_STALE_UNDO = "This {} was changed again since{}: that change cannot be undone any more."

# A record cannot be found once that which it belongs to is deleted, and is there again when that comes back.
_OF_A_PASSAGE = """
    and exists (
        select 1 from passage join article on article.id = passage.article_id
        where passage.id = {table}.passage_id and passage.deleted_at is null and article.deleted_at is null)
    """
_BELONGING = {
    "passage": "and exists (select 1 from article where article.id = passage.article_id and deleted_at is null)",
    "source": _OF_A_PASSAGE,
    "note": _OF_A_PASSAGE,
    "alignment_link": _OF_A_PASSAGE,
}


def now() -> str:
    """Return the present moment as ISO 8601 in UTC, to the millisecond."""
    return stamp(datetime.datetime.now(datetime.UTC))


def stamp(at: datetime.datetime) -> str:
    """Return a time as it is stored: ISO 8601 in UTC, to the millisecond, so that text sorts as time does."""
    return at.astimezone(datetime.UTC).isoformat(timespec="milliseconds")


class Records:
    """One open connection, on behalf of one `actor`.

    Plain SQL rather than sqlite-utils' `insert` and `update`: a guarded update is one statement here, and saving a note
    costs a third of the time.
    """

    def __init__(self, db: Database, actor: str) -> None:
        self.db = db
        self.actor = actor
        self._change: tuple[int | None, int] = (None, 0)  # the transaction, and the id of the change that it makes

    def find(self, table: str, row_id: int, *, deleted: bool = False) -> Row:
        """Return a row; raises `NotFound` where there is none.

        Unless `deleted` is true, a row that is deleted, or belongs to one that is, counts as none.
        """
        living = "" if deleted else f"and deleted_at is null {_BELONGING.get(table, '').format(table=table)}"
        rows = list(self.db.query(f'select * from "{table}" where id = ? {living}', [min(row_id, MAX_ID)]))
        if not rows:
            raise NotFound(f"There is no {LABELS.get(table, table)} {row_id}: it may have been deleted.")
        return rows[0]

    def insert(self, table: str, values: Mapping[str, Any], *, article_id: int | None) -> Row:
        """Write a new row and its event; returns the row."""
        with write(self.db):
            row = self.insert_unrecorded(table, values)
            kept_under = row["id"] if table == "article" else article_id
            self.record("create", table, row["id"], kept_under, before=None, after=row)
        return row

    def insert_unrecorded(self, table: str, values: Mapping[str, Any]) -> Row:
        """Write a new row whose event the caller records, because other rows belong to it; returns the row."""
        moment = now()
        return self.insert_plain(table, {**values, "created_at": moment, "updated_at": moment})

    def insert_plain(self, table: str, values: Mapping[str, Any]) -> Row:
        """Write a new row of a table that keeps no history; returns the row."""
        columns = ", ".join(f'"{name}"' for name in values)
        places = ", ".join("?" for _ in values)
        statement = f'insert into main."{table}" ({columns}) values ({places}) returning *'
        return self._returned(statement, list(values.values()))

    def update(self, table: str, row_id: int, revision: int | None, changes: Mapping[str, Any]) -> Row:
        """Change a row and record it; returns the row as it now is.

        A save without an actual change leaves row, revision and history alone, and so does one that comes twice, as a
        double click sends it. `revision` is the one that the change started from; None overwrites whatever is there.
        Raises `Conflict` with both versions where the row moved on.
        """
        with write(self.db):
            before = self.find(table, row_id)
            if all(before[name] == value for name, value in changes.items()):
                return before
            self.guard(table, before, revision, changes)
            after = self.change_unrecorded(table, before, changes)
            self._record_change("update", table, before, after)
            return after

    def delete(self, table: str, row_id: int, revision: int | None) -> int:
        """Mark a row as deleted; returns the id of the event, by which it can be undone."""
        with write(self.db):
            before = self.find(table, row_id)
            self.guard(table, before, revision, {})
            self._record_change("delete", table, before, self.change_unrecorded(table, before, {"deleted_at": now()}))
            return self.last_event(table, row_id)

    def guard(self, table: str, row: Row, revision: int | None, changes: Mapping[str, Any]) -> None:
        """Raise `Conflict` unless `row` still has the `revision`; `changes` are to be made to it, none to delete it."""
        if revision is not None and row["revision"] != revision:
            raise self.conflict(table, row, changes)

    def put_back(self, table: str, row_id: int, expected: int, values: Mapping[str, Any]) -> tuple[Row, Row]:
        """Write earlier values over a row, deleted or not; returns it as it was and as it is. The caller records it.

        Raises `Conflict` unless the row still has the revision `expected`.
        """
        before = self.find(table, row_id, deleted=True)
        if before["revision"] != expected:
            by = f" by {self._last_actor(table, row_id)}" if self._by_another(table, row_id) else ""
            raise self._conflict(_STALE_UNDO, by, table, before, values)
        return before, self.change_unrecorded(table, before, values)

    def change_unrecorded(self, table: str, before: Row, changes: Mapping[str, Any]) -> Row:
        """Write `changes` as the next revision of a row, whose event the caller records; returns the row."""
        values = {**changes, "updated_at": now(), "revision": before["revision"] + 1}
        places = ", ".join(f'"{name}" = ?' for name in values)
        statement = f'update main."{table}" set {places} where id = ? returning *'
        return self._returned(statement, [*values.values(), before["id"]])

    def _record_change(self, action: str, table: str, before: Row, after: Row) -> None:
        self.record(action, table, before["id"], self.article_of(table, before["id"]), before=before, after=after)

    def _returned(self, statement: str, values: list[Any]) -> Row:
        cursor = self.db.execute(statement, values)
        row = cursor.fetchone()
        return dict(zip((column[0] for column in cursor.description), row, strict=True))

    def conflict(self, table: str, current: Row, submitted: Mapping[str, Any]) -> Conflict:
        """Return the error that shows both versions of a row, and the row alone where it was to be deleted."""
        another = self._by_another(table, current["id"])
        by = f"by {self._last_actor(table, current['id'])}" if another else "in another window"
        return self._conflict(_STALE_SAVE if submitted else _STALE_DELETION, by, table, current, submitted)

    def record(
        self,
        action: str,
        entity: str,
        entity_id: int,
        article_id: int | None,
        *,
        before: Mapping[str, Any] | None,
        after: Mapping[str, Any] | None,
    ) -> None:
        """Append to the history, as a part of the change that this transaction makes."""
        with write(self.db):
            change_id = self.change()
            self.db.execute(
                "insert into main.event (change_id, at, actor, action, entity, entity_id, article_id, before, after)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [change_id, now(), self.actor, action, entity, entity_id, article_id, _json(before), _json(after)],
            )

    def change(self, kind: str = "save", target_id: int | None = None) -> int:
        """Return the id of the change that the open transaction makes.

        Who calls this first in a transaction says what kind it is: save, undo, redo (of the change `target_id`) or
        restore.
        """
        transaction = transaction_of(self.db)
        if transaction is None or self._change[0] != transaction:
            values = {"at": now(), "actor": self.actor, "kind": kind, "target_id": target_id}
            self._change = (transaction, self.insert_plain("change", values)["id"])
        return self._change[1]

    def article_of(self, entity: str, entity_id: int) -> int | None:
        """Return the article under which a record's history is kept."""
        row = self.db.execute(
            "select article_id from event where entity = ? and entity_id = ? order by id limit 1", [entity, entity_id]
        ).fetchone()
        return row[0] if row else None

    def last_event(self, entity: str, entity_id: int) -> int:
        """Return the id of the newest event of a record."""
        (event_id,) = self.db.execute(
            "select max(id) from event where entity = ? and entity_id = ?", [entity, entity_id]
        ).fetchone()
        return int(event_id)

    def _last_actor(self, entity: str, entity_id: int) -> str:
        row = self.db.execute(
            "select actor from event where entity = ? and entity_id = ? order by id desc limit 1", [entity, entity_id]
        ).fetchone()
        return str(row[0]) if row else ""

    def _by_another(self, entity: str, entity_id: int) -> bool:
        return self._last_actor(entity, entity_id) not in {"", self.actor}

    def _conflict(self, message: str, by: str, table: str, current: Row, submitted: Mapping[str, Any]) -> Conflict:
        shown = {name: current[name] for name in submitted if name in current}
        label = LABELS.get(table, table)
        return Conflict(
            message.format(label, by),
            current=shown,
            submitted=submitted,
            revision=None if current["deleted_at"] else current["revision"],
            entity=table,
        )


def _json(row: Mapping[str, Any] | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)


def moment(value: str) -> datetime.datetime:
    """Return a stored time."""
    return datetime.datetime.fromisoformat(value)


def day(value: str | None) -> datetime.date | None:
    """Return a stored date."""
    return datetime.date.fromisoformat(value) if value else None
