"""A document prepared for searching: its sentences, where they may be cut, its words, and what these may mean."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.alignment.numbers import numbers
from annotator.domain.alignment.tokens import Token, tokens
from annotator.domain.locating.dictionary import Dictionary
from annotator.domain.locating.sounds import Sounds
from annotator.domain.sentences import chunks
from annotator.domain.spans import Span
from annotator.domain.text import PARAGRAPH_BREAK

_PART = 12_000  # code points, about two thousand words
_LONGEST = 600  # code points of one unit: what has no full stops for longer is cut at commas
_CLAUSE = re.compile(r"[,;:،؛，；：、()«»“”„\"]|\s[-–—]\s|^[-–—]\s|[.!?…؟。！？]")
_UNKNOWN = 0.3  # the weight of a word that the dictionary does not know
STEM = 4  # letters that forms of one English word have in common at the least


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a piece of a very long one: its span, its words as a range of token numbers, its paragraph."""

    span: Span
    first: int
    end: int
    paragraph: int


@dataclass(frozen=True)
class Index:
    """A document or a part of one, ready to be searched for any number of passages.

    Spans count in the part's own `text`, which begins at `offset` of the document. `keys` and `places` hold the key and
    the span of each token; `cuts` the numbers of the tokens before which a clause begins; `positions` where each key
    stands; `renderings`, by English key, the source keys that may mean it with their probabilities; `stems` the English
    keys that begin alike; `weights`, for each token, how much it says that it is not rendered; `numbers` the first
    tokens of numbers, by their keys.
    """

    text: str
    offset: int
    units: Sequence[Unit]
    keys: Sequence[str]
    places: Sequence[Span]
    cuts: frozenset[int]
    positions: Mapping[str, Sequence[int]]
    renderings: Mapping[str, Sequence[tuple[str, float]]]
    stems: Mapping[str, Sequence[str]]
    sounds: Sounds
    weights: Sequence[float]
    numbers: Mapping[str, Sequence[int]]


def parts(text: str) -> list[Span]:
    """Return the pieces in which a long canonical text is indexed, cut between paragraphs, else between sentences."""
    found: list[Span] = []
    start = 0
    while start < len(text):
        end = _end_of_part(text, start)
        found.append(Span(start, end))
        start = end
    return found


def _end_of_part(text: str, start: int) -> int:
    if len(text) - start <= _PART:
        return len(text)
    for mark in (PARAGRAPH_BREAK, "\n", ". ", " "):
        at = text.rfind(mark, start + _PART // 2, start + _PART)
        if at > 0:
            return at + len(mark)
    return start + _PART


def build(text: str, language: str, dictionary: Dictionary, offset: int = 0) -> Index:
    """Return the index of a part of a document that begins at `offset` of it; some 5,000 words a second."""
    found = tokens(text, language, dictionary.log_share)
    positions: dict[str, list[int]] = {}
    for number, token in enumerate(found):
        positions.setdefault(token.key, []).append(number)
    meanings = {key: dictionary.meanings(key) for key in positions}
    renderings = _inverted(meanings)
    stems: dict[str, list[str]] = {}
    for english in renderings:
        stems.setdefault(english[:STEM], []).append(english)
    weights = {key: _weight(dictionary.source_share(key)) if meanings[key] else _UNKNOWN for key in positions}
    return Index(
        text,
        offset,
        _units(text, language, found),
        [token.key for token in found],
        [token.span for token in found],
        frozenset(_cuts(text, found)),
        positions,
        renderings,
        stems,
        Sounds({token.key: token.text for token in reversed(found)}),
        [weights[token.key] for token in found],
        _numbers(text, language, found),
    )


def _inverted(meanings: Mapping[str, Mapping[str, float]]) -> Mapping[str, Sequence[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for key, shares in meanings.items():
        for english, share in shares.items():
            found.setdefault(english, []).append((key, share))
    return found


def _weight(share: float) -> float:
    """Return how much it says that a word has no rendering: a rare one much, a particle little."""
    return 0.2 if share > 5e-3 else 0.5 if share > 1e-3 else 1.0


def _units(text: str, language: str, found: Sequence[Token]) -> list[Unit]:
    starts = [token.span.start for token in found]
    units: list[Unit] = []
    paragraph, before = 0, 0
    for span in chunks(text, language, _LONGEST):
        paragraph += PARAGRAPH_BREAK in text[before : span.start]
        before = span.end
        first, end = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if first < end:
            units.append(Unit(span, first, end, paragraph))
    return units


def _cuts(text: str, found: Sequence[Token]) -> Iterable[int]:
    for number in range(1, len(found)):
        if _CLAUSE.search(text, found[number - 1].span.end, found[number].span.start):
            yield number


def _numbers(text: str, language: str, found: Sequence[Token]) -> Mapping[str, Sequence[int]]:
    starts = [token.span.start for token in found]
    held: dict[str, list[int]] = {}
    for number in numbers(text, language):
        at = min(bisect_left(starts, number.span.start), len(found) - 1)
        held.setdefault(number.key.removesuffix("th").removesuffix(":00"), []).append(at)
    return held
