"""Several processes that prepare the same file at the same moment, as two windows do that are started together."""

import multiprocessing
import multiprocessing.synchronize
import shutil
from pathlib import Path

from sqlite_utils import Database

from annotator.errors import AnnotatorError
from annotator.storage import prepare
from annotator.storage.migrations import migrations
from tests.contents import rows

ROUNDS = 6


def _tables(database: Path) -> set[str]:
    return {name for (name,) in rows(database, "select name from sqlite_master where type = 'table'")}


def _add_desk(db: Database) -> None:
    db.executescript("create table desk (name text not null) strict; insert into desk values ('news');")


def _prepare_all(
    folder: Path, start: multiprocessing.synchronize.Barrier, said: "multiprocessing.Queue[list[str]]", *, upgrade: bool
) -> None:
    if upgrade:
        migrations(name="m950_desks")(_add_desk)
    outcome = []
    for number in range(ROUNDS):
        start.wait()
        try:
            backup = prepare(folder / f"{number}.db")
            outcome.append("backup" if backup else "")
        except AnnotatorError as error:
            outcome.append(repr(error))
    said.put(outcome)


def _together(folder: Path, *, upgrade: bool, processes: int = 3) -> list[list[str]]:
    """Let several processes prepare the same files at the same moments; returns what became of each file."""
    context = multiprocessing.get_context("spawn")
    start, said = context.Barrier(processes, timeout=60), context.Queue()
    workers = [
        context.Process(target=_prepare_all, args=(folder, start, said), kwargs={"upgrade": upgrade})
        for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    outcomes = [said.get(timeout=90) for _ in workers]
    for worker in workers:
        worker.join()
    said.close()
    return [list(file) for file in zip(*outcomes, strict=True)]


def test_processes_that_prepare_the_same_new_file_at_once_all_succeed(tmp_path: Path) -> None:
    assert _together(tmp_path, upgrade=False) == [["", "", ""]] * ROUNDS
    assert all(_tables(tmp_path / f"{number}.db") >= {"article", "event"} for number in range(ROUNDS))


def test_processes_that_upgrade_the_same_file_at_once_upgrade_and_back_up_once(tmp_path: Path, prepared: Path) -> None:
    for number in range(ROUNDS):
        shutil.copy(prepared, tmp_path / f"{number}.db")
    assert [sorted(file) for file in _together(tmp_path, upgrade=True)] == [["", "", "backup"]] * ROUNDS
    assert all(rows(tmp_path / f"{number}.db", "select name from desk") == [("news",)] for number in range(ROUNDS))
    assert len(list(tmp_path.glob("*-before-m950_desks.db"))) == ROUNDS
