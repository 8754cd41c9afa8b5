"""Spans with edits inside them: whether what stands between their first and last words is still the same passage."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotator.domain.anchoring.alignment import Alignment
from annotator.domain.anchoring.evidence import MARGIN, Place, settled_doubt, surroundings_doubt
from annotator.domain.anchoring.slots import Home, Run
from annotator.domain.anchoring.wording import small_change

KEPT = 0.8  # share by weight of the words, old and new, that must be common
SEEN = 0.4  # share from which the place is at least shown to a person


def reworded(alignment: Alignment, first: int, end: int) -> Place | None:
    """Return where the old tokens [first, end) stand with edits inside, or None where too little of them is left."""
    kept = [number for number in range(first, end) if alignment.target[number] is not None]
    places = [place for number in kept if (place := alignment.target[number]) is not None]
    if not kept or any(after <= before for before, after in pairwise(places)):
        return None
    start, stop = places[0], places[-1] + 1
    weight = sum(alignment.old.weights[number] for number in kept)
    share = weight / max(alignment.old.weight(first, end), alignment.new.weight(start, stop))
    if share < SEEN:
        return None
    doubt = _doubt(alignment, (first, end), (start, stop), kept, share)
    return Place(*_widened(alignment, (first, end), (start, stop)), doubt)


def _widened(alignment: Alignment, old_run: Run, new_run: Run) -> Run:
    """Return the new run with the words that stand in the stead of lost ones at its edges: those a person is shown."""
    (first, end), (start, stop), new = old_run, new_run, alignment.new
    before = alignment.target[first - 1] if first else -1
    after = alignment.target[end] if end < len(alignment.old) else len(new)
    if alignment.target[first] is None and before is not None and before < start:
        put_in = range(max(before + 1, new.units[new.unit_of(start)][0]), start)
        start = start if any(alignment.origin[at] is not None for at in put_in) else put_in.start
    if alignment.target[end - 1] is None and after is not None and after >= stop:
        put_in = range(stop, min(after, new.units[new.unit_of(stop - 1)][1]))
        stop = stop if any(alignment.origin[at] is not None for at in put_in) else put_in.stop
    return start, stop


def _doubt(alignment: Alignment, old_run: Run, new_run: Run, kept: Sequence[int], share: float) -> str:
    first, end = old_run
    if kept[0] != first or kept[-1] != end - 1:
        return "its first or last words were changed"
    if share < KEPT:
        return "too many of its words were changed"
    if not all(small_change(removed, added) for removed, added in _changes(alignment, kept)):
        return "a change in it may have made another statement of it"
    home = Home.of(alignment, old_run, new_run)
    if len(home.old) != len(home.new) or _loose(alignment, first) or _loose(alignment, end - 1):
        return "another place fits nearly as well"
    judge = settled_doubt if all(alignment.settled[first:end]) else surroundings_doubt
    return judge(alignment, old_run, new_run)


def _changes(alignment: Alignment, kept: Sequence[int]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words removed and added between each two kept ones, and those kept ones that look different."""
    old, new = alignment.old, alignment.new
    for before, after in pairwise(kept):
        left, right = alignment.target[before], alignment.target[after]
        if left is not None and right is not None:
            removed = [old.raw(number) for number in range(before + 1, after)]
            added = [new.raw(number) for number in range(left + 1, right)]
            if removed or added:
                yield removed, added


def _loose(alignment: Alignment, number: int) -> bool:
    """Return whether an equally good alignment puts this token elsewhere."""
    window = alignment.windows[number]
    target = alignment.target[number]
    if window is None or target is None:
        return not alignment.settled[number]
    local = window.local[number]
    return window.lattice.margin(local, local + 1, window.new.index(target)) < MARGIN
