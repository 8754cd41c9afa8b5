"""Words that a person picked on a page, as the texts know them that are linked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.linking.rulings import Spans
from annotator.domain.notes import Side
from annotator.domain.passages import Passage
from annotator.domain.sources import Source
from annotator.domain.spans import Span
from annotator.errors import InvalidInput, InvalidSpan
from annotator.services.link_words import Aligned, word_spans
from annotator.services.write_note import MarkedWords


@dataclass(frozen=True, slots=True)
class PickedWords:
    """Whole words by source, and by rendering (None for the reporter's); offsets count from where each begins."""

    sources: Mapping[int, Spans]
    renderings: Mapping[int | None, Spans]


def pick_words(
    passage: Passage, sources: Sequence[Source], aligned: Sequence[Aligned], marked: Sequence[MarkedWords]
) -> PickedWords:
    """Return the words that were marked on a page, taken whole.

    Raises `InvalidInput` where none are, or nothing but punctuation, and `InvalidSpan` for words outside the passage.
    """
    if not marked:
        raise InvalidInput("No words are picked: pick words in the rows, then say what they are to each other.")
    ours: dict[int, set[Span]] = defaultdict(set)
    theirs: dict[int | None, set[Span]] = defaultdict(set)
    for words in marked:
        if words.side is Side.SOURCE:
            source = _source_of(words, sources)
            ours[source.id] |= _whole(words, source.span.start, source.quote.exact)
        elif words.side is Side.REPORTER:
            if words.text_id != passage.version_id:
                raise _outside(words)
            theirs[None] |= _whole(words, passage.span.start, passage.text)
        else:
            theirs[words.text_id] |= _whole(words, 0, _rendering_of(words, aligned))
    return PickedWords(
        {key: tuple(sorted(spans)) for key, spans in ours.items()},
        {key: tuple(sorted(spans)) for key, spans in theirs.items()},
    )


def _source_of(words: MarkedWords, sources: Sequence[Source]) -> Source:
    for source in sources:
        if source.document.id == words.text_id and source.span.contains(words.span):
            return source
    raise _outside(words)


def _rendering_of(words: MarkedWords, aligned: Sequence[Aligned]) -> str:
    for entry in aligned:
        if entry.texts.rendering_id == words.text_id:
            return entry.texts.rendering
    raise _outside(words)


def _whole(words: MarkedWords, offset: int, text: str) -> set[Span]:
    """Return the whole words of a text that were marked; it begins at `offset` of what the marks count in."""
    if words.span.start < offset or words.span.end > offset + len(text):
        raise _outside(words)
    picked = words.span.shifted(-offset)
    touched = {word for word in word_spans(text) if word.overlaps(picked)}
    if not touched:
        raise InvalidInput("Only punctuation is picked: pick at least one word.")
    return touched


def _outside(words: MarkedWords) -> InvalidSpan:
    return InvalidSpan(
        f"Words marked in the {words.side.label.lower()}’s text lie outside this passage: mark them again."
    )
