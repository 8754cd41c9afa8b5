import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from annotator.domain.articles import Article
from annotator.domain.passages import Passage
from annotator.errors import AnnotatorError, DatabaseBusy, ForeignDatabase, StorageFailed
from annotator.storage import Storage
from annotator.storage.connection import connect, write
from tests.contents import names_in, nothing_saved, rows

TO_NOTHING = "insert into event (at, actor, action, entity, entity_id, article_id) values ('', '', 'create', '', 1, 9)"


@pytest.fixture
def db(database: Path) -> Iterator[Database]:
    opened = connect(database, busy_timeout=0.05)
    yield opened
    opened.close()


@pytest.fixture
def locked(database: Path) -> Iterator[None]:
    """Another program writes to the database and does not let go."""
    with closing(sqlite3.connect(database)) as other:
        other.execute("begin immediate")
        yield


def _save(db: Database, text: str = "text", then: BaseException | None = None) -> None:
    with write(db):
        db.execute("insert into translation values (1, 's', 'ru', 'en', 'h', ?, null, 'now')", [text])
        if then:
            raise then


def _pragma(db: Database, name: str) -> object:
    return db.execute(f"pragma {name}").fetchone()[0]


def test_foreign_keys_are_on_each_time_the_file_is_opened(database: Path) -> None:
    for _ in range(2):
        with closing(connect(database)) as db:
            assert _pragma(db, "foreign_keys") == 1


def test_the_file_is_in_write_ahead_mode_and_bears_our_mark(db: Database) -> None:
    assert _pragma(db, "journal_mode") == "wal"
    assert _pragma(db, "application_id") == int.from_bytes(b"Ann1", "big")


def test_a_reference_to_nothing_is_refused(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.execute(TO_NOTHING)


def test_a_block_that_ends_well_is_saved(db: Database, database: Path) -> None:
    with write(db):
        _save(db)
        assert rows(database, "select count(*) from translation") == [(0,)]
    assert rows(database, "select text from translation") == [("text",)]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, AnnotatorError])
def test_a_block_that_raises_saves_nothing_and_lets_the_error_through(
    db: Database, database: Path, error: type[BaseException]
) -> None:
    with nothing_saved(database), pytest.raises(error):
        _save(db, then=error())
    assert not db.conn.in_transaction


def test_a_block_inside_a_block_is_saved_with_the_outer_one_or_not_at_all(db: Database, database: Path) -> None:
    def save_inside() -> None:
        with write(db):
            _save(db)
            raise ValueError("after the inner block had ended well")

    with nothing_saved(database), pytest.raises(ValueError, match="after the inner"):
        save_inside()


def test_a_save_that_fails_at_its_very_end_leaves_no_transaction_open(db: Database, database: Path) -> None:
    def break_a_reference() -> None:
        with write(db):
            db.execute("pragma defer_foreign_keys = on")  # references are looked at by the commit
            db.execute(TO_NOTHING)

    with nothing_saved(database), pytest.raises(sqlite3.IntegrityError):
        break_a_reference()
    assert not db.conn.in_transaction
    _save(db)
    assert rows(database, "select count(*) from translation") == [(1,)]


def test_a_locked_database_is_busy_within_the_time_we_were_told_to_wait(db: Database, locked: None) -> None:
    began = time.perf_counter()
    with pytest.raises(DatabaseBusy, match="nothing was saved, try again"), write(db):
        pytest.fail("the block must not run")
    assert time.perf_counter() - began < 2.5  # the default is 5 seconds


def test_a_lock_that_is_let_go_in_time_is_waited_for(database: Path) -> None:
    held, saved = threading.Event(), threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("begin immediate")
            held.set()
            saved.wait(0.1)
            other.execute("commit")

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    with closing(connect(database, busy_timeout=5)) as db:
        _save(db)
    saved.set()
    holder.join()
    assert rows(database, "select count(*) from translation") == [(1,)]


def test_what_is_read_while_another_writes_is_the_state_before(
    storage: Storage, article: Article, locked: None
) -> None:
    assert storage.articles.get(article.id) == article


def test_four_threads_that_read_and_then_write_lose_nothing(database: Path, storage: Storage, passage: Passage) -> None:
    with storage.write():
        storage.passages.edit(passage.id, None, replace(passage.details, speaker="0"))
    started = threading.Barrier(4)
    failures: list[BaseException] = []

    def increment(name: str) -> None:
        try:
            with Storage(database, name, busy_timeout=30) as own:
                started.wait()
                for _ in range(40):
                    with own.write():
                        now = own.passages.get(passage.id)
                        speaker = str(int(now.details.speaker) + 1)
                        own.passages.edit(now.id, now.revision, replace(now.details, speaker=speaker))
        except BaseException as error:  # noqa: BLE001 - a thread's error would otherwise be printed and forgotten
            failures.append(error)

    threads = [threading.Thread(target=increment, args=[f"thread {number}"]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    now = storage.passages.get(passage.id)
    assert now.details.speaker == "160"
    assert now.revision == passage.revision + 161
    actors = [event.actor for event in storage.events.of("passage", passage.id)]
    assert {name: actors.count(name) for name in set(actors) if "thread" in name} == {
        f"thread {number}": 40 for number in range(4)
    }


def test_a_text_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "annotator.db"
    path.write_text("Dear diary, this is no database.\n" * 100)
    before = path.read_bytes()
    with pytest.raises(ForeignDatabase, match="not a readable SQLite file"):
        connect(path)
    assert path.read_bytes() == before
    assert names_in(tmp_path) == ["annotator.db"]


def test_a_short_text_file_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "annotator.db"
    path.write_text("hello")
    with pytest.raises(ForeignDatabase):
        connect(path)
    assert path.read_text() == "hello"


def test_a_damaged_database_is_refused_rather_than_called_a_bug(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[100:4096] = b"\xff" * 3996  # the first page after the header: the schema
    database.write_bytes(content)
    with pytest.raises(ForeignDatabase):
        connect(database)


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="check folder, rights and disk"):
        connect(tmp_path)


def test_a_file_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="check folder, rights and disk"):
        Storage(tmp_path / "annotator.db", "Daria")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("name", ["50% off?.db", "a#b.db", "Привет мир.db", "x'y.db"])
def test_a_file_may_have_any_name(tmp_path: Path, database: Path, name: str) -> None:
    shutil.copy(database, tmp_path / name)
    with Storage(tmp_path / name, "Daria") as storage:
        assert storage.articles.is_empty()
    assert names_in(tmp_path) == [name]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="check folder, rights and disk"):
        connect(tmp_path / "no such folder" / "annotator.db")


def test_an_error_that_is_a_bug_of_ours_is_let_through(db: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such column"), write(db):
        db.execute("select locked from article")


def test_a_full_disk_is_explained_and_nothing_of_the_block_is_saved(db: Database, database: Path) -> None:
    db.execute(f"pragma max_page_count = {_pragma(db, 'page_count')}")  # SQLite's own limit fails as a full disk does
    long = "x" * 1_000_000
    with nothing_saved(database), pytest.raises(StorageFailed, match=r"full.*check folder, rights and disk"):
        _save(db, long)


def test_a_file_that_may_only_be_read_is_explained(db: Database, database: Path) -> None:
    db.execute("pragma query_only = on")
    with nothing_saved(database), pytest.raises(StorageFailed, match="check folder, rights and disk"):
        _save(db)


def test_reading_a_file_that_another_program_has_locked_wholly_is_busy_too(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("pragma locking_mode = exclusive")
        other.execute("begin exclusive")
        with pytest.raises(DatabaseBusy):
            connect(database, busy_timeout=0.05)
