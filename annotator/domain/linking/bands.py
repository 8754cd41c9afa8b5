"""Cutting a long passage into bands: stretches of all its texts that answer to each other, sentence by sentence.

A long sentence is cut at its clauses, and a rendering that made one sentence of two is cut at a clause of its own.
Where a text tells another order, its sentences stay together.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.domain.sentences import sentences
from annotator.domain.spans import Span

SHORT = 22  # words of a text that needs no cutting
LEAST = 8  # words of a band, in the source
_LONG = 18  # words of a band that may end with a clause
_STRAY = 2  # links that may cross the end of a sentence; the end of a clause none may
_SHARE = 0.1  # of all links that may
_CLAUSE = re.compile(r"[,;:،؛，；：]\s*|\s[—–]\s")

Pair = tuple[int, int]  # where the words of a link begin: in the source, in a rendering
Cut = tuple[int, tuple[int, ...]]  # where the source is cut, and each rendering
Ends = Mapping[int, bool]  # where a text may be cut, and whether a sentence ends there


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the source, and the stretch of each rendering that stands for it, in the order given."""

    source: Span
    renderings: tuple[Span, ...]


def bands(
    source: str, language: str, renderings: Sequence[tuple[str, str, Sequence[Pair]]], words: Sequence[Span]
) -> list[Band]:
    """Return a source in bands, top to bottom; [] where it is short, or cannot be cut without tearing links apart.

    `renderings` are (text, language, links) of what is shown beside it, `words` the words of the source.
    """
    if len(words) <= SHORT or not renderings or not all(text and pairs for text, _, pairs in renderings):
        return []
    cuts: list[Cut] = [(0, (0,) * len(renderings))]
    starts = [word.start for word in words]
    offers = [_ends(text, spoken) for text, spoken, _ in renderings]
    for end, is_sentence in _ends(source, language).items():
        words_before, words_after = _count(starts, cuts[-1][0], end), _count(starts, end, len(source))
        if words_before < (LEAST if is_sentence else _LONG) or words_after < LEAST:
            continue
        found = [
            _partner(end, pairs, {place: ends[place] for place in ends if place > before}, _STRAY if is_sentence else 0)
            for (_, _, pairs), ends, before in zip(renderings, offers, cuts[-1][1], strict=True)
        ]
        places = tuple(place for place in found if place is not None)
        if len(places) == len(found):
            cuts.append((end, places))
    return _cut(cuts, (len(source), tuple(len(text) for text, _, _ in renderings)))


def _count(starts: Sequence[int], start: int, end: int) -> int:
    return bisect_left(starts, end) - bisect_left(starts, start)


def _ends(text: str, language: str) -> Ends:
    """Return where sentences and clauses end, in order, behind the white space that follows; the last one aside."""
    found = sentences(text, language)
    ends = dict.fromkeys((match.end() for match in _CLAUSE.finditer(text) if match.end() < len(text)), False)
    ends |= dict.fromkeys((following.start for following in found[1:]), True)
    return dict(sorted(ends.items()))


def _partner(end: int, pairs: Sequence[Pair], ends: Ends, stray: int) -> int | None:
    """Return where a rendering is cut if its source is cut at `end`; None where too many links would be torn."""
    best = min(ends, key=lambda place: (_torn(end, place, pairs), not ends[place]), default=None)
    if best is None:
        return None
    above = sum(ours < end and theirs < best for ours, theirs in pairs)
    below = sum(ours >= end and theirs >= best for ours, theirs in pairs)
    torn = _torn(end, best, pairs)
    return best if above and below and torn <= stray and torn <= _SHARE * len(pairs) else None


def _torn(end: int, place: int, pairs: Sequence[Pair]) -> int:
    return sum((ours < end) != (theirs < place) for ours, theirs in pairs)


def _cut(cuts: Sequence[Cut], end: Cut) -> list[Band]:
    if len(cuts) == 1:
        return []
    return [
        Band(Span(one[0], other[0]), tuple(Span(a, b) for a, b in zip(one[1], other[1], strict=True)))
        for one, other in pairwise([*cuts, end])
    ]
