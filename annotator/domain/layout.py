"""How a marked article is laid out: paragraphs cut into stretches that the same passages cover."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.passages import Passage
from annotator.domain.spans import Segment, Span, segments
from annotator.domain.text import paragraphs

_CUE = -1  # stands among the indices of passages


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that the same passages cover.

    `innermost` is the shortest of them: what a click means. `closes` are the passages whose last word stands here, by
    their index in the list that was laid out. `cue` says that the words give the reason for a suggestion.
    """

    text: str
    passages: tuple[int, ...]
    innermost: int | None
    closes: tuple[int, ...]
    cue: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and where it begins, in code points of the article's text."""

    start: int
    stretches: list[Stretch]


def lay_out(text: str, passages: Sequence[Passage], cue: Span | None = None) -> list[Paragraph]:
    """Return the paragraphs of canonical `text` with `passages` (any order, overlapping or not) marked in them.

    `cue` are words to point out besides: those by which the passage in work was suggested.
    """
    blocks = list(paragraphs(text))
    covering = _by_paragraph([start for start, _ in blocks], passages)
    return [
        Paragraph(start, [_stretch(text, segment, passages) for segment in _cut(start, block, passages, numbers, cue)])
        for (start, block), numbers in zip(blocks, covering, strict=True)
        if block
    ]


def _by_paragraph(starts: Sequence[int], passages: Sequence[Passage]) -> list[list[int]]:
    covering: list[list[int]] = [[] for _ in starts]
    for number, passage in enumerate(passages):
        first, last = bisect_right(starts, passage.span.start) - 1, bisect_right(starts, passage.span.end - 1)
        for place in range(first, last):
            covering[place].append(number)
    return covering


def _cut(
    start: int, block: str, passages: Sequence[Passage], numbers: Sequence[int], cue: Span | None
) -> list[Segment[int]]:
    marks = [(number, passages[number].span) for number in numbers]
    return list(segments(Span(start, start + len(block)), [*marks, (_CUE, cue)] if cue else marks))


def _stretch(text: str, segment: Segment[int], passages: Sequence[Passage]) -> Stretch:
    numbers = tuple(number for number in segment.keys if number != _CUE)
    closes = tuple(number for number in numbers if passages[number].span.end == segment.span.end)
    innermost = min(numbers, key=lambda number: len(passages[number].span), default=None)
    return Stretch(segment.span.within(text), numbers, innermost, closes, _CUE in segment.keys)
