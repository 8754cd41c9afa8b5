import pytest

from annotator.domain.alignments import Link, strongest, unlinked
from annotator.domain.spans import Span

LINK = Link(Span(0, 4), Span(7, 9), "local:tiny", 0.5)


@pytest.mark.parametrize("confidence", [-0.1, 1.01, float("nan")])
def test_a_confidence_out_of_range_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Link(Span(0, 1), Span(0, 1), "ann", confidence)


def test_a_link_moves_from_a_sentence_to_the_whole_text() -> None:
    assert LINK.shifted(source=10, rendering=2) == Link(Span(10, 14), Span(9, 11), "local:tiny", 0.5)


def test_of_links_between_the_same_words_the_surest_is_kept_in_the_order_of_the_text() -> None:
    surer = Link(Span(0, 4), Span(7, 9), "ann", 1.0)
    later = Link(Span(5, 6), Span(0, 2), "local:tiny", 0.3)
    assert strongest([later, LINK, surer]) == (surer, later)


def test_words_that_no_link_touches_are_found() -> None:
    words = [Span(0, 4), Span(5, 8), Span(9, 12)]
    assert unlinked(words, [Span(3, 6)]) == [Span(9, 12)]
    assert unlinked(words, []) == words
