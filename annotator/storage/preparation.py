"""Make a database file ready: recognise it, back it up, bring its schema up to date."""

import datetime
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from annotator.errors import DatabaseBusy, ForeignDatabase, NewerDatabase, StorageFailed
from annotator.storage.connection import BUSY_TIMEOUT, connect, explained, write
from annotator.storage.migrations import migrations

APPLICATION_ID = (
    0x416E6E31  # "Ann1": marks a SQLite file as ours (https://www.sqlite.org/fileformat.html#application_id)
)

_ATTEMPTS = 100  # to change the journal mode, over `BUSY_TIMEOUT` seconds


def prepare(path: Path) -> Path | None:
    """Create `path` or bring it up to date; returns the backup that was made before a migration, if one was needed.

    Raises `ForeignDatabase` for a file of another program, `NewerDatabase` for one of a newer version of ours, and
    `StorageFailed` for a place that cannot be written to; each leaves the file as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailed(f"“{path.parent}” cannot be created: name a data folder that you may write to.") from error
    db = connect(path, create=True)
    try:
        with explained(path):
            _is_new(db, path)  # before anything is written
            _refuse_newer(db, path)
            return _migrate(db, path) if migrations.pending(db) else None
    finally:
        db.close()


def _is_new(db: Database, path: Path) -> bool:
    with db.atomic():  # both are read from one state of the file: another process may be creating it
        (application_id,) = db.execute("pragma application_id").fetchone()
        tables = db.table_names()
    if application_id == APPLICATION_ID:
        return False
    if application_id == 0 and not tables:
        return True
    raise ForeignDatabase(f"“{path}” belongs to another program: name another data folder.")


def _refuse_newer(db: Database, path: Path) -> None:
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    unknown = [migration.name for migration in migrations.applied(db) if migration.name not in known]
    if unknown:
        raise NewerDatabase(
            f"“{path}” was written by a newer version of the annotator (it has {unknown[-1]}): install that version."
        )


def copy_database(path: Path, target: Path) -> None:
    """Write a consistent copy of the database at `path` to `target`, whatever else is being written meanwhile.

    Raises `StorageFailed` where either file cannot be opened, or `target` cannot be written to its end.
    """
    with closing(connect(path)) as db, explained(target), closing(sqlite3.connect(target)) as copy:
        db.conn.backup(copy)


def _migrate(db: Database, path: Path) -> Path | None:
    _enable_wal(db)
    with write(db):
        # Looked at again inside the transaction: another process may have migrated while this one waited for the lock.
        if not migrations.pending(db):
            return None
        backup = None if _is_new(db, path) else _back_up(path, migrations.pending(db)[0].name)
        migrations.apply(db)
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        broken = db.execute("pragma foreign_key_check").fetchall()
        if broken:
            raise StorageFailed(f"The migration would leave {len(broken)} broken references: nothing was changed.")
        return backup


def _enable_wal(db: Database) -> None:
    # Unlike a write, a change of the journal mode does not wait while another process has the file open for a moment.
    left = _ATTEMPTS
    while left:
        left -= 1
        try:
            with explained():
                db.enable_wal()
            left = 0
        except DatabaseBusy:
            if not left:
                raise
            time.sleep(BUSY_TIMEOUT / _ATTEMPTS)


def _back_up(path: Path, step: str) -> Path:
    """Copy the file while the caller holds the write lock, so that nothing can be saved between copy and migration."""
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S")
    backup = path.with_name(f"{path.stem}-{stamp}-before-{step}{path.suffix}")
    copy_database(path, backup)
    return backup
