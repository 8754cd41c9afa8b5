"""Server CPU time to save a note, the app beside a bare Flask and SQLite handler, in one run.

    python -m benchmarks.note_saving [--json] [--requests 200] [--rounds 7]

Both run under waitress as processes of their own and get the same form over one kept-alive connection, by turns, so
that what else the machine does hits both. CPU time is the server process's own; the figure to look at is the ratio.
"""

import argparse
import http.client
import json
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from annotator.domain.articles import ArticleDetails
from annotator.domain.passages import PassageDetails
from annotator.domain.spans import Span
from annotator.storage import Storage, prepare
from benchmarks.servers import app_command, cpu_seconds, free_port, serving

TEXT = "The mayor said in Ukrainian that nobody would leave before the water had gone down again."


@dataclass(frozen=True)
class Result:
    """Median CPU milliseconds for one note, and the ratio of the two."""

    app_ms: float
    bare_ms: float
    ratio: float
    requests: int


def measure(requests: int, rounds: int) -> Result:
    """Save `requests` notes in each of `rounds` rounds on either server."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        words = _prepare(data)
        app_port, bare_port = free_port(), free_port()
        bare = [sys.executable, "-m", "benchmarks.bare_app", str(Path(folder) / "bare.db"), str(bare_port)]
        with serving(app_command(data, app_port), app_port) as app_pid, serving(bare, bare_port) as bare_pid:
            form = urlencode({"category": "number", "severity": "major", "text": "It was 1,500.", "words": words})
            _save(app_port, form, 50)
            _save(bare_port, form, 50)
            costs = [
                (_cost(app_pid, app_port, form, requests), _cost(bare_pid, bare_port, form, requests))
                for _ in range(rounds)
            ]
    ratio = statistics.median(ours / theirs for ours, theirs in costs)
    ours, theirs = (statistics.median(side) for side in zip(*costs, strict=True))
    return Result(round(ours, 3), round(theirs, 3), round(ratio, 2), requests * rounds)


def _prepare(data: Path) -> str:
    """Store an article with one passage; returns the words of a note on it, as the page's form sends them."""
    prepare(data / "annotator.db")
    with Storage(data / "annotator.db", "bench") as storage:
        article = storage.articles.add(ArticleDetails("Benchmark"), TEXT)
        storage.passages.add(article.id, article.version_id, TEXT, Span(0, len(TEXT)), PassageDetails())
        return f"reporter:{article.version_id}:4:9"


def _cost(pid: int, port: int, form: str, requests: int) -> float:
    before = cpu_seconds(pid)
    _save(port, form, requests)
    return (cpu_seconds(pid) - before) * 1000 / requests


def _save(port: int, form: str, requests: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    for _ in range(requests):
        connection.request("POST", "/passages/1/notes", form, headers)
        response = connection.getresponse()
        response.read()
        if response.status != 303:
            raise RuntimeError(f"the note was not saved: {response.status}")
    connection.close()


def main() -> None:
    """Print the result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    result = measure(arguments.requests, arguments.rounds)
    if arguments.json:
        print(json.dumps(result.__dict__))
    else:
        print(f"Saving a note, CPU ms of the server, median of {arguments.rounds} rounds:")
        print(
            f"  app {result.app_ms:.2f}, bare handler {result.bare_ms:.2f}, ratio {result.ratio:.2f} (goal: at most 3)"
        )


if __name__ == "__main__":
    main()
