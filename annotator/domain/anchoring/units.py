"""Which units (sentences) of the old text stand in the new one word for word, and which gaps are left between them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.anchoring.tokens import Tokens

ANCHOR_WEIGHT = 8  # four words: a shorter sentence ("He laughed.") can come again by chance, so it anchors nothing


@dataclass(frozen=True, slots=True)
class Gap:
    """Units of both texts that lie between the same two kept sentences and are not themselves settled."""

    old: Sequence[int]
    new: Sequence[int]


@dataclass(frozen=True, slots=True)
class UnitMap:
    """Old unit to new unit for those beyond doubt; `moved` are those out of order; `gaps` hold all the others."""

    settled: dict[int, int]
    moved: frozenset[int]
    gaps: Sequence[Gap]


def match_units(old: Tokens, new: Tokens) -> UnitMap:
    """Return the units that are beyond doubt the same, and the gaps between those that kept their order.

    Beyond doubt is a unit of four words or more that stands once in each text, wherever it stands; and any unit whose
    neighbours on both sides are settled and enclose an equal unit.
    """
    old_keys = [old.unit_keys(unit) for unit in range(len(old.units))]
    new_keys = [new.unit_keys(unit) for unit in range(len(new.units))]
    settled = _once_in_both(old, old_keys, new_keys)
    in_order = _longest_increasing(sorted(settled.items()))
    _add_enclosed(settled, in_order, old_keys, new_keys)
    moved = frozenset(unit for unit in settled if unit not in in_order)
    return UnitMap(settled, moved, list(_gaps(settled, in_order, len(old_keys), len(new_keys))))


def _once_in_both(
    old: Tokens, old_keys: Sequence[tuple[str, ...]], new_keys: Sequence[tuple[str, ...]]
) -> dict[int, int]:
    in_old, in_new = Counter(old_keys), Counter(new_keys)
    place = {keys: number for number, keys in enumerate(new_keys)}
    return {
        number: place[keys]
        for number, keys in enumerate(old_keys)
        if in_old[keys] == in_new[keys] == 1 and old.weight(*old.units[number]) >= ANCHOR_WEIGHT
    }


def _longest_increasing(pairs: Sequence[tuple[int, int]]) -> set[int]:
    """Return the old units of a longest run of pairs that is in order on both sides (patience sorting)."""
    tops: list[int] = []
    numbers: list[int] = []
    behind: list[int] = []
    for number, (_, target) in enumerate(pairs):
        at = bisect_left(tops, target)
        tops[at : at + 1] = [target]
        numbers[at : at + 1] = [number]
        behind.append(numbers[at - 1] if at else -1)
    kept: set[int] = set()
    number = numbers[-1] if numbers else -1
    while number >= 0:
        kept.add(pairs[number][0])
        number = behind[number]
    return kept


def _add_enclosed(
    settled: dict[int, int],
    in_order: set[int],
    old_keys: Sequence[tuple[str, ...]],
    new_keys: Sequence[tuple[str, ...]],
) -> None:
    for unit in range(1, len(old_keys) - 1):
        before, after = settled.get(unit - 1), settled.get(unit + 1)
        if unit in settled or before is None or after != before + 2:
            continue
        if old_keys[unit] == new_keys[before + 1]:
            settled[unit] = before + 1
            if {unit - 1, unit + 1} <= in_order:
                in_order.add(unit)


def _gaps(settled: dict[int, int], in_order: set[int], old_count: int, new_count: int) -> Iterator[Gap]:
    taken = set(settled.values())
    last_old = last_new = -1
    ends = [(unit, settled[unit]) for unit in sorted(in_order)]
    for old_end, new_end in [*ends, (old_count, new_count)]:
        old = [unit for unit in range(last_old + 1, old_end) if unit not in settled]
        new = [unit for unit in range(last_new + 1, new_end) if unit not in taken]
        if old or new:
            yield Gap(old, new)
        last_old, last_new = old_end, new_end
