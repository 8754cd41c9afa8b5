"""A text cut into tokens and units, as the alignment sees it.

A unit is about a sentence: it ends with a line or with a full stop and its quotation marks. Where it is cut wrongly
("Mr. Smith") nothing is lost, since both versions are cut in the same way; so no language is needed here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from annotator.domain.spans import Span
from annotator.domain.words import Word, normal_form, words

QUOTATION_MARKS = "\"“”„‟«»‹›'‘’‚‛`´״׳「」『』＂＇"
_FOLDED = str.maketrans(dict.fromkeys(QUOTATION_MARKS, '"'))
_CLOSING = frozenset(QUOTATION_MARKS + ")]}）】》")
_STOPS = frozenset(".!?…؟۔।。！？｡")
_UNSPACED_STOPS = frozenset("。！？｡")
LONG_UNIT = 120  # tokens; longer units are cut by content, so that one edit does not shift every later cut
_CUT_EVERY = 32  # tokens, on average


def folded(text: str) -> str:
    """Return `text` with every quotation mark and apostrophe made `"`; offsets stay as they are."""
    return text.translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text with its tokens: where each starts and ends, its key for comparison, its weight, and the units.

    `units` are half-open ranges of token numbers that cover all tokens in order.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    keys: Sequence[str]
    weights: Sequence[int]
    units: Sequence[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.starts)

    def raw(self, number: int) -> str:
        """Return the code points of a token."""
        return self.text[self.starts[number] : self.ends[number]]

    def covering(self, span: Span) -> tuple[int, int]:
        """Return the half-open range of the tokens that share a code point with `span`."""
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)

    def span(self, first: int, end: int) -> Span:
        """Return the span of the tokens `first` to `end` (exclusive)."""
        return Span(self.starts[first], self.ends[end - 1])

    def unit_of(self, number: int) -> int:
        """Return the number of the unit that holds a token."""
        return bisect_right(self.units, number, key=lambda unit: unit[0]) - 1

    def unit_keys(self, unit: int) -> tuple[str, ...]:
        """Return the keys of the tokens of a unit."""
        first, end = self.units[unit]
        return tuple(self.keys[first:end])

    def unit_words(self, unit: int) -> tuple[str, ...]:
        """Return the keys of the words of a unit, without its punctuation."""
        first, end = self.units[unit]
        return tuple(self.keys[number] for number in range(first, end) if self.weights[number] > 1)

    def weight(self, first: int, end: int) -> int:
        """Return the weight of the tokens `first` to `end` (exclusive)."""
        return sum(self.weights[first:end])


def tokenized(text: str) -> Tokens:
    """Return `text` cut into tokens and units; every code point outside the tokens is white space or invisible."""
    found = words(text)
    starts = [word.span.start for word in found]
    ends = [word.span.end for word in found]
    keys = [_key(word.text) for word in found]
    return Tokens(text, starts, ends, keys, [_weight(word) for word in found], list(_units(text, starts, ends, keys)))


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return normal_form(folded(word)) or word


def _weight(word: Word) -> int:
    """Numbers tell lookalikes apart better than words, and words better than punctuation."""
    if not word.is_word:
        return 1
    return 3 if any(char.isdigit() for char in word.text) else 2


def _units(text: str, starts: Sequence[int], ends: Sequence[int], keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for number in range(len(starts)):
        last = number + 1 == len(starts)
        gap = "" if last else text[ends[number] : starts[number + 1]]
        if last or "\n" in gap or _ends_sentence(text, number, first, starts, bool(gap)):
            yield from _cut(first, number + 1, keys)
            first = number + 1


def _ends_sentence(text: str, number: int, first: int, starts: Sequence[int], spaced: bool) -> bool:
    last = number
    while number > first and text[starts[number]] in _CLOSING:
        number -= 1
    mark = text[starts[number]]
    if spaced and number < last and text[starts[last + 1]].islower():
        return False
    return mark in _STOPS and (spaced or (mark in _UNSPACED_STOPS and text[starts[last + 1]] not in _CLOSING))


def _cut(first: int, end: int, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Cut a long unit wherever three tokens hash to a fixed value: the cuts stay with the words when others change."""
    if end - first <= LONG_UNIT:
        yield first, end
        return
    for number in range(first + 2, end - 1):
        if crc32("\0".join(keys[number - 2 : number + 1]).encode()) % _CUT_EVERY == 0:
            yield first, number + 1
            first = number + 1
    yield first, end
