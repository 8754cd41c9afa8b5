"""From scores of single pairs to beliefs that agree with each other.

Every pair of words has a score: the logarithm of how much likelier it is than chance that one stands for the other.
Each source word divides one unit of belief among its candidates and nothing, each word of the rendering likewise; the
belief in a pair is the geometric mean of its two shares. Beliefs then raise the scores of neighbouring pairs, because
words that stand together are rendered together, and the division is made again. Before the last round, pairs that
nothing speaks for but their place beside firm ones become candidates too.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]  # (number of the source token, number of the rendering's token)
Scores = Mapping[Pair, float]

# How much the belief in one pair supports another that stands so many words away on either side.
_NEIGHBOURS = {
    (1, 1): 1.0, (1, 2): 0.6, (2, 1): 0.6, (2, 2): 0.5, (1, 3): 0.3, (3, 1): 0.3, (2, 3): 0.3, (3, 2): 0.3,
    (1, 0): 0.3, (0, 1): 0.3, (1, -1): 0.5, (2, -1): 0.2, (1, -2): 0.2, (3, 3): 0.2,
}  # fmt: skip
_AROUND = tuple((weight, di * sign, dj * sign) for (di, dj), weight in _NEIGHBOURS.items() for sign in (1, -1))
_NEAR = tuple((di, dj) for di in range(-2, 3) for dj in range(-2, 3) if (di, dj) != (0, 0))
_FIRM = 0.6  # belief in a pair beside which others may be guessed
_SENTENCE = 25.0  # words; in longer texts the same distance is a smaller part of the whole
_FARTHEST = 2.0
_LARGEST = 30.0  # score; beyond it nothing changes


@dataclass(frozen=True, slots=True)
class Weights:
    """How strongly order and neighbours count: few numbers, fitted once for all languages.

    `order` is taken off the score of a pair that is a sentence apart; `support` is added
    for each unit of neighbours' belief, `most_support` units at the most; `guess` is the score of a guessed pair.
    """

    order: float = 3.5
    support: float = 2.25
    most_support: float = 1.3
    guess: float = 0.5
    rounds: int = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One text: for each of its tokens the score of standing for nothing, and whether pairs may be guessed for it."""

    nothing: Sequence[float]
    open: Sequence[bool]


def beliefs(scores: Scores, ours: Side, theirs: Side, weights: Weights) -> dict[Pair, float]:
    """Return the belief in each scored pair and in some that were guessed, 0.0 to 1.0."""
    sizes = len(ours.nothing), len(theirs.nothing)
    placed = {pair: score - weights.order * _displacement(pair, sizes) for pair, score in scores.items()}
    belief = _divided(placed, ours, theirs)
    for number in range(weights.rounds):
        if number == weights.rounds - 1:
            for pair in _guesses(belief, ours, theirs):
                placed[pair] = weights.guess - weights.order * _displacement(pair, sizes)
        belief = _divided({pair: placed[pair] + _support(pair, belief, weights) for pair in placed}, ours, theirs)
    return belief


def _displacement(pair: Pair, sizes: tuple[int, int]) -> float:
    """Return how far from the diagonal a pair stands, in sentences: 0.0 on it, and no more than 2.0."""
    apart = abs((pair[0] + 0.5) / sizes[0] - (pair[1] + 0.5) / sizes[1])
    return min(_FARTHEST, apart * max(1.0, max(sizes) / _SENTENCE))


def _support(pair: Pair, belief: Scores, weights: Weights) -> float:
    source, rendering = pair
    found = 0.0
    for weight, di, dj in _AROUND:
        near = belief.get((source + di, rendering + dj))
        if near is not None:
            found += weight * near
    return weights.support * min(weights.most_support, found)


def _guesses(belief: Scores, ours: Side, theirs: Side) -> set[Pair]:
    """Return the open pairs beside firm ones that nothing speaks for."""
    firm = [pair for pair, value in belief.items() if value >= _FIRM]
    near = {(source + di, rendering + dj) for source, rendering in firm for di, dj in _NEAR}
    return {pair for pair in near if pair not in belief and _is_open(pair[0], ours) and _is_open(pair[1], theirs)}


def _is_open(number: int, side: Side) -> bool:
    return 0 <= number < len(side.open) and side.open[number]


def _divided(scores: Scores, ours: Side, theirs: Side) -> dict[Pair, float]:
    odds = {pair: math.exp(min(score, _LARGEST)) for pair, score in scores.items()}
    from_ours = [math.exp(score) for score in ours.nothing]
    from_theirs = [math.exp(score) for score in theirs.nothing]
    for (source, rendering), odd in odds.items():
        from_ours[source] += odd
        from_theirs[rendering] += odd
    return {pair: odd / math.sqrt(from_ours[pair[0]] * from_theirs[pair[1]]) for pair, odd in odds.items()}
