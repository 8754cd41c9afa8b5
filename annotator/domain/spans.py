"""Spans of text, and the quotes by which a span is found again.

All offsets count Unicode code points of canonical text and are half-open: `[start, end)`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from annotator.errors import InvalidSpan

CONTEXT = 32  # code points kept before and after a quote, as the W3C Web Annotation examples do


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A half-open range of code points.

    Raises `InvalidSpan` where the offsets are negative, reversed or equal.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise InvalidSpan(f"The marked text from {self.start} to {self.end} is empty or reversed: mark it again.")

    def __len__(self) -> int:
        return self.end - self.start

    def within(self, text: str) -> str:
        """Return the text that the span holds; raises `InvalidSpan` where it reaches past the end of `text`."""
        if self.end > len(text):
            raise InvalidSpan(
                f"The marked text ends at {self.end}, but the text has only {len(text)} characters: "
                "reload the page and mark it again."
            )
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Return whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> "Span":
        """Return the span moved by `by` code points."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class TextQuote:
    """A quote with its surroundings: the W3C `TextQuoteSelector` (https://www.w3.org/TR/annotation-model/)."""

    exact: str
    prefix: str
    suffix: str


def trimmed(span: Span, text: str) -> Span:
    """Return `span` without white space at its edges; raises `InvalidSpan` where nothing else is in it."""
    held = span.within(text)
    start = span.start + len(held) - len(held.lstrip())
    end = span.end - len(held) + len(held.rstrip())
    if start >= end:
        raise InvalidSpan("Only white space is marked: mark at least one word.")
    return Span(start, end)


def quote(span: Span, text: str) -> TextQuote:
    """Return what is needed to find `span` of `text` again: its exact words and up to 32 code points on either side."""
    exact = span.within(text)
    return TextQuote(exact, text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT])


def occurrences(exact: str, text: str) -> list[Span]:
    """Return every place where `exact` stands in `text`, overlapping ones included; [] for an empty `exact`."""
    found: list[Span] = []
    at = text.find(exact) if exact else -1
    while at >= 0:
        found.append(Span(at, at + len(exact)))
        at = text.find(exact, at + 1)
    return found


Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Segment(Generic[Key]):
    """A stretch of text over which the set of covering marks does not change.

    `keys` names the marks that cover it, in the order in which they were given.
    """

    span: Span
    keys: tuple[Key, ...]


def segments(within: Span, marks: Sequence[tuple[Key, Span]]) -> Iterator[Segment[Key]]:
    """Cut `within` at every edge of a mark and yield the pieces in order, those without a mark included.

    Marks may overlap, nest and reach past `within`. Together the pieces hold exactly `within`: this is how overlapping
    passages become `<mark>` elements, which cannot overlap. Time grows with pieces times marks open at once.
    """
    inside = [(key, span) for key, span in marks if span.overlaps(within)]
    edges = sorted({within.start, within.end} | set(_edges_inside(inside, within)))
    opening = sorted(range(len(inside)), key=lambda number: inside[number][1].start)
    active: list[int] = []
    for start, end in pairwise(edges):
        while opening and inside[opening[0]][1].start <= start:
            active.append(opening.pop(0))
        active = [number for number in active if inside[number][1].end > start]
        yield Segment(Span(start, end), tuple(inside[number][0] for number in sorted(active)))


def _edges_inside(marks: Iterable[tuple[Key, Span]], within: Span) -> Iterator[int]:
    for _, span in marks:
        yield from (edge for edge in (span.start, span.end) if within.start < edge < within.end)
