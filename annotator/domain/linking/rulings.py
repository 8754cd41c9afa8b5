"""What people say of words: these belong together, this one was left out on purpose, those do not belong together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.domain.spans import Span

PERSON = "person"  # the origin of a link that a person made

Spans = tuple[Span, ...]


class RulingKind(StrEnum):
    """What a person says of words of a source and of a rendering of it."""

    LINK = "link"  # together they stand for each other, however many they are on either side
    UNRENDERED = "unrendered"  # words of the source: left out, and that is how it should be
    UNFOUNDED = "unfounded"  # words of the rendering: nothing in the source stands behind them
    APART = "apart"  # they do not belong together; with nothing on one side: nothing automatic may link them


@dataclass(frozen=True, slots=True)
class Ruling:
    """One ruling on words of one source and one rendering, in order of the text on each side.

    `check_again` says that a text was edited under it since, and `earlier` how both sides read before ("" otherwise);
    a link may then have lost all the words of a side. `id` is None until it is stored.
    """

    kind: RulingKind
    source: Spans
    rendering: Spans
    check_again: bool = False
    earlier: tuple[str, str] = ("", "")
    author: str = ""
    id: int | None = None

    @property
    def holds(self) -> bool:
        """Whether words enough are left for the ruling to say anything."""
        if self.kind is RulingKind.LINK:
            return bool(self.source and self.rendering)
        return bool(self.source or self.rendering)

    def touches(self, source: Iterable[Span], rendering: Iterable[Span]) -> bool:
        """Return whether the ruling speaks of any of these words."""
        return touch(self.source, source) or touch(self.rendering, rendering)

    def without(self, source: Iterable[Span], rendering: Iterable[Span]) -> "Ruling":
        """Return the ruling without these words."""
        return replace(self, source=minus(self.source, source), rendering=minus(self.rendering, rendering))


def touch(some: Iterable[Span], others: Iterable[Span]) -> bool:
    """Return whether any of `some` shares a code point with any of `others`."""
    held = list(others)
    return any(one.overlaps(other) for one in some for other in held)


def minus(some: Iterable[Span], others: Iterable[Span]) -> Spans:
    """Return the spans of `some` that no span of `others` touches."""
    held = list(others)
    return tuple(one for one in some if not touch([one], held))


def union(*some: Iterable[Span]) -> Spans:
    """Return all spans in order, each once."""
    return tuple(sorted({span for spans in some for span in spans}))


def words_of(spans: Iterable[Span], text: str) -> str:
    """Return words of a text as people quote them, with dots where others stand between."""
    said, end = "", None
    for span in spans:
        if end is not None:
            between = text[end : span.start]
            said += " … " if between.strip() else " " * bool(between)
        said += span.within(text)
        end = span.end
    return said
