"""What the host does with passages, answers and workers that behave in every possible way."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.sources import SourceDetails
from annotator.domain.translating import Request
from annotator.engines.base import Hypothesis
from annotator.engines.canned import CannedEngine
from annotator.engines.progress import report
from annotator.engines.registry import Engines
from annotator.errors import InvalidSetting
from annotator.jobs.host import Host
from annotator.jobs.queue import Queue, open_queue
from annotator.jobs.worker import Worker
from annotator.services.attach_source import attach_source
from annotator.services.follow_job import follow_job
from annotator.services.translate_article import translate_article
from annotator.services.translate_passage import translate
from annotator.storage import Storage
from tests.contents import rows
from tests.jobs.conftest import ON_BOTH, fill
from tests.jobs.worker import PAIRS, engines

LEASE = 0.3


@pytest.fixture
def engine() -> CannedEngine:
    return CannedEngine(PAIRS, echo=True)


@pytest.fixture
def shop(data: Path, engine: CannedEngine) -> Engines:
    return engines(data, engine)


@pytest.fixture
def storage(database: Path) -> Iterator[Storage]:
    with Storage(database, "Daria Lindqvist") as opened:
        yield opened


@pytest.fixture
def host(database: Path, queue: Queue) -> Host:
    return Host(database, queue, lease=LEASE)


@pytest.fixture
def working(data: Path, redis_url: str, shop: Engines) -> Iterator[Callable[[], Worker]]:
    started: list[Worker] = []

    def start() -> Worker:
        started.append(Worker(lambda: open_queue(data, redis_url), shop, beat=0.05))
        started[-1].start()
        return started[-1]

    yield start
    for worker in started:
        assert worker.stop(5)


def _until(host: Host, storage: Storage, done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not done():
        host.round(storage)
        time.sleep(0.01)
        assert time.monotonic() < deadline, storage.jobs.recent()


@ON_BOTH
def test_a_worker_translates_what_the_host_hands_out(
    storage: Storage, database: Path, host: Host, shop: Engines, working: Callable[[], Worker], queue: Queue
) -> None:
    job = translate_article(storage, shop, fill(storage, 5), "canned")
    working()
    _until(host, storage, lambda: not storage.jobs.get(job.id).is_open)
    assert storage.jobs.get(job.id).done == 5
    assert len(set(rows(database, "select passage_id from rendering"))) == 5
    _until(host, storage, lambda: not storage.jobs.is_busy())
    assert host.round(storage) is False
    assert queue.read().answers == {}
    assert queue.is_empty()


def test_every_passage_that_fails_says_why_and_the_others_are_translated(
    storage: Storage, host: Host, shop: Engines, working: Callable[[], Worker]
) -> None:
    russian, hebrew = fill(storage, 2), fill(storage, 1, "he")
    deleted = storage.jobs.passages(russian)[0]
    job = translate_article(storage, shop, None, "canned")
    storage.passages.delete(deleted, None)
    working()
    _until(host, storage, lambda: not storage.jobs.get(job.id).is_open)
    followed = follow_job(storage, job.id)
    assert (followed.job.done, followed.job.failed) == (1, 2)
    told = {failure.passage_id: failure.message for failure in followed.failures}
    assert "was deleted meanwhile" in told.pop(deleted)
    assert [failure.is_gone for failure in followed.failures if failure.passage_id == deleted] == [True]
    assert told == {storage.jobs.passages(hebrew)[0]: next(iter(told.values()))}
    assert "Hebrew into English" in next(iter(told.values()))


def test_without_a_name_the_preferred_engine_is_asked_and_without_one_it_is_said_what_can_be_done(
    storage: Storage, host: Host, shop: Engines, working: Callable[[], Worker]
) -> None:
    job = translate_article(storage, shop, fill(storage, 1, "he"))
    working()
    _until(host, storage, lambda: not storage.jobs.get(job.id).is_open)
    assert "annotator models add" in follow_job(storage, job.id).failures[0].message


def test_an_engine_that_fails_is_quoted_and_a_bug_in_it_is_told_as_one(
    storage: Storage, host: Host, shop: Engines, engine: CannedEngine, working: Callable[[], Worker]
) -> None:
    engine.failure = "The model ran out of memory."
    job = translate_article(storage, shop, fill(storage, 1), "canned")
    working()
    _until(host, storage, lambda: not storage.jobs.get(job.id).is_open)
    assert follow_job(storage, job.id).failures[0].message == "The model ran out of memory."
    engine.failure = None
    engine.seconds = -1.0  # time.sleep refuses that
    storage.jobs.retry(job.id)
    _until(host, storage, lambda: not storage.jobs.get(job.id).is_open)
    assert "The worker broke down" in follow_job(storage, job.id).failures[0].message
    engine.seconds = 0.0
    storage.jobs.retry(job.id)
    _until(host, storage, lambda: not storage.jobs.get(job.id).is_open)
    assert storage.jobs.get(job.id).done == 1


@ON_BOTH
def test_no_more_is_in_the_queue_than_the_window_holds_and_cancelling_empties_it(
    storage: Storage, database: Path, queue: Queue, shop: Engines, working: Callable[[], Worker], engine: CannedEngine
) -> None:
    host = Host(database, queue, lease=60, window=3)
    job = translate_article(storage, shop, fill(storage, 10), "canned")
    for _ in range(3):
        host.round(storage)
    assert (storage.jobs.get(job.id).sent, storage.jobs.get(job.id).waiting) == (3, 7)
    storage.jobs.cancel(job.id)
    host.round(storage)
    assert storage.jobs.withdrawn() == []
    working()
    deadline = time.monotonic() + 5
    while not queue.is_empty() and time.monotonic() < deadline:
        time.sleep(0.01)
    host.round(storage)
    assert engine.calls == 0
    assert rows(database, "select count(*) from rendering") == [(0,)]
    assert storage.jobs.get(job.id).cancelled == 10


def test_an_answer_that_comes_after_the_job_was_cancelled_is_not_kept(
    storage: Storage, database: Path, host: Host, shop: Engines, queue: Queue
) -> None:
    job = translate_article(storage, shop, fill(storage, 1), "canned")
    host.round(storage)
    storage.jobs.cancel(job.id)
    _work_off(queue, shop)
    host.round(storage)
    assert storage.jobs.get(job.id).cancelled == 1
    assert rows(database, "select count(*) from rendering") == [(0,)]


@ON_BOTH
def test_a_passage_that_is_lost_between_queue_and_worker_is_sent_again(
    storage: Storage, host: Host, shop: Engines, queue: Queue, working: Callable[[], Worker]
) -> None:
    job = translate_article(storage, shop, fill(storage, 1), "canned")
    host.round(storage)
    queue.clear()  # as when a worker dies with what it has just taken, or Redis is started anew
    working()
    _until(host, storage, lambda: not storage.jobs.get(job.id).is_open)
    assert storage.jobs.get(job.id).done == 1


def test_a_passage_over_which_every_worker_dies_is_given_up(
    storage: Storage, host: Host, shop: Engines, queue: Queue
) -> None:
    job = translate_article(storage, shop, fill(storage, 1), "canned")

    def die() -> bool:
        queue.clear()
        return not storage.jobs.get(job.id).is_open

    _until(host, storage, die)
    assert "ended over this passage 3 times" in follow_job(storage, job.id).failures[0].message


def test_two_hosts_on_one_database_keep_every_passage_once(
    storage: Storage,
    database: Path,
    data: Path,
    redis_url: str,
    host: Host,
    shop: Engines,
    working: Callable[[], Worker],
) -> None:
    end = open_queue(data, redis_url)
    other = Host(database, end, lease=LEASE)
    job = translate_article(storage, shop, fill(storage, 20), "canned")
    working()
    with Storage(database, "Owen Castell") as theirs:
        deadline = time.monotonic() + 10
        while storage.jobs.get(job.id).is_open and time.monotonic() < deadline:
            host.round(storage)
            other.round(theirs)
    end.close()
    assert storage.jobs.get(job.id).done == 20
    assert rows(database, "select count(*), count(distinct passage_id) from rendering") == [(20, 20)]


def test_the_checks_look_at_what_was_translated_under_the_name_of_who_started_the_job(
    storage: Storage, database: Path, host: Host, shop: Engines, working: Callable[[], Worker]
) -> None:
    article = fill(storage, 3)
    passage = storage.jobs.passages(article)[1]
    attach_source(storage, passage, 1, SourceDetails("Мы спасли 1500 человек за одну ночь.", "ru"))
    with Storage(database, "Owen Castell") as theirs:
        job = translate_article(theirs, shop, article, "canned")
    assert job.started_by == "Owen Castell"
    before = rows(database, "select max(id) from event")[0][0]
    working()
    _until(host, storage, lambda: not storage.jobs.is_busy())
    assert rows(database, "select count(*) from note where passage_id = ? and origin = 'numbers'", passage) == [(1,)]
    assert set(rows(database, "select actor from event where id > ?", before)) == {("Owen Castell",)}


def test_a_passage_that_the_checks_cannot_read_holds_up_no_other(
    storage: Storage,
    host: Host,
    shop: Engines,
    working: Callable[[], Worker],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(*_: object) -> None:
        raise InvalidSetting("The weights are damaged: restore the file.")

    monkeypatch.setattr("annotator.jobs.host.examine_passage", refuse)
    job = translate_article(storage, shop, fill(storage, 3), "canned")
    working()
    _until(host, storage, lambda: not storage.jobs.is_busy())
    assert storage.jobs.get(job.id).done == 3
    assert caplog.text.count("was translated and not checked: The weights are damaged: restore the file.") == 3


def test_the_pages_are_told_how_many_workers_there_are(
    storage: Storage, host: Host, shop: Engines, working: Callable[[], Worker], engine: CannedEngine, queue: Queue
) -> None:
    job = translate_article(storage, shop, fill(storage, 1), "canned")
    host.round(storage)
    assert storage.jobs.get(job.id).workers == 0
    assert storage.jobs.get(job.id).looked_at is not None
    engine.seconds = 0.3
    working()
    while not queue.read().beats:
        time.sleep(0.01)
    host._looked = 0.0
    host.round(storage)
    assert storage.jobs.get(job.id).workers == 1
    _until(host, storage, lambda: not storage.jobs.get(job.id).is_open)


def test_a_job_that_was_at_work_when_everything_was_killed_goes_on(
    storage: Storage, database: Path, host: Host, shop: Engines, queue: Queue, working: Callable[[], Worker]
) -> None:
    job = translate_article(storage, shop, fill(storage, 3), "canned")
    host.round(storage)
    queue.clear()
    again = Host(database, queue, lease=LEASE)
    working()
    _until(again, storage, lambda: not storage.jobs.get(job.id).is_open)
    assert storage.jobs.get(job.id).done == 3


def _work_off(queue: Queue, shop: Engines) -> None:
    """Answer one request as a worker does that never heard of a withdrawal."""
    stop = threading.Event()

    def once(request: Request) -> object:
        stop.set()
        return translate(shop, request)

    queue.serve("test:1:x", once, stop)  # type: ignore[arg-type]


class Loading(CannedEngine):
    """Says that it loads a model before it answers, and goes on when it is told to."""

    def __init__(self) -> None:
        super().__init__(PAIRS, echo=True)
        self.go_on = threading.Event()

    def translate(self, texts: Sequence[str], source: str, target: str, n_best: int = 1) -> list[list[Hypothesis]]:
        report("loading the model canned: reading its network, step 3 of 3…")
        self.go_on.wait(10)
        report("")
        return super().translate(texts, source, target, n_best)


@ON_BOTH
def test_a_page_is_told_which_model_a_worker_loads(
    storage: Storage, host: Host, data: Path, redis_url: str, queue: Queue
) -> None:
    engine = Loading()
    shop = engines(data, engine)
    job = translate_article(storage, shop, fill(storage, 2), "canned")
    worker = Worker(lambda: open_queue(data, redis_url), shop, beat=60)  # it is told without waiting for a beat
    worker.start()
    try:
        _until(host, storage, lambda: "reading its network" in storage.jobs.get(job.id).doing)
        engine.go_on.set()
        _until(host, storage, lambda: not storage.jobs.get(job.id).is_open)
        _until(host, storage, lambda: queue.read().doing == {})
    finally:
        engine.go_on.set()
        assert worker.stop(5)
    assert storage.jobs.get(job.id).done == 2


def test_finished_jobs_that_are_old_go_and_what_they_translated_stays(
    storage: Storage, database: Path, host: Host, shop: Engines, working: Callable[[], Worker]
) -> None:
    old = translate_article(storage, shop, fill(storage, 1), "canned")
    working()
    _until(host, storage, lambda: not storage.jobs.is_busy())
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("update job set created_at = '2020-01-01T00:00:00.000+00:00'")
    young = translate_article(storage, shop, fill(storage, 1, "uk"), "canned")
    host.round(storage)
    assert [job.id for job in storage.jobs.recent()] == [young.id, old.id]  # looked at once an hour
    host._swept = None
    _until(host, storage, lambda: [job.id for job in storage.jobs.recent()] == [young.id])
    assert rows(database, "select count(*) from rendering where signature like '%canned%'")[0][0] >= 1
    assert rows(database, "select count(*) from job_task where job_id = ?", old.id) == [(0,)]
