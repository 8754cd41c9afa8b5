"""A newsroom with many passages, and a queue: in a file always, in Redis where a server is installed."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.articles import ArticleDetails
from annotator.domain.passages import PassageDetails
from annotator.domain.sources import SourceDetails, SourceKind
from annotator.domain.spans import Span
from annotator.jobs.queue import Queue, open_queue
from annotator.storage import Storage

REDIS = shutil.which("redis-server")
ON_BOTH = pytest.mark.parametrize("redis_url", ["a file", "redis"], indirect=True)
WORDS = "Мы никого не оставили на том берегу, сказал паромщик номер {number}."


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Redis server of our own, on a free port of this machine."""
    if REDIS is None:
        pytest.skip("redis-server is not installed: apt-get install redis-server")
    pytest.importorskip("redis", reason="the library redis is not installed: pip install '.[redis]'")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    command = [REDIS, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


@pytest.fixture
def redis_url(request: pytest.FixtureRequest) -> str:
    """The address of the queue: "" for the one in a file, which is all that a test without `ON_BOTH` needs."""
    on_redis = getattr(request, "param", "a file") == "redis"
    return str(request.getfixturevalue("redis_server")) if on_redis else ""


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder in memory, where the system has files there."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def queue(data: Path, redis_url: str) -> Iterator[Queue]:
    """An end of the queue, empty at first."""
    opened = open_queue(data, redis_url)
    opened.clear()
    yield opened
    opened.close()


@pytest.fixture
def database(prepared: Path, data: Path) -> Path:
    """A prepared, empty database in the data folder."""
    return Path(shutil.copy(prepared, data / "annotator.db"))


def fill(storage: Storage, passages: int, language: str = "ru") -> int:
    """Store an article with so many passages, each with original words of its own; returns the article."""
    text = "\n\n".join(f"Ferryman {number} said nobody was left behind." for number in range(passages))
    article = storage.articles.add(ArticleDetails(f"The ferry, {language}"), f"The ferry, {language}\n\n{text}")
    at = article.text.index("\n\n") + 2
    with storage.write():
        for number, line in enumerate(text.split("\n\n")):
            span = Span(at, at + len(line))
            passage = storage.passages.add(article.id, article.version_id, article.text, span, PassageDetails())
            words = WORDS.format(number=number)
            document = storage.sources.add_document(
                SourceKind.PASTED, SourceDetails(words, language), article_id=article.id
            )
            storage.sources.attach(passage.id, document, Span(0, len(words)), article_id=article.id, position=0)
            at += len(line) + 2
    return article.id
