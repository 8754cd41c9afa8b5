"""A file of an earlier release is brought up to date, and backed up before."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from annotator.errors import StorageFailed
from annotator.storage import Storage, preparation, prepare
from annotator.storage.migrations import migrations
from tests.contents import contents, names_in, nothing_saved, rows
from tests.storage.conftest import content_of

STEPS = [step.name for step in migrations.pending(Database(memory=True))]


def _names(database: Path) -> set[str]:
    return {name for (name,) in rows(database, "select name from sqlite_master where type = 'table'")}


def _later(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """Put the schema of a later release in place of ours: all our steps, and those that the test adds to it."""
    later = Migrations(migrations.name)
    for step in migrations.pending(Database(memory=True)):
        later(name=step.name)(step.fn)
    monkeypatch.setattr(preparation, "migrations", later)
    return later


def _add_desk(db: Database) -> None:
    db.executescript(
        "create table desk (id integer primary key, name text not null) strict; insert into desk values (1, 'news');"
    )


def test_a_migration_keeps_what_is_there_and_backs_it_up_first(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Storage(database, "Daria") as storage:
        storage.renderings.remember("s", "ru", "en", "слово", "word", -0.5)
    before = contents(database)
    _later(monkeypatch)(name="m950_desks")(_add_desk)
    backup = prepare(database)
    assert backup is not None
    assert backup.parent == database.parent
    assert backup.name.startswith("annotator-")
    assert backup.name.endswith("-before-m950_desks.db")
    assert contents(backup) == before
    assert rows(database, "select name from desk") == [("news",)]
    assert rows(database, "select text from translation") == [("word",)]
    assert prepare(database) is None


@pytest.mark.parametrize("step", STEPS[1:])
def test_a_file_of_each_earlier_release_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "annotator.db"
    with monkeypatch.context() as then:
        earlier = Migrations(migrations.name)
        for known in migrations.pending(Database(memory=True))[: STEPS.index(step)]:
            earlier(name=known.name)(known.fn)
        then.setattr(preparation, "migrations", earlier)
        prepare(path)
    with closing(sqlite3.connect(path)) as old:
        columns = "kind, title, language, text, url, relay, back_translated, created_at, updated_at"
        values = "'post', 'A', 'ru', 'Мы никого не оставили.', '', 0, 1, '2025-04-15', '2025-04-15'"
        old.execute(f"insert into source_document ({columns}) values ({values})")
        old.commit()
    backup = prepare(path)
    assert backup is not None
    assert backup.name.endswith(f"-before-{step}.db")
    assert rows(path, "select title, text from source_document") == [("A", "Мы никого не оставили.")]
    assert rows(path, "select name from _sqlite_migrations order by id") == [(name,) for name in STEPS]
    found = "select count(*) from source_document_fts where source_document_fts match 'оставили'"
    assert rows(path, found) == [(1,)]


def test_rows_of_an_earlier_release_are_found_without_spaces_and_signs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "annotator.db"
    step = STEPS.index("m011_add_folding")
    with monkeypatch.context() as then:
        earlier = Migrations(migrations.name)
        for known in migrations.pending(Database(memory=True))[:step]:
            earlier(name=known.name)(known.fn)
        then.setattr(preparation, "migrations", earlier)
        prepare(path)
    with closing(sqlite3.connect(path)) as old:
        columns = "kind, title, language, text, url, relay, back_translated, created_at, updated_at"
        for text in ("我们没有留下任何人。", "لم نَسْأَلْ أحدًا", "Nobody."):
            old.execute(
                f"insert into source_document ({columns}) values ('post', '', 'zh', ?, '', 0, 0, '', '')", [text]
            )
        old.commit()
    prepare(path)
    found = "select rowid from source_document_folded where +words like ?"
    assert [rows(path, found.replace("?", f"'%{words}%'")) for words in ("留下", "نسال احدا", "Nobody")] == [
        [(1,)],
        [(2,)],
        [],
    ]


def test_a_backup_can_be_opened_in_the_place_of_the_file(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as later:
        _later(later)(name="m950_desks")(_add_desk)
        backup = prepare(database)
    assert backup is not None
    assert prepare(backup) is None
    with Storage(backup, "Daria") as storage:
        assert storage.articles.is_empty()


def test_a_new_file_is_not_backed_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _later(monkeypatch)(name="m950_desks")(_add_desk)
    assert prepare(tmp_path / "annotator.db") is None
    assert names_in(tmp_path) == ["annotator.db"]


def _fail_halfway(db: Database) -> None:
    _add_desk(db)
    db.execute("delete from article_version")
    db.execute("insert into no_such_table values (1)")


def test_a_migration_that_fails_halfway_leaves_the_file_as_it_was(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = _later(monkeypatch)
    later(name="m950_first")(lambda db: db.execute("create table first_step (id integer)"))
    later(name="m951_second")(_fail_halfway)
    with nothing_saved(database), pytest.raises(sqlite3.OperationalError, match="no_such_table"):
        prepare(database)
    monkeypatch.undo()
    assert prepare(database) is None


def _break_reference(db: Database) -> None:
    db.executescript(
        "create table pin (article_id integer references article(id) deferrable initially deferred);"
        "insert into pin values (99);"
    )


def test_a_migration_that_would_break_references_is_refused(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _later(monkeypatch)(name="m950_pins")(_break_reference)
    with nothing_saved(database), pytest.raises(StorageFailed, match="1 broken reference"):
        prepare(database)


def test_a_migration_does_not_start_when_the_backup_cannot_be_written(
    private_folder: Path, prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = private_folder / "annotator.db"
    path.write_bytes(content_of(prepared))
    _later(monkeypatch)(name="m950_desks")(_add_desk)
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("select count(*) from article").fetchone()  # the files beside it exist, so it opens for writing
        private_folder.chmod(0o555)
        with pytest.raises(StorageFailed, match="check folder, rights and disk"):
            prepare(path)
        private_folder.chmod(0o755)
    assert "desk" not in _names(path)
    assert names_in(private_folder) == ["annotator.db"]
