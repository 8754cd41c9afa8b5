from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.alignment.matching import Side, Weights, beliefs

PAIRS = st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.floats(-20, 60), max_size=20)


def side(size: int, nothing: float = 2.0, *, may_guess: bool = True) -> Side:
    return Side([nothing] * size, [may_guess] * size)


def test_a_pair_with_strong_evidence_is_believed() -> None:
    assert beliefs({(0, 0): 9.0}, side(1), side(1), Weights())[0, 0] > 0.9


def test_two_candidates_share_the_belief() -> None:
    found = beliefs({(0, 0): 9.0, (0, 1): 9.0}, side(1), side(2), Weights(order=0.0, support=0.0))
    assert 0.6 < found[0, 0] == found[0, 1] < 0.8


def test_neighbours_decide_between_equal_candidates() -> None:
    found = beliefs({(0, 0): 9.0, (1, 1): 5.0, (1, 4): 5.0}, side(2), side(5), Weights(order=0.0))
    assert found[1, 1] > found[1, 4]


def test_order_decides_where_nothing_else_does() -> None:
    found = beliefs({(0, 0): 5.0, (0, 5): 5.0}, side(6), side(6), Weights(support=0.0))
    assert found[0, 0] > found[0, 5]


def test_pairs_are_guessed_only_between_open_words() -> None:
    scores = {(0, 0): 9.0, (2, 2): 9.0}
    assert (1, 1) in beliefs(scores, side(3), side(3), Weights())
    assert (1, 1) not in beliefs(scores, side(3), side(3, may_guess=False), Weights())


@given(PAIRS)
def test_a_belief_is_a_share(scores: dict[tuple[int, int], float]) -> None:
    found = beliefs(scores, side(6), side(6), Weights())
    assert scores.keys() <= found.keys()
    assert all(0.0 <= belief <= 1.0 for belief in found.values())
