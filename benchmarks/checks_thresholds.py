"""Where it pays to tell: the thresholds of the checks that are fitted.

Every threshold allows a number of false alarms and finds a number of errors. One price for a false alarm, counted in
errors found, decides all of them: each check takes the threshold at which what it finds, less the price of its false
alarms, is most. The price is the lowest at which the suspicions of the faithful passages, by all checks together and as
a page shows them, stay within what is allowed.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_CHEAPEST, _DEAREST = 0.1, 30.0
_HALVINGS = 7
_BARGAINS = 12


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a check's words: of faithful passages, and of each error the highest, with its worth.

    Suspected is what scores at least the threshold.
    """

    faithful: Sequence[float]
    errors: Sequence[tuple[float, float]]

    def steps(self) -> list[tuple[float, int, float]]:
        """Return the thresholds worth a thought: each with its false alarms and the worth of what it finds."""
        alarms = sorted(self.faithful, reverse=True)
        if not alarms:
            return [(0.0, 0, 0.0)]
        # Midway between two false alarms; the first is above all of them.
        levels = [alarms[0] + 0.1, *((one + other) / 2 for one, other in pairwise(alarms))]
        return [
            (at, count, sum(worth for score, worth in self.errors if score >= at)) for count, at in enumerate(levels)
        ]


def at_price(price: float, scores: Mapping[str, Scores]) -> dict[str, float]:
    """Return the best threshold of each check where a false alarm costs so much."""
    return {
        check: max(of.steps(), key=lambda step: (step[2] - price * step[1], -step[1]))[0]
        for check, of in scores.items()
    }


def within(
    allowed: float, scores: Mapping[str, Scores], alarms: Callable[[dict[str, float]], float]
) -> dict[str, float]:
    """Return the thresholds at the lowest price at which `alarms` of them is at most `allowed`, and what is left spent.

    Where even the dearest is too much, those of the dearest.
    """
    low, high = math.log(_CHEAPEST), math.log(_DEAREST)
    best = at_price(_DEAREST, scores)
    known: dict[tuple[float, ...], float] = {}
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        tried = at_price(math.exp(middle), scores)
        key = tuple(tried.values())
        if key not in known:
            known[key] = alarms(tried)
        if known[key] <= allowed:
            best, high = tried, middle
        else:
            low = middle
    return _spent(best, allowed, scores, alarms)


def _spent(
    best: dict[str, float], allowed: float, scores: Mapping[str, Scores], alarms: Callable[[dict[str, float]], float]
) -> dict[str, float]:
    """Return thresholds lowered one by one, the best bargain first, as long as they keep within what is allowed.

    A price alone leaves a part unspent, as checks go from one threshold to a much lower one at once.
    """
    dearest = dict.fromkeys(scores, math.inf)  # further false alarms of a check that proved too many
    for _ in range(_BARGAINS):
        offers = [
            (ratio, -more, check, level)
            for check, of in scores.items()
            for level, more, ratio in _bargains(best[check], of)
            if more < dearest[check]
        ]
        if not offers:
            break
        _, more, check, level = max(offers)
        tried = {**best, check: level}
        if alarms(tried) <= allowed:
            best = tried
        else:
            dearest[check] = -more
    return best


def _bargains(at: float, scores: Scores) -> Iterator[tuple[float, int, float]]:
    """Yield each lower threshold that finds more, with its further false alarms and what is found for each of them."""
    steps = scores.steps()
    _, alarms, worth = next((step for step in steps if step[0] <= at), steps[-1])
    for level, count, found in steps:
        if level < at and found > worth:
            yield level, count - alarms, (found - worth) / (count - alarms)
