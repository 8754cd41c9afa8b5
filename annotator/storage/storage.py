"""One open connection with everything that can be read and written through it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.storage.alignments import Alignments
from annotator.storage.articles import Articles
from annotator.storage.connection import BUSY_TIMEOUT, connect, write
from annotator.storage.decisions import Decisions
from annotator.storage.documents import Documents
from annotator.storage.events import Events
from annotator.storage.notes import Notes
from annotator.storage.passages import Passages
from annotator.storage.preparation import copy_database, prepare
from annotator.storage.queue import Queue
from annotator.storage.records import Records
from annotator.storage.renderings import Renderings
from annotator.storage.search import Search
from annotator.storage.sources import Sources

__all__ = ["Storage", "copy_database", "prepare"]


class Storage:
    """The newsroom's file, opened on behalf of `actor`, whose name every change is recorded under.

    The file must have been prepared. Belongs to one thread at a time; close it, or use it in a `with` statement.
    """

    def __init__(self, path: Path, actor: str, *, busy_timeout: float = BUSY_TIMEOUT) -> None:
        self._db = connect(path, busy_timeout=busy_timeout)
        records = Records(self._db, actor)
        self.articles = Articles(records)
        self.passages = Passages(records)
        self.sources = Sources(records)
        self.documents = Documents(records, self.sources)
        self.renderings = Renderings(records)
        self.alignments = Alignments(records)
        self.notes = Notes(records)
        self.decisions = Decisions(records)
        self.events = Events(records, self.notes)
        self.queue = Queue(records)
        self.search = Search(records)

    @contextmanager
    def write(self) -> Iterator[None]:
        """Run the block in one write transaction: all of it is saved, or none."""
        with write(self._db):
            yield

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
