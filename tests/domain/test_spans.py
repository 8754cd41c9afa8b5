import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.spans import CONTEXT, Segment, Span, TextQuote, occurrences, quote, segments, trimmed
from annotator.errors import InvalidSpan

LETTERS = st.sampled_from(["a", "b", " ", "\n", "🚢", "🇺", "é", "e\u0301", "قال", "\u200d", "你"])
TEXTS = st.lists(LETTERS, min_size=1, max_size=60).map("".join)


@st.composite
def spans_of(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length - 1))
    return Span(start, draw(st.integers(start + 1, length)))


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(TEXTS)
    return text, draw(spans_of(len(text)))


@st.composite
def stretches_with_marks(draw: st.DrawFn) -> tuple[Span, list[tuple[int, Span]]]:
    within = draw(spans_of(40))
    return within, list(enumerate(draw(st.lists(spans_of(50), max_size=12))))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (0, 0), (5, 2), (-4, -2)])
def test_a_negative_empty_or_reversed_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(InvalidSpan, match="mark it again"):
        Span(start, end)


def test_a_span_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Span(1, 2).start = 0  # type: ignore[misc]


def test_a_span_that_reaches_past_the_text_is_refused_with_both_numbers() -> None:
    with pytest.raises(InvalidSpan, match=r"ends at 6, but the text has only 5 characters"):
        Span(2, 6).within("🚢abcd")


def test_a_span_may_end_where_the_text_ends() -> None:
    assert Span(1, 3).within("🚢🇺🇦") == "🇺🇦"


@given(texts_with_spans())
def test_a_span_holds_as_many_code_points_as_it_is_long(sample: tuple[str, Span]) -> None:
    text, span = sample
    assert len(span.within(text)) == len(span) == span.end - span.start


@given(spans_of(20), spans_of(20))
def test_overlap_and_containment_are_those_of_sets_of_places(one: Span, other: Span) -> None:
    ours, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert one.overlaps(other) == bool(ours & theirs)
    assert one.contains(other) == (theirs <= ours)


@given(spans_of(20), st.integers(0, 50))
def test_a_span_moved_there_and_back_is_the_same(span: Span, by: int) -> None:
    assert len(span.shifted(by)) == len(span)
    assert span.shifted(by).shifted(-by) == span


def test_a_span_cannot_be_moved_before_the_text() -> None:
    with pytest.raises(InvalidSpan):
        Span(3, 5).shifted(-4)


def test_spans_are_ordered_by_start_and_then_by_end() -> None:
    assert sorted([Span(2, 3), Span(0, 9), Span(0, 4)]) == [Span(0, 4), Span(0, 9), Span(2, 3)]


@given(texts_with_spans())
def test_trimming_leaves_the_same_words_without_white_space_at_the_edges(sample: tuple[str, Span]) -> None:
    text, span = sample
    words = span.within(text).strip()
    if words:
        assert trimmed(span, text).within(text) == words
        assert span.contains(trimmed(span, text))
    else:
        with pytest.raises(InvalidSpan, match="Only white space"):
            trimmed(span, text)


def test_trimming_refuses_a_span_outside_the_text() -> None:
    with pytest.raises(InvalidSpan, match="reload the page"):
        trimmed(Span(2, 9), "short")


@given(texts_with_spans())
def test_a_quote_and_its_surroundings_stand_in_the_text_where_the_span_is(sample: tuple[str, Span]) -> None:
    text, span = sample
    held = quote(span, text)
    assert held.exact == span.within(text)
    assert text.startswith(held.prefix + held.exact + held.suffix, span.start - len(held.prefix))
    assert len(held.prefix) == min(CONTEXT, span.start)
    assert len(held.suffix) == min(CONTEXT, len(text) - span.end)


def test_a_quote_keeps_32_code_points_on_either_side() -> None:
    text = "🚢" * 40 + "word" + "é" * 40
    assert quote(Span(40, 44), text) == TextQuote("word", "🚢" * 32, "é" * 32)


def test_a_quote_refuses_a_span_outside_the_text() -> None:
    with pytest.raises(InvalidSpan):
        quote(Span(0, 6), "short")


@given(TEXTS, st.lists(LETTERS, min_size=1, max_size=3).map("".join))
def test_occurrences_are_all_places_at_which_the_words_begin(text: str, exact: str) -> None:
    starts = [start for start in range(len(text)) if text.startswith(exact, start)]
    assert occurrences(exact, text) == [Span(start, start + len(exact)) for start in starts]


@given(texts_with_spans())
def test_a_span_is_among_the_occurrences_of_its_own_words(sample: tuple[str, Span]) -> None:
    text, span = sample
    assert span in occurrences(span.within(text), text)


def test_occurrences_may_overlap() -> None:
    assert occurrences("aa", "aaaa") == [Span(0, 2), Span(1, 3), Span(2, 4)]


def test_the_empty_quote_occurs_nowhere() -> None:
    assert occurrences("", "text") == []


@given(stretches_with_marks())
def test_segments_hold_exactly_the_stretch_and_name_exactly_the_marks_on_each_code_point(
    sample: tuple[Span, list[tuple[int, Span]]],
) -> None:
    within, marks = sample
    pieces = list(segments(within, marks))
    seen = {place: piece.keys for piece in pieces for place in range(piece.span.start, piece.span.end)}
    by_count = {
        place: tuple(key for key, span in marks if span.start <= place < span.end)
        for place in range(within.start, within.end)
    }
    assert seen == by_count
    assert sum(len(piece.span) for piece in pieces) == len(within)
    assert [piece.span for piece in pieces] == sorted(piece.span for piece in pieces)


@given(stretches_with_marks())
def test_segments_are_cut_only_where_the_marks_change(sample: tuple[Span, list[tuple[int, Span]]]) -> None:
    pieces = list(segments(*sample))
    assert all(one.keys != other.keys for one, other in pairwise(pieces))


def test_overlapping_and_nested_marks_become_pieces() -> None:
    marks = [("outer", Span(2, 10)), ("inner", Span(4, 6)), ("across", Span(5, 20))]
    assert list(segments(Span(0, 12), marks)) == [
        Segment(Span(0, 2), ()),
        Segment(Span(2, 4), ("outer",)),
        Segment(Span(4, 5), ("outer", "inner")),
        Segment(Span(5, 6), ("outer", "inner", "across")),
        Segment(Span(6, 10), ("outer", "across")),
        Segment(Span(10, 12), ("across",)),
    ]


def test_a_stretch_without_marks_is_one_segment() -> None:
    assert list(segments(Span(3, 9), [("before", Span(0, 3)), ("after", Span(9, 12))])) == [Segment(Span(3, 9), ())]
