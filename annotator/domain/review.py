"""The editor's queue: discrepancies over all articles, worst first."""

import datetime
from dataclasses import dataclass

from annotator.domain.decisions import Verdict
from annotator.domain.notes import NoteState

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What an editor wants to see; None and "" leave that side open.

    `state` None shows what waits for a decision and what is decided, but nothing that was rejected.
    """

    article_id: int | None = None
    category: str = ""
    severity: str = ""
    state: NoteState | None = None


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of the queue: a note, the words it is about and where it stands."""

    note_id: int
    passage_id: int
    article_id: int
    article_title: str
    speaker: str
    source_language: str
    passage: str
    category: str
    severity: str
    text: str
    state: NoteState
    author: str
    created_at: datetime.datetime
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue with the number of items on all pages; pages count from 1."""

    items: list[QueueItem]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))
