"""How alike two words sound or look: names and cognates across languages."""

from functools import lru_cache

from annotator.domain.alignment.romanisation import consonants, romanised

_VOWELS = frozenset("aeiou")
_CLOSE = (
    frozenset("gh"), frozenset("vf"), frozenset("zs"), frozenset("dt"), frozenset("bp"), frozenset("kg"),
    frozenset("vb"), frozenset("hk"), frozenset("jg"), frozenset("vu"), frozenset("zh"),
)  # fmt: skip
_COSTS = {
    **{(one, other): 0.5 for pair in _CLOSE for one in pair for other in pair},
    **{(one, other): 0.4 for one in _VOWELS for other in _VOWELS},
}
_ENDING = 0.2  # the cost of a letter of the original's ending, which its grammar may have added
_ENDING_LETTERS = 3
_SHORTEST = 3
_SHORT = 0.63  # how far two equal consonants are believed: Meta, but also a hundred other words


def likeness(source: str, rendering: str) -> float:
    """Return how alike a word and a word of a rendering sound, 0.0 to 1.0; 0.0 where the scripts tell nothing.

    One minus a weighted edit distance (Levenshtein) over the length: vowels and neighbouring consonants count half,
    and endings of the original little.
    """
    ours, theirs = romanised(source), romanised(rendering)
    if ours:
        return _alike(ours, theirs) if _may_begin_alike(ours, theirs) else 0.0
    ours, theirs = consonants(source), consonants(rendering)
    return _alike_consonants(ours, theirs)


def _may_begin_alike(ours: str, theirs: str) -> bool:
    """Say whether the first letters allow for the same name; most pairs of words end here."""
    if min(len(ours), len(theirs)) < _SHORTEST or not len(theirs) / 2 <= len(ours) <= 2 * len(theirs) + 1:
        return False
    return _replacing(ours[0], theirs[0]) < 1.0


@lru_cache(maxsize=8192)
def _alike(ours: str, theirs: str) -> float:
    costs = _distances(ours, theirs)
    shortest = max(_SHORTEST, len(ours) - _ENDING_LETTERS)
    ends = [end for end in range(shortest, len(ours)) if ours[end] in _VOWELS]  # -a, -om, -ogo: cases of a name
    cost = min(costs[end] + _ENDING * (len(ours) - end) for end in [*ends, len(ours)])
    return max(0.0, 1.0 - cost / max(len(theirs), len(ours) - _ENDING_LETTERS))


def _distances(ours: str, theirs: str) -> list[float]:
    """Return the distance between every beginning of `ours` and the whole of `theirs`."""
    column = [0.0]
    for letter in ours:
        column.append(column[-1] + _adding(letter))
    for letter in theirs:
        above = column
        column = [above[0] + _adding(letter)]
        for place, mine in enumerate(ours):
            replaced = above[place] + _replacing(mine, letter)
            column.append(min(replaced, above[place + 1] + _adding(letter), column[place] + _adding(mine)))
    return column


def _adding(letter: str) -> float:
    return 0.5 if letter in _VOWELS or letter == "h" else 1.0


def _replacing(one: str, other: str) -> float:
    return 0.0 if one == other else _COSTS.get((one, other), 1.0)


@lru_cache(maxsize=8192)
def _alike_consonants(ours: str, theirs: str) -> float:
    if min(len(ours), len(theirs)) < _SHORTEST or abs(len(ours) - len(theirs)) > 2:
        return _SHORT if ours == theirs and len(ours) == 2 else 0.0
    return max(0.0, 1.0 - _distances(ours, theirs)[-1] / max(len(ours), len(theirs)))
