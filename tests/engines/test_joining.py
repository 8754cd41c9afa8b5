import pytest

from annotator.domain.spans import Span
from annotator.engines.base import Token
from annotator.engines.joining import hypotheses, scoring
from annotator.engines.model import Part

TEXT = "Раз.\n\nДва."
SPANS = [Span(0, 4), Span(6, 10)]


def part(text: str, total: float) -> Part:
    return Part(text, (Token(Span(0, len(text)), total, 2),), total, 2)


PARTS = [[part("One.", -1.0), part("Once.", -4.0)], [part("Two.", -2.0), part("Twice.", -3.0), part("Twain.", -9.0)]]


def test_alternatives_exchange_one_sentence_the_likeliest_exchange_first() -> None:
    found = hypotheses(TEXT, SPANS, PARTS, "en", 9)
    assert [hypothesis.text for hypothesis in found] == [
        "One.\n\nTwo.",
        "One.\n\nTwice.",
        "Once.\n\nTwo.",
        "One.\n\nTwain.",
    ]
    assert hypotheses(TEXT, SPANS, PARTS, "en", 2) == found[:2]


def test_scores_are_means_over_all_sentences_and_words_move_to_their_places() -> None:
    best = hypotheses(TEXT, SPANS, PARTS, "en", 1)[0]
    assert best.score == pytest.approx(-3.0 / 6)
    assert [token.span for token in best.tokens] == [Span(0, 4), Span(6, 10)]


def test_a_sentence_that_went_through_unchanged_does_not_count() -> None:
    unchanged = Part("2014", (Token(Span(0, 4), 0.0, 0),), 0.0, 0)
    assert scoring(SPANS, [part("One.", -1.5), unchanged]).score == pytest.approx(-0.5)
