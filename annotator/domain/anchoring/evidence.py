"""What the alignment says about one span: where its words went, and what speaks against believing it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from annotator.domain.anchoring.alignment import Alignment
from annotator.domain.anchoring.slots import Home, Run
from annotator.domain.anchoring.units import ANCHOR_WEIGHT
from annotator.domain.anchoring.windows import Window

MARGIN = 6  # weight, three words: by so much the next best place must be worse
SUPPORT = 0.65  # share of the surroundings that must have come along
REACH = 12  # tokens on either side that count as surroundings
_ELSEWHERE = "another place fits nearly as well"
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
        return Place(*run, settled_doubt(alignment, (first, end), run))
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
    for settled, (start, stop) in _parts(alignment, first, end):
        here = at + start - first
        judge = settled_doubt if settled else surroundings_doubt
        doubt = judge(alignment, (start, stop), (here, here + stop - start))
        if doubt:
            return Place(place.first, place.end, doubt)
    return place


def _parts(alignment: Alignment, first: int, end: int) -> Iterator[tuple[bool, Run]]:
    start = first
    for settled, group in groupby(alignment.settled[first:end]):
        stop = start + len(list(group))
        yield settled, (start, stop)
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
    # Of equally good places the one of the best alignment: it keeps repeated sentences in their order.
    local = max(
        places,
        key=lambda place: (
            lattice.through(start, start + length, place),
            window.new[place] == alignment.target[first],
        ),
    )
    at = window.new[local]
    if window.new[local + length - 1] != at + length - 1:
        return None
    place = Place(at, at + length)
    doubt = _margin_doubt(window, start, length, local, Home.of(alignment, (first, end), (at, at + length)))
    return replace(place, doubt=doubt or surroundings_doubt(alignment, (first, end), (at, at + length)))


def _margin_doubt(window: Window, start: int, length: int, local: int, home: Home) -> str:
    """Return whether the same words at another place of the window fit nearly as well.

    Where the sentence stands between its old neighbours, only places in it are others: none is as likely.
    """
    at_home = home.between_neighbours() or (home.distance == 0 and home.frame is not None)
    within = window.within(*home.tokens()) if at_home else None
    margin = window.lattice.margin(start, start + length, local, within)
    if margin < 0:
        return "the edits rather speak for other words at this place"
    edges = ((start + edge, start + edge + 1, local + edge) for edge in (0, length - 1))
    if margin < MARGIN or any(window.lattice.margin(*edge, within) <= 0 for edge in edges):
        return _ELSEWHERE
    return ""


def surroundings_doubt(alignment: Alignment, old_run: Run, new_run: Run) -> str:
    """Return why the new run may not be the old one although the words agree, or "" where nothing speaks against it.

    A sentence in which a name or number changed, and one that has its like elsewhere, must stand between its old
    neighbours; else it may be a lookalike that was put in when the true one was taken out.
    """
    home = Home.of(alignment, old_run, new_run)
    if home.distance == 0:
        return settled_doubt(alignment, old_run, new_run)
    weighty = home.weighty_changes()
    if home.rewritten() or support(alignment, old_run, new_run[0], alone=weighty) < SUPPORT:
        return "the words around it are others now"
    if home.rivals(home.distance - 1) or home.models(home.distance - 1):
        return "another sentence is more like it"
    if home.between_neighbours():
        return ""
    if weighty:
        return "a name or number beside it was changed, and so were its neighbours"
    return _copied(home)


def settled_doubt(alignment: Alignment, old_run: Run, new_run: Run) -> str:
    """Return why sentences that stand word for word may be copies of the old ones, or "".

    Between the nearest sentences that both texts have they are not, or nobody could tell. Elsewhere there must be none
    that they may have been made of, and none that the old ones may have become.
    """
    home = Home.of(alignment, old_run, new_run)
    if home.frame:
        return "" if home.counted(home.frame) else _ELSEWHERE
    if home.loose_frame and home.counted(home.loose_frame):
        return _ELSEWHERE if home.rivals(home.slack) else ""
    if alignment.old.weight(*_bounds(home.tokens()[0])) < ANCHOR_WEIGHT:
        return "the words around it are others now"
    return _copied(home)


def _bounds(run: range) -> Run:
    return run.start, run.stop


def _copied(home: Home) -> str:
    most = home.distance + home.slack
    if home.rivals(most) or (home.moved() and home.models(most)):
        return _ELSEWHERE
    return ""


def support(alignment: Alignment, run: Run, at: int, *, alone: bool) -> float:
    """Return the share (0 to 1) by weight of the surroundings of the old `run` that stand around `at` now.

    Surroundings are the rest of the sentence; where that is less than three words, none of it may be lost, and twelve
    tokens on either side are looked at. Three words or more of the run itself speak for themselves, and count too,
    unless the surroundings must convince `alone`: a quote may be repeated in another sentence of the same build.
    """
    (first, end), old = run, alignment.old
    around = _rest_of_sentence(alignment, first, end, len(old) if alone else REACH)
    if sum(old.weights[number] for number in around) < MARGIN:
        if not all(_came_along(alignment, number, at - first) for number in around if old.weights[number] > 1):
            return 0.0
        around = [*range(max(0, first - REACH), first), *range(end, min(len(old), end + REACH))]
    total = sum(old.weights[number] for number in around)
    kept = sum(old.weights[number] for number in around if _came_along(alignment, number, at - first))
    itself = old.weight(first, end)
    itself = 0 if alone or itself < MARGIN else itself
    return (kept + itself) / (total + itself) if total + itself else 1.0


def _rest_of_sentence(alignment: Alignment, first: int, end: int, reach: int) -> list[int]:
    old = alignment.old
    start = old.units[old.unit_of(first)][0]
    stop = old.units[old.unit_of(end - 1)][1]
    near = range(max(start, first - reach), min(stop, end + reach))
    return [number for number in near if not first <= number < end]


def _came_along(alignment: Alignment, number: int, shift: int) -> bool:
    target = alignment.target[number]
    return target is not None and abs(target - number - shift) <= DRIFT
