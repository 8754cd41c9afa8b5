"""Which sentences of a rendering go with which sentences of its source, by their lengths.

Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora", Computational Linguistics 19(1), 1993: the
cheapest way to pair two texts in order, where a pair is cheap when its lengths are in proportion. The costs are their
figures as negative natural logarithms. Lengths are in vocabulary pieces, which are alike in all languages where
characters are not, and of which about four characters make one. Unlike theirs, a sentence that stands alone costs the
same whatever its length: omissions are what we look for.
"""

from collections.abc import Sequence
from functools import cache
from math import inf, log

_VARIANCE = 6.8 / 4  # of the length of a rendering, for each piece of its source
_LEAST_RATIO, _MOST_RATIO = 0.75, 4 / 3  # beyond these, something was left out or added
# (sentences of the source, of the rendering): cost
_BEADS = {
    (1, 1): -log(0.89),
    (1, 0): -log(0.0099 / 2),
    (0, 1): -log(0.0099 / 2),
    (2, 1): -log(0.089 / 2),
    (1, 2): -log(0.089 / 2),
    (2, 2): -log(0.011),
}
_TOGETHER = 3

Bead = tuple[range, range]  # numbers of sentences; either may be empty, not both


def paired(source: Sequence[int], rendering: Sequence[int]) -> list[Bead]:
    """Return beads that hold every sentence of both sides once, in order, from the lengths of the sentences.

    Lengths are above 0. One sentence and at most three others are one bead, whatever their lengths. Time grows
    with the product of the numbers of sentences.
    """
    if min(len(source), len(rendering)) == 1 and max(len(source), len(rendering)) <= _TOGETHER:
        return [(range(len(source)), range(len(rendering)))]
    ratio = min(max(sum(rendering) / max(1, sum(source)), _LEAST_RATIO), _MOST_RATIO)
    costs: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for ours in range(len(source) + 1):
        for theirs in range(len(rendering) + 1):
            if ours or theirs:
                costs[ours, theirs] = min(_ways(source, rendering, ours, theirs, ratio, costs))
    return _traced(costs, len(source), len(rendering))


def _ways(
    source: Sequence[int],
    rendering: Sequence[int],
    ours: int,
    theirs: int,
    ratio: float,
    costs: dict[tuple[int, int], tuple[float, tuple[int, int]]],
) -> list[tuple[float, tuple[int, int]]]:
    ways = [(inf, (1, 1))]
    for bead, cost in _BEADS.items():
        before = (ours - bead[0], theirs - bead[1])
        if before in costs:
            mine, yours = sum(source[before[0] : ours]), sum(rendering[before[1] : theirs])
            mismatch = _mismatch(mine, yours, ratio) if all(bead) else 0.0
            ways.append((costs[before][0] + cost + mismatch, bead))
    return ways


@cache
def _mismatch(source: int, rendering: int, ratio: float) -> float:
    """Return half of the squared difference in standard deviations: the negative logarithm of a normal density."""
    mean = (source + rendering / ratio) / 2
    return float((rendering - source * ratio) ** 2 / (2 * _VARIANCE * mean))


def _traced(costs: dict[tuple[int, int], tuple[float, tuple[int, int]]], ours: int, theirs: int) -> list[Bead]:
    beads: list[Bead] = []
    while ours or theirs:
        _, (mine, yours) = costs[ours, theirs]
        beads.append((range(ours - mine, ours), range(theirs - yours, theirs)))
        ours, theirs = ours - mine, theirs - yours
    return beads[::-1]
