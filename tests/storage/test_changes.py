"""Changes: events of one transaction, also for files that were written before there were any."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from annotator.domain.articles import Article
from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.spans import Span
from annotator.errors import NotFound
from annotator.storage import Storage, preparation, prepare
from annotator.storage.migrations import migrations
from tests.conftest import TRANSLATOR
from tests.contents import rows

DETAILS = NoteDetails("tone", "minor", "Hm.")


def test_what_is_written_in_one_transaction_is_one_change(storage: Storage, database: Path, passage: Passage) -> None:
    with storage.write():
        storage.passages.edit(passage.id, 1, PassageDetails(speaker="Eide"))
        storage.notes.add(passage.id, passage.article_id, DETAILS, [], origin="person", state=NoteState.OPEN)
    storage.passages.edit(passage.id, 2, PassageDetails(speaker="Sedykh"))
    ids = rows(database, "select change_id from event order by id")
    assert ids == [(1,), (2,), (3,), (3,), (4,)]
    assert rows(database, "select id, actor, kind, target_id from change order by id desc limit 1") == [
        (4, TRANSLATOR, "save", None)
    ]


def test_a_transaction_that_is_taken_back_leaves_no_change(storage: Storage, database: Path, passage: Passage) -> None:
    def save_and_raise() -> None:
        with storage.write():
            storage.passages.edit(passage.id, 1, PassageDetails(speaker="Eide"))
            raise KeyError

    with pytest.raises(KeyError):
        save_and_raise()
    storage.passages.edit(passage.id, 1, PassageDetails(speaker="Sedykh, captain"))
    assert rows(database, "select count(*) from change") == [(3,)]
    assert rows(database, "select count(*) from event where change_id not in (select id from change)") == [(0,)]


def test_the_net_of_a_change_is_one_step_for_each_record(storage: Storage, passage: Passage) -> None:
    with storage.write():
        storage.passages.edit(passage.id, 1, PassageDetails(speaker="Eide"))
        storage.passages.edit(passage.id, 2, PassageDetails(speaker="Sedykh, captain"))
    (net,) = storage.changes.get(3).net
    assert net.changed == {"speaker": ("Sedykh", "Sedykh, captain")}


def test_a_change_that_comes_out_as_it_went_in_is_nothing(storage: Storage, passage: Passage) -> None:
    with storage.write():
        storage.passages.edit(passage.id, 1, PassageDetails(speaker="Eide"))
        storage.passages.edit(passage.id, 2, PassageDetails(speaker="Sedykh"))
    assert storage.changes.get(3).net == []


@pytest.mark.parametrize("unknown", [0, 99, 10**30])
def test_an_unknown_change_is_not_found(storage: Storage, unknown: int) -> None:
    with pytest.raises(NotFound, match=f"no change {unknown} in the history"):
        storage.changes.get(unknown)


@pytest.mark.parametrize("record", [99, 10**30])
def test_the_history_of_what_never_was_is_empty(storage: Storage, article: Article, record: int) -> None:
    for read in (storage.changes.of_article, storage.changes.of_passage, storage.changes.of_note):
        assert (read(record).changes, read(record).total) == ([], 0)


def test_pages_far_beyond_the_last_are_empty(storage: Storage, article: Article) -> None:
    page = storage.changes.of_article(article.id, 10**15)
    assert (page.changes, page.total) == ([], 1)


def test_who_worked_on_a_passage_last_is_a_person_and_not_a_suggestion(
    storage: Storage, database: Path, article: Article, passage: Passage
) -> None:
    with Storage(database, "Owen Castell") as editor:
        editor.passages.edit(passage.id, 1, PassageDetails(speaker="Eide"))
    storage.passages.add(article.id, article.version_id, article.text, Span(0, 5), PassageDetails())
    worked = storage.changes.last_worked(article.id)
    assert {passage_id: actor for passage_id, (actor, _) in worked.items()} == {1: "Owen Castell", 2: TRANSLATOR}


def test_events_of_an_earlier_release_are_put_into_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "annotator.db"
    with monkeypatch.context() as then:
        earlier = Migrations(migrations.name)
        for step in migrations.pending(Database(memory=True)):
            if step.name < "m005":
                earlier(name=step.name)(step.fn)
        then.setattr(preparation, "migrations", earlier)
        prepare(path)
    moments = [
        ("12:00:00.000", "Daria"),
        ("12:00:00.004", "Daria"),
        ("12:00:00.090", "Daria"),
        ("12:00:00.091", "Owen"),
        ("12:00:00.400", "Owen"),
        ("12:00:01.400", "Daria"),
    ]
    with closing(sqlite3.connect(path)) as old, old:
        for moment, actor in moments:
            at = f"2025-04-15T{moment}+00:00"
            old.execute(
                "insert into event (at, actor, action, entity, entity_id) values (?, ?, 'create', 'note', 1)",
                [at, actor],
            )
    prepare(path)
    assert rows(path, "select change_id from event order by id") == [(1,), (1,), (1,), (2,), (3,), (4,)]
    assert rows(path, "select id, actor, kind from change order by id") == [
        (1, "Daria", "save"),
        (2, "Owen", "save"),
        (3, "Owen", "save"),
        (4, "Daria", "save"),
    ]
    assert rows(path, "select at from change where id = 1") == [("2025-04-15T12:00:00.000+00:00",)]


def test_the_history_of_a_busy_file_is_read_by_its_indexes(storage: Storage, note: Note, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        plan = connection.execute(
            "explain query plan select distinct change_id from event where (entity, entity_id) in"
            " (select 'note', id from note where passage_id = 1) order by change_id desc limit 20"
        ).fetchall()
    assert any("event_by_entity" in line[3] for line in plan), plan
