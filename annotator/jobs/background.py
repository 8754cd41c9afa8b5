"""Start what works in the background: beside the pages, or as a program of its own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from annotator.config import Config
from annotator.engines.registry import Engines
from annotator.engines.remote.settings import read
from annotator.jobs.host import Host
from annotator.jobs.queue import Queue, open_queue
from annotator.jobs.worker import Worker

_PATIENCE = 5.0  # seconds that the end of the app waits for a passage in work


def check_servers(config: Config) -> None:
    """Raise `InvalidSetting` where the file that configures translation servers has a fault: better now than later."""
    read(config.data)


@contextmanager
def background(config: Config, engines: Engines, threads: int = 1) -> Iterator[None]:
    """Look after jobs until the block ends, with so many worker threads in this process; raises `QueueFailed`."""
    stop = threading.Event()
    queue = _open(config)
    host = Host(config.database, queue, engines)
    worker = Worker(lambda: _open(config), engines, threads=threads) if threads else None
    thread = threading.Thread(target=host.run, args=(stop,), name="jobs-host", daemon=True)
    thread.start()
    if worker:
        worker.start()
    try:
        yield
    finally:
        stop.set()
        if worker:
            worker.stop(_PATIENCE)
        thread.join(_PATIENCE)
        if not thread.is_alive():
            queue.close()


def work(config: Config, threads: int, stop: threading.Event, begun: Callable[[], None]) -> None:
    """Translate for the host of this queue until `stop` is set, with the engines of this machine.

    `begun` is called when the queue was reached. Raises `QueueFailed` where it cannot be, at the start; later it is
    waited for.
    """
    queue = _open(config)
    queue.is_empty()
    queue.close()
    worker = Worker(lambda: _open(config), Engines(config.data), threads=threads)
    worker.start()
    begun()
    stop.wait()
    worker.stop(_PATIENCE * 6)


def _open(config: Config) -> Queue:
    return open_queue(config.data, config.redis_url)
