from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchoring.lattice import UNRIVALLED, Lattice

RUNS = st.lists(st.sampled_from("abc"), max_size=7)


@given(RUNS, RUNS)
def test_the_best_alignment_is_the_longest_common_subsequence(old: list[str], new: list[str]) -> None:
    lattice = Lattice(old, new, [1] * len(old))
    common = {part for size in range(len(old) + 1) for part in combinations(old, size)}
    longest = max(len(part) for size in range(len(new) + 1) for part in combinations(new, size) if part in common)
    assert lattice.best == longest
    assert sum(1 for _ in lattice.pairs()) == longest


def test_a_tie_between_two_copies_has_no_margin() -> None:
    lattice = Lattice(["a", "s", "s", "b"], ["a", "s", "b"], [2, 2, 2, 2])
    assert lattice.margin(1, 2, 1) == 0


def test_a_place_without_rivals_has_an_endless_margin_and_a_losing_one_is_negative() -> None:
    assert Lattice(["a", "b"], ["x", "b"], [2, 2]).margin(1, 2, 1) == UNRIVALLED
    lattice = Lattice(["s", "a", "b", "c"], ["a", "b", "c", "s"], [2, 2, 2, 2])
    assert lattice.margin(0, 1, 3) < 0
