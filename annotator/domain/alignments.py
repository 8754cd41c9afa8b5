"""Alignments: which words of a rendering stand for which words of its source."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.spans import Span


@dataclass(frozen=True, order=True, slots=True)
class Link:
    """A span of the source and the span of a rendering that stands for it.

    `origin` is the name of the engine or the person who made the link; `confidence` is 0.0 to 1.0, and a person's link
    has 1.0. Offsets of each side count code points of its own text. Raises ValueError for a confidence out of range.
    """

    source: Span
    rendering: Span
    origin: str
    confidence: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"A link's confidence must lie between 0 and 1, not {self.confidence}.")

    def shifted(self, source: int = 0, rendering: int = 0) -> "Link":
        """Return the link moved by so many code points on each side: from a part of a text to the whole of it."""
        return Link(self.source.shifted(source), self.rendering.shifted(rendering), self.origin, self.confidence)


def strongest(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links in order of source, then rendering; of several between the same spans only the surest."""
    best: dict[tuple[Span, Span], Link] = {}
    for link in links:
        known = best.get((link.source, link.rendering))
        if known is None or link.confidence > known.confidence:
            best[link.source, link.rendering] = link
    return tuple(sorted(best.values()))


def unlinked(words: Iterable[Span], linked: Iterable[Span]) -> list[Span]:
    """Return the words that no span of `linked` touches: what a rendering leaves out, or adds."""
    covered = list(linked)
    return [word for word in words if not any(word.overlaps(span) for span in covered)]
