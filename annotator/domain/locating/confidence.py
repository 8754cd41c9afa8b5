"""How sure a candidate is: a logistic regression, fitted to what is found where the original is there and is not.

Fitted with `python -m benchmarks.locate_calibration --every 14` on the first halves of FLORES dev from Russian,
Ukrainian and German and of newstest2019 from Russian into English, to whole sentences and to fragments of two to eight
words.
`support`, of which there was none, is a guess.
"""

import math
from collections.abc import Mapping

# The probability from which a candidate is offered as found, by words and where an engine was asked: a wrong place is
# worse than none. Chosen on the same halves.
ENOUGH, ENOUGH_HEARD = 0.6, 0.4
_WEIGHTS: Mapping[str, float] = {
    "forward": 0.03, "margin": 0.44, "evidence": 1.68, "lead": 0.18, "length": -0.37, "depth": 0.9, "support": 0.2,
}  # fmt: skip
_BIAS = -4.41
# Where an engine was asked.
_HEARD_WEIGHTS: Mapping[str, float] = {
    "forward": 0.04, "margin": 0.06, "evidence": 1.0, "lead": 0.1, "length": -0.72, "depth": 0.85,
    "heard": 0.05, "ahead": 0.5, "ahead-each": 0.81,
}  # fmt: skip
_HEARD_BIAS = -2.98


def features(forward: float, margin: float, length: int) -> Mapping[str, float]:
    """Return what the judgement rests on by words, from nats in all and the `length` of the passage in words.

    `forward` says how much likelier the passage is with this original, `margin` how much better this place is than the
    next one.
    """
    for_each = forward / length
    return {
        "forward": for_each,
        "margin": max(-1.0, min(3.0, margin / length)),
        "evidence": max(-2.0, min(forward, 20.0) / 10),
        "lead": max(-1.5, min(margin, 15.0) / 10),
        "length": math.log(length),
        "depth": for_each * math.log(length),
    }


def heard(likelihood: float, rival: float | None, length: int) -> Mapping[str, float]:
    """Return what an engine adds: log-probabilities of the passage, given this place and given the next best one."""
    ahead = 0.0 if rival is None else likelihood - rival
    return {
        "heard": max(-8.0, likelihood / length),
        "ahead": max(-1.0, min(ahead, 25.0) / 10),
        "ahead-each": max(-1.0, min(3.0, ahead / length)),
    }


def of(known: Mapping[str, float]) -> float:
    """Return the probability, 0.0 to 1.0, that a place is the right one."""
    weights, bias = (_HEARD_WEIGHTS, _HEARD_BIAS) if "heard" in known else (_WEIGHTS, _BIAS)
    weighted = bias + sum(weights[name] * value for name, value in known.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, weighted))))
