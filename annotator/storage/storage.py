"""One open connection with everything that can be read and written through it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.storage.alignments import Alignments
from annotator.storage.articles import Articles
from annotator.storage.assignments import Assignments
from annotator.storage.changes import Changes
from annotator.storage.check_switches import CheckSwitches
from annotator.storage.connection import BUSY_TIMEOUT, connect, write
from annotator.storage.corrections import Corrections
from annotator.storage.decisions import Decisions
from annotator.storage.desk_lists import Reasons, SavedFilters
from annotator.storage.documents import Documents
from annotator.storage.events import Events
from annotator.storage.invitations import Invitations
from annotator.storage.jobs import Jobs
from annotator.storage.notes import Notes
from annotator.storage.notices import Notices
from annotator.storage.overview import Overview
from annotator.storage.passages import Passages
from annotator.storage.people import People
from annotator.storage.preparation import copy_database, prepare
from annotator.storage.queue import Queue
from annotator.storage.records import Records
from annotator.storage.rejections import Rejections
from annotator.storage.renderings import Renderings
from annotator.storage.search import Search
from annotator.storage.second_opinions import SecondOpinions
from annotator.storage.sessions import Sessions
from annotator.storage.sign_offs import SignOffs
from annotator.storage.sources import Sources
from annotator.storage.threads import Threads
from annotator.storage.weighings import Weighings
from annotator.storage.writing_back import WritingBack

__all__ = ["Storage", "copy_database", "prepare"]


class Storage:
    """The newsroom's file, opened on behalf of `actor`, whose name every change is recorded under.

    The file must have been prepared. Belongs to one thread at a time; close it, or use it in a `with` statement.
    """

    def __init__(self, path: Path, actor: str, *, busy_timeout: float = BUSY_TIMEOUT) -> None:
        self._db = connect(path, busy_timeout=busy_timeout)
        records = self._records = Records(self._db, actor)
        self.articles = Articles(records)
        self.passages = Passages(records)
        self.sources = Sources(records)
        self.documents = Documents(records, self.sources)
        self.renderings = Renderings(records)
        self.alignments = Alignments(records)
        self.weighings = Weighings(records)
        self.notes = Notes(records)
        self.rejections = Rejections(records)
        self.check_switches = CheckSwitches(records)
        self.decisions = Decisions(records)
        self.sign_offs = SignOffs(records)
        self.corrections = Corrections(records)
        self.changes = Changes(records)
        self.events = Events(records, self.changes, WritingBack(records, self.notes, self.documents))
        self.queue = Queue(records)
        self.assignments = Assignments(records)
        self.threads = Threads(records)
        self.notices = Notices(records)
        self.reasons = Reasons(records)
        self.saved_filters = SavedFilters(records)
        self.overview = Overview(records)
        self.search = Search(records)
        self.jobs = Jobs(records)
        self.people = People(records)
        self.sessions = Sessions(records)
        self.second_opinions = SecondOpinions(records)
        self.invitations = Invitations(records)

    @property
    def actor(self) -> str:
        """The login name under which changes are recorded."""
        return self._records.actor

    def act_as(self, name: str) -> None:
        """Record what is changed from now on under another name: that of the person who turned out to be asking."""
        self._records.actor = name

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
