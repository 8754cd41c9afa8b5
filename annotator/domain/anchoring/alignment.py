"""What happened to every token between two versions: the evidence on which spans are carried."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from annotator.domain.anchoring.tokens import Tokens, folded, tokenized
from annotator.domain.anchoring.units import UnitMap, match_units
from annotator.domain.anchoring.windows import Window, windows


@dataclass(frozen=True)
class Alignment:
    """Old token to new token (None where it is gone), and how it is known.

    `settled` tokens belong to sentences that are beyond doubt the same; the others that are kept have a window.
    `origin` is the map back; `mapped` lists the old tokens that are kept, in order.
    """

    old: Tokens
    new: Tokens
    target: Sequence[int | None]
    origin: Sequence[int | None]
    settled: Sequence[bool]
    moved: Sequence[bool]
    windows: Sequence[Window | None]
    units: UnitMap
    mapped: Sequence[int]

    @cached_property
    def counterparts(self) -> Sequence[int | None]:
        """Return for every old unit the new one that holds more than half of it in order, or None."""
        return [None if unit in self.units.moved else self._counterpart(unit) for unit in range(len(self.old.units))]

    @cached_property
    def kept_units(self) -> frozenset[int]:
        """Return the new units that are the counterpart of an old one."""
        return frozenset(unit for unit in self.counterparts if unit is not None)

    @cached_property
    def folded_new(self) -> str:
        """Return the new text with all quotation marks alike, at the same offsets."""
        return folded(self.new.text)

    @cached_property
    def old_words(self) -> Sequence[tuple[str, ...]]:
        """Return the words of each old unit."""
        return [self.old.unit_words(unit) for unit in range(len(self.old.units))]

    @cached_property
    def new_words(self) -> Sequence[tuple[str, ...]]:
        """Return the words of each new unit."""
        return [self.new.unit_words(unit) for unit in range(len(self.new.units))]

    @cached_property
    def common_words(self) -> frozenset[tuple[str, ...]]:
        """Return the sentences, by their words, that both texts have."""
        return frozenset(self.old_words) & frozenset(self.new_words) - {()}

    @cached_property
    def unique_words(self) -> frozenset[tuple[str, ...]]:
        """Return the sentences, by their words, that each text has once."""
        old, new = self.counts
        return frozenset(words for words in self.common_words if old[words] == new[words] == 1)

    @cached_property
    def counts(self) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
        """Return how often each text has each sentence, by its words."""
        return Counter(self.old_words), Counter(self.new_words)

    @cached_property
    def free_units(self) -> Sequence[int]:
        """Return the new units that are not settled, in order."""
        return [unit for gap in self.units.gaps for unit in gap.new]

    def _counterpart(self, unit: int) -> int | None:
        settled = self.units.settled.get(unit)
        if settled is not None:
            return settled
        first, end = self.old.units[unit]
        held = Counter[int]()
        for number in range(first, end):
            target = self.target[number]
            if target is not None:
                held[self.new.unit_of(target)] += self.old.weights[number]
        best = max(held, key=lambda there: held[there], default=None)
        return best if best is not None and 2 * held[best] > self.old.weight(first, end) else None

    def expected(self, first: int) -> int:
        """Return the offset in the new text at which the old token `first` would stand, judging by its neighbours."""
        at = bisect_left(self.mapped, first)
        known = list(self.mapped[max(0, at - 1) : at + 1])
        if not known:
            return min(self.old.starts[first], len(self.new.text))
        nearest = min(known, key=lambda number: abs(number - first))
        target = self.target[nearest]
        shift = self.new.starts[target] - self.old.starts[nearest] if target is not None else 0
        return max(0, min(len(self.new.text), self.old.starts[first] + shift))


def align(old_text: str, new_text: str) -> Alignment:
    """Return the alignment of two versions of a text: kept sentences first, then words inside the gaps."""
    old, new = tokenized(old_text), tokenized(new_text)
    units = match_units(old, new)
    target: list[int | None] = [None] * len(old)
    settled, moved = [False] * len(old), [False] * len(old)
    found: list[Window | None] = [None] * len(old)
    for unit, other in units.settled.items():
        first, end = old.units[unit]
        target[first:end] = range(*new.units[other])
        settled[first:end] = [True] * (end - first)
        moved[first:end] = [unit in units.moved] * (end - first)
    for gap in units.gaps:
        for window in windows(gap, old, new):
            for number in window.old:
                found[number] = window
                target[number] = window.pairs.get(number)
    origin: list[int | None] = [None] * len(new)
    for number, place in enumerate(target):
        if place is not None:
            origin[place] = number
    mapped = [number for number, place in enumerate(target) if place is not None]
    return Alignment(old, new, target, origin, settled, moved, found, units, mapped)
