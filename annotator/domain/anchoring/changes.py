"""What an outlet changed in a story, cut so that a page can show it: words kept, removed, added, replaced and moved.

No change reaches across a paragraph break, so a page can print the new version's paragraphs one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from annotator.domain.anchoring.alignment import Alignment, align
from annotator.domain.anchoring.tokens import Tokens
from annotator.domain.spans import Span
from annotator.domain.text import PARAGRAPH_BREAK


class ChangeKind(StrEnum):
    """What happened to a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    REPLACED = "replaced"
    MOVED = "moved"
    """The same words stood elsewhere; `old` tells where."""


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch: its span in the old text (None where added) and in the new text (None where removed)."""

    kind: ChangeKind
    old: Span | None
    new: Span | None


Piece = tuple[int, int]  # offsets of a token or of the white space between two of them


def diff_texts(old: str, new: str) -> list[Change]:
    """Return the changes from `old` to `new` in the order in which the new text reads, removed words where they stood.

    Every code point of either text lies in exactly one change; `same` and `moved` hold equal text on both sides. Both
    texts are canonical; an empty one gives only added or removed changes.
    """
    alignment = align(old, new)
    before, after = _pieces(alignment.old), _pieces(alignment.new)
    partner = _partners(alignment, before, after)
    walked = _in_reading_order(alignment, before, after, partner)
    return [change for hole in _holes(walked) for change in _tidied(hole, old, new)]


def _pieces(tokens: Tokens) -> list[Piece]:
    """Return tokens and the white space between, before and after them by turns: token n is piece 2n + 1."""
    edges = [0]
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        edges += [start, end]
    edges.append(len(tokens.text))
    return list(pairwise(edges))


def _partners(alignment: Alignment, before: list[Piece], after: list[Piece]) -> dict[int, int]:
    """Return old piece to new piece where both hold the same text: tokens, and the space beside kept ones."""
    old, new = alignment.old.text, alignment.new.text
    partner: dict[int, int] = {}
    for number, target in enumerate(alignment.target):
        if target is not None and old[slice(*before[2 * number + 1])] == new[slice(*after[2 * target + 1])]:
            partner[2 * number + 1] = 2 * target + 1
    _pair_gaps(partner, alignment, before, after)
    return partner


def _pair_gaps(partner: dict[int, int], alignment: Alignment, before: list[Piece], after: list[Piece]) -> None:
    """Add the white space that still follows, or else still precedes, a kept token or an end of the text."""
    old, new = alignment.old.text, alignment.new.text
    taken: set[int] = set()
    for beside, ends in ((-1, {-1: -1}), (1, {len(before): len(after)})):
        for gap in range(0, len(before), 2):
            neighbour = partner.get(gap + beside, ends.get(gap + beside))
            there = -1 if neighbour is None else neighbour - beside
            if gap in partner or there in taken or not 0 <= there < len(after):
                continue
            if old[slice(*before[gap])] == new[slice(*after[there])]:
                partner[gap] = there
                taken.add(there)


def _in_reading_order(
    alignment: Alignment, before: list[Piece], after: list[Piece], partner: dict[int, int]
) -> Iterator[Change]:
    """Walk along the new text; what was removed comes out as soon as the old text in order has reached it."""
    origin = {there: here for here, there in partner.items()}
    at = 0
    for there, piece in enumerate(after):
        here = origin.get(there)
        if here is None:
            yield from _change(ChangeKind.ADDED, None, piece)
        elif _is_moved(alignment, here) or here < at:
            yield from _change(ChangeKind.MOVED, before[here], piece)
        else:
            yield from _removed(before, partner, at, here)
            yield from _change(ChangeKind.SAME, before[here], piece)
            at = here + 1
    yield from _removed(before, partner, at, len(before))


def _is_moved(alignment: Alignment, piece: int) -> bool:
    """Return whether a piece belongs to a moved sentence; white space between two sentences goes with the first."""
    number = min(max(0, (piece - 1) // 2), len(alignment.moved) - 1)
    return bool(alignment.moved) and alignment.moved[number]


def _removed(before: list[Piece], partner: dict[int, int], start: int, end: int) -> Iterator[Change]:
    for here in range(start, end):
        if here not in partner:
            yield from _change(ChangeKind.REMOVED, before[here], None)


def _change(kind: ChangeKind, old: Piece | None, new: Piece | None) -> Iterator[Change]:
    sides = [Span(*side) if side and side[0] < side[1] else None for side in (old, new)]
    if any(sides):
        yield Change(kind, sides[0], sides[1])


def _holes(changes: Iterator[Change]) -> Iterator[list[Change]]:
    """Yield stretches by turns: kept in place, and everything between two of those."""
    for _, stretch in groupby(changes, key=lambda change: change.kind is ChangeKind.SAME):
        yield list(stretch)


def _tidied(stretch: list[Change], old: str, new: str) -> list[Change]:
    """Return a stretch with what touches joined, removed words first, and removed plus added words made one change."""
    removed = _joined([change for change in stretch if change.kind is ChangeKind.REMOVED], old, new)
    others = _joined([change for change in stretch if change.kind is not ChangeKind.REMOVED], old, new)
    if len(removed) == len(others) == 1 and others[0].kind is ChangeKind.ADDED:
        gone, come = removed[0].old, others[0].new
        if gone and come and PARAGRAPH_BREAK not in gone.within(old) + come.within(new):
            return [Change(ChangeKind.REPLACED, gone, come)]
    return removed + others


def _joined(changes: list[Change], old: str, new: str) -> list[Change]:
    found: list[Change] = []
    for change in changes:
        last = found[-1] if found else None
        if (
            last
            and last.kind is change.kind
            and _touch(last.old, change.old, old)
            and _touch(last.new, change.new, new)
        ):
            found[-1] = Change(change.kind, _both(last.old, change.old), _both(last.new, change.new))
        else:
            found.append(change)
    return found


def _touch(one: Span | None, other: Span | None, text: str) -> bool:
    """Return whether two spans of a side may be joined: adjacent, with no paragraph break between, or both absent."""
    if one is None or other is None:
        return one is other
    return one.end == other.start and not text.endswith(PARAGRAPH_BREAK, 0, one.end)


def _both(one: Span | None, other: Span | None) -> Span | None:
    return Span(one.start, other.end) if one and other else None
