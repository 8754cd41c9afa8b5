"""What the alignment says about one span: where its words went, and what speaks against believing it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from annotator.domain.anchoring.alignment import Alignment
from annotator.domain.anchoring.slots import TWIN, Home, Run

MARGIN = 6  # weight, three words: by so much the next best place must be worse
SUPPORT = 0.65  # share of the surroundings that must have come along
REACH = 12  # tokens on either side that count as surroundings
DRIFT = 4  # tokens by which a kept neighbour may have come nearer or gone farther


@dataclass(frozen=True, slots=True)
class Place:
    """New tokens [first, end) that hold the old tokens of a span; `doubt` says why that is not certain, or is empty."""

    first: int
    end: int
    doubt: str = ""


def unbroken(alignment: Alignment, first: int, end: int) -> Place | None:
    """Return where the old tokens [first, end) stand as one unbroken run, or None where the edits broke or took them.

    In settled sentences the place is certain. Elsewhere it must lie on the best alignment, every other place (and every
    other run of the same words in the old text) must be clearly worse, and the surroundings must have come along.
    """
    if all(alignment.settled[first:end]):
        at = alignment.target[first]
        if at is None or not _runs_on(alignment, first, end, at):
            return None
        run = (at, at + end - first)
        return Place(*run, _settled_doubt(alignment, (first, end), run))
    if any(alignment.settled[first:end]):
        return _across(alignment, first, end)
    return _in_window(alignment, first, end)


def _runs_on(alignment: Alignment, first: int, end: int, at: int) -> bool:
    return list(alignment.target[first:end]) == list(range(at, at + end - first))


def _across(alignment: Alignment, first: int, end: int) -> Place | None:
    """Judge a span of which whole sentences are settled: the rest must join them without a break, and be at home."""
    at = alignment.target[first]
    if at is None or not _runs_on(alignment, first, end, at):
        return None
    place = Place(at, at + end - first)
    for start, stop in _unsettled(alignment, first, end):
        here = at + start - first
        doubt = surroundings_doubt(alignment, (start, stop), (here, here + stop - start))
        if doubt:
            return Place(place.first, place.end, doubt)
    return place


def _unsettled(alignment: Alignment, first: int, end: int) -> Iterator[Run]:
    start = first
    for known, group in groupby(alignment.settled[first:end]):
        stop = start + len(list(group))
        if not known:
            yield start, stop
        start = stop


def _in_window(alignment: Alignment, first: int, end: int) -> Place | None:
    window = alignment.windows[first]
    if window is None or any(other is not window for other in alignment.windows[first:end]):
        return None
    start, length = window.local[first], end - first
    lattice = window.lattice
    places = lattice.places(start, start + length) if window.local[end - 1] == start + length - 1 else []
    if not places:
        return None
    local = max(places, key=lambda place: lattice.through(start, start + length, place))
    at = window.new[local]
    if window.new[local + length - 1] != at + length - 1:
        return None
    return Place(
        at,
        at + length,
        _doubt(alignment, (first, end), (at, at + length), lattice.margin(start, start + length, local)),
    )


def _doubt(alignment: Alignment, old_run: Run, new_run: Run, margin: int) -> str:
    if margin < 0:
        return "the edits rather speak for other words at this place"
    if margin < MARGIN:
        return "another place fits nearly as well"
    return surroundings_doubt(alignment, old_run, new_run)


def surroundings_doubt(alignment: Alignment, old_run: Run, new_run: Run) -> str:
    """Return why the new run may not be the old one although the words agree, or "" where nothing speaks against it.

    A sentence in which a name or number changed, and one that has its like elsewhere, must stand between its old
    neighbours; else it may be a lookalike that was put in when the true one was taken out.
    """
    if support(alignment, *old_run, new_run[0]) < SUPPORT:
        return "the words around it are others now"
    home = Home.of(alignment, old_run, new_run)
    if home.outdone():
        return "another sentence is more like it"
    if home.between_neighbours():
        return ""
    if home.weighty_changes():
        return "a name or number beside it was changed, and so were its neighbours"
    return _copied(home)


def _copied(home: Home) -> str:
    return "another place fits nearly as well" if home.rivals(home.slot()) else ""


def _settled_doubt(alignment: Alignment, old_run: Run, new_run: Run) -> str:
    """Return why a sentence that stands word for word may be a copy of the old one, which was edited, or ""."""
    home = Home.of(alignment, old_run, new_run)
    if home.between_neighbours():
        return ""
    return "an edited sentence elsewhere is like it" if home.rivals(None, TWIN) else _copied(home)


def support(alignment: Alignment, first: int, end: int, at: int) -> float:
    """Return the share (0 to 1) by weight of the surroundings of [first, end) that stand around `at` now.

    Surroundings are the rest of the sentence; where that is less than three words, twelve tokens on either side. Words
    of the span itself count as surroundings where they stand once in both texts' windows and so speak for themselves.
    """
    old = alignment.old
    around = _rest_of_sentence(alignment, first, end)
    if sum(old.weights[number] for number in around) < MARGIN:
        around = [*range(max(0, first - REACH), first), *range(end, min(len(old), end + REACH))]
    total = sum(old.weights[number] for number in around)
    kept = sum(old.weights[number] for number in around if _came_along(alignment, number, at - first))
    itself = old.weight(first, end)
    return (kept + itself) / (total + itself)


def _rest_of_sentence(alignment: Alignment, first: int, end: int) -> list[int]:
    old = alignment.old
    start = old.units[old.unit_of(first)][0]
    stop = old.units[old.unit_of(end - 1)][1]
    near = range(max(start, first - REACH), min(stop, end + REACH))
    return [number for number in near if not first <= number < end]


def _came_along(alignment: Alignment, number: int, shift: int) -> bool:
    target = alignment.target[number]
    return target is not None and abs(target - number - shift) <= DRIFT
