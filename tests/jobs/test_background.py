"""The threads beside the pages, and the worker as a program."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.config import Config
from annotator.engines.canned import CannedEngine
from annotator.jobs.background import background
from annotator.services.translate_article import translate_article
from annotator.storage import Storage
from tests.contents import rows
from tests.jobs.conftest import fill
from tests.jobs.worker import PAIRS, engines


@pytest.fixture
def storage(database: Path) -> Iterator[Storage]:
    with Storage(database, "Daria Lindqvist") as opened:
        yield opened


def _wait(done: object) -> None:
    deadline = time.monotonic() + 15
    while not done():  # type: ignore[operator]
        time.sleep(0.02)
        assert time.monotonic() < deadline


def test_jobs_are_done_beside_the_pages_and_the_threads_end_with_them(
    data: Path, database: Path, storage: Storage
) -> None:
    shop = engines(data, CannedEngine(PAIRS, echo=True))
    before = set(threading.enumerate())
    with background(Config(data, "Daria"), shop):
        job = translate_article(storage, shop, fill(storage, 3), "canned")
        _wait(lambda: not storage.jobs.get(job.id).is_open)
    assert storage.jobs.get(job.id).done == 3
    assert set(threading.enumerate()) == before
    assert rows(database, "select count(*) from rendering") == [(3,)]


def test_what_the_end_of_the_app_left_is_done_when_it_is_back(data: Path, storage: Storage) -> None:
    shop = engines(data, CannedEngine(PAIRS, echo=True, seconds=0.02))
    with background(Config(data, "Daria"), shop):
        job = translate_article(storage, shop, fill(storage, 30), "canned")
        _wait(lambda: storage.jobs.get(job.id).done > 2)
    assert storage.jobs.get(job.id).is_open
    with background(Config(data, "Daria"), shop):
        _wait(lambda: not storage.jobs.get(job.id).is_open)
    assert storage.jobs.get(job.id).done == 30


def test_a_queue_that_is_away_is_told_on_the_job_and_nothing_is_lost(data: Path, storage: Storage) -> None:
    shop = engines(data, CannedEngine(PAIRS, echo=True))
    job = translate_article(storage, shop, fill(storage, 1), "canned")
    with background(Config(data, "Daria", redis_url="redis://127.0.0.1:1/0"), shop, threads=0):
        _wait(lambda: storage.jobs.get(job.id).trouble)
    assert "cannot be reached" in storage.jobs.get(job.id).trouble
    assert storage.jobs.get(job.id).is_open


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_program_works_until_it_is_told_to_stop(data: Path, database: Path, number: int) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ANNOTATOR_")}
    command = [sys.executable, "-m", "annotator", "--data", str(data), "work"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline().startswith(f"Working for the queue at {data}")
    process.send_signal(number)
    assert process.communicate(timeout=10)[0] == "Stopped.\n"
    assert process.returncode == 0


def test_a_fault_in_the_settings_of_a_server_is_said_before_anything_begins(data: Path, database: Path) -> None:
    (data / "remote.toml").write_text('[[engine]]\nname = "a"\n')
    for command in (["run", "--no-demo", "--port", "8765"], ["work"]):
        done = CliRunner().invoke(main, ["--data", str(data), *command])
        assert done.exit_code == 1
        assert "The engine “a” in" in done.output


def test_a_worker_needs_a_queue(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--data", str(tmp_path), "work"])
    assert done.exit_code == 1
    assert "There is no database in" in done.output
    done = CliRunner().invoke(main, ["work"], env={"ANNOTATOR_REDIS_URL": "http://:geheim@queue"})
    assert done.exit_code == 1
    assert "is no address of a Redis server" in done.output
    assert "geheim" not in done.output


def test_a_queue_that_cannot_be_reached_ends_the_program_with_a_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "annotator", "--data", str(tmp_path), "work"],
        env={**os.environ, "ANNOTATOR_REDIS_URL": "redis://:geheim@127.0.0.1:1/0"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "at 127.0.0.1 cannot be reached" in done.stderr
    assert "geheim" not in done.stderr
    assert "Traceback" not in done.stderr
