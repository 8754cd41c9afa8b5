"""Correct what is known about a source document, or its text; and delete one."""

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.anchoring import carry
from annotator.domain.languages import language
from annotator.domain.links import checked_url
from annotator.domain.sources import SourceDetails, SourceDocument, SourceKind
from annotator.domain.spans import Span
from annotator.domain.text import canonical, single_line
from annotator.errors import InvalidInput
from annotator.services.carry_links import carry_over_sources
from annotator.storage import Storage


def edit_source_document(
    storage: Storage, document_id: int, revision: int, kind: SourceKind, details: SourceDetails
) -> SourceDocument:
    """Save a document with its text; sources, notes and timecodes keep their words in a corrected text.

    Raises `InvalidInput` where words that a passage renders, or a note speaks of, have no certain place in the new
    text, and where another document has that text; `Conflict` for a stale revision, `UnknownLanguage`.
    """
    given = _checked(details)
    with storage.write():
        before = storage.documents.get(document_id)
        changed = given.text != before.document.details.text
        same = storage.documents.with_text(given.text) if changed else None
        if same and same.id != document_id:
            raise InvalidInput(f"“{same.details.title}” has this very text: use that document.")
        document = storage.documents.describe(document_id, revision, kind, given)
        if changed:
            _carry(storage, document_id, before.document.details.text, given.text)
        return document


def delete_source_document(storage: Storage, document_id: int, revision: int | None) -> int:
    """Delete a document that no passage renders; returns the event by which that can be undone.

    Raises `InvalidInput` where passages render it, `Conflict` for a stale revision.
    """
    with storage.write():
        uses = storage.documents.get(document_id).uses
        if uses:
            raise InvalidInput(f"{_passages(len(uses))} this document: detach the original there first.")
        return storage.documents.delete(document_id, revision)


def _checked(details: SourceDetails) -> SourceDetails:
    text = canonical(details.text)
    if not text:
        raise InvalidInput("The text is empty: delete the document instead, if that is what you want.")
    return replace(
        details,
        text=text,
        language=language(details.language).code,
        title=single_line(details.title),
        url=checked_url(details.url),
    )


def _carry(storage: Storage, document_id: int, old: str, new: str) -> None:
    uses, marked = storage.documents.uses(document_id), storage.documents.note_spans(document_id)
    places = _places([use.span for use in uses] + [span for _, span in marked], old, new)
    for use, place in zip(uses, places, strict=False):
        before = storage.sources.of_passage(use.passage_id)
        storage.sources.move(use.source_id, new, place)
        passage = storage.passages.get(use.passage_id)
        carry_over_sources(storage, passage, before, storage.sources.of_passage(use.passage_id))
    for (note_span_id, _), place in zip(marked, places[len(uses) :], strict=True):
        storage.documents.move_note_span(note_span_id, new, place)
    cues = storage.documents.cues(document_id)
    carried = carry([cue.span for cue in cues], old, new)
    kept = [replace(cue, span=found.span) for cue, found in zip(cues, carried, strict=True) if found.span]
    storage.documents.replace_cues(document_id, kept)


def _places(spans: Sequence[Span], old: str, new: str) -> list[Span]:
    outcomes = carry(spans, old, new)
    lost = [span for span, outcome in zip(spans, outcomes, strict=True) if outcome.span is None]
    if lost:
        words = lost[0].within(old)
        raise InvalidInput(
            f"Passages or notes use “{words[:60]}{'…' if len(words) > 60 else ''}”, and these words have no certain "
            "place in the new text: leave them as they are, or add the new text as a document of its own."
        )
    return [outcome.span for outcome in outcomes if outcome.span]


def _passages(count: int) -> str:
    return "One passage renders" if count == 1 else f"{count} passages render"
