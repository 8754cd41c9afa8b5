"""Open connections and write transactions. Contains no subject matter.

Two facts decide how it is done. SQLite's foreign keys are off until a connection turns them on. And a transaction that
reads before it writes must begin IMMEDIATE: begun as usual, it fails at once with "database is locked" when another
writer comes between the read and the write, whatever the busy timeout.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from annotator.errors import DatabaseBusy, ForeignDatabase, StorageFailed

BUSY_TIMEOUT = 5.0  # seconds


class Connection(sqlite3.Connection):
    """A connection that counts its write transactions, so that what was written together can be told."""

    writes = 0


_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNUSABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
_UNREADABLE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def connect(path: Path, *, busy_timeout: float = BUSY_TIMEOUT, create: bool = False) -> Database:
    """Open `path` with foreign keys on; `busy_timeout` is in seconds.

    Raises `StorageFailed` where the file cannot be opened, or is not there and `create` is false, `ForeignDatabase`
    where it is not a SQLite file.
    """
    address = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    with explained(path):
        connection = sqlite3.connect(
            address, uri=True, timeout=busy_timeout, check_same_thread=False, factory=Connection
        )
        try:
            connection.execute("pragma foreign_keys = on")
            # With WAL, NORMAL cannot corrupt the file or lose a commit when the process dies; only a power cut may
            # take back the very last commits. FULL costs a disk flush on every keystroke that is saved.
            connection.execute("pragma synchronous = normal")
            connection.execute("select count(*) from sqlite_master").fetchone()
        except sqlite3.Error:
            connection.close()
            raise
    return Database(connection)


@contextmanager
def write(db: Database) -> Iterator[None]:
    """Run the block in one write transaction: all of it is saved, or, when anything is raised, none.

    Nested blocks join the outer transaction. Raises `DatabaseBusy` where another writer does not let go in time.
    """
    if db.conn.in_transaction:
        yield
        return
    with explained():
        db.conn.execute("begin immediate")
        if isinstance(db.conn, Connection):
            db.conn.writes += 1
        try:
            yield
            db.commit()
        except BaseException:
            db.rollback()
            raise


def transaction_of(db: Database) -> int | None:
    """Return the number of the write transaction that is open, counted from 1 for each connection; None without one."""
    return db.conn.writes if isinstance(db.conn, Connection) and db.conn.in_transaction else None


@contextmanager
def explained(path: Path | None = None) -> Iterator[None]:
    """Turn what SQLite says about the state of the file into our own errors, and let bugs through.

    Told apart by SQLite's result codes (https://www.sqlite.org/rescode.html), whose lower byte is the kind of failure.
    """
    name = f"“{path}”" if path else "The database"
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _BUSY:
            raise DatabaseBusy("Another program is writing to the database: nothing was saved, try again.") from error
        if code in _UNUSABLE:
            raise StorageFailed(
                f"{name} cannot be opened or written ({error}): check folder, rights and disk."
            ) from error
        if code in _UNREADABLE:
            raise ForeignDatabase(f"{name} is not a readable SQLite file: name another data folder.") from error
        raise
