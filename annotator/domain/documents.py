"""What the list of source documents and the page of one show."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.sources import SourceDocument, SourceKind
from annotator.domain.spans import Span
from annotator.domain.transcripts import Cue


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A source document in a list, without its text.

    `passages` counts the passages that render it, `here` whether one of them, or the document's origin, is in the
    article that the list was asked for. `snippet` is cut into (text, whether it matches) where words were searched.
    """

    id: int
    kind: SourceKind
    title: str
    language: str
    url: str
    published_on: datetime.date | None
    relay: bool
    back_translated: bool
    characters: int
    cues: int
    passages: int
    here: bool = False
    snippet: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """A passage that renders a span of a document; `words` are the passage's."""

    source_id: int
    passage_id: int
    article_id: int
    article_title: str
    article_language: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A source document with everything that is known of it."""

    document: SourceDocument
    cues: Sequence[Cue]
    uses: Sequence[Use]
    remarks: Sequence[str]
