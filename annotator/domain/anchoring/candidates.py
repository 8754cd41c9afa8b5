"""The places that are shown to a person when no place is beyond doubt."""

from bisect import bisect_left
from collections.abc import Iterator

from rapidfuzz import fuzz

from annotator.domain.anchoring.alignment import Alignment
from annotator.domain.anchoring.outcomes import Candidate
from annotator.domain.anchoring.scores import candidate
from annotator.domain.anchoring.tokens import folded
from annotator.domain.spans import Span, quote

SHOWN = 5
WORTH = 0.55  # score from which a place is worth showing
LIKE = 70.0  # rapidfuzz ratio (0 to 100) from which other words count as like
MIN_FUZZY = 12  # code points; anything is like a shorter text
MAX_COPIES = 20  # copies scored, those nearest to the expected place

MAX_UNITS = 100  # new or edited sentences searched for like words, those nearest to the expected place

Candidates = tuple[Candidate, ...]


def candidates(span: Span, target: Span | None, alignment: Alignment, expected: int) -> tuple[Candidates, Candidates]:
    """Return (fresh, taken) places for `span`, best first, at most five each.

    Fresh are `target`, where the alignment points, and equal or like words that are new in the text; taken are equal
    words that the alignment knows to belong to another place of the old text.
    """
    wanted = quote(span, alignment.old.text)
    fresh = [target] if target else []
    taken: list[Span] = []
    for copy in _copies(wanted.exact, alignment.folded_new, expected):
        if target is None or not copy.overlaps(target):
            (taken if _is_taken(copy, span, alignment) else fresh).append(copy)
    if len(wanted.exact) >= MIN_FUZZY and len(fresh) < SHOWN:
        fresh += [like for like in _like(wanted.exact, alignment, expected) if not any(map(like.overlaps, fresh))]
    scored = [candidate(wanted, place, alignment.new.text, expected) for place in dict.fromkeys(fresh)]
    worthy = [place for place in scored if place.score >= WORTH or place.span == target]
    return _best(worthy), _best(candidate(wanted, place, alignment.new.text, expected) for place in taken)


def _best(found: Iterator[Candidate] | list[Candidate]) -> Candidates:
    return tuple(sorted(found, key=lambda place: -place.score)[:SHOWN])


def _copies(exact: str, within: str, expected: int) -> list[Span]:
    """Return the copies of `exact` in folded text that are nearest to the expected offset, half on either side."""
    wanted = folded(exact)
    found: list[Span] = []
    at = within.find(wanted, expected)
    while at >= 0 and len(found) < MAX_COPIES // 2:
        found.append(Span(at, at + len(wanted)))
        at = within.find(wanted, at + 1)
    at = within.rfind(wanted, 0, max(0, expected + len(wanted) - 1))
    while at >= 0 and len(found) < MAX_COPIES:
        found.append(Span(at, at + len(wanted)))
        at = within.rfind(wanted, 0, at + len(wanted) - 1)
    return found


def _is_taken(copy: Span, span: Span, alignment: Alignment) -> bool:
    """Return whether settled words of the old text other than the span's are what stands here."""
    first, end = alignment.new.covering(copy)
    owners = [alignment.origin[number] for number in range(first, end)]
    if not owners:
        return True
    own_first, own_end = alignment.old.covering(span)
    return all(owner is not None and not own_first <= owner < own_end for owner in owners)


def _like(exact: str, alignment: Alignment, expected: int) -> Iterator[Span]:
    """Yield the best stretch of each new or edited sentence that is like `exact`, at word edges."""
    wanted, new = folded(exact), alignment.new
    free = alignment.free_units
    middle = bisect_left(free, expected, key=lambda unit: new.starts[new.units[unit][0]])
    for unit in free[max(0, middle - MAX_UNITS // 2) : middle + MAX_UNITS // 2]:
        whole = new.span(*new.units[unit])
        found = fuzz.partial_ratio_alignment(wanted, whole.within(alignment.folded_new), score_cutoff=LIKE)
        if found and found.dest_start < found.dest_end:
            first, end = new.covering(Span(whole.start + found.dest_start, whole.start + found.dest_end))
            if first < end:
                yield new.span(first, end)
