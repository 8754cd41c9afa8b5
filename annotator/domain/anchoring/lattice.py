"""The best alignments of two short runs of tokens, and what every other alignment would cost.

Weighted longest common subsequence, computed from both ends (Needleman and Wunsch 1970; the two tables joined as
Hirschberg 1975 does): `before[i][j] + after[i][j]` is the best alignment that passes through (i, j). So it can be told
not only where the edits put a run of words, but by how much weight the next best place is worse.
"""

from collections.abc import Iterator, Sequence

Table = list[list[int]]
UNRIVALLED = 1_000_000  # weight; the margin of a place that nothing competes for


class Lattice:
    """All alignments of the token keys `old` with `new`; time and memory grow with the product of their lengths."""

    def __init__(self, old: Sequence[str], new: Sequence[str], weights: Sequence[int]) -> None:
        self.old, self.new, self.weights = list(old), list(new), list(weights)
        self.before = _table(self.old, self.new, self.weights)
        backward = _table(self.old[::-1], self.new[::-1], self.weights[::-1])
        self.after = [row[::-1] for row in reversed(backward)]
        self.best = self.before[-1][-1]

    def through(self, first: int, end: int, at: int) -> int:
        """Return the weight of the best alignment that puts the old tokens [first, end) at the new token `at`."""
        return self.before[first][at] + sum(self.weights[first:end]) + self.after[end][at + end - first]

    def places(self, first: int, end: int) -> list[int]:
        """Return where in the new run the old tokens [first, end) stand word for word."""
        return list(_found(self.old[first:end], self.new))

    def margin(self, first: int, end: int, at: int, within: tuple[range, range] | None = None) -> int:
        """Return how much weight is lost by the next best choice: another place, or other old words at this place.

        Negative where another place is better, and where the best alignments do not pass here at all. Rivals outside of
        `within`, tokens of either text, do not count.
        """
        here = self.through(first, end, at)
        length = end - first
        old, new = within or (range(len(self.old)), range(len(self.new)))
        rivals = [self.through(first, end, place) for place in self.places(first, end) if place != at and place in new]
        twins = (place for place in _found(self.old[first:end], self.old) if place != first and place in old)
        rivals += [self.through(twin, twin + length, at) for twin in twins]
        lost = here - self.best
        return min([here - rival for rival in rivals] + ([lost] if lost < 0 else []), default=UNRIVALLED)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of tokens that one best alignment keeps, from the end backwards."""
        i, j = len(self.old), len(self.new)
        while i and j:
            if self.old[i - 1] == self.new[j - 1] and (
                self.before[i][j] == self.before[i - 1][j - 1] + self.weights[i - 1]
            ):
                i, j = i - 1, j - 1
                yield i, j
            elif self.before[i][j] == self.before[i - 1][j]:
                i -= 1
            else:
                j -= 1


def _table(old: Sequence[str], new: Sequence[str], weights: Sequence[int]) -> Table:
    rows = [[0] * (len(new) + 1)]
    for key, weight in zip(old, weights, strict=True):
        above = rows[-1]
        row = [0]
        left = 0
        for j, other in enumerate(new):
            best = above[j + 1]
            if key == other and above[j] + weight > best:
                best = above[j] + weight
            if left > best:
                best = left
            left = best
            row.append(left)
        rows.append(row)
    return rows


def _found(run: Sequence[str], within: Sequence[str]) -> Iterator[int]:
    wanted = list(run)
    for at in range(len(within) - len(wanted) + 1):
        if within[at] == wanted[0] and list(within[at : at + len(wanted)]) == wanted:
            yield at
