"""The host: the one process with the database. It hands out passages and keeps what the workers make of them.

What is to be done stands in the database, and the queue only carries it: a queue that is lost is filled anew. A passage
is kept in the transaction that settles its ticket, so that an answer that comes twice is kept once.
"""

import datetime
import logging
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from annotator.domain.jobs import KEPT_DAYS, KEPT_JOBS, Task, TaskState
from annotator.domain.translating import Translated
from annotator.engines.registry import Engines
from annotator.errors import AnnotatorError, DatabaseBusy, NotFound, QueueFailed, StorageFailed
from annotator.jobs.queue import Contents, Queue
from annotator.services.examine_passage import examine_passage
from annotator.services.translate_passage import ask, keep
from annotator.storage import Storage

LEASE = 15.0  # seconds without a sign of life after which a worker counts as dead; several times `worker.BEAT`
WINDOW = 32  # passages in the queue at once: enough for many workers, few enough that a job is cancelled at once
_LOSSES = 3  # workers that may die over a passage before it is left alone
_QUICK, _IDLE = 0.1, 1.0  # seconds between two rounds, while there is work and while there is none
CHECKING = 0.2  # seconds of a round that checks may take
_LOOK = 2.0  # seconds after which the pages are told again that somebody looks after the jobs
_GONE = "It was deleted meanwhile, so there is nothing to translate: bring it back first, if that was a mistake."
_SWEEP = 3600.0  # seconds after which it is looked again which jobs are too old

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Sighting:
    """A beat, or a ticket that nobody holds, and since when it has been the same (`time.monotonic`)."""

    count: int
    since: float


class Host:
    """Looks after the jobs of one database; `lease` and `checking` are in seconds.

    One of `engines` is heard when a passage that was translated is looked at.
    """

    def __init__(
        self,
        database: Path,
        queue: Queue,
        engines: Engines | None = None,
        *,
        lease: float = LEASE,
        window: int = WINDOW,
        checking: float = CHECKING,
    ) -> None:
        self._database = database
        self._queue = queue
        self._engines = engines
        self._lease = lease
        self._window = window
        self._checking = checking
        self._beats: dict[str, _Sighting] = {}
        self._adrift: dict[str, _Sighting] = {}
        self._looked = 0.0
        self._told = ""
        self._swept: float | None = None
        self._was_busy = True

    def run(self, stop: threading.Event) -> None:
        """Look after the jobs until `stop` is set."""
        with Storage(self._database, "") as storage:
            while not stop.is_set():
                stop.wait(_QUICK if self._attempt(storage) else _IDLE)

    def _attempt(self, storage: Storage) -> bool:
        try:
            return self.round(storage)
        except DatabaseBusy:  # nothing was saved, and the next round does it
            return True
        except StorageFailed as error:  # a full disk, for example
            log.warning("%s", error)
            return False
        except QueueFailed as error:
            if time.monotonic() - self._looked > _LOOK:
                self._look(storage, 0, str(error))
            return False

    def round(self, storage: Storage) -> bool:
        """Do once what is to be done now; returns whether any job is open.

        Raises `QueueFailed` and `DatabaseBusy`; what was done until then is kept.
        """
        self._sweep(storage)
        if not storage.jobs.is_busy():
            if self._was_busy:
                self._queue.clear()
            self._was_busy = False
            return False
        self._was_busy = True
        sent = storage.jobs.sent()
        contents = self._queue.read()
        living = self._living(contents)
        answered = [task for task in sent if task.ticket in contents.answers]
        for task in answered:
            self._settle(storage, task, contents.answers[task.ticket])
        self._recall_lost(storage, [task for task in sent if task not in answered], contents, living)
        for ticket in storage.jobs.withdrawn():
            self._queue.withdraw(ticket)
            storage.jobs.forget_ticket(ticket)
        self._send(storage, self._window - len(sent) + len(answered))
        doing = next((contents.doing[worker] for worker in sorted(living) if worker in contents.doing), "")
        if doing != self._told or time.monotonic() - self._looked > _LOOK:
            self._look(storage, len(living), "", doing)
        self._check(storage)
        return True

    def _look(self, storage: Storage, workers: int, trouble: str, doing: str = "") -> None:
        self._looked, self._told = time.monotonic(), doing
        with suppress(DatabaseBusy):
            storage.jobs.look(workers, trouble, doing)

    def _sweep(self, storage: Storage) -> None:
        """Delete finished jobs that are old; what they translated stays."""
        if self._swept is not None and time.monotonic() - self._swept < _SWEEP:
            return
        self._swept = time.monotonic()
        gone = storage.jobs.prune(datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=KEPT_DAYS), KEPT_JOBS)
        if gone:
            log.info("%d finished jobs were deleted: the newest %d of %d days stay", gone, KEPT_JOBS, KEPT_DAYS)

    def _living(self, contents: Contents) -> set[str]:
        """Return the workers whose beat changed within the lease, by this machine's clock alone."""
        now = time.monotonic()
        for worker, count in contents.beats.items():
            known = self._beats.get(worker)
            if known is None or known.count != count:
                self._beats[worker] = _Sighting(count, now)
        for worker in set(contents.claims.values()) - self._beats.keys():
            self._beats[worker] = _Sighting(0, now)  # ended, or died before its first beat: it gets the same time
        living = {worker for worker, seen in self._beats.items() if now - seen.since <= self._lease}
        for worker in self._beats.keys() - living:
            self._queue.bury(worker)
            del self._beats[worker]
        return living

    def _recall_lost(self, storage: Storage, tasks: list[Task], contents: Contents, living: set[str]) -> None:
        """Let passages wait again that died with their worker, between the queue and its claim or later."""
        now, is_empty = time.monotonic(), bool(tasks) and self._queue.is_empty()
        adrift = {task.ticket for task in tasks if is_empty and task.ticket not in contents.claims}
        self._adrift = {ticket: self._adrift.get(ticket, _Sighting(0, now)) for ticket in adrift}
        for task in tasks:
            orphaned = contents.claims.get(task.ticket, "") not in {"", *living}
            if orphaned or (task.ticket in adrift and now - self._adrift[task.ticket].since > self._lease):
                self._lose(storage, task)

    def _lose(self, storage: Storage, task: Task) -> None:
        self._queue.drop(task.ticket)
        if task.losses + 1 < _LOSSES:
            storage.jobs.recall(task)
        else:
            sentence = f"The worker ended over this passage {_LOSSES} times: try a shorter passage or another engine."
            storage.jobs.settle(task, TaskState.FAILED, sentence)

    def _settle(self, storage: Storage, task: Task, answer: Translated | str) -> None:
        storage.act_as(task.started_by)
        if isinstance(answer, str):
            storage.jobs.settle(task, TaskState.FAILED, answer)
        else:
            self._keep(storage, task, answer)
        self._queue.drop(task.ticket)

    def _keep(self, storage: Storage, task: Task, made: Translated) -> None:
        try:
            with storage.write():
                if storage.jobs.settle(task, TaskState.DONE):
                    keep(storage, task.passage_id, made)
        except StorageFailed:
            raise
        except NotFound:
            storage.jobs.settle(task, TaskState.FAILED, _GONE)
        except AnnotatorError as error:
            storage.jobs.settle(task, TaskState.FAILED, str(error))

    def _check(self, storage: Storage) -> None:
        """Let the checks look at what was translated, for a moment: no worker should wait for them."""
        until = time.monotonic() + self._checking
        while time.monotonic() < until and (found := storage.jobs.to_check(1)):
            storage.act_as(found[0].started_by)
            self._examine(storage, found[0].passage_id)
            storage.jobs.checked(found[0].id)

    def _examine(self, storage: Storage, passage_id: int) -> None:
        try:
            examine_passage(storage, passage_id, self._engines)
        except StorageFailed:
            raise
        except NotFound:  # the passage was deleted meanwhile
            return
        except AnnotatorError as error:  # what it was translated to stays, and no other passage waits for this one
            log.warning("Passage %d was translated and not checked: %s", passage_id, error)

    def _send(self, storage: Storage, room: int) -> None:
        for task in storage.jobs.waiting(max(0, room)):
            ticket = uuid4().hex
            if storage.jobs.send(task.id, ticket):
                self._put(storage, replace(task, ticket=ticket))

    def _put(self, storage: Storage, task: Task) -> None:
        try:
            self._queue.put(task.ticket, ask(storage, task.passage_id, task.engine))
        except QueueFailed:  # it stays with its ticket, and is found adrift when the queue is back
            raise
        except NotFound:
            storage.jobs.settle(task, TaskState.FAILED, _GONE)
        except AnnotatorError as error:
            storage.jobs.settle(task, TaskState.FAILED, str(error))
