"""A worker as a program of its own, with an engine that repeats what it is given: DATA REDIS_URL SECONDS BEAT.

It writes its number of answers to standard output, a line each, so that a test can see that it has begun.
"""

import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from annotator.engines.base import Hypothesis
from annotator.engines.canned import CannedEngine
from annotator.engines.registry import Engines
from annotator.jobs.queue import open_queue
from annotator.jobs.worker import Worker

PAIRS: dict[tuple[str, str], dict[str, list[str]]] = {("ru", "en"): {}, ("uk", "en"): {}}


class Telling(CannedEngine):
    """Says after every text that it has translated one."""

    def translate(self, texts: Sequence[str], source: str, target: str, n_best: int = 1) -> list[list[Hypothesis]]:
        made = super().translate(texts, source, target, n_best)
        sys.stdout.write("translated\n")
        sys.stdout.flush()
        return made


def engines(folder: Path, *also: CannedEngine) -> Engines:
    """Return engines without any model that ships."""
    nothing = folder / "no-models"
    nothing.mkdir(exist_ok=True)
    return Engines(folder, also=also, embedded=nothing)


def main(data: Path, redis_url: str, seconds: float, beat: float) -> None:
    """Work until told to end."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    engine = Telling(PAIRS, seconds=seconds, echo=True)
    worker = Worker(lambda: open_queue(data, redis_url), engines(data, engine), beat=beat)
    worker.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    stop.wait()
    worker.stop(5.0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]), float(sys.argv[4]))
