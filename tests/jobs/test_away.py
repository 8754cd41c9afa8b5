"""A queue that goes away in the middle of a job, and comes back."""

import logging
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from annotator.engines.base import Hypothesis
from annotator.engines.canned import CannedEngine
from annotator.jobs.host import Host
from annotator.jobs.queue import Queue, open_queue
from annotator.jobs.worker import Worker
from annotator.services.translate_article import translate_article
from annotator.storage import Storage
from tests.contents import rows
from tests.jobs.conftest import ON_BOTH, REDIS, fill
from tests.jobs.worker import PAIRS, engines


class Line:
    """A connection to a server on this machine that can be cut and mended."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open: list[socket.socket] = []
        self._cut = False
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._passing: list[threading.Thread] = []
        self._serving = threading.Thread(target=self._serve, daemon=True)
        self._serving.start()

    def cut(self) -> None:
        self._cut = True
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def mend(self) -> None:
        self._cut = False

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)  # ends the waiting for the next
        self._serving.join(5)
        self._listening.close()
        self.cut()
        for thread in self._passing:
            thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if self._cut:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._port))
            self._open += [near, far]
            for one, other in ((near, far), (far, near)):
                self._passing.append(threading.Thread(target=_pass_on, args=(one, other), daemon=True))
                self._passing[-1].start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with one:
        with suppress(OSError):
            while piece := one.recv(65536):
                other.sendall(piece)
        with suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)


class Halting(CannedEngine):
    """Says that it has begun, and ends when it is told to."""

    def __init__(self) -> None:
        super().__init__(PAIRS, echo=True)
        self.begun, self.go_on, self.ended = threading.Event(), threading.Event(), threading.Event()

    def translate(self, texts: Sequence[str], source: str, target: str, n_best: int = 1) -> list[list[Hypothesis]]:
        self.begun.set()
        assert self.go_on.wait(20)
        made = super().translate(texts, source, target, n_best)
        self.ended.set()
        return made


@pytest.fixture
def storage(database: Path) -> Iterator[Storage]:
    with Storage(database, "Daria Lindqvist") as opened:
        yield opened


def _impatient(data: Path, url: str) -> Queue:
    """Return an end of a queue whose library does not try again by itself, as it would for some seconds."""
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    opened = open_queue(data, url)
    opened._huey.storage.pool.connection_kwargs["retry"] = Retry(NoBackoff(), 0)
    return opened


def _rounds(host: Host, storage: Storage, done: Callable[[], object], seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        host._attempt(storage)
        time.sleep(0.02)
        assert time.monotonic() < deadline, storage.jobs.recent()


@pytest.mark.parametrize("redis_url", ["redis"], indirect=True)
def test_an_answer_that_a_worker_could_not_give_is_given_when_the_queue_is_back(
    data: Path, database: Path, storage: Storage, queue: Queue, redis_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    engine = Halting()
    shop, line = engines(data, engine), Line(int(redis_url.rpartition(":")[2].partition("/")[0]))
    worker = Worker(lambda: _impatient(data, f"redis://127.0.0.1:{line.port}/0"), shop, beat=0.05)
    host = Host(database, queue, lease=60.0)  # far longer than the test: nobody may be taken for dead
    worker.start()
    try:
        job = translate_article(storage, shop, fill(storage, 3), "canned")
        _rounds(host, storage, engine.begun.is_set)
        line.cut()
        engine.go_on.set()
        with caplog.at_level(logging.WARNING):
            assert engine.ended.wait(20)
            time.sleep(1)  # the answer is tried to be given, in vain
        line.mend()
        _rounds(host, storage, lambda: not storage.jobs.get(job.id).is_open)
    finally:
        engine.go_on.set()
        assert worker.stop(10)
        line.close()
    assert (storage.jobs.get(job.id).done, storage.jobs.get(job.id).failed) == (3, 0)
    assert rows(database, "select count(*), count(distinct passage_id) from rendering") == [(3, 3)]
    assert [record for record in caplog.records if record.exc_info] == []


@pytest.mark.skipif(REDIS is None, reason="redis-server is not installed: apt-get install redis-server")
def test_a_server_that_forgets_everything_in_the_middle_of_a_job_costs_nothing(
    data: Path, database: Path, storage: Storage, tmp_path: Path
) -> None:
    pytest.importorskip("redis", reason="the library redis is not installed: pip install '.[redis]'")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def serve() -> subprocess.Popen[bytes]:
        command = [str(shutil.which("redis-server")), "--port", str(port), "--save", "", "--dir", str(tmp_path)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return process
            time.sleep(0.02)
        raise AssertionError("redis-server did not start")

    url = f"redis://127.0.0.1:{port}/0"
    server = serve()
    shop = engines(data, CannedEngine(PAIRS, echo=True, seconds=0.02))
    worker = Worker(lambda: open_queue(data, url), shop, beat=0.05)
    worker.start()
    try:
        host = Host(database, open_queue(data, url), lease=1.0, checking=0.0)
        job = translate_article(storage, shop, fill(storage, 40), "canned")
        _rounds(host, storage, lambda: storage.jobs.get(job.id).done > 3)
        server.kill()
        server.wait(10)
        host._looked = 0.0
        _rounds(host, storage, lambda: "cannot be reached" in storage.jobs.get(job.id).trouble)
        server = serve()
        _rounds(host, storage, lambda: not storage.jobs.get(job.id).is_open)
    finally:
        assert worker.stop(10)
        server.terminate()
        server.wait(10)
    assert (storage.jobs.get(job.id).done, storage.jobs.get(job.id).failed) == (40, 0)
    assert rows(database, "select count(*), count(distinct passage_id) from rendering") == [(40, 40)]


@ON_BOTH
def test_an_article_that_is_deleted_in_the_middle_of_its_job_ends_it_with_sentences(
    data: Path, database: Path, storage: Storage, queue: Queue, redis_url: str
) -> None:
    engine = Halting()
    shop = engines(data, engine)
    worker = Worker(lambda: open_queue(data, redis_url), shop, beat=0.05)
    host = Host(database, queue, lease=5.0, window=2)
    worker.start()
    try:
        article = fill(storage, 5)
        job = translate_article(storage, shop, article, "canned")
        _rounds(host, storage, engine.begun.is_set)
        storage.articles.delete(article, storage.articles.get(article).revision)
        engine.go_on.set()
        _rounds(host, storage, lambda: not storage.jobs.get(job.id).is_open)
    finally:
        engine.go_on.set()
        assert worker.stop(10)
    ended = storage.jobs.get(job.id)
    assert (ended.done, ended.failed) == (0, 5)
    assert rows(database, "select count(*) from rendering") == [(0,)]
    assert ended.is_gone
    failures = storage.jobs.failures(job.id)
    assert all(failure.is_gone and failure.words for failure in failures)
    assert {failure.message.partition(",")[0] for failure in failures} == {"It was deleted meanwhile"}
