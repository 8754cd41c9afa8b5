"""A lexicon: how often a word of a language was seen, and which English words it was linked with how often.

The counts come from parallel text (`annotator/lexicons/README.md`). They are weighted, so they are not whole numbers.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

_SHORTEST_STEM = {"ar": 3}  # letters; Arabic roots are short
_SHORTEST = 4  # in every other language
_LONGEST_STEM = 6
_MOST_BEGINNINGS = 200  # words that are looked through
_MOST_RELATIVES = 24  # and that are taken, the likest


@dataclass(frozen=True, slots=True)
class Row:
    """A source word: how often it was seen, and how often it was linked with each English word."""

    count: float
    english: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of a language and their English.

    `rows` are in the order of their keys (`annotator.domain.alignment.keys`). `english` says how often each English
    key was seen, and `total` how many English words were seen altogether.
    """

    language: str
    rows: Mapping[str, Row]
    english: Mapping[str, float]
    total: float

    @cached_property
    def words(self) -> Sequence[str]:
        """The keys of all source words, sorted."""
        return list(self.rows)

    def log_share(self, key: str) -> float | None:
        """Return the natural log-probability of a source word, by which Chinese is cut into words; None if unknown."""
        return math.log(self.rows[key].count / self.total) if key in self.rows else None

    def relatives(self, key: str) -> list[tuple[float, Row]]:
        """Return the rows of words that begin like `key`, each with its likeness: 1.0 is the word itself.

        Likeness is the share of the longer word that both have in common, squared; words of four letters and fewer
        (in Arabic three), of which an ending is too large a part, have no relatives.
        """
        shortest = _SHORTEST_STEM.get(self.language, _SHORTEST)
        if len(key) <= shortest:
            return []
        stem = key[: max(shortest, min(_LONGEST_STEM, len(key) - 3))]
        start = bisect_left(self.words, stem)
        found: list[tuple[float, str]] = []
        for word in self.words[start : start + _MOST_BEGINNINGS]:
            if not word.startswith(stem):
                break
            found.append(((_common(word, key) / max(len(word), len(key))) ** 2, word))
        return [(likeness, self.rows[word]) for likeness, word in nlargest(_MOST_RELATIVES, found)]


def _common(one: str, other: str) -> int:
    """Return how many letters two words begin with in common."""
    shared = min(len(one), len(other))
    while one[:shared] != other[:shared]:
        shared -= 1
    return shared
