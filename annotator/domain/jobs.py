"""Jobs: many passages to be translated, one after the other, while people go on working."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

KEPT_JOBS, KEPT_DAYS = 200, 90  # finished jobs that stay in the list: so many of the newest, and for so long
_SETTLING = datetime.timedelta(seconds=15)  # until host and workers have found each other


class TaskState(StrEnum):
    """How far one passage of a job has come."""

    WAITING = "waiting"
    SENT = "sent"  # in the queue, or with a worker
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Job:
    """A wish to have passages translated, and how many of them have come how far.

    `is_gone` tells that the article was deleted meanwhile.
    `article_id` is None for a job over all articles, `article_title` "" then. `engine` is a name, "" for the preferred
    engine of each pair of languages. `looked_at` is when the host that hands out the work last looked at it, or when it
    was tried again, None before; `workers` how many workers the host saw then, `trouble` a sentence where it could not
    reach the queue, `doing` what a worker does that takes long ("loading the model…"), "" where they just translate.
    """

    id: int
    article_id: int | None
    article_title: str
    engine: str
    started_by: str
    created_at: datetime.datetime
    waiting: int
    sent: int
    done: int
    failed: int
    cancelled: int
    looked_at: datetime.datetime | None = None
    workers: int = 0
    trouble: str = ""
    doing: str = ""
    is_gone: bool = False

    @property
    def total(self) -> int:
        """How many passages it is about."""
        return self.waiting + self.sent + self.settled

    @property
    def settled(self) -> int:
        """How many passages nothing more will happen to."""
        return self.done + self.failed + self.cancelled

    @property
    def is_open(self) -> bool:
        """Whether passages are still to be translated."""
        return self.waiting + self.sent > 0

    def hindrance(self, now: datetime.datetime) -> str:
        """Return why an open job does not get on, and what to do; "" where nothing is in its way."""
        if not self.is_open or now - self.created_at < _SETTLING:
            return ""
        if self.looked_at is None or now - self.looked_at > _SETTLING:
            return "Nobody looks after jobs at the moment: start the app with “annotator run”, and this one goes on."
        if self.trouble:
            return self.trouble
        return "" if self.workers else "No worker is there to translate: start one with “annotator work”."


@dataclass(frozen=True, slots=True)
class Task:
    """One passage of a job.

    `ticket` is the name under which it was last put into the queue, "" while it waits; `losses` counts the workers that
    died over it. `engine` and `started_by` are the job's.
    """

    id: int
    job_id: int
    passage_id: int
    engine: str
    started_by: str
    state: TaskState
    ticket: str
    losses: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A passage that was not translated, its words in the article, and the sentence that says why.

    `is_gone` tells that it, or its article, was deleted meanwhile.
    """

    passage_id: int
    article_id: int
    words: str
    language: str
    message: str
    is_gone: bool = False
