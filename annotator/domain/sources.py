"""Source documents (what was really said) and sources (the spans of them that a passage renders)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.spans import Span, TextQuote

GAP = " […] "  # between spans that do not follow each other, as in print


class SourceKind(StrEnum):
    """What sort of document the original words come from."""

    PASTED = "pasted"
    TRANSCRIPT = "transcript"
    STATEMENT = "statement"
    POST = "post"
    ARTICLE = "article"
    SUBTITLES = "subtitles"

    @property
    def label(self) -> str:
        """The name shown on pages."""
        return {"pasted": "Pasted words"}.get(self.value, self.value.capitalize())


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """What a person enters about original words.

    `relay` says that the words are themselves a translation, `back_translated` that they were made from the English;
    either makes the comparison unsafe, and pages warn.
    """

    text: str
    language: str
    title: str = ""
    url: str = ""
    published_on: datetime.date | None = None
    relay: bool = False
    back_translated: bool = False


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document in its own language; `details.text` is canonical."""

    id: int
    kind: SourceKind
    details: SourceDetails
    revision: int


@dataclass(frozen=True, slots=True)
class Source:
    """One span of a source document that a passage renders; a spliced quote has several, in `position` order."""

    id: int
    passage_id: int
    document: SourceDocument
    span: Span
    quote: TextQuote
    position: int = 0
    revision: int = 1


def attached_state(sources: Sequence[Source]) -> str:
    """Return a token that is another one as soon as other words are attached; "" where nothing is.

    A form carries it, so that nobody replaces words that he did not see.
    """
    return " ".join(f"{source.id}:{source.revision}" for source in sources)


def source_text(sources: Sequence[Source]) -> str:
    """Return the original words of all `sources` as one text, with a mark where something lies between them."""
    return GAP.join(source.quote.exact for source in sources)
