"""What a newsroom makes of a check: whether it is switched on, how often it was right, and what was turned down."""

import datetime
import math
from dataclasses import dataclass

FEW = 10  # verdicts below which a share says nothing
_Z = 1.96  # of 95 %


@dataclass(frozen=True, slots=True)
class CheckSwitch:
    """Whether a check is switched off, and who said so when; `author` is a login name."""

    code: str
    off: bool
    author: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Rejection:
    """A suspicion that somebody rejected; `reason` is "" where none was given.

    `text` is the suspicion's own sentence, `words` those of the passage. `placed` says whether the passage stands in
    the newest text of its article, and so can be opened.
    """

    note_id: int
    check: str
    article_id: int
    passage_id: int
    placed: bool
    title: str
    words: str
    text: str
    reason: str
    author: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Precision:
    """How many suspicions of a check were right (accepted, or called defensible), wrong (rejected), and wait."""

    right: int
    wrong: int
    waiting: int

    @property
    def judged(self) -> int:
        """How many suspicions somebody spoke of."""
        return self.right + self.wrong

    @property
    def telling(self) -> bool:
        """Whether there are enough verdicts for a share to say anything."""
        return self.judged >= FEW

    @property
    def share(self) -> float:
        """The share that was right, 0.0 to 1.0; 0.0 without a verdict."""
        return self.right / self.judged if self.judged else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which shares the true one lies with 95 % confidence; (0.0, 1.0) without a verdict.

        Wilson's score interval: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
        Journal of the American Statistical Association 22 (1927).
        """
        if not self.judged:
            return 0.0, 1.0
        number, spread = self.judged, _Z * _Z / self.judged
        centre = self.share + spread / 2
        margin = _Z * math.sqrt(self.share * (1 - self.share) / number + spread / (4 * number))
        return max(0.0, (centre - margin) / (1 + spread)), min(1.0, (centre + margin) / (1 + spread))

    @property
    def says(self) -> str:
        """A sentence on what the counts are worth."""
        if not self.judged:
            return "No verdict yet."
        if not self.telling:
            counted = "1 verdict is" if self.judged == 1 else f"{self.judged} verdicts are"
            return f"{counted} too few to say how often it is right."
        low, high = self.bounds
        return f"With {self.judged} verdicts, anything between {low * 100:.0f} and {high * 100:.0f} % fits."
