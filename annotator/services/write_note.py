"""Write a note on words of a passage, change it, delete it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.notes import BY_PERSON, NO_DISCREPANCY, Note, NoteDetails, NoteSpan, NoteState, Side
from annotator.domain.passages import Passage
from annotator.domain.spans import Span, occurrences, quote, trimmed
from annotator.domain.text import canonical
from annotator.domain.typology import Typology
from annotator.errors import InvalidInput, InvalidSpan
from annotator.storage import Storage

MAX_NOTE = 10_000  # code points
_ORDER = list(Side)


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words that somebody marked on one side of a passage.

    `text_id` is the id of the article version, source document or rendering that the offsets count in.
    """

    side: Side
    text_id: int
    span: Span


@dataclass(frozen=True, slots=True)
class _Field:
    """A stretch of a text in which words of a passage may be marked."""

    text_id: int
    text: str
    within: Span


def write_note(
    storage: Storage, typology: Typology, passage_id: int, details: NoteDetails, marked: Sequence[MarkedWords]
) -> Note:
    """Store a note of a person on the marked words; no words mean that it is about the whole passage.

    Raises `InvalidInput` for a category or severity not in use and for a remark without text, `InvalidSpan` for words
    outside the passage, `NotFound` for an unknown passage.
    """
    checked = _checked(typology, details)
    with storage.write():
        passage = storage.passages.get(passage_id)
        spans = _spans(storage, passage, marked)
        return storage.notes.add(passage.id, passage.article_id, checked, spans, origin=BY_PERSON, state=NoteState.OPEN)


def edit_note(
    storage: Storage,
    typology: Typology,
    note_id: int,
    revision: int | None,
    details: NoteDetails,
    marked: Sequence[MarkedWords] | None,
) -> Note:
    """Save a note; `marked` None leaves its words as they are. Raises as `write_note`, and `Conflict`."""
    checked = _checked(typology, details)
    with storage.write():
        note = storage.notes.get(note_id)
        if note.state is NoteState.DECIDED and details.category == NO_DISCREPANCY:
            raise InvalidInput("An editor has decided on this note: it cannot become a remark any more.")
        spans = None if marked is None else _spans(storage, storage.passages.get(note.passage_id), marked)
        return storage.notes.edit(note_id, revision, checked, spans)


def delete_note(storage: Storage, note_id: int, revision: int | None) -> int:
    """Delete a note; returns the event by which that can be undone."""
    return storage.notes.delete(note_id, revision)


def find_words(storage: Storage, passage_id: int, written: Mapping[Side, str]) -> list[MarkedWords]:
    """Return the words that somebody wrote down instead of marking them; empty ones are left out.

    Raises `InvalidInput` where they do not occur on that side of the passage, or more than once.
    """
    passage = storage.passages.get(passage_id)
    return [_found(storage, passage, side, canonical(words)) for side, words in written.items() if canonical(words)]


def _found(storage: Storage, passage: Passage, side: Side, words: str) -> MarkedWords:
    found = [
        MarkedWords(side, field.text_id, place)
        for field in _fields(storage, passage, side)
        for place in occurrences(words, field.text)
        if field.within.contains(place)
    ]
    if not found:
        raise InvalidInput(f"“{words}” does not occur in the {side.label.lower()}’s words: copy it letter by letter.")
    # Newer renderings come first and often share their words: the one that is shown is meant.
    in_first = [place for place in found if place.text_id == found[0].text_id]
    if len(in_first) > 1:
        raise InvalidInput(f"“{words}” occurs {len(in_first)} times: add a word before or after it.")
    return found[0]


def _spans(storage: Storage, passage: Passage, marked: Sequence[MarkedWords]) -> list[NoteSpan]:
    fields = {side: _fields(storage, passage, side) for side in {words.side for words in marked}}
    spans = dict.fromkeys(_span(words, fields[words.side]) for words in marked)  # without white space, some are one
    return sorted(spans, key=lambda words: (_ORDER.index(words.side), words.span))


def _span(words: MarkedWords, fields: Sequence[_Field]) -> NoteSpan:
    for field in fields:
        if field.text_id == words.text_id and words.span.end <= len(field.text):
            place = trimmed(words.span, field.text)
            if field.within.contains(place):
                return NoteSpan(words.side, field.text_id, place, quote(place, field.text))
    raise InvalidSpan(
        f"Words marked in the {words.side.label.lower()}’s text lie outside this passage: mark them again."
    )


def _fields(storage: Storage, passage: Passage, side: Side) -> list[_Field]:
    if side is Side.REPORTER:
        return [_Field(passage.version_id, storage.articles.version_text(passage.version_id), passage.span)]
    if side is Side.SOURCE:
        sources = storage.sources.of_passage(passage.id)
        return [_Field(source.document.id, source.document.details.text, source.span) for source in sources]
    renderings = storage.renderings.of_passage(passage.id, "")
    return [_Field(made.id, made.text, Span(0, len(made.text))) for made in renderings if made.text]


def _checked(typology: Typology, details: NoteDetails) -> NoteDetails:
    typology.check(details.category, details.severity)
    text = canonical(details.text)
    if len(text) > MAX_NOTE:
        raise InvalidInput(f"The note has {len(text):,} characters: keep it under {MAX_NOTE:,}.")
    if details.category == NO_DISCREPANCY and not text:
        raise InvalidInput("The note is empty: write a remark, or choose a category.")
    return NoteDetails(details.category, details.severity, text)
