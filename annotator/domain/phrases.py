"""Words that a note speaks of, as a reader takes them in: what stands together is one phrase."""

from collections.abc import Sequence

from annotator.domain.notes import NoteSpan

_GAP = " … "
_SMALL = 16  # code points between two words up to which what stands there is told: a lost “not” would mislead


def phrase(spans: Sequence[NoteSpan]) -> str:
    """Return the words of spans of one text in reading order; between those that do not adjoin stands an ellipsis.

    Small gaps, as of an article or preposition, are told with what stands in them. "" for no spans.
    """
    told, end = "", 0
    for words in sorted(spans, key=lambda words: words.span):
        if not told:
            told = words.quote.exact
        elif words.span.end > end:
            told += _between(words, end) + words.quote.exact[max(0, end - words.span.start) :]
        end = max(end, words.span.end)
    return told


def _between(words: NoteSpan, end: int) -> str:
    """Return what stands between `end` and words behind it, "" where they overlap."""
    gap = words.span.start - end
    if gap <= 0:
        return ""
    before = words.quote.prefix[-gap:]
    return before if len(before) == gap <= _SMALL else _GAP
