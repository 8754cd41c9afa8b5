"""Workers in processes of their own share a job, and what dies with one of them is translated by another."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.jobs.host import Host
from annotator.jobs.queue import Queue
from annotator.services.translate_article import translate_article
from annotator.storage import Storage
from tests.contents import rows
from tests.jobs.conftest import ON_BOTH, WORDS, fill
from tests.jobs.worker import PAIRS, Telling, engines

PASSAGES = 200
BEAT, LEASE = 0.2, 1.5


@contextmanager
def working(data: Path, redis_url: str, seconds: float) -> Iterator[subprocess.Popen[str]]:
    """Run a worker until the block ends."""
    command = [sys.executable, "-m", "tests.jobs.worker", str(data), redis_url, str(seconds), str(BEAT)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=10)


@ON_BOTH
def test_two_processes_share_an_article_and_one_is_killed(
    data: Path, database: Path, queue: Queue, redis_url: str
) -> None:
    with Storage(database, "Daria Lindqvist") as storage:
        article = fill(storage, PASSAGES)
        job = translate_article(storage, engines(data, Telling(PAIRS, echo=True)), article, "canned")
        assert job.total == PASSAGES
        host = Host(database, queue, lease=LEASE, checking=0.0)
        with working(data, redis_url, 0.01) as first, working(data, redis_url, 0.01) as second:
            assert first.stdout is not None
            assert second.stdout is not None
            assert [first.stdout.readline(), second.stdout.readline()] == ["ready\n", "ready\n"]
            _rounds(host, storage, job.id, until=PASSAGES // 3)
            first.send_signal(signal.SIGSTOP)  # in the middle of a passage, so that one is lost for certain
            _hold_a_ticket(storage, queue, first.pid)
            os.kill(first.pid, signal.SIGKILL)
            survivor_began = storage.jobs.get(job.id).done
            _rounds(host, storage, job.id, until=PASSAGES)
        done = storage.jobs.get(job.id)
    assert (done.done, done.failed, done.is_open) == (PASSAGES, 0, False)
    assert survivor_began < PASSAGES
    made = rows(database, "select passage_id, text from rendering order by passage_id")
    assert [text for _, text in made] == [f"«{WORDS.format(number=number)}»" for number in range(PASSAGES)]
    assert len({passage for passage, _ in made}) == PASSAGES
    assert rows(database, "select count(*), count(distinct source_hash) from translation") == [(PASSAGES, PASSAGES)]


def _rounds(host: Host, storage: Storage, job_id: int, until: int) -> None:
    deadline = time.monotonic() + 60
    while storage.jobs.get(job_id).done < until:
        host.round(storage)
        time.sleep(0.01)
        assert time.monotonic() < deadline, storage.jobs.get(job_id)


def _hold_a_ticket(storage: Storage, queue: Queue, pid: int) -> None:
    """Wait until nothing is left of a stopped worker's passage but its claim; let it on and stop it again until so."""
    for _ in range(200):
        contents = queue.read()
        held = [ticket for ticket, worker in contents.claims.items() if f":{pid}:" in worker]
        if any(ticket not in contents.answers for ticket in held):
            return
        os.kill(pid, signal.SIGCONT)
        time.sleep(0.004)
        os.kill(pid, signal.SIGSTOP)
    raise AssertionError(f"the worker never held a passage: {storage.jobs.recent()}")
