"""What a suggestion is."""

from dataclasses import dataclass

from annotator.domain.passages import PassageKind
from annotator.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage that probably renders another language, and why.

    `span` holds the words without quotation marks. Suggestions with the same `group` are one quotation, broken by an
    attribution or going on over paragraphs. `speaker`, `outlet`, `source_language` and `attribution` are empty where
    the article does not tell. `confidence` lies between 0.5 and 1. `reason` is one sentence; `cue` is where the article
    says it.
    """

    span: Span
    kind: PassageKind
    group: int
    speaker: str
    outlet: str
    source_language: str
    attribution: str
    confidence: float
    reason: str
    cue: Span | None
