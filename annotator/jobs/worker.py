"""A worker: answers requests with the engines of its machine, and knows no database."""

import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from uuid import uuid4

from annotator.domain.translating import Request, Translated
from annotator.engines.progress import reporting
from annotator.engines.registry import Engines
from annotator.errors import QueueFailed
from annotator.jobs.queue import Queue
from annotator.services.translate_passage import translate

BEAT = 2.0  # seconds between two signs of life


class Worker:
    """Threads that take requests from a queue until they are told to stop.

    `open_queue` gives a connection of its own to every thread. Raises `QueueFailed` where there is none.
    """

    def __init__(
        self, open_queue: Callable[[], Queue], engines: Engines, *, threads: int = 1, beat: float = BEAT
    ) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"
        self._engines = engines
        self._beat = beat
        self._stop = threading.Event()
        self._news = threading.Event()  # something that should not wait for the next beat
        self._doing: dict[int, str] = {}  # by thread: what it does that takes long
        self._pulse_queue = open_queue()
        queues = [open_queue() for _ in range(threads)]
        self._queues = [self._pulse_queue, *queues]
        self._pulse = threading.Thread(target=self._live, name="jobs-pulse", daemon=True)
        self._threads = [
            threading.Thread(target=self._serve, args=(queue,), name="jobs-worker", daemon=True) for queue in queues
        ]

    def start(self) -> None:
        """Begin to work."""
        for thread in (self._pulse, *self._threads):
            thread.start()

    def stop(self, patience: float) -> bool:
        """Take no more requests and finish those in work, for at most `patience` seconds; True when all are finished.

        What is left unfinished is given to another worker as soon as this one is found dead.
        """
        self._stop.set()
        self._news.set()
        for thread in (*self._threads, self._pulse):
            thread.join(patience)
        ended = not any(thread.is_alive() for thread in self._threads)
        if ended:
            with suppress(QueueFailed):
                self._pulse_queue.bury(self.name)
            for queue in self._queues:
                queue.close()
        return ended

    def _serve(self, queue: Queue) -> None:
        queue.serve(self.name, self._perform, self._stop)

    def _perform(self, request: Request) -> Translated:
        try:
            with reporting(self._tell):
                return translate(self._engines, request)
        finally:
            self._tell("")

    def _tell(self, line: str) -> None:
        thread = threading.get_ident()
        if line != self._doing.get(thread, ""):
            self._doing[thread] = line
            self._news.set()

    def _live(self) -> None:
        count = 0
        while not self._stop.is_set():
            count += 1
            self._news.clear()
            doing = next(filter(None, list(self._doing.values())), "")
            with suppress(QueueFailed):  # the threads that read say so
                self._pulse_queue.beat(self.name, count, doing)
            self._news.wait(self._beat)
