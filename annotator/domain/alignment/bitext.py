"""A source and a rendering of it, read for alignment: tokens, and what is known of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.alignment.lexicon import Lexicon
from annotator.domain.alignment.tokens import Token, tokens
from annotator.domain.alignment.translations import lightness

_SHORTEST = 4  # letters of a word that says something, where nothing else is known of it
_FAMILIAR = 5.0  # weighted sightings from which on a lexicon knows a word well


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two texts with their tokens.

    `light` is how often each source token stands for English function words or nothing, 0.0 to 1.0; `familiar` and
    `familiar_english` tell which words the lexicon has seen often enough to know what they stand for.
    """

    source: str
    rendering: str
    language: str
    ours: Sequence[Token]
    theirs: Sequence[Token]
    light: Sequence[float]
    familiar: Sequence[bool]
    familiar_english: Sequence[bool]


def bitext(source: str, rendering: str, language: str, lexicon: Lexicon | None) -> Bitext:
    """Return both texts read; `language` is the source's two-letter code, the rendering is English."""
    ours = tokens(source, language, lexicon.log_share if lexicon else None)
    theirs = tokens(rendering, "en")
    return Bitext(
        source,
        rendering,
        language,
        ours,
        theirs,
        [_light(token.key, lexicon) for token in ours],
        [lexicon is not None and _seen(token.key, lexicon) >= _FAMILIAR for token in ours],
        [lexicon is not None and lexicon.english.get(token.key, 0.0) >= _FAMILIAR for token in theirs],
    )


def _light(key: str, lexicon: Lexicon | None) -> float:
    """Return the lightness of a word; without a lexicon short words are taken for articles and prepositions."""
    if lexicon is not None:
        return lightness(key, lexicon)
    return 0.9 if len(key) < _SHORTEST else 0.5


def _seen(key: str, lexicon: Lexicon) -> float:
    row = lexicon.rows.get(key)
    return row.count if row else 0.0
