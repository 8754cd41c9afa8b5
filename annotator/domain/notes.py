"""Notes on aligned spans, and the discrepancies among them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.spans import Span, TextQuote

NO_DISCREPANCY = "none"  # the category of a remark that asks no decision of an editor
BY_PERSON = "person"


class Side(StrEnum):
    """The three voices of a passage; an omission has only a source span, an addition only a reporter's."""

    SOURCE = "source"
    REPORTER = "reporter"
    MACHINE = "machine"

    @property
    def label(self) -> str:
        """The name shown on pages."""
        return {"source": "Original", "reporter": "Reporter", "machine": "Machine"}[self.value]


class NoteState(StrEnum):
    """Where a note stands: suspected (a detector's, no person has looked), open, decided, or rejected."""

    SUSPECTED = "suspected"
    OPEN = "open"
    DECIDED = "decided"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The name shown on pages."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class NoteSpan:
    """Words that a note speaks of.

    Offsets count in the text of that side: the article version, the source document, or the machine rendering.
    `text_id` is the id of that article version, source document or rendering.
    """

    side: Side
    text_id: int
    span: Span
    quote: TextQuote


@dataclass(frozen=True, slots=True)
class NoteDetails:
    """What a person enters in a note; `category` and `severity` are codes of the newsroom's typology."""

    category: str
    severity: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on words in any of the three texts.

    `origin` is "person" or the name of a detector, `confidence` how sure the detector was (0 to 1). `rejection` is why
    somebody rejected it, "" where no reason was given.
    """

    id: int
    passage_id: int
    article_id: int
    details: NoteDetails
    spans: Sequence[NoteSpan]
    state: NoteState
    origin: str
    author: str
    created_at: datetime.datetime
    revision: int
    confidence: float | None = None
    rejection: str = ""

    def on(self, side: Side) -> list[NoteSpan]:
        """Return the spans of the note in one of the three texts."""
        return [span for span in self.spans if span.side is side]

    @property
    def is_discrepancy(self) -> bool:
        """Whether an editor has something to decide on."""
        return self.details.category != NO_DISCREPANCY
