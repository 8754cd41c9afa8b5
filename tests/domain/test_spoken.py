import datetime

import pytest

from annotator.domain.notes import Note, NoteDetails, NoteSpan, NoteState, Side
from annotator.domain.spans import Span, TextQuote
from annotator.domain.spoken import place, spoken_of

WHOLE = [(Side.REPORTER, 1, Span(0, 30))]


def _span(start: int, end: int, side: Side = Side.REPORTER, text_id: int = 1) -> NoteSpan:
    return NoteSpan(side, text_id, Span(start, end), TextQuote("x" * (end - start), "", ""))


def _note(*spans: NoteSpan) -> Note:
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    return Note(1, 1, 1, NoteDetails("tone", "minor"), list(spans), NoteState.REJECTED, "tone", "Ines", now, 1)


@pytest.mark.parametrize(
    ("mine", "theirs", "spoken"),
    [
        (_span(3, 8), _span(5, 9), True),
        (_span(3, 8), _span(8, 9), False),
        (_span(3, 8), _span(3, 8, text_id=2), False),
        (_span(3, 8), _span(3, 8, Side.SOURCE), False),
        (_span(3, 8), _span(0, 30), False),
        (_span(3, 8), _span(0, 31), False),
        (_span(3, 8), _span(0, 29), True),
        (_span(0, 30), _span(0, 30), True),
        (_span(0, 30), _span(3, 8), True),
    ],
)
def test_a_note_on_some_of_the_words_speaks_of_them_and_one_on_all_of_none(
    mine: NoteSpan, theirs: NoteSpan, *, spoken: bool
) -> None:
    assert spoken_of([mine], [_note(theirs)], WHOLE) is spoken


def test_the_machines_words_do_not_say_where_a_suspicion_stands() -> None:
    assert place([_span(3, 8), _span(1, 2, Side.MACHINE)]) == place([_span(3, 8)])
