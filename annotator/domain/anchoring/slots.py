"""Whether a sentence stands where it stood: its neighbours, and the other sentences that are like it."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from annotator.domain.anchoring.alignment import Alignment
from annotator.domain.anchoring.tokens import Tokens
from annotator.domain.anchoring.wording import weighty

RIVAL = 0.6  # similarity from which another unsettled sentence may be the true one
TWIN = 0.8  # similarity of a sentence made from another by changing a name or a word

Run = tuple[int, int]  # token numbers, half-open


@dataclass(frozen=True)
class Home:
    """The units of a run in the old text and of the run that may be the same in the new one."""

    alignment: Alignment
    old: range
    new: range

    @classmethod
    def of(cls, alignment: Alignment, old_run: Run, new_run: Run) -> "Home":
        """Return the units that two runs of tokens touch."""
        return cls(alignment, _units(alignment.old, old_run), _units(alignment.new, new_run))

    def slot(self) -> tuple[range, range] | None:
        """Return the units of either text between the nearest kept neighbours, or None where those are not the same."""
        old_slot = self._old_slot()
        before = self.new.start - 1
        while before >= 0 and before not in self.alignment.kept_units:
            before -= 1
        after = self.new.stop
        while after < len(self.alignment.new.units) and after not in self.alignment.kept_units:
            after += 1
        found = self.alignment.counterparts
        same_before = before == (-1 if old_slot.start == 0 else found[old_slot.start - 1])
        ends = old_slot.stop == len(found)
        same_after = after == (len(self.alignment.new.units) if ends else found[old_slot.stop])
        return (old_slot, range(before + 1, after)) if same_before and same_after else None

    def between_neighbours(self) -> bool:
        """Return whether the sentences directly before and after are the same in both texts, with none put between."""
        slot = self.slot()
        return slot is not None and slot == (self.old, self.new)

    def uprooted(self) -> bool:
        """Return whether a sentence directly beside it went elsewhere, or neither of the two stands beside it still."""
        old, new = self.alignment.old, self.alignment.new
        beside = [unit for unit in (self.old.start - 1, self.old.stop) if 0 <= unit < len(old.units)]
        free = {new.unit_keys(unit) for unit in self.alignment.free_units}
        for unit in beside:
            lost = self.alignment.counterparts[unit] is None
            if unit in self.alignment.units.moved or (lost and old.unit_keys(unit) in free):
                return True
        places = {self.new.start - 1, self.new.stop}
        return all(self.alignment.counterparts[unit] not in places for unit in beside)

    def _old_slot(self) -> range:
        found = self.alignment.counterparts
        start, stop = self.old.start, self.old.stop
        while start > 0 and found[start - 1] is None:
            start -= 1
        while stop < len(found) and found[stop] is None:
            stop += 1
        return range(start, stop)

    def weighty_changes(self) -> bool:
        """Return whether a name, number or negation was changed anywhere in these sentences."""
        old, new = self.alignment.old, self.alignment.new
        removed = (old.raw(at) for at in _tokens(old, self.old) if self.alignment.target[at] is None)
        added = (new.raw(at) for at in _tokens(new, self.new) if self.alignment.origin[at] is None)
        return any(map(weighty, removed)) or any(map(weighty, added))

    def rivals(self, within: tuple[range, range] | None, likeness: float = RIVAL) -> bool:
        """Return whether another unsettled sentence, of those `within` or of all, is like these."""
        return any(like >= likeness for like in self._likenesses(within, likeness))

    def outdone(self) -> bool:
        """Return whether another unsettled sentence is more like than these two are like each other."""
        own = Indel.normalized_similarity(_keys(self.alignment.old, self.old), _keys(self.alignment.new, self.new))
        return any(like > own for like in self._likenesses(None, own))

    def _likenesses(self, within: tuple[range, range] | None, cutoff: float) -> Iterator[float]:
        old, new = _keys(self.alignment.old, self.old), _keys(self.alignment.new, self.new)
        for gap in self.alignment.units.gaps:
            for unit in gap.new:
                if unit not in self.new and (within is None or unit in within[1]):
                    yield Indel.normalized_similarity(old, self.alignment.new.unit_keys(unit), score_cutoff=cutoff)
            for unit in gap.old:
                if unit not in self.old and (within is None or unit in within[0]):
                    yield Indel.normalized_similarity(new, self.alignment.old.unit_keys(unit), score_cutoff=cutoff)


def _units(tokens: Tokens, run: Run) -> range:
    return range(tokens.unit_of(run[0]), tokens.unit_of(run[1] - 1) + 1)


def _tokens(tokens: Tokens, units: range) -> range:
    return range(tokens.units[units.start][0], tokens.units[units.stop - 1][1])


def _keys(tokens: Tokens, units: range) -> tuple[str, ...]:
    numbers = _tokens(tokens, units)
    return tuple(tokens.keys[numbers.start : numbers.stop])
