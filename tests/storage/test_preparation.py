import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import ForeignDatabase, NewerDatabase, StorageFailed
from annotator.storage import Storage, prepare
from tests.contents import names_in, rows
from tests.storage.conftest import content_of

TABLES = {
    "article", "article_version", "passage", "source_document", "source", "translation", "rendering",
    "alignment_link", "note", "note_span", "decision", "event",
}  # fmt: skip


def _names(database: Path) -> set[str]:
    return {name for (name,) in rows(database, "select name from sqlite_master where type = 'table'")}


def _foreign(path: Path, *, application_id: int = 0) -> Path:
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"pragma application_id = {application_id}")
        other.execute("create table bookmark (url text)")
        other.execute("insert into bookmark values ('https://example.org')")
        other.commit()
    return path


def test_a_new_file_and_its_folder_are_created_with_every_table(tmp_path: Path) -> None:
    path = tmp_path / "news" / "room" / "annotator.db"
    assert prepare(path) is None
    assert _names(path) >= TABLES
    assert rows(path, "pragma application_id") == [(0x416E6E31,)]
    assert rows(path, "pragma journal_mode") == [("wal",)]
    assert names_in(path.parent) == ["annotator.db"]


def test_an_empty_file_is_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "annotator.db"
    path.touch()
    assert prepare(path) is None
    assert _names(path) >= TABLES


def test_preparing_again_changes_nothing_and_backs_nothing_up(database: Path) -> None:
    before = database.read_bytes()
    assert prepare(database) is None
    assert database.read_bytes() == before
    assert names_in(database.parent) == ["annotator.db"]


@pytest.mark.parametrize("application_id", [0, 0x12345678])
def test_the_sqlite_file_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path, application_id: int) -> None:
    path = _foreign(tmp_path / "bookmarks.db", application_id=application_id)
    before = path.read_bytes()
    with pytest.raises(ForeignDatabase, match="belongs to another program"):
        prepare(path)
    assert path.read_bytes() == before
    assert names_in(tmp_path) == ["bookmarks.db"]


def test_an_empty_file_that_another_program_has_marked_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("pragma application_id = 7")
    before = path.read_bytes()
    with pytest.raises(ForeignDatabase, match="belongs to another program"):
        prepare(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello", b"Dear diary.\n" * 1000, b"PK\x03\x04" + bytes(5000)])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "annotator.db"
    path.write_bytes(content)
    with pytest.raises(ForeignDatabase, match="not a readable SQLite file"):
        prepare(path)
    assert path.read_bytes() == content
    assert names_in(tmp_path) == ["annotator.db"]


def test_a_file_of_a_newer_version_is_refused_by_the_step_it_has_and_left_as_it_is(database: Path) -> None:
    with closing(sqlite3.connect(database)) as newer:
        newer.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('annotator', 'm950_desks', '')"
        )
        newer.commit()
    before = database.read_bytes()
    with pytest.raises(NewerDatabase, match=r"newer version of the annotator.*m950_desks.*install that version"):
        prepare(database)
    assert database.read_bytes() == before


def test_the_migrations_of_another_program_in_the_same_file_do_not_make_it_newer(database: Path) -> None:
    with closing(sqlite3.connect(database)) as other:
        other.execute("insert into _sqlite_migrations (migration_set, name, applied_at) values ('plugin', 'm001', '')")
        other.commit()
    assert prepare(database) is None


def test_a_folder_that_may_only_be_read_is_refused_and_left_empty(private_folder: Path) -> None:
    private_folder.chmod(0o555)
    with pytest.raises(StorageFailed, match="check folder, rights and disk"):
        prepare(private_folder / "annotator.db")
    assert names_in(private_folder) == []


def test_a_folder_that_cannot_be_made_is_refused(private_folder: Path) -> None:
    private_folder.chmod(0o555)
    with pytest.raises(StorageFailed, match="name a data folder that you may write to"):
        prepare(private_folder / "news" / "annotator.db")
    assert names_in(private_folder) == []


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StorageFailed, match="cannot be created"):
        prepare(tmp_path / "data" / "annotator.db")


def test_a_prepared_file_that_may_only_be_read_says_so_when_something_is_saved(
    private_folder: Path, prepared: Path
) -> None:
    path = private_folder / "annotator.db"
    path.write_bytes(content_of(prepared))
    path.chmod(0o444)
    private_folder.chmod(0o555)
    with pytest.raises(StorageFailed), Storage(path, "Daria") as storage, storage.write():
        pytest.fail("the block must not run")
    assert path.read_bytes() == content_of(prepared)
