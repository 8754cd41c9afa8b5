import datetime

import pytest

from annotator.domain.notes import Note, NoteDetails, NoteSpan, NoteState, Side
from annotator.domain.spans import Span, TextQuote
from annotator.web.quoting import quoting

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
SAID = NoteSpan(Side.SOURCE, 1, Span(0, 5), TextQuote("والقدس", "", ""))
NOTE = Note(1, 1, 1, NoteDetails("omission", "major"), [SAID], NoteState.SUSPECTED, "omission", "Ines", NOW, 1)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Nothing is quoted.", "Nothing is quoted."),
        ("“والقدس” is lost.", '“<bdi lang="ar" dir="rtl">والقدس</bdi>” is lost.'),
        ("The English says “five”.", "The English says “<bdi>five</bdi>”."),
        ("“<b>” & co", "“<bdi>&lt;b&gt;</bdi>” &amp; co"),
        ("An open “quotation", "An open “quotation"),
        ("", ""),
    ],
)
def test_quotations_are_isolated_and_those_of_the_original_have_its_language(text: str, marked: str) -> None:
    assert str(quoting(text, NOTE, "ar")) == marked


def test_without_a_note_quotations_are_isolated_all_the_same() -> None:
    assert str(quoting("“والقدس” is lost.")) == "“<bdi>والقدس</bdi>” is lost."
