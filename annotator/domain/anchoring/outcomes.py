"""What carrying a span can come to."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.spans import Span


class AnchorStatus(StrEnum):
    """How a span came through an edit; only the first two give a place without asking a person."""

    ANCHORED = "anchored"
    """The very same words, in their old place among their neighbours."""
    MOVED = "moved"
    """Beyond doubt the same passage, but at another place or with small changes in it."""
    AMBIGUOUS = "ambiguous"
    """A person must choose among the candidates, or say that the passage is gone."""
    GONE = "gone"
    """Not in the new text; candidates, if any, are equal words that belong to another place."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may hold the passage. All scores run from 0 to 1; `score` joins the other three."""

    span: Span
    score: float
    text_score: float
    context_score: float
    position_score: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a span went: `span` is None unless anchored or moved; candidates are sorted best first.

    `reason` is one sentence for the person at the screen.
    """

    status: AnchorStatus
    span: Span | None
    candidates: tuple[Candidate, ...]
    reason: str
