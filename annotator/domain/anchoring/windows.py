"""Token alignment inside the gaps: small windows in which every alignment is weighed."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import Indel

from annotator.domain.anchoring.lattice import Lattice
from annotator.domain.anchoring.tokens import Tokens
from annotator.domain.anchoring.units import Gap

MAX_CELLS = 160_000  # of a lattice: about 0.1 s; a larger gap is first split by pairing like sentences
MAX_PAIRS = 400_000  # sentences compared with sentences; beyond that a gap is left to a person
LIKE = 0.5  # similarity of two sentences from which one may be the edited other


@dataclass(frozen=True)
class Window:
    """Token numbers of both texts that lie in the same gap, in order but not always adjacent."""

    old: Sequence[int]
    new: Sequence[int]
    lattice: Lattice
    local: dict[int, int] = field(repr=False)

    def within(self, old: range, new: range) -> tuple[range, range]:
        """Return the places in the window of the token numbers of a run of either text."""
        return (
            range(bisect_left(self.old, old.start), bisect_left(self.old, old.stop)),
            range(bisect_left(self.new, new.start), bisect_left(self.new, new.stop)),
        )

    @cached_property
    def pairs(self) -> dict[int, int]:
        """Return old to new token numbers of one best alignment."""
        return {self.old[i]: self.new[j] for i, j in self.lattice.pairs()}


def windows(gap: Gap, old: Tokens, new: Tokens) -> Iterator[Window]:
    """Yield the windows of a gap; those too large to weigh are split, and what finds no like sentence is left out."""
    if not gap.old or not gap.new:
        return
    if _size(gap.old, old) * _size(gap.new, new) <= MAX_CELLS:
        yield _window(gap, old, new)
    elif len(gap.old) > 1 or len(gap.new) > 1:
        for pair in _like_pairs(gap, old, new):
            yield from windows(pair, old, new)


def _size(units: Sequence[int], tokens: Tokens) -> int:
    return sum(tokens.units[unit][1] - tokens.units[unit][0] for unit in units)


def _numbers(units: Sequence[int], tokens: Tokens) -> list[int]:
    return [number for unit in units for number in range(*tokens.units[unit])]


def _window(gap: Gap, old: Tokens, new: Tokens) -> Window:
    from_numbers, to_numbers = _numbers(gap.old, old), _numbers(gap.new, new)
    lattice = Lattice(
        [old.keys[number] for number in from_numbers],
        [new.keys[number] for number in to_numbers],
        [old.weights[number] for number in from_numbers],
    )
    return Window(from_numbers, to_numbers, lattice, {number: at for at, number in enumerate(from_numbers)})


def _like_pairs(gap: Gap, old: Tokens, new: Tokens) -> Iterator[Gap]:
    """Pair sentences in order so that the sum of their similarities is greatest; repeated ones are left to a person."""
    if len(gap.old) * len(gap.new) > MAX_PAIRS:
        return
    likeness = [[_likeness(old.unit_keys(one), new.unit_keys(other)) for other in gap.new] for one in gap.old]
    table = [[0.0] * (len(gap.new) + 1)]
    for row in likeness:
        above, line = table[-1], [0.0]
        for j, like in enumerate(row):
            line.append(max(above[j + 1], line[j], above[j] + like))
        table.append(line)
    i, j = len(gap.old), len(gap.new)
    while i and j:
        if table[i][j] == table[i - 1][j]:
            i -= 1
        elif table[i][j] == table[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            if _stands_out(likeness, i, j):
                yield Gap([gap.old[i]], [gap.new[j]])


def _likeness(old: tuple[str, ...], new: tuple[str, ...]) -> float:
    return float(Indel.normalized_similarity(old, new, score_cutoff=LIKE))


def _stands_out(likeness: Sequence[Sequence[float]], i: int, j: int) -> bool:
    """Return whether no other sentence on either side is nearly as like as this pair."""
    rivals = [like for at, like in enumerate(likeness[i]) if at != j]
    rivals += [row[j] for at, row in enumerate(likeness) if at != i]
    return likeness[i][j] - max(rivals, default=0.0) >= 0.15
