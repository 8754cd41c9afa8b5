from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.layout import lay_out
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.spans import Span, quote

TEXT = "‘We hold’: mayor 🇺🇦\n\n“I stay,” she said.\nPhoto: A. B.\n\nOlena, 71, wept."


def _passage(number: int, span: Span, text: str = TEXT) -> Passage:
    return Passage(number, 1, 1, span, quote(span, text), PassageDetails(), 1)


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 40)), max_size=12))
def test_the_stretches_of_a_paragraph_hold_exactly_its_text(places: list[tuple[int, int]]) -> None:
    spans = [Span(start, min(start + length, len(TEXT))) for start, length in places]
    laid_out = lay_out(TEXT, [_passage(number, span) for number, span in enumerate(spans)])
    assert ["".join(stretch.text for stretch in paragraph.stretches) for paragraph in laid_out] == TEXT.split("\n\n")
    for paragraph in laid_out:
        at = paragraph.start
        for stretch in paragraph.stretches:
            covering = tuple(number for number, span in enumerate(spans) if span.overlaps(Span(at, at + 1)))
            assert stretch.passages == covering
            at += len(stretch.text)


def test_the_shortest_passage_is_the_one_that_a_click_means() -> None:
    at = TEXT.index("I stay")
    whole, part = Span(at, at + 7), Span(at + 2, at + 6)
    (stretch,) = [
        stretch
        for stretch in lay_out(TEXT, [_passage(1, whole), _passage(2, part)])[1].stretches
        if stretch.text == "stay"
    ]
    assert (stretch.passages, stretch.innermost, stretch.closes) == ((0, 1), 1, (1,))


def test_the_words_of_a_cue_are_pointed_out_beside_the_passages() -> None:
    (stretch,) = [
        stretch for paragraph in lay_out(TEXT, [], Span(33, 41)) for stretch in paragraph.stretches if stretch.cue
    ]
    assert stretch.text == TEXT[33:41]
