"""Which words of one text answer to which of another, in order and moved.

In order: the heaviest chain of pairs that do not cross, where a pair weighs what its words say and a pair that follows
another without a gap weighs more. Only pairs of like words are looked at (sparse dynamic programming after Hunt and
Szymanski, 1977, with a Fenwick tree of best scores), so time grows with their number, not with the product of lengths.
Moved: of what is left, the heaviest common runs.
"""

import heapq
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.comparison.units import Unit, Weight

Pair = tuple[int, int]

MOST_PLACES = 24  # places at which a word is looked for; of more, the nearest, and the nearest after the same word
_SHORT = 4  # letters below which a single word is too common to be called moved


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs of unit numbers (left, right): those in the same order, and runs that stand elsewhere on the other side."""

    in_order: tuple[Pair, ...]
    moved: tuple[tuple[Pair, ...], ...]


def match(left: Sequence[Unit], right: Sequence[Unit]) -> Matches:
    """Return the matches of the units of two texts; `match(b, a)` gives the same pairs the other way round."""
    if [unit.key for unit in left] > [unit.key for unit in right]:
        mirrored = match(right, left)
        moved = sorted(tuple(sorted((i, j) for j, i in run)) for run in mirrored.moved)
        return Matches(tuple((i, j) for j, i in mirrored.in_order), tuple(moved))
    pairs = _alike(left, right)
    in_order = _without_islands(_heaviest_chain(pairs), left, right)
    taken_left, taken_right = {i for i, _ in in_order}, {j for _, j in in_order}
    free = {pair: weight for pair, weight in pairs.items() if pair[0] not in taken_left and pair[1] not in taken_right}
    return Matches(tuple(in_order), tuple(sorted(_moves(free, left, right))))


def _alike(left: Sequence[Unit], right: Sequence[Unit]) -> dict[Pair, int]:
    """Return the weight of every pair of units that are the same word (full weight) or variants of it (less)."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, unit in enumerate(right):
        for name in {*unit.variants, unit.key, _with_key_before(right, j)}:
            places[name].append(j)
    pairs: dict[Pair, int] = {}
    for i, unit in enumerate(left):
        across = round(i * len(right) / len(left))
        for name in {*unit.variants, unit.key, _with_key_before(left, i)}:
            for j in _nearest(places.get(name, ()), across):
                pairs[i, j] = _pair_weight(unit, right[j])
    return pairs


def _with_key_before(side: Sequence[Unit], number: int) -> str:
    return f"{side[number - 1].key if number else ''} {side[number].key}"


def _nearest(places: Sequence[int], across: int) -> Sequence[int]:
    """Return at most MOST_PLACES of the rising `places`, those around `across`."""
    if len(places) <= MOST_PLACES:
        return places
    first = bisect_left(places, across) - MOST_PLACES // 2
    return places[max(0, min(first, len(places) - MOST_PLACES)) :][:MOST_PLACES]


def _pair_weight(one: Unit, other: Unit) -> int:
    weight = 4 * min(one.weight, other.weight)
    return weight if one.key == other.key else weight // 2 + 1


def _heaviest_chain(pairs: Mapping[Pair, int]) -> list[Pair]:
    """Return the chain of pairs, rising on both sides, that weighs most; 3 more for a pair right behind another."""
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for i, j in pairs:
        rows[i].append(j)
    size = max((j for _, j in pairs), default=-1) + 1
    tree: list[tuple[int, Pair | None]] = [(0, None)] * (size + 1)
    scores: dict[Pair, int] = {}
    previous: dict[Pair, Pair | None] = {}
    for i in sorted(rows):
        for j in rows[i]:
            best, behind = _best_before(tree, j)
            adjacent = scores.get((i - 1, j - 1), -4) + 3
            if adjacent >= best:
                best, behind = adjacent, (i - 1, j - 1)
            scores[i, j], previous[i, j] = best + pairs[i, j], behind
        for j in sorted(rows[i]):
            _raise(tree, j, scores[i, j], (i, j))
    at: Pair | None = max(scores, key=lambda pair: (scores[pair], pair), default=None)
    chain: list[Pair] = []
    while at is not None:
        chain.append(at)
        at = previous[at]
    return chain[::-1]


def _best_before(tree: Sequence[tuple[int, Pair | None]], column: int) -> tuple[int, Pair | None]:
    """Return the best score of a chain that ends before `column`, and its last pair."""
    best: tuple[int, Pair | None] = (0, None)
    while column > 0:
        if tree[column][0] > best[0]:
            best = tree[column]
        column -= column & -column
    return best


def _raise(tree: list[tuple[int, Pair | None]], column: int, score: int, pair: Pair) -> None:
    column += 1
    while column < len(tree):
        if score > tree[column][0]:
            tree[column] = (score, pair)
        column += column & -column


def runs(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Yield the longest stretches of `pairs` that follow one another without a gap on either side."""
    run: list[Pair] = []
    for pair in pairs:
        if run and pair != (run[-1][0] + 1, run[-1][1] + 1):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _without_islands(chain: Sequence[Pair], left: Sequence[Unit], right: Sequence[Unit]) -> list[Pair]:
    """Drop runs of light words between longer stretches that differ: a lone `the` that agrees only breaks them up."""
    found = list(runs(chain))
    kept: list[Pair] = []
    for number, run in enumerate(found):
        before = found[number - 1][-1] if number else (-1, -1)
        after = found[number + 1][0] if number + 1 < len(found) else (len(left), len(right))
        ahead = min(run[0][0] - before[0], run[0][1] - before[1]) - 1
        behind = min(after[0] - run[-1][0], after[1] - run[-1][1]) - 1
        light = all(left[i].weight == Weight.LIGHT for i, _ in run)
        if not (light and len(run) < min(ahead, behind)):
            kept.extend(run)
    return kept


def _moves(free: Mapping[Pair, int], left: Sequence[Unit], right: Sequence[Unit]) -> Iterator[tuple[Pair, ...]]:
    """Yield common runs among the unmatched units, the heaviest first, that say enough to be called moved."""
    by_left, by_right = Counter(i for i, _ in free), Counter(j for _, j in free)
    diagonals = sorted(free, key=lambda pair: (pair[1] - pair[0], pair))
    queue = [(-sum(free[pair] for pair in run), run) for run in runs(diagonals)]
    heapq.heapify(queue)
    used_left: set[int] = set()
    used_right: set[int] = set()
    while queue:
        _, run = heapq.heappop(queue)
        open_pairs = [pair for pair in run if pair[0] not in used_left and pair[1] not in used_right]
        if open_pairs != run:
            for rest in runs(open_pairs):
                heapq.heappush(queue, (-sum(free[pair] for pair in rest), rest))
        elif _says_enough(run, left, right) and (len(run) > 1 or _is_rare(run[0], by_left, by_right)):
            used_left.update(i for i, _ in run)
            used_right.update(j for _, j in run)
            yield tuple(run)


def _is_rare(pair: Pair, by_left: Counter[int], by_right: Counter[int]) -> bool:
    return by_left[pair[0]] == by_right[pair[1]] == 1


def _says_enough(run: Sequence[Pair], left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    """Say whether there is content in a run of two words or more, or enough of it in a single word."""
    content = [(left[i].key, right[j].key) for i, j in run if left[i].weight == Weight.CONTENT]
    if len(run) > 1:
        return bool(content)
    return any(max(map(len, keys)) >= _SHORT or keys[0].isdigit() for keys in content)
