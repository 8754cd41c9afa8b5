"""Whether a sentence stands where it stood: its neighbours, and the other sentences that are like it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import LCSseq, Levenshtein

from annotator.domain.anchoring.alignment import Alignment
from annotator.domain.anchoring.tokens import Tokens
from annotator.domain.anchoring.wording import weighty

LONG = 6  # words; a shorter sentence is part of a longer one by chance
MOST_SLACK = 3  # words; a lookalike differs from its model by a name or two

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

    def tokens(self) -> tuple[range, range]:
        """Return the token numbers of these sentences in either text."""
        return _tokens(self.alignment.old, self.old), _tokens(self.alignment.new, self.new)

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

    @cached_property
    def distance(self) -> int:
        """Return how many words were put in, taken out or replaced to make the new sentences of the old ones."""
        return int(Levenshtein.distance(self._old_words, self._new_words))

    @cached_property
    def slack(self) -> int:
        """Return by how many words another sentence must be farther away to be no rival: a fourth, three at most."""
        return max(1, min(MOST_SLACK, len(self._old_words) // 4))

    def rewritten(self) -> bool:
        """Return whether so many words were replaced that they may be another sentence of the same build."""
        kept = LCSseq.similarity(self._old_words, self._new_words)
        lost = len(self._old_words) - kept
        return lost > max(1, len(self._old_words) // (4 if self.weighty_changes() else 3))

    @cached_property
    def frame(self) -> tuple[range, range] | None:
        """Return the sentences of either text between the nearest ones that both have, or None where those differ.

        Copies of these very sentences do not count.
        """
        return self._between(self.alignment.common_words)

    @cached_property
    def loose_frame(self) -> tuple[range, range] | None:
        """Return the same where only sentences count that each text has once: a repeated one may have been put in.

        None where these sentences themselves were copied or taken out anywhere.
        """
        old, new = self.alignment.counts
        own = {self.alignment.old_words[unit] for unit in self.old}
        if any(old[words] != new[words] for words in own):
            return None
        return self._between(self.alignment.unique_words)

    def _between(self, known: frozenset[tuple[str, ...]]) -> tuple[range, range] | None:
        alignment = self.alignment
        own = {alignment.old_words[unit] for unit in self.old}
        old = _between(alignment.old_words, self.old, known - own)
        new = _between(alignment.new_words, self.new, known - own)
        ends = _ends(old, alignment.old_words)
        return (old, new) if any(ends) and ends == _ends(new, alignment.new_words) else None

    def counted(self, frame: tuple[range, range]) -> bool:
        """Return whether the same words stand in a frame as often in both texts, and these at the same count."""
        if len(self.old) > 1 or len(self.new) > 1:
            return not self._rivals_among(*frame, 0)
        before = [unit for unit in frame[0] if near(self.alignment.old_words[unit], self._old_words, 0)]
        after = [unit for unit in frame[1] if near(self.alignment.new_words[unit], self._old_words, 0)]
        return len(before) == len(after) and before.index(self.old.start) == after.index(self.new.start)

    def rivals(self, most: int) -> bool:
        """Return whether another sentence that is not settled elsewhere is as like, up to `most` words apart.

        Either an old one, of which the new sentence may have been made, or a new one, to which the old may have gone.
        """
        gaps = self.alignment.units.gaps
        return self._rivals_among(
            (unit for gap in gaps for unit in gap.old), (unit for gap in gaps for unit in gap.new), most
        )

    def _rivals_among(self, old: Iterable[int], new: Iterable[int], most: int) -> bool:
        if most < 0:
            return False
        alignment = self.alignment
        return any(
            unit not in self.old and near(alignment.old_words[unit], self._new_words, most) for unit in old
        ) or any(unit not in self.new and near(alignment.new_words[unit], self._old_words, most) for unit in new)

    def models(self, most: int) -> bool:
        """Return whether an old sentence, wherever it stands now, is so like that the new one may be made after it."""
        return any(
            unit not in self.old and near(words, self._new_words, most)
            for unit, words in enumerate(self.alignment.old_words)
        )

    def moved(self) -> bool:
        """Return whether one of them stands out of order."""
        return any(unit in self.alignment.units.moved for unit in self.old)

    @cached_property
    def _old_words(self) -> tuple[str, ...]:
        return tuple(word for unit in self.old for word in self.alignment.old_words[unit])

    @cached_property
    def _new_words(self) -> tuple[str, ...]:
        return tuple(word for unit in self.new for word in self.alignment.new_words[unit])


def near(one: tuple[str, ...], other: tuple[str, ...], most: int) -> bool:
    """Return whether two sentences are at most `most` words apart, or one is all but `most` words part of the other.

    The latter is what a sentence comes to that lost its full stop, or got one inside.
    """
    if Levenshtein.distance(one, other, score_cutoff=most) <= most:
        return True
    shorter = min(len(one), len(other))
    most = min(most, shorter // 3)
    return shorter >= LONG and bool(LCSseq.similarity(one, other, score_cutoff=shorter - most) >= shorter - most)


def _between(words: Sequence[tuple[str, ...]], own: range, common: frozenset[tuple[str, ...]]) -> range:
    first, end = own.start, own.stop
    while first > 0 and words[first - 1] not in common:
        first -= 1
    while end < len(words) and words[end] not in common:
        end += 1
    return range(first, end)


def _ends(run: range, words: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [words[at] if 0 <= at < len(words) else () for at in (run.start - 1, run.stop)]


def _units(tokens: Tokens, run: Run) -> range:
    return range(tokens.unit_of(run[0]), tokens.unit_of(run[1] - 1) + 1)


def _tokens(tokens: Tokens, units: range) -> range:
    return range(tokens.units[units.start][0], tokens.units[units.stop - 1][1])
