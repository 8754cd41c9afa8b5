from hypothesis import given
from hypothesis import strategies as st

from annotator.engines.pairing import paired

LENGTHS = st.lists(st.integers(1, 300), max_size=8)


def test_sentences_of_like_lengths_are_paired_in_order() -> None:
    assert paired([5, 25, 8], [6, 22, 8]) == [(range(n, n + 1), range(n, n + 1)) for n in range(3)]


def test_a_sentence_that_was_split_in_two_is_paired_with_both() -> None:
    assert paired([5, 30, 8], [6, 15, 16, 8]) == [
        (range(1), range(1)),
        (range(1, 2), range(1, 3)),
        (range(2, 3), range(3, 4)),
    ]


def test_a_sentence_that_was_left_out_or_added_is_alone() -> None:
    assert (range(1, 1), range(1, 2)) in paired([10, 11, 15], [10, 37, 11, 15])
    assert (range(1, 2), range(1, 1)) in paired([10, 37, 11, 15], [10, 11, 15])


def test_one_sentence_goes_with_up_to_three_whatever_the_lengths() -> None:
    assert paired([30], [5, 90, 2]) == [(range(1), range(3))]
    assert paired([3], [300]) == [(range(1), range(1))]


@given(LENGTHS, LENGTHS)
def test_every_sentence_is_in_one_bead_in_order(source: list[int], rendering: list[int]) -> None:
    beads = paired(source, rendering)
    assert [number for ours, _ in beads for number in ours] == list(range(len(source)))
    assert [number for _, theirs in beads for number in theirs] == list(range(len(rendering)))
    assert all(ours or theirs for ours, theirs in beads)
