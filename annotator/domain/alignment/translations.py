"""What a lexicon says of one source word: its English words with probabilities, or those of the words like it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from annotator.domain.alignment.function_words import is_content_word, is_function_word
from annotator.domain.alignment.lexicon import Lexicon, Row

_PRIOR = 3.0  # how many sightings of a word its relatives are worth
_UNSEEN = 0.7  # how far the relatives of a word that was never seen are believed
_PART = 4  # letters that each part of a compound must have
_LEAST = 0.001
_COMPOUNDING = frozenset({"de", "nl", "sv", "da", "no"})


@dataclass(frozen=True, slots=True)
class Rendering:
    """How likely an English word stands for a source word.

    `share` is the probability of the English word given the source word; `surprise` is how much likelier than by
    chance that is, as a natural logarithm (pointwise mutual information).
    """

    share: float
    surprise: float


def renderings(key: str, lexicon: Lexicon) -> dict[str, Rendering]:
    """Return the English words for a source word; {} where nothing is known of it or of words like it."""
    shares = _shares(key, lexicon)
    return {
        english: Rendering(share, math.log(share * lexicon.total / lexicon.english[english]))
        for english, share in shares.items()
        if share > _LEAST
    }


@lru_cache(maxsize=4096)
def _shares(key: str, lexicon: Lexicon) -> Mapping[str, float]:
    own = lexicon.rows.get(key)
    shared = _of_relatives(key, lexicon)
    if own is None:
        related = {english: share * _UNSEEN for english, share in shared.items()}
        return {**related, **_of_compound(key, lexicon)} if lexicon.language in _COMPOUNDING else related
    return {
        english: (own.english.get(english, 0.0) + _PRIOR * shared.get(english, 0.0)) / (own.count + _PRIOR)
        for english in {*own.english, *shared}
    }


def _of_relatives(key: str, lexicon: Lexicon) -> dict[str, float]:
    counts: dict[str, float] = {}
    total = 1.0  # one sighting of nothing, so that a single rare relative does not decide
    for likeness, row in lexicon.relatives(key) or _only(lexicon.rows.get(key)):
        total += likeness * row.count
        for english, count in row.english.items():
            counts[english] = counts.get(english, 0.0) + likeness * count
    return {english: count / total for english, count in counts.items()}


def _only(row: Row | None) -> list[tuple[float, Row]]:
    return [(1.0, row)] if row else []


def _of_compound(key: str, lexicon: Lexicon) -> Mapping[str, float]:
    """Return the renderings of both parts of a word such as Bundestagswahl, whose longest known end is `wahl`."""
    for start in range(_PART, len(key) - _PART + 1):
        end = lexicon.rows.get(key[start:])
        if end is not None:
            head = key[:start]
            first = lexicon.rows.get(head) or lexicon.rows.get(head.removesuffix("s"))
            return _merged(end, first)
    return {}


def _merged(*rows: Row | None) -> dict[str, float]:
    merged: dict[str, float] = {}
    for row in rows:
        for english, count in row.english.items() if row else ():
            merged[english] = max(merged.get(english, 0.0), _UNSEEN * count / row.count if row else 0.0)
    return merged


def lightness(key: str, lexicon: Lexicon) -> float:
    """Return how often a source word stands for an English function word or for nothing, 0.0 to 1.0; 0.5 if unknown."""
    shares = _shares(key, lexicon)
    if not shares:
        return 0.5
    return 1.0 - min(1.0, sum(share for english, share in shares.items() if not is_function_word(english)))


def content_share(key: str, lexicon: Lexicon) -> float | None:
    """Return how many of the renderings of a source word are content words, 0.0 to 1.0; None if it is unknown."""
    shares = _shares(key, lexicon)
    if not shares:
        return None
    return sum(share for english, share in shares.items() if is_content_word(english)) / sum(shares.values())
