"""What an editor decides: on a discrepancy, or on a passage as a whole."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.subjects import Subject, subject_of


class Verdict(StrEnum):
    """How the reporter's words stand beside the original, from good to bad."""

    FAITHFUL = "faithful"
    DEFENSIBLE = "defensible"
    MISLEADING = "misleading"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        """The name shown on pages."""
        return {"defensible": "Defensible choice"}.get(self.value, self.value.capitalize())


@dataclass(frozen=True, slots=True)
class DecisionDetails:
    """What an editor enters: the verdict, the wording or correction to publish, and why."""

    verdict: Verdict
    wording: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """An editor's decision, on one note or on one passage as a whole: exactly one of the two ids is given."""

    id: int
    note_id: int | None
    details: DecisionDetails
    author: str
    decided_at: datetime.datetime
    revision: int
    passage_id: int | None = None

    @property
    def subject(self) -> Subject:
        """What it is on."""
        return subject_of(self.note_id, self.passage_id)


@dataclass(frozen=True, slots=True)
class CannedReason:
    """A reason that the newsroom often gives; `verdict` None fits any."""

    id: int
    text: str
    verdict: Verdict | None
    revision: int


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier decision that may bear on this one; `alike` says in what: speaker, words or category."""

    alike: str
    subject: Subject
    article_id: int
    article_title: str
    speaker: str
    passage: str
    category: str
    details: DecisionDetails
    author: str
    decided_at: datetime.datetime
