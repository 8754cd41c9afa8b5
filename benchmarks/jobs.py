"""Passages translated in the background, in passages a second, by one worker process and by two.

    python -m benchmarks.jobs [--json] [--passages 200] [--milliseconds 40] [--redis redis://127.0.0.1:6379/15]

The workers have an engine of fixed answers that takes so many milliseconds for a passage, as a model would, and uses
no CPU meanwhile: what is measured is the queue and the host, not the translation. The clock starts when the workers
have begun and stops when the last passage is stored. `ideal` is what the engines alone could do. With `--redis` that
queue is measured too; its database is emptied.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.articles import ArticleDetails
from annotator.domain.passages import PassageDetails
from annotator.domain.sources import SourceDetails, SourceKind
from annotator.domain.spans import Span
from annotator.engines.canned import CannedEngine
from annotator.engines.registry import Engines
from annotator.jobs.host import Host
from annotator.jobs.queue import open_queue
from annotator.jobs.worker import Worker
from annotator.services.translate_article import translate_article
from annotator.storage import Storage, prepare

WORKER = "--be-a-worker"


def measure(passages: int, seconds: float, workers: int, redis_url: str) -> float:
    """Return how many passages a second `workers` processes translate, whose engine takes `seconds` for each."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        prepare(data / "annotator.db")
        with Storage(data / "annotator.db", "bench") as storage, _working(data, seconds, workers, redis_url):
            queue = open_queue(data, redis_url)
            host = Host(data / "annotator.db", queue)
            job = translate_article(storage, _engines(data, seconds), _fill(storage, passages), "canned")
            began = time.perf_counter()
            while storage.jobs.get(job.id).is_open:
                host.round(storage)
                time.sleep(0.02)
            took = time.perf_counter() - began
            queue.clear()
            queue.close()
    return passages / took


@contextmanager
def _working(data: Path, seconds: float, workers: int, redis_url: str) -> Iterator[None]:
    command = [sys.executable, "-m", "benchmarks.jobs", WORKER, str(data), str(seconds), redis_url]
    open_queue(data, redis_url).clear()
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(workers)]
    try:
        for process in processes:
            assert process.stdout is not None
            process.stdout.readline()
        yield
    finally:
        for process in processes:
            process.communicate(timeout=30)  # closes its input, at which it ends


def _work(data: Path, seconds: float, redis_url: str) -> None:
    worker = Worker(lambda: open_queue(data, redis_url), _engines(data, seconds))
    worker.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()
    worker.stop(10)


def _engines(data: Path, seconds: float) -> Engines:
    # The engine is asked three times for a passage: for the words, and for the links to either rendering.
    engine = CannedEngine({("ru", "en"): {}}, seconds=seconds / 3, echo=True)
    return Engines(data, also=[engine], embedded=data / "none")


def _fill(storage: Storage, passages: int) -> int:
    lines = [f"Ferryman {number} said nobody was left behind." for number in range(passages)]
    article = storage.articles.add(ArticleDetails("Benchmark"), "\n\n".join(lines))
    at = 0
    with storage.write():
        for number, line in enumerate(lines):
            span = Span(at, at + len(line))
            passage = storage.passages.add(article.id, article.version_id, article.text, span, PassageDetails())
            said = SourceDetails(f"Мы никого не оставили на том берегу, сказал паромщик номер {number}.", "ru")
            document = storage.sources.add_document(SourceKind.PASTED, said, article_id=article.id)
            whole = Span(0, len(said.text))
            storage.sources.attach(passage.id, document, whole, article_id=article.id, position=0)
            at += len(line) + 2
    return article.id


def main() -> None:
    """Print the result, or be a worker."""
    if sys.argv[1:2] == [WORKER]:
        _work(Path(sys.argv[2]), float(sys.argv[3]), sys.argv[4])
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--passages", type=int, default=200)
    parser.add_argument("--milliseconds", type=float, default=40.0)
    parser.add_argument("--redis", default="", help="address of a Redis database that may be emptied")
    given = parser.parse_args()
    seconds = given.milliseconds / 1000
    queues = {"sqlite": ""} | ({"redis": given.redis} if given.redis else {})
    found = {
        name: {str(workers): round(measure(given.passages, seconds, workers, url), 1) for workers in (1, 2)}
        for name, url in queues.items()
    }
    ideal = {str(workers): round(workers / seconds, 1) for workers in (1, 2)}
    if given.json:
        about = {"passages": given.passages, "milliseconds": given.milliseconds, "unit": "passages per second"}
        print(json.dumps({**about, "ideal": ideal, **found}))
        return
    print(f"Passages a second, {given.passages} passages of {given.milliseconds:.0f} ms each:")
    for name, speeds in {"engine alone": ideal, **found}.items():
        print(f"  {name}: 1 worker {speeds['1']}, 2 workers {speeds['2']}")


if __name__ == "__main__":
    main()
