"""Which pairs are seen when: weighted epochs, batches of similar length, short sentences first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from training.corpus import Corpus, Numbers
from training.settings import Schedule, SettingsError

POOL = 24_000


def batches(corpus: Corpus, schedule: Schedule, seed: int, progress: Callable[[], float]) -> Iterator[Numbers]:
    """Yield rows of batches for ever; `progress` gives the share of training that is done, 0 to 1.

    Each epoch draws every pair by its weight, shuffles, and sorts pools of pairs by length, so that a batch of at most
    `batch_pieces` padded pieces holds little padding. During the first `curriculum_share` of training, only sentences
    up to a growing length are drawn. Raises SettingsError when no pair has a weight.
    """
    chance = np.random.default_rng(seed)
    sizes = np.maximum(np.diff(corpus.source_at), np.diff(corpus.target_at))
    while True:
        draws = np.floor(corpus.weight + chance.random(len(corpus), np.float32)).astype(np.int64)
        epoch = chance.permutation(np.repeat(np.arange(len(corpus)), draws * ~corpus.held))
        if not len(epoch):
            raise SettingsError("No pair is left to train on: look at the weights and filters in the settings.")
        for start in range(0, len(epoch), POOL):
            pool = epoch[start : start + POOL]
            limit = longest(schedule, progress(), int(sizes.max()))
            short = pool[sizes[pool] <= limit]
            yield from _cut(short if len(short) else pool, sizes, schedule.batch_pieces, chance)


def held_batches(corpus: Corpus, schedule: Schedule, language: int) -> Iterator[Numbers]:
    """Yield the batches of the pairs of a language that are kept aside, always the same."""
    sizes = np.maximum(np.diff(corpus.source_at), np.diff(corpus.target_at))
    rows = np.flatnonzero(corpus.held & (corpus.language == language))
    yield from _cut(rows, sizes, schedule.batch_pieces, np.random.default_rng(0))


def longest(schedule: Schedule, progress: float, limit: int) -> int:
    """Return the longest sentence, in pieces, that may be seen at this point of training."""
    if progress >= schedule.curriculum_share:
        return limit
    share = progress / schedule.curriculum_share
    return round(schedule.curriculum_pieces + (limit - schedule.curriculum_pieces) * share**2)


def _cut(rows: Numbers, sizes: Numbers, most: int, chance: np.random.Generator) -> Iterator[Numbers]:
    rows = rows[np.argsort(sizes[rows], kind="stable")]
    cuts, start = [], 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or sizes[rows[place]] * (place + 1 - start) > most:
            cuts.append(rows[start:place])
            start = place
    for number in chance.permutation(len(cuts)):
        yield cuts[number]
