"""Attach the original words to a passage."""

from dataclasses import replace

from annotator.domain.anchoring import carry
from annotator.domain.languages import language
from annotator.domain.links import checked_url
from annotator.domain.notes import NoteSpan, Side
from annotator.domain.passages import Passage
from annotator.domain.sources import Source, SourceDetails, SourceDocument, SourceKind
from annotator.domain.spans import Span, occurrences, quote
from annotator.domain.text import canonical, single_line
from annotator.errors import InvalidInput
from annotator.services.carry_links import carry_over_sources
from annotator.storage import Storage

MAX_WORDS_PASTED = 20_000  # code points; what is longer is a document of its own


def attach_source(storage: Storage, passage_id: int, revision: int | None, details: SourceDetails) -> list[Source]:
    """Save the original words of a passage, new or changed; returns the sources it now has.

    Words that were pasted are the whole of their document, and change with it; notes on them are carried over. Words
    that were found in a longer document must occur in that document: its text is evidence and is not edited here.
    `revision` is that of the document, None for who saw no words attached. A passage that knows no language yet takes
    the source's. Raises `InvalidInput` for empty or overlong words, `UnknownLanguage`, and `Conflict` for a stale
    revision.
    """
    given = _checked(details)
    seen = revision or 0  # no document has revision 0, so who saw none is shown the words that are there by now
    with storage.write():
        passage = storage.passages.get(passage_id)
        sources = storage.sources.of_passage(passage_id)
        if not sources:
            _attach_pasted(storage, passage, given)
        elif sources[0].document.kind is SourceKind.PASTED and not storage.sources.shared(sources[0].document.id):
            _edit_pasted(storage, sources[0], seen, given)
        else:
            _move_within_document(storage, sources[0], seen, given)
        carry_over_sources(storage, passage, sources, storage.sources.of_passage(passage_id))
        _tell_passage(storage, passage, given.language)
        return storage.sources.of_passage(passage_id)


def detach_source(storage: Storage, passage_id: int) -> int:
    """Take the original words away from a passage; returns the event by which that can be undone."""
    with storage.write():
        sources = storage.sources.of_passage(passage_id)
        if not sources:
            raise InvalidInput("No original words are attached to this passage.")
        return [storage.sources.detach(source.id) for source in sources][-1]


def _checked(details: SourceDetails) -> SourceDetails:
    text = canonical(details.text)
    if not text:
        raise InvalidInput("The original words are empty: paste what was really said.")
    if len(text) > MAX_WORDS_PASTED:
        raise InvalidInput(
            f"That is {len(text):,} characters: paste only the words that this passage renders, "
            f"{MAX_WORDS_PASTED:,} at most."
        )
    if not details.language:
        raise InvalidInput("Say in which language the original words are: choose it from the list.")
    return replace(
        details,
        text=text,
        language=language(details.language).code,
        title=single_line(details.title),
        url=checked_url(details.url),
    )


def _attach_pasted(storage: Storage, passage: Passage, given: SourceDetails) -> None:
    document = storage.sources.add_document(SourceKind.PASTED, given, article_id=passage.article_id)
    _attach_whole(storage, passage, document)


def _attach_whole(storage: Storage, passage: Passage, document: SourceDocument) -> None:
    whole = Span(0, len(document.details.text))
    storage.sources.attach(passage.id, document, whole, article_id=passage.article_id, position=0)


def _edit_pasted(storage: Storage, source: Source, revision: int, given: SourceDetails) -> None:
    document = storage.sources.edit_document(source.document.id, revision, given)
    storage.sources.move(source.id, document.details.text, Span(0, len(given.text)))
    _carry_notes(storage, source, given.text)


def _carry_notes(storage: Storage, source: Source, text: str) -> None:
    """Let notes speak of the same words in the new `text`; one whose words are gone speaks of the whole passage."""
    for note in storage.notes.of_passage(source.passage_id):
        carried = [_carried(words, source.document, text) for words in note.spans]
        if carried != list(note.spans):
            storage.notes.move_spans(note, [words for words in carried if words])


def _carried(words: NoteSpan, document: SourceDocument, text: str) -> NoteSpan | None:
    if words.side is not Side.SOURCE or words.text_id != document.id:
        return words
    (outcome,) = carry([words.span], document.details.text, text)
    return replace(words, span=outcome.span, quote=quote(outcome.span, text)) if outcome.span else None


def _move_within_document(storage: Storage, source: Source, revision: int, given: SourceDetails) -> None:
    text = source.document.details.text
    places = occurrences(given.text, text)
    if not places:
        raise InvalidInput(
            f"These words do not occur in “{source.document.details.title}”: copy them from it letter by letter, "
            "or detach the source and paste your own."
        )
    nearest = min(places, key=lambda place: abs(place.start - source.span.start))
    storage.sources.edit_document(source.document.id, revision, replace(given, text=text))
    storage.sources.move(source.id, text, nearest)


def _tell_passage(storage: Storage, passage: Passage, spoken: str) -> None:
    if not passage.details.source_language:
        details = replace(passage.details, source_language=spoken)
        storage.passages.edit(passage.id, passage.revision, details)
