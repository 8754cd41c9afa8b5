"""How often a link like this one is right: from beliefs to confidences that can be read as shares.

A logistic regression over what the matching knows of a pair. It was fitted on hand-made links of news sentences in
Russian, French, Arabic and Chinese (the first halves of the PUD alignments, see `annotator/lexicons/README.md`), all
languages together.
"""

import math
from dataclasses import dataclass

_SUREST = 0.9999


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a pair.

    `belief` is that of the matching, `score` that of its evidence (0.0 for a guess), `light` how often the source word
    stands for function words or nothing (0.0 to 1.0). `quiet` and `silent` tell of the English word's class (see
    `function_words`), and `sounds_alike` that the evidence is a name or cognate. `familiar` says of both words whether
    the lexicon knows them well: a guess is bolder where it does, and has no word for the pair.
    """

    belief: float
    score: float
    light: float
    quiet: bool
    silent: bool
    guessed: bool
    sounds_alike: bool
    familiar: tuple[bool, bool]


def features(pair: Circumstances) -> tuple[float, ...]:
    """Return the features of a pair, in the order of the weights."""
    belief = min(pair.belief, _SUREST)
    function = pair.quiet or pair.silent
    odds = math.log(belief / (1.0 - belief))
    return (
        1.0,
        odds,
        min(pair.score, 12.0) / 5.0,
        float(pair.quiet),
        float(pair.silent),
        pair.light,
        float(pair.guessed),
        float(pair.sounds_alike),
        pair.light if function else 0.0,
        pair.light if not function and pair.light > 0.8 else 0.0,
        odds if pair.guessed else 0.0,
        float(pair.guessed and pair.familiar[0]),
        float(pair.guessed and pair.familiar[1]),
    )


WEIGHTS = (0.11, 0.61, 0.24, 0.97, 1.33, -0.47, 1.22, 1.03, -2.01, -0.84, 0.45, -0.54, -0.64)


def confidence(pair: Circumstances) -> float:
    """Return the share of pairs like this one that people link, 0.0 to 1.0."""
    total = sum(weight * feature for weight, feature in zip(WEIGHTS, features(pair), strict=True))
    return 1.0 / (1.0 + math.exp(-total))
