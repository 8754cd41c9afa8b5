"""Where people are signed in, and who failed to."""

import datetime
from collections.abc import Mapping
from typing import Any

from annotator.domain.people import Person
from annotator.domain.sessions import Session
from annotator.storage.connection import write
from annotator.storage.people import person_of
from annotator.storage.records import MAX_ID, Records, moment, stamp

_BROWSER = 300  # characters kept of what a browser says about itself


class Sessions:
    """Read and write sessions and failed attempts to sign in; they are no part of the history."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def with_token(self, token_hash: str) -> tuple[Session, Person] | None:
        """Return the session that a token opens and whose it is, expired and disabled ones included."""
        row = next(iter(self._db.query(_WHOSE, [token_hash])), None)
        return (_session(row, "session_"), person_of(row)) if row else None

    def add(
        self,
        person_id: int,
        token_hash: str,
        address: str,
        browser: str,
        at: datetime.datetime,
        expires_at: datetime.datetime,
    ) -> None:
        """Sign a person in, and forget the sessions that expired."""
        values = {
            "token_hash": token_hash,
            "person_id": person_id,
            "address": address,
            "browser": browser[:_BROWSER],
            "created_at": stamp(at),
            "seen_at": stamp(at),
            "expires_at": stamp(expires_at),
        }
        with write(self._db):
            self._db.execute("delete from session where expires_at <= ?", [stamp(at)])
            self._records.insert_plain("session", values)

    def touch(self, session_id: int, at: datetime.datetime) -> None:
        """Remember that a session was in use; raises `DatabaseBusy` at once, because it is not worth waiting for."""
        (patience,) = self._db.execute("pragma busy_timeout").fetchone()
        self._db.execute("pragma busy_timeout = 0")
        try:
            with write(self._db):
                self._db.execute("update session set seen_at = ? where id = ?", [stamp(at), session_id])
        finally:
            self._db.execute(f"pragma busy_timeout = {patience}")

    def of(self, person_id: int) -> list[Session]:
        """Return the sessions of a person, the last used first."""
        rows = self._db.query("select * from session where person_id = ? order by seen_at desc, id desc", [person_id])
        return [_session(row) for row in rows]

    def end(self, person_id: int, session_id: int) -> None:
        """Sign a person out in one browser; nothing happens where that session is over, or somebody else's."""
        with write(self._db):
            place = [person_id, min(session_id, MAX_ID)]
            self._db.execute("delete from session where person_id = ? and id = ?", place)

    def end_all(self, person_id: int, *, but: int | None = None) -> None:
        """Sign a person out everywhere, or everywhere but in one session."""
        with write(self._db):
            self._db.execute("delete from session where person_id = ? and id is not ?", [person_id, but])

    def add_failure(self, key: str, address: str, at: datetime.datetime, forget_before: datetime.datetime) -> None:
        """Remember a failed attempt to sign in, and forget those that are too old to count."""
        with write(self._db):
            self._db.execute("delete from login_attempt where at < ?", [stamp(forget_before)])
            self._records.insert_plain("login_attempt", {"key": key, "address": address, "at": stamp(at)})

    def failures(
        self, key: str, address: str, since: datetime.datetime
    ) -> tuple[list[datetime.datetime], list[datetime.datetime]]:
        """Return when attempts failed under a name, and when from an address, oldest first."""
        return self._failures("key", key, since), self._failures("address", address, since)

    def forget_failures(self, key: str) -> None:
        """Forget the failed attempts under a name, because the right person came."""
        with write(self._db):
            self._db.execute("delete from login_attempt where key = ?", [key])

    def _failures(self, column: str, value: str, since: datetime.datetime) -> list[datetime.datetime]:
        rows = self._db.execute(
            f'select at from login_attempt where "{column}" = ? and at >= ? order by at', [value, stamp(since)]
        )
        return [moment(at) for (at,) in rows]


_WHOSE = """
    select person.*, session.id as session_id, session.address as session_address, session.browser as session_browser,
        session.created_at as session_created_at, session.seen_at as session_seen_at,
        session.expires_at as session_expires_at
    from session join person on person.id = session.person_id
    where session.token_hash = ?
    """


def _session(row: Mapping[str, Any], prefix: str = "") -> Session:
    times = (moment(row[f"{prefix}{name}"]) for name in ("created_at", "seen_at", "expires_at"))
    return Session(row[f"{prefix}id"], row[f"{prefix}address"], row[f"{prefix}browser"], *times)
