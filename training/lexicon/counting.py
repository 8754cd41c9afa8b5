"""Step 4: count which words were linked, and how often each stood there at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Links = set[tuple[int, int]]  # (number of source word, number of English word)
Sentence = Sequence[str]
ONE_WAY = 0.3  # what a link counts that only one direction of the aligner made


@dataclass(slots=True)
class Counts:
    """Weighted counts of linked words, of source words and of English words."""

    pairs: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    source: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    english: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def count(rows: Iterable[tuple[float, Sentence, Sentence, Links, Links]]) -> Counts:
    """Return the counts over rows of weight, source words, English words, links forward and links in reverse."""
    counts = Counts()
    for weight, ours, theirs, forward, reverse in rows:
        for word in ours:
            counts.source[word] += weight
        for word in theirs:
            counts.english[word] += weight
        for link in forward | reverse:
            both = link in forward and link in reverse
            counts.pairs[ours[link[0]], theirs[link[1]]] += weight * (1.0 if both else ONE_WAY)
    return counts
