"""What an editor decides on a discrepancy."""

import datetime
from dataclasses import dataclass
from enum import StrEnum


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
    """An editor's decision on one note."""

    id: int
    note_id: int
    details: DecisionDetails
    author: str
    decided_at: datetime.datetime
    revision: int
