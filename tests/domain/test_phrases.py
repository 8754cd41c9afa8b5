import pytest

from annotator.domain.notes import NoteSpan, Side
from annotator.domain.phrases import phrase
from annotator.domain.spans import Span, quote

DENIED = "The government did not help us."
TEXT = "They can apply in Germany, for asylum."


def _words(*pieces: str) -> list[NoteSpan]:
    spans = [Span(TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in pieces]
    return [NoteSpan(Side.MACHINE, 1, span, quote(span, TEXT)) for span in spans]


@pytest.mark.parametrize(
    ("pieces", "told"),
    [
        ((), ""),
        (("apply",), "apply"),
        (("can", "apply"), "can apply"),
        (("apply", "can"), "can apply"),
        (("can", "asylum"), "can … asylum"),
        (("Germany", "for", "asylum"), "Germany, for asylum"),
        (("They", "asylum"), "They … asylum"),
        (("apply", "Germany"), "apply in Germany"),
        (("Germany", "asylum"), "Germany, for asylum"),
        (("can apply", "apply in"), "can apply in"),
        (("can apply in", "apply"), "can apply in"),
    ],
)
def test_words_that_stand_together_are_one_phrase(pieces: tuple[str, ...], told: str) -> None:
    assert phrase(_words(*pieces)) == told


def test_a_not_between_two_words_is_told() -> None:
    spans = [Span(4, 14), Span(DENIED.index("help us"), DENIED.index("help us") + 7)]
    words = [NoteSpan(Side.MACHINE, 1, span, quote(span, DENIED)) for span in spans]
    assert phrase(words) == "government did not help us"
