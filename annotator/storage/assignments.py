"""Who has taken what, and who has what open."""

import datetime

from annotator.domain.review import PRESENT_FOR
from annotator.domain.subjects import Subject
from annotator.storage.connection import write
from annotator.storage.records import Records, Row, now, stamp

_GLANCE = 50  # milliseconds that a page waits for its turn to say that it is open


class Assignments:
    """Read and write who works on a discrepancy or a passage."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def of(self, subject: Subject) -> str:
        """Return who has taken a subject, "" for nobody."""
        row = self._row(subject)
        return row["person"] if row and not row["deleted_at"] else ""

    def assign(self, subject: Subject, article_id: int, person: str) -> bool:
        """Give a subject to a person, or to nobody with ""; returns whether that changed anything."""
        with write(self._db):
            row = self._row(subject)
            if (row["person"] if row and not row["deleted_at"] else "") == person:
                return False
            values = {"person": person, "deleted_at": None} if person else {"deleted_at": now()}
            if row is None:
                self._records.insert("assignment", {subject.column: subject.id, **values}, article_id=article_id)
                return True
            after = self._records.change_unrecorded("assignment", row, values)
            action = "update" if person else "delete"
            self._records.record(action, "assignment", row["id"], article_id, before=row, after=after)
            return True

    def others_at(self, subject: Subject) -> list[str]:
        """Return who else has a subject open, by name."""
        since = stamp(datetime.datetime.now(datetime.UTC) - PRESENT_FOR)
        rows = self._db.execute(
            "select person from presence where kind = ? and subject_id = ? and person != ? and seen_at > ?"
            " order by person",
            [subject.kind.value, subject.id, self._records.actor, since],
        )
        return [name for (name,) in rows]

    def arrive(self, subject: Subject) -> None:
        """Say that the actor has a subject open, and has read what is said about it; `DatabaseBusy` almost at once."""
        (patience,) = self._db.execute("pragma busy_timeout").fetchone()
        self._db.execute(f"pragma busy_timeout = {min(patience, _GLANCE)}")
        try:
            with write(self._db):
                self._enter(subject)
                self._db.execute(
                    f"update notice set read_at = ? where {subject.column} = ? and person = ? and read_at is null",
                    [now(), subject.id, self._records.actor],
                )
        finally:
            self._db.execute(f"pragma busy_timeout = {patience}")

    def leave(self, subject: Subject) -> None:
        """Say that the actor is done with a subject."""
        with write(self._db):
            self._db.execute(
                "delete from presence where kind = ? and subject_id = ? and person = ?",
                [subject.kind.value, subject.id, self._records.actor],
            )

    def _enter(self, subject: Subject) -> None:
        present = datetime.datetime.now(datetime.UTC)
        self._db.execute("delete from presence where seen_at <= ?", [stamp(present - PRESENT_FOR)])
        self._db.execute(
            "insert or replace into presence (kind, subject_id, person, seen_at) values (?, ?, ?, ?)",
            [subject.kind.value, subject.id, self._records.actor, stamp(present)],
        )

    def _row(self, subject: Subject) -> Row | None:
        query = f"select * from assignment where {subject.column} = ?"
        return next(iter(self._db.query(query, [subject.id])), None)
