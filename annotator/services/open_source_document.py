"""Read what the page of a source document shows: its text by turns, with timecodes and what passages render."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.documents import StoredDocument, Use
from annotator.domain.spans import Segment, Span, segments
from annotator.domain.transcripts import Cue, Turn, cue_at, timecode, turns
from annotator.services.add_source_document import other_language
from annotator.storage import Storage


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: when it is heard, who says it, its pieces with the numbers of the uses that cover them."""

    start: int
    time: str
    speaker: str
    label: Span | None
    pieces: Sequence[Segment[int]]


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document as its page shows it; `seems` names another language that the text is plainly in, "" for none."""

    stored: StoredDocument
    lines: Sequence[Line]
    uses: Sequence[Use]
    seems: str


def open_source_document(storage: Storage, document_id: int) -> OpenDocument:
    """Return a document for its page; raises `NotFound`."""
    stored = storage.documents.get(document_id)
    marks = [(number, use.span) for number, use in enumerate(stored.uses)]
    lines = _lines(stored.document.details.text, stored.cues, marks)
    return OpenDocument(stored, list(lines), stored.uses, other_language(stored.document.details))


def _lines(text: str, cues: Sequence[Cue], marks: Sequence[tuple[int, Span]]) -> Iterator[Line]:
    voice = ""
    for turn in turns(text):
        cue = cue_at(turn.span.start, cues)
        speaker = cue.speaker if cue and cue.speaker != voice else ""
        voice = cue.speaker if cue else voice
        yield Line(turn.span.start, _time(cue), speaker, turn.label, list(_pieces(turn, marks)))


def _time(cue: Cue | None) -> str:
    return timecode(cue.starts_at) if cue and cue.starts_at is not None else ""


def _pieces(turn: Turn, marks: Sequence[tuple[int, Span]]) -> Iterator[Segment[int]]:
    # The label is a piece of its own, so that a page can set it apart.
    if turn.label and turn.label.end < turn.span.end:
        yield from segments(turn.label, marks)
        yield from segments(Span(turn.label.end, turn.span.end), marks)
    else:
        yield from segments(turn.span, marks)
