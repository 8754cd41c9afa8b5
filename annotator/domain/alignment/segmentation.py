"""Chinese words: the likeliest way to cut a run of characters into known words.

The likelihood of a cut is the product of the relative frequencies of its words (a unigram model); a character that
nobody counted may stand alone. The best cut is found by dynamic programming (Viterbi).
"""

import math
from collections.abc import Callable

LONGEST = 6  # characters

LogShare = Callable[[str], float | None]  # natural log-probability of a word; None of what is no word
_UNKNOWN = -20.0  # of a character that is no word


def segment(run: str, log_share: LogShare) -> list[str]:
    """Return the words of `run`, which together are `run`."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        starts = range(max(0, end - LONGEST), end)
        best.append(max((best[start][0] + _score(run[start:end], log_share), start) for start in starts))
    cuts, end = [], len(run)
    while end:
        cuts.append(run[best[end][1] : end])
        end = best[end][1]
    return cuts[::-1]


def _score(word: str, log_share: LogShare) -> float:
    known = log_share(word)
    if known is not None:
        return known
    return _UNKNOWN if len(word) == 1 else -math.inf
