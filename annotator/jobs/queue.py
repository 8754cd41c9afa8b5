"""The queue between the host that has the database and the workers that translate: Huey, on SQLite or on Redis.

Besides Huey's own tasks and results it holds claims (which worker has taken a ticket) and beats (a number that every
living worker raises). Huey forgets a task as soon as a worker takes it and does not acknowledge any
(https://huey.readthedocs.io/en/latest/consumer.html, "Consumer shutdown"); by these two the host can tell which tickets
died with their worker.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

from huey import Huey, RedisHuey, SqliteHuey
from huey.api import Task
from huey.consumer import Worker
from huey.exceptions import ConfigurationError
from huey.utils import Error

from annotator.domain.translating import Request, Translated
from annotator.errors import AnnotatorError, InvalidInput, QueueFailed
from annotator.jobs.messages import JsonSerializer, from_answer, from_request, to_answer, to_request

NAME = "annotator"
FILE = "queue.db"  # in the data folder; holds nothing that the database does not know
_CLAIM, _BEAT, _REVOKED = "claim:", "beat:", "r:"  # the last is Huey's own
_FIRST_WAIT, _LONGEST_WAIT, _SLOWER = 0.05, 0.5, 1.15  # seconds between looks into an empty SQLite queue

_AGAIN = 0.5  # seconds between two tries to tell a queue that cannot be reached
_QUIET = 60.0  # seconds between two lines of the log about that

_LONGEST_LINE = 200  # code points of what a worker says about itself

Perform = Callable[[Request], Translated]


@dataclass(frozen=True, slots=True)
class Contents:
    """What lies in the queue besides tasks: answers and claims by ticket, beats by worker.

    An answer is a translation, or the sentence that says why there is none. `doing` is what a worker says that takes
    long, such as "loading the model…"; workers that say nothing are not in it.
    """

    answers: Mapping[str, Translated | str]
    claims: Mapping[str, str]
    beats: Mapping[str, int]
    doing: Mapping[str, str] = field(default_factory=dict)


class Queue:
    """One end of the queue. All methods raise `QueueFailed` where it cannot be reached."""

    def __init__(
        self, huey: Huey, faults: tuple[type[Exception], ...], where: str, close: Callable[[], object]
    ) -> None:
        self._huey = huey
        self._close = close
        self._faults = faults
        self.where = where
        self._perform: Perform | None = None
        self._worker = ""
        self._stop = Event()
        self._task = huey.task(name="translate", context=True)(self._translate)

    def put(self, ticket: str, request: Request) -> None:
        """Put a request into the queue."""
        with self._explained():
            self._huey.enqueue(self._task.task_class((from_request(request),), id=ticket))

    def withdraw(self, ticket: str) -> None:
        """Let no worker take a ticket any more; one that has taken it already goes on in vain."""
        with self._explained():
            self._huey.revoke_by_id(ticket)

    def read(self) -> Contents:
        """Return the answers, claims and beats that lie there; they stay."""
        answers: dict[str, Translated | str] = {}
        claims: dict[str, str] = {}
        beats: dict[str, int] = {}
        doing: dict[str, str] = {}
        with self._explained():
            kept = self._huey.all_results()
        for key, data in kept.items():
            value = self._value(data)
            if key.startswith(_CLAIM):
                claims[key.removeprefix(_CLAIM)] = str(value)
            elif key.startswith(_BEAT):
                worker = key.removeprefix(_BEAT)
                beats[worker], doing[worker] = _beat(value)
            elif not key.startswith(_REVOKED):
                answers[key] = _answer(value)
        return Contents(answers, claims, beats, {worker: line for worker, line in doing.items() if line})

    def is_empty(self) -> bool:
        """Return whether no request waits for a worker."""
        with self._explained():
            return bool(self._huey.pending_count() == 0)

    def drop(self, ticket: str) -> None:
        """Forget the answer to a ticket and who claimed it."""
        with self._explained():
            self._huey.delete(ticket)
            self._huey.delete(_CLAIM + ticket)

    def bury(self, worker: str) -> None:
        """Forget a worker that is dead, or says that it ends."""
        with self._explained():
            self._huey.delete(_BEAT + worker)

    def clear(self) -> None:
        """Forget all that is left over from jobs that are done; living workers beat again."""
        with self._explained():
            self._huey.storage.flush_queue()
            self._huey.storage.flush_results()

    def beat(self, worker: str, count: int, doing: str = "") -> None:
        """Say that a worker lives, and what it is doing that takes long."""
        with self._explained():
            self._huey.put(_BEAT + worker, [count, doing])

    def serve(self, worker: str, perform: Perform, stop: Event) -> None:
        """Take requests and answer them with `perform`, one after the other, until `stop` is set.

        Huey's own worker loop without its consumer: that one takes over the signals of the whole process. While the
        queue cannot be reached it looks again, and the log says so once a minute.
        """
        self._worker, self._perform, self._stop = worker, perform, stop
        loop = Worker(self._huey, stop, _FIRST_WAIT, _LONGEST_WAIT, _SLOWER)
        calm, log = _Calm(self._faults, self._away), logging.getLogger("huey.consumer.Worker")
        log.addFilter(calm)
        try:
            while not stop.is_set():
                loop.loop()
        finally:
            log.removeFilter(calm)

    def close(self) -> None:
        """Close the connections."""
        self._close()

    def _translate(self, given: object, task: Task) -> None:
        """Answer a request; called by Huey, which is given nothing to store: it would try only once."""
        if self._perform is None:
            raise RuntimeError("this end of the queue only hands out work")
        self._tell(_CLAIM + task.id, self._worker)
        try:
            answer = from_answer(self._perform(to_request(given)))
        except AnnotatorError as error:
            answer = from_answer(error)
        self._tell(task.id, answer)

    def _tell(self, key: str, value: object) -> None:
        """Write a claim or an answer, again and again where the queue is away: the host waits for it while we live."""
        while True:
            try:
                self._huey.put_result(key, value)
            except self._faults:
                if self._stop.wait(_AGAIN):
                    raise
            else:
                return

    def _value(self, data: bytes) -> object:
        try:
            return self._huey.serializer.deserialize(data)
        except (KeyError, TypeError, ValueError):  # of another program, or another version of this one
            return None

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except self._faults as error:
            raise QueueFailed(self._away(error)) from error

    def _away(self, error: BaseException) -> str:
        return (
            f"The queue of jobs at {self.where} cannot be reached ({type(error).__name__}): "
            "jobs wait until it can be, and nothing is lost."
        )


class _Calm(logging.Filter):
    """Lets Huey's log say once in a while that a queue is away, in a sentence, and not with every look into it."""

    def __init__(self, faults: tuple[type[Exception], ...], sentence: Callable[[BaseException], str]) -> None:
        super().__init__()
        self._faults, self._sentence = faults, sentence
        self._told: float | None = None

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a line is written; one about a queue that is away loses its traceback."""
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, self._faults):
            return True
        if self._told is not None and time.monotonic() - self._told < _QUIET:
            return False
        self._told = time.monotonic()
        record.msg, record.args, record.exc_info = self._sentence(error), (), None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


def _beat(value: object) -> tuple[int, str]:
    match value:
        case [int(count), str(doing)]:
            return count, doing[:_LONGEST_LINE]
        case int(count):  # of a worker of an earlier version
            return count, ""
    return 0, ""


def _answer(value: object) -> Translated | str:
    if isinstance(value, Error):
        return "The worker broke down over this passage: what it wrote to its window or log shows why."
    try:
        return to_answer(value)
    except InvalidInput as error:
        return str(error)


def open_queue(data: Path, redis_url: str = "") -> Queue:
    """Return an end of the queue in Redis where a URL is given, else of the one in a file in the data folder.

    Opening a queue in Redis does not reach for it yet. Raises `QueueFailed` where the file cannot be used, or the
    library that speaks to Redis is not installed.
    """
    if redis_url:
        return _redis(redis_url)
    path = data / FILE
    try:
        # The file is made anew from the database at any time, so that it need not be flushed to the disk.
        huey = SqliteHuey(NAME, filename=str(path), fsync=False, serializer=JsonSerializer())
    except SqliteHuey.storage_class.operational_error as error:
        raise QueueFailed(f"The queue “{path}” cannot be opened ({error}): check folder, rights and disk.") from error
    return Queue(huey, (huey.storage.operational_error,), str(path), huey.storage.close)


def _redis(url: str) -> Queue:
    where = urlsplit(url)._replace(query="").hostname or "the local socket"  # never the password
    try:
        huey = RedisHuey(NAME, url=url, serializer=JsonSerializer())
        from redis.exceptions import RedisError
    except (ConfigurationError, ModuleNotFoundError) as error:
        raise QueueFailed(
            "ANNOTATOR_REDIS_URL is set, but the library for Redis is not installed: install the extra “redis”."
        ) from error
    return Queue(huey, (RedisError, OSError), where, huey.storage.pool.disconnect)
