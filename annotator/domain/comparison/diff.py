"""Word differences of two texts in one language, such as a reporter's rendering and a machine's.

What counts as a difference: words. Case, punctuation, spaces and typography never do: words that agree but for these
are `equal` (with `exact=False`), and what stands between two pieces is a piece of its own, `punctuation`. Between equal
and different lies `similar`: regular inflections, spellings, contractions and figures for numbers (see `variants`,
`numerals`, `units`), which a reader may judge. What the texts mean is not looked at: `not` and `now` are as different
as `big` and `large`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from annotator.domain.comparison.matching import Matches, Pair, match, runs
from annotator.domain.comparison.units import Unit, Weight, units
from annotator.domain.spans import Span
from annotator.domain.words import Word, normal_form, words


class Kind(StrEnum):
    """What a piece of one text is to the other text."""

    EQUAL = "equal"  # the same words in the same order
    SIMILAR = "similar"  # a variant of the same word
    MOVED = "moved"  # the same words, or variants of them, in another place
    REPLACED = "replaced"  # other words in their place
    OMITTED = "omitted"  # on the left only
    ADDED = "added"  # on the right only
    PUNCTUATION = "punctuation"  # between pieces: spaces and punctuation


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one side.

    `counterparts` are the numbers of the pieces on the other side that answer to it: one for equal, similar and moved
    pieces, one or more for replaced ones, none for the rest. `exact` says that the counterpart reads the same,
    code point for code point. `move` numbers the moves of a diff from 1, in the order of the left text.
    """

    kind: Kind
    span: Span
    counterparts: tuple[int, ...] = ()
    exact: bool = False
    move: int | None = None


@dataclass(frozen=True, slots=True)
class Diff:
    """Both texts in pieces; together the pieces of a side hold all of its code points, in order.

    `links` join words of the left text with words of the right one that are equal, similar or moved.
    """

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    links: tuple[tuple[Span, Span], ...]

    @property
    def differs(self) -> bool:
        """Say whether any word was moved, replaced, omitted or added; similar words do not count."""
        return any(piece.kind not in _AGREEING for piece in (*self.left, *self.right))


_AGREEING = {Kind.EQUAL, Kind.SIMILAR, Kind.PUNCTUATION}


@dataclass(frozen=True, slots=True)
class _Label:
    """What a unit belongs to: neighbours with one label become one piece, and labels are shared by counterparts."""

    kind: Kind
    group: int


def diff(left: str, right: str, language: str = "en") -> Diff:
    """Return the differences of two texts in `language` (a two-letter code); either may be empty.

    `diff(b, a)` gives the same pieces with the sides, and omitted and added, exchanged. Outside English, inflection,
    number words and contractions are not known, and differ.
    """
    tokens = words(left), words(right)
    forms = [{normal_form(token.text) for token in side if token.is_word} for side in tokens]
    left_units = units(tokens[0], left, language, forms[1])
    right_units = units(tokens[1], right, language, forms[0])
    matches = match(left_units, right_units)
    left_labels, right_labels = _labels(matches, left_units, right_units)
    left_pieces = list(_pieces(left_units, left_labels, len(left)))
    right_pieces = list(_pieces(right_units, right_labels, len(right)))
    return Diff(
        _linked(left_pieces, right_pieces, left, right),
        _linked(right_pieces, left_pieces, right, left),
        tuple(_links(matches, (left_units, right_units), tokens)),
    )


def counterparts(difference: Diff) -> list[tuple[Span, Span]]:
    """Return the links from words of the left text to words of the right one; each span is that of one word."""
    return list(difference.links)


def _labels(
    matches: Matches, left: Sequence[Unit], right: Sequence[Unit]
) -> tuple[dict[int, _Label], dict[int, _Label]]:
    """Return the label of every unit of either side."""
    left_labels: dict[int, _Label] = {}
    right_labels: dict[int, _Label] = {}
    for number, run in enumerate(matches.moved, 1):
        left_labels.update((i, _Label(Kind.MOVED, number)) for i, _ in run)
        right_labels.update((j, _Label(Kind.MOVED, number)) for _, j in run)
    for number, stretch in enumerate(_stretches(matches.in_order, left, right)):
        same = all(left[i].form == right[j].form for i, j in stretch)
        label = _Label(Kind.EQUAL if same else Kind.SIMILAR, number)
        left_labels.update((i, label) for i, _ in stretch)
        right_labels.update((j, label) for _, j in stretch)
    edges = [(-1, -1), *matches.in_order, (len(left), len(right))]
    for number, (before, after) in enumerate(pairwise(edges)):
        left_gap = [i for i in range(before[0] + 1, after[0]) if i not in left_labels]
        right_gap = [j for j in range(before[1] + 1, after[1]) if j not in right_labels]
        replaced = _replaces([left[i] for i in left_gap], [right[j] for j in right_gap])
        left_labels.update((i, _Label(Kind.REPLACED if replaced else Kind.OMITTED, number)) for i in left_gap)
        right_labels.update((j, _Label(Kind.REPLACED if replaced else Kind.ADDED, number)) for j in right_gap)
    return left_labels, right_labels


def _stretches(in_order: Sequence[Pair], left: Sequence[Unit], right: Sequence[Unit]) -> Iterator[list[Pair]]:
    """Yield runs of pairs that are the same words, and by themselves those that are variants of one word."""
    for run in runs(in_order):
        same: list[Pair] = []
        for whole in _wholes(run, left, right):
            if all(left[i].form == right[j].form for i, j in whole):
                same.extend(whole)
                continue
            if same:
                yield same
            yield whole
            same = []
        if same:
            yield same


def _wholes(run: Sequence[Pair], left: Sequence[Unit], right: Sequence[Unit]) -> Iterator[list[Pair]]:
    """Yield pairs, those that make up one word on either side together: don't, and the do not that answers to it."""
    whole: list[Pair] = []
    for i, j in run:
        if whole and not (left[i].tail or right[j].tail):
            yield whole
            whole = []
        whole.append((i, j))
    if whole:
        yield whole


def _replaces(left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    """Say whether words stand for one another: `senior` is not put in the place of `of`, but added."""
    if not left or not right or [unit.key for unit in left] == ["'s"] or [unit.key for unit in right] == ["'s"]:
        return False
    return any(unit.weight > Weight.LIGHT for unit in left) == any(unit.weight > Weight.LIGHT for unit in right)


@dataclass(frozen=True, slots=True)
class _Stretch:
    label: _Label | None  # None between pieces
    span: Span


def _pieces(side: Sequence[Unit], labels: dict[int, _Label], length: int) -> Iterator[_Stretch]:
    """Yield the stretches of a text `length` code points long: units joined by label, and what lies between."""
    at, number = 0, 0
    while number < len(side):
        last = number
        while last + 1 < len(side) and labels[last + 1] == labels[number]:
            last += 1
        span = Span(side[number].span.start, side[last].span.end)
        if at < span.start:
            yield _Stretch(None, Span(at, span.start))
        yield _Stretch(labels[number], span)
        at, number = span.end, last + 1
    if at < length:
        yield _Stretch(None, Span(at, length))


_SAME_GROUP = {Kind.EQUAL, Kind.SIMILAR, Kind.MOVED, Kind.REPLACED}


def _linked(own: Sequence[_Stretch], other: Sequence[_Stretch], text: str, other_text: str) -> tuple[Piece, ...]:
    """Return the pieces of one side, with the numbers of their counterparts."""
    answers: defaultdict[_Label, list[int]] = defaultdict(list)
    for number, stretch in enumerate(other):
        if stretch.label and stretch.label.kind in _SAME_GROUP:
            answers[stretch.label].append(number)
    return tuple(_piece(stretch, answers, other, text, other_text) for stretch in own)


def _piece(
    stretch: _Stretch, answers: dict[_Label, list[int]], other: Sequence[_Stretch], text: str, other_text: str
) -> Piece:
    if stretch.label is None:
        return Piece(Kind.PUNCTUATION, stretch.span)
    found = tuple(answers.get(stretch.label, ()))
    reads = [other[number].span.within(other_text) for number in found]
    move = stretch.label.group if stretch.label.kind == Kind.MOVED else None
    return Piece(stretch.label.kind, stretch.span, found, reads == [stretch.span.within(text)], move)


def _links(
    matches: Matches, sides: tuple[Sequence[Unit], Sequence[Unit]], tokens: tuple[Sequence[Word], Sequence[Word]]
) -> Iterator[tuple[Span, Span]]:
    """Yield pairs of whole words; units that are a part of a word, or several words, link each word they touch."""
    left, right = (_words_of(side, found) for side, found in zip(sides, tokens, strict=True))
    pairs = sorted([*matches.in_order, *(pair for run in matches.moved for pair in run)])
    yield from dict.fromkeys((one, other) for i, j in pairs for one in left[i] for other in right[j])


def _words_of(side: Sequence[Unit], tokens: Sequence[Word]) -> list[list[Span]]:
    """Return the spans of the words that each unit touches."""
    spans = [token.span for token in tokens if token.is_word]
    touched: list[list[Span]] = []
    first = 0
    for unit in side:
        while spans[first].end <= unit.span.start:
            first += 1
        last = first
        while last < len(spans) and spans[last].start < unit.span.end:
            last += 1
        touched.append(spans[first:last])
    return touched
