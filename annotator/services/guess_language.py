"""Guess the language of words that somebody pasted."""

import math
from collections.abc import Sequence

from annotator.domain.alignment.lexicon import Lexicon
from annotator.domain.alignment.tokens import tokens
from annotator.domain.text import canonical
from annotator.engines.identification import SURE, Guess, guess
from annotator.exchange.lexicons import lexicon

_LONGEST = 400  # code points: what is longer tells by its letters
_POSSIBLE = 0.03  # probability from which a language is worth the reading of its lexicon
_ORDINARY = 1e-5  # how often a word is met that tells nothing, as a share of all words
_UNSEEN = 2e-6
_MOST, _LEAST = 3.0, -1.5  # nats that one word adds


def guess_language(words: str) -> str:
    """Return the code of the language that `words` are in, "" where they do not plainly tell.

    Where the letters of a short text leave it open, as between Russian and Ukrainian, the lexicons are asked which
    language knows its words.
    """
    text = canonical(words)
    guesses = guess(text)
    if guesses and guesses[0].probability < SURE and len(text) <= _LONGEST:
        guesses = _weighed(text, guesses)
    return guesses[0].language if guesses and guesses[0].probability >= SURE else ""


def _weighed(text: str, guesses: Sequence[Guess]) -> list[Guess]:
    weights = {found.language: found.probability for found in guesses}
    for found in guesses:
        known = lexicon(found.language) if found.probability >= _POSSIBLE else None
        if known is not None:
            weights[found.language] *= math.exp(_evidence(text, known))
    whole = sum(weights.values())
    weighed = (Guess(code, weight / whole) for code, weight in weights.items())
    return sorted(weighed, key=lambda found: found.probability, reverse=True)


def _evidence(text: str, known: Lexicon) -> float:
    """Return what the words of a text say for a language, in nats; a word that is said twice tells it once."""
    keys = {token.key for token in tokens(text, known.language) if token.key.isalpha()}
    shares = (known.rows[key].count / known.total if key in known.rows else _UNSEEN for key in keys)
    return sum(max(_LEAST, min(_MOST, math.log(max(share, _UNSEEN) / _ORDINARY))) for share in shares)
