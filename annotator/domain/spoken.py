"""Whether somebody has spoken of the words that a suspicion concerns."""

from collections.abc import Collection, Sequence

from annotator.domain.notes import Note, NoteSpan, Side
from annotator.domain.spans import Span

NoteWords = tuple[Side, int, Span]  # side, id of the text, words in it


def place(spans: Sequence[NoteSpan]) -> frozenset[NoteWords]:
    """Return where a suspicion stands; the machine's words come and go with its renderings, and do not count."""
    return frozenset((span.side, span.text_id, span.span) for span in spans if span.side is not Side.MACHINE)


def spoken_of(spans: Sequence[NoteSpan], settled: Sequence[Note], wholes: Collection[NoteWords]) -> bool:
    """Return whether one of `settled` speaks of words of a suspicion; one on all the words speaks of none of them.

    `wholes` are the words of the passage and of its original, each from the first to the last.
    """
    return any(
        mine.side is theirs.side
        and mine.text_id == theirs.text_id
        and mine.span.overlaps(theirs.span)
        and (_is_whole(mine, wholes) or not _is_whole(theirs, wholes))
        for note in settled
        for mine in spans
        for theirs in note.spans
    )


def _is_whole(words: NoteSpan, wholes: Collection[NoteWords]) -> bool:
    return any(
        words.side is side and words.text_id == text_id and words.span.contains(span) for side, text_id, span in wholes
    )
