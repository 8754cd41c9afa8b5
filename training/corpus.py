"""Encoded parallel text: piece numbers in flat arrays, small enough to keep millions of pairs in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.prepare import Pair
from training.vocabulary import END, PAD, UNKNOWN, Vocabulary

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Corpus:
    """Pair `n` is source[source_at[n]:source_at[n + 1]] and the like in target; every sentence ends with END.

    `weight` is the mean number of draws per epoch, `held` marks the pairs kept aside to watch the loss, and `links`
    gives for each target piece the position of its source piece (-1: none). `language` is the number of its language
    in the settings.
    """

    source: NDArray[np.int16]
    source_at: Numbers
    target: NDArray[np.int16]
    target_at: Numbers
    weight: NDArray[np.float32]
    held: NDArray[np.bool_]
    links: NDArray[np.int16]
    language: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.weight)

    def padded_source(self, rows: Numbers, filler: int = PAD) -> tuple[Numbers, Numbers]:
        """Return the source pieces of the rows as one padded matrix, and their lengths."""
        return _padded(self.source, self.source_at, rows, filler)

    def padded_target(self, rows: Numbers, filler: int = PAD) -> tuple[Numbers, Numbers]:
        """Return the target pieces of the rows as one padded matrix, and their lengths."""
        return _padded(self.target, self.target_at, rows, filler)

    def padded_links(self, rows: Numbers) -> Numbers:
        """Return the links of the rows as one matrix, padded with -1."""
        return _padded(self.links, self.target_at, rows, -1)[0]

    def save(self, path: Path) -> None:
        """Write all arrays to one .npz file."""
        np.savez(path, **vars(self))


def load(path: Path) -> Corpus:
    """Read what `Corpus.save` wrote."""
    with np.load(path) as arrays:
        return Corpus(**arrays)


def encode(pairs: Iterable[Pair], pieces: Vocabulary, max_pieces: int, languages: Sequence[str]) -> Corpus:
    """Encode pairs; those longer than `max_pieces` or with unknown pieces in the target are left out.

    About one source sentence in 400 is held aside, with all its renderings, whatever the corpus, at least one a
    language.
    """
    kept = list(pairs)
    sources = pieces.source.encode([pair.source for pair in kept], out_type=int)
    targets = pieces.target.encode([pair.target for pair in kept], out_type=int)
    good = [
        number
        for number, (source, target) in enumerate(zip(sources, targets, strict=True))
        if max(len(source), len(target)) < max_pieces and UNKNOWN not in target
    ]
    source, source_at = _flat([[*sources[number], END] for number in good])
    target, target_at = _flat([[*targets[number], END] for number in good])
    weight = np.array([kept[number].weight for number in good], np.float32)
    language = np.array([languages.index(kept[number].language) for number in good], np.int8)
    held = _held([kept[number].source for number in good], language)
    links = np.full(len(target), -1, np.int16)
    return Corpus(source, source_at, target, target_at, weight, held, links, language)


def _held(sources: Sequence[str], language: NDArray[np.int8]) -> NDArray[np.bool_]:
    # By source, since one source may have several versions; a plain sum is the same in every run.
    drawn = np.array([sum(source.encode()) % 400 for source in sources], np.int64)
    held = np.zeros(len(drawn), np.bool_)
    for number in np.unique(language):
        held |= (language == number) & (drawn == drawn[language == number].min())
    return held


def _flat(rows: list[list[int]]) -> tuple[NDArray[np.int16], Numbers]:
    offsets = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=offsets[1:])
    return np.array([number for row in rows for number in row], np.int16), offsets


def _padded(flat: NDArray[np.int16], offsets: Numbers, rows: Numbers, filler: int) -> tuple[Numbers, Numbers]:
    starts = offsets[rows]
    sizes = offsets[rows + 1] - starts
    columns = np.arange(sizes.max())
    places = np.minimum(starts[:, None] + columns, len(flat) - 1)
    return np.where(columns < sizes[:, None], flat[places].astype(np.int64), filler), sizes
