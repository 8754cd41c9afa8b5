"""How sure a candidate is: a logistic regression, fitted to what is found where the original is there and is not.

Fitted with `python -m benchmarks.locate_calibration` on the first halves of FLORES dev from Russian, Ukrainian, Arabic
and German into English, to whole sentences and to fragments of two to eight words. `support`, of which there was none,
is a guess.
"""

import math
from collections.abc import Mapping

ENOUGH = 0.6  # probability from which a candidate is offered as found: a wrong place is worse than none
_WEIGHTS: Mapping[str, float] = {
    "forward": -0.63, "margin": 0.4, "evidence": 1.28, "lead": 1.14, "length": -0.5, "depth": 1.73, "support": 0.2,
}  # fmt: skip
_BIAS = -4.71


def features(forward: float, margin: float, length: int, support: float) -> Mapping[str, float]:
    """Return what the judgement rests on, from nats in all and the `length` of the passage in words.

    `forward` says how much likelier the passage is with this original, `margin` how much better this place is than the
    next one, `support` what machine translations add.
    """
    for_each = forward / length
    return {
        "forward": for_each,
        "margin": max(-1.0, min(3.0, margin / length)),
        "evidence": max(-2.0, min(forward, 20.0) / 10),
        "lead": max(-1.5, min(margin, 15.0) / 10),
        "length": math.log(length),
        "depth": for_each * math.log(length),
        "support": support,
    }


def of(known: Mapping[str, float]) -> float:
    """Return the probability, 0.0 to 1.0, that a place is the right one."""
    weighted = _BIAS + sum(_WEIGHTS[name] * value for name, value in known.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, weighted))))
