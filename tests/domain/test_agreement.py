"""Measures of agreement against numbers worked out by hand, and what is said of them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement import (
    cohens_kappa,
    corrected_for_chance,
    krippendorffs_alpha,
    marked_words,
    of_overlap,
    overlap,
)
from annotator.domain.spans import Span

LABELS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")))


def test_kappa_is_that_of_a_table_worked_out_by_hand() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: p_o = 35/50, p_e = (25*30 + 25*20)/2500 = 0.5, kappa = 0.4
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohens_kappa(pairs) == pytest.approx(0.4)


def test_kappa_knows_full_agreement_none_and_nothing_to_go_by() -> None:
    assert cohens_kappa([("a", "a"), ("b", "b")]) == 1
    assert cohens_kappa([("a", "b"), ("b", "a")]) == -1
    assert cohens_kappa([]) is None
    assert cohens_kappa([("a", "a")] * 9) is None


@given(LABELS)
def test_kappa_is_the_same_from_either_side_and_never_above_one(pairs: list[tuple[str, str]]) -> None:
    value, other = cohens_kappa(pairs), cohens_kappa([(two, one) for one, two in pairs])
    assert (value is None) == (other is None)
    if value is not None and other is not None:
        assert value == pytest.approx(other)
        assert value <= 1


def test_alpha_is_that_of_tables_worked_out_by_hand() -> None:
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), A: binary, two observers, no missing data.
    first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorffs_alpha(list(zip(first, second, strict=True)), "nominal") == pytest.approx(0.095, abs=5e-4)
    # Ranks 1 to 3, ten values in all, and one pair differs: by rank 1 and 3 it differs the most.
    near = krippendorffs_alpha([(1, 1), (2, 2), (3, 3), (1, 2), (3, 3)], "ordinal")
    far = krippendorffs_alpha([(1, 1), (2, 2), (3, 3), (1, 3), (3, 3)], "ordinal")
    assert near is not None
    assert far is not None
    assert 1 > near > far


def test_alpha_has_nothing_to_go_by_where_all_is_the_same() -> None:
    assert krippendorffs_alpha([], "nominal") is None
    assert krippendorffs_alpha([(0, 0)] * 12, "ordinal") is None
    assert krippendorffs_alpha([(0, 0), (1, 1)], "nominal") == 1


def test_a_word_is_marked_by_whoever_marks_any_of_it() -> None:
    words = [Span(0, 3), Span(4, 8), Span(9, 12), Span(4, 8)]
    assert marked_words(words, [Span(2, 5)], [Span(4, 8)]) == [(1, 0), (1, 1), (0, 0)]
    assert marked_words(words, [], [Span(3, 4)]) == [(0, 0)] * 3
    assert marked_words([], [Span(0, 3)], []) == []


@given(st.lists(st.booleans(), min_size=2, max_size=30), st.randoms(use_true_random=False))
def test_marking_the_same_words_is_full_agreement_and_other_marks_are_less(marks: list[bool], chance: Random) -> None:
    words = [Span(3 * at, 3 * at + 2) for at in range(len(marks))]
    mine = [word for word, marked in zip(words, marks, strict=True) if marked]
    alpha = krippendorffs_alpha(marked_words(words, mine, mine), "nominal")
    assert alpha == (1 if len(set(marks)) == 2 else None)
    other = krippendorffs_alpha(marked_words(words, mine, chance.sample(words, len(words) // 2)), "nominal")
    assert other is None or other <= 1


def test_overlap_counts_characters_that_both_mark() -> None:
    assert overlap([Span(0, 10)], [Span(5, 15)]) == 0.5
    assert overlap([Span(0, 4), Span(2, 8)], [Span(0, 8)]) == 1
    assert overlap([Span(0, 4)], [Span(4, 8)]) == 0
    assert overlap([Span(0, 4)], []) == 0
    assert overlap([], []) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing to tell agreement from chance"),
        (1.0, "relied on"),
        (0.8, "relied on"),
        (0.7, "tentative"),
        (0.4, "too little to rely on"),
        (0.0, "No better than chance"),
        (-0.3, "No better than chance"),
    ],
)
def test_a_number_is_said_in_words(value: float | None, words: str) -> None:
    assert words in corrected_for_chance(value, 40)
    assert corrected_for_chance(None, 0) == "There is nothing yet of which both have said something."
    assert corrected_for_chance(value, 3) == "Only 3: too few for a number to mean much."


def test_an_overlap_is_said_in_words() -> None:
    assert "the other marks 50 too" in of_overlap(0.5)
    assert "Neither" in of_overlap(None)
