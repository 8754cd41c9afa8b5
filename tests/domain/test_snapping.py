import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.snapping import snapped
from annotator.domain.spans import Span
from annotator.domain.text import canonical
from annotator.errors import InvalidSpan

TEXT = "He said, “I will not leave,” and «Ніколи, кажу» was told in the sailors’ tale: “No,” she said, “never.” End"


@pytest.mark.parametrize(
    ("selected", "meant"),
    [
        ("will not lea", "will not leave"),
        ("“I will not leave,”", "I will not leave,"),
        ("“I will", "I will"),
        ("leave,” ", "leave,"),
        ("«Ніколи, кажу»", "Ніколи, кажу"),
        ("sailors’", "sailors’"),
        ("“No,” she said, “never.”", "“No,” she said, “never.”"),
        ("said, “never.”", "said, “never.”"),
    ],
)
def test_a_rough_selection_becomes_whole_words_without_the_marks_around_them(selected: str, meant: str) -> None:
    start = TEXT.index(selected)
    assert snapped(Span(start, start + len(selected)), TEXT).within(TEXT) == meant


def test_a_selection_past_the_text_is_refused() -> None:
    with pytest.raises(InvalidSpan):
        snapped(Span(0, len(TEXT) + 1), TEXT)


@given(st.text(min_size=1, max_size=60), st.data())
def test_what_is_snapped_lies_in_the_text_and_has_no_space_at_its_edges(given_text: str, data: st.DataObject) -> None:
    text = canonical(given_text)
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    try:
        place = snapped(span, text)
    except InvalidSpan:
        assert not span.within(text).strip()
        return
    held = place.within(text)
    assert held == held.strip() != ""
