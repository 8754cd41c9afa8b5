"""What speaks for single pairs of words: the lexicon, numbers, names, words that are the same, and what an engine saw.

Every score is a natural logarithm: how much likelier the pair is than chance.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from annotator.domain.alignment.bitext import Bitext
from annotator.domain.alignment.function_words import is_content_word, is_function_word
from annotator.domain.alignment.keys import SYMBOLS
from annotator.domain.alignment.lexicon import Lexicon
from annotator.domain.alignment.likeness import likeness
from annotator.domain.alignment.matching import Pair
from annotator.domain.alignment.numbers import numbers, same_number
from annotator.domain.alignment.tokens import Token
from annotator.domain.alignment.translations import Rendering, renderings
from annotator.domain.spans import Span
from annotator.domain.words import normal_form

_SAME = 8.0
_NUMBER = 8.0
_LEAST_LIKE_NAME = 0.62
_LEAST_LIKE_WORD = 0.72
_RELATED = 1.0  # off the score of a form of the English word that the lexicon does not have with this source word
_REACH = 150  # tokens off the diagonal; without a limit a text of 2,000 words would take a minute
_STEM = 4  # letters that two forms of one English word must share at the least


@dataclass(frozen=True, slots=True)
class Evidence:
    """The strongest reason to link a pair, and its score."""

    origin: str
    score: float


Reasons = dict[Pair, Evidence]


def evidence(texts: Bitext, lexicon: Lexicon | None) -> Reasons:
    """Return the strongest evidence for every pair of tokens that there is any for."""
    found: Reasons = {}
    for pair, reason in _all(texts, lexicon):
        found[pair] = _stronger(reason, found.get(pair))
    return found


def _stronger(new: Evidence, known: Evidence | None) -> Evidence:
    """Return the evidence with the higher score; a word that the lexicon knows is no mere cognate."""
    if known is None:
        return new
    origin = known.origin if new.origin == "cognate" or new.score <= known.score else new.origin
    return Evidence(origin, max(new.score, known.score))


def _all(texts: Bitext, lexicon: Lexicon | None) -> Iterator[tuple[Pair, Evidence]]:
    if lexicon is not None:
        yield from _translations(texts.ours, texts.theirs, lexicon)
    yield from _same(texts.ours, texts.theirs)
    yield from _alike(texts.ours, texts.theirs)
    yield from _numbers(texts)


def _translations(ours: Sequence[Token], theirs: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[Pair, Evidence]]:
    known: dict[str, dict[int, float]] = {}
    for number, token in enumerate(ours):
        if token.key not in known:
            known[token.key] = dict(_translated(renderings(token.key, lexicon), theirs))
        score = known[token.key]
        within = _within_reach(number, len(ours), len(theirs))
        yield from (((number, place), Evidence("lexicon", score[place])) for place in within if place in score)


def _translated(row: Mapping[str, Rendering], theirs: Sequence[Token]) -> Iterator[tuple[int, float]]:
    by_stem: dict[str, list[str]] = {}
    for english in row:
        by_stem.setdefault(english[:_STEM], []).append(english)
    for place, token in enumerate(theirs):
        exact = row.get(token.key)
        if exact:
            yield place, exact.surprise
            continue
        related = [row[form] for form in by_stem.get(token.key[:_STEM], ()) if _related(form, token.key)]
        if related:
            yield place, max(rendering.surprise for rendering in related) - _RELATED


@lru_cache(maxsize=16384)
def _related(form: str, key: str) -> bool:
    """Say whether two English words look like forms of one: vote, votes, voting; but not general, generation."""
    shared = 0
    for mine, yours in zip(form, key, strict=False):
        if mine != yours:
            break
        shared += 1
    return shared >= _STEM and max(len(form), len(key)) - shared <= 3 and shared >= 0.6 * max(len(form), len(key))


def _same(ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[tuple[Pair, Evidence]]:
    places: dict[str, list[int]] = {}
    for place, token in enumerate(theirs):
        if not is_function_word(token.key):
            places.setdefault(token.key, []).append(place)
    for number, token in enumerate(ours):
        form = normal_form(token.text)
        within = _within_reach(number, len(ours), len(theirs))
        for place in (place for place in places.get(SYMBOLS.get(form, form), ()) if place in within):
            yield (number, place), Evidence("same", _SAME)


def _alike(ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[tuple[Pair, Evidence]]:
    for place, english in enumerate(theirs):
        if len(english.text) < 3 or not english.text[0].isalpha() or not is_content_word(english.key):
            continue
        name = english.text[0].isupper()
        least = _LEAST_LIKE_NAME if name else _LEAST_LIKE_WORD
        for number in _within_reach(place, len(theirs), len(ours)):
            alike = likeness(ours[number].text, english.text)
            if alike >= least:
                yield (number, place), Evidence("name" if name else "cognate", 3.0 + 12.0 * (alike - least))


def _numbers(texts: Bitext) -> Iterator[tuple[Pair, Evidence]]:
    written = numbers(texts.rendering, "en")
    for one in numbers(texts.source, texts.language) if written else ():
        for other in written:
            if same_number(one.key, other.key):
                for number in _inside(one.span, texts.ours):
                    for place in _inside(other.span, texts.theirs):
                        yield (number, place), Evidence("number", _NUMBER)


def _within_reach(number: int, size: int, other_size: int) -> range:
    """Return the places of the other text, of `other_size` tokens, where what `number` stands for may be."""
    middle = number * other_size // size
    return range(max(0, middle - _REACH), min(other_size, middle + _REACH + 1))


def _inside(span: Span, tokens: Sequence[Token]) -> list[int]:
    return [number for number, token in enumerate(tokens) if token.span.overlaps(span)]
