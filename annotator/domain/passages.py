"""Passages: the spans of an article that render something said or written in another language."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.spans import Span, TextQuote


class PassageKind(StrEnum):
    """How the article presents the rendered words."""

    DIRECT_QUOTE = "direct-quote"
    PARTIAL_QUOTE = "partial-quote"
    INDIRECT_SPEECH = "indirect-speech"
    HEADLINE = "headline"
    CAPTION = "caption"

    @property
    def label(self) -> str:
        """The name shown on pages."""
        return self.value.replace("-", " ").capitalize()


class PassageStatus(StrEnum):
    """What a person has said about the mark itself."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The name shown on pages."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class PassageDetails:
    """What is known about a passage besides its place; an empty string stands for unknown.

    `outlet` is the outlet that the article quotes (not the one that publishes it), `attribution` the words by which the
    article says whose translation it is or where the words come from, `source_language` a language code.
    """

    kind: PassageKind = PassageKind.DIRECT_QUOTE
    speaker: str = ""
    outlet: str = ""
    source_language: str = ""
    attribution: str = ""
    status: PassageStatus = PassageStatus.CONFIRMED


@dataclass(frozen=True, slots=True)
class Origin:
    """Why a passage was suggested: a sentence, how sure that is (0 to 1), and the words of the article that say it.

    `continues` is the passage whose quotation this one goes on with, after an attribution or a paragraph break.
    A passage that a person marked has none of these.
    """

    reason: str = ""
    confidence: float | None = None
    cue: Span | None = None
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A marked passage: a span of one article version, with the quote by which it is found again.

    `anchor` says how it came into that version: anchored, moved, or, where it has no place in the newest version yet,
    ambiguous or gone.
    """

    id: int
    article_id: int
    version_id: int
    span: Span
    quote: TextQuote
    details: PassageDetails
    revision: int
    origin: Origin = Origin()
    anchor: str = "anchored"

    @property
    def text(self) -> str:
        """The reporter's rendering: the words of the article."""
        return self.quote.exact
