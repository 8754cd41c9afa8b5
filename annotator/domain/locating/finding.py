"""What a search comes to."""

from dataclasses import dataclass

from annotator.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the document and the word of the passage that it may be the original of; `kind`: word, name, number."""

    source: Span
    original: str
    rendered: str
    kind: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the document that the passage may render.

    `span` begins and ends with a sentence or a clause; `sentences` is the same stretch in whole sentences.
    `confidence` is the probability, 0.0 to 1.0, that this is the place; `matches` are in reading order, and `reason`
    is one sentence for the person at the screen.
    """

    span: Span
    sentences: Span
    confidence: float
    matches: tuple[Match, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The candidates, best first; `found` says whether the best is convincing, and `reason` why or why not."""

    candidates: tuple[Candidate, ...]
    found: bool
    reason: str
