"""Step 3: word alignment of the training text, on pieces, to guide the attention of the network.

Two IBM models (each language generates the other) with a fixed diagonal prior, trained by expectation maximization;
in the later rounds the two share the product of their posteriors, so that they learn to agree (Liang, Taskar and
Klein, NAACL 2006; diagonal prior as in fast_align, Dyer et al., NAACL 2013). Guided attention: Chen et al., 2016.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from training.corpus import Corpus, Numbers

log = logging.getLogger(__name__)
Table = NDArray[np.float32]
TENSION, NONE, CHUNK = 5.0, -1, 4_000_000


def align(
    corpus: Corpus, sizes: tuple[int, int], rounds: int = 4, agreeing: int = 2, least: float = 0.25
) -> NDArray[np.int16]:
    """Return for each target piece of the corpus the position of its source piece, or -1 where the models disagree.

    `sizes` are the numbers of pieces of the two vocabularies, `least` is the product of the two posteriors that a link
    needs; the last `agreeing` rounds are trained jointly. Each language is aligned by itself: what looks alike in two
    of them may mean something else.
    """
    links = np.full(len(corpus.target), NONE, np.int16)
    for number in np.unique(corpus.language):
        log.info("aligning language %d", number)
        _align(corpus, np.flatnonzero(corpus.language == number), sizes, (rounds, agreeing, least), links)
    return links


def _align(
    corpus: Corpus,
    chosen: Numbers,
    sizes: tuple[int, int],
    course: tuple[int, int, float],
    links: NDArray[np.int16],
) -> None:
    rounds, agreeing, least = course
    forward = np.ones(sizes, np.float32)
    backward = forward
    for number in range(rounds):
        together = number >= rounds - agreeing
        ours, theirs = np.zeros_like(forward), np.zeros_like(forward)
        for rows in _chunks(corpus, chosen):
            left, right, first, second = _posteriors(corpus, rows, forward, backward)
            if together:
                first = second = first * second
            np.add.at(ours, (left, right), first)
            np.add.at(theirs, (left, right), second)
        forward = ours / np.maximum(ours.sum(axis=1, keepdims=True), 1e-6)
        backward = theirs / np.maximum(theirs.sum(axis=0, keepdims=True), 1e-6)
        log.info("alignment round %d of %d", number + 1, rounds)
    for rows in _chunks(corpus, chosen):
        _, _, first, second = _posteriors(corpus, rows, forward, backward)
        agreed = first * second
        best, sure = agreed.argmax(axis=2), agreed.max(axis=2) >= least
        for row, places, known in zip(rows, best, sure, strict=True):
            start, stop = corpus.target_at[row], corpus.target_at[row + 1]
            links[start:stop] = np.where(known, places, NONE)[: stop - start]
            links[stop - 1] = corpus.source_at[row + 1] - corpus.source_at[row] - 1


def _chunks(corpus: Corpus, chosen: Numbers) -> Iterator[Numbers]:
    sources, targets = np.diff(corpus.source_at), np.diff(corpus.target_at)
    order = chosen[np.lexsort((targets[chosen], sources[chosen]))]
    start = 0
    while start < len(order):
        stop = start + max(1, CHUNK // int((sources[order[start]] + 4) * (targets[order[start]] + 8)))
        stop = min(stop, len(order))
        yield order[start:stop]
        start = stop


def _posteriors(
    corpus: Corpus, rows: Numbers, forward: Table, backward: Table
) -> tuple[Numbers, Numbers, Table, Table]:
    source, source_sizes = corpus.padded_source(rows)
    target, target_sizes = corpus.padded_target(rows)
    left, right = source[:, None, :], target[:, :, None]
    real = (np.arange(source.shape[1]) < source_sizes[:, None])[:, None, :]
    real = real & (np.arange(target.shape[1]) < target_sizes[:, None])[:, :, None]
    across = (np.arange(source.shape[1], dtype=np.float32) + 0.5) / source_sizes[:, None].astype(np.float32)
    down = (np.arange(target.shape[1], dtype=np.float32) + 0.5) / target_sizes[:, None].astype(np.float32)
    prior = np.exp(-TENSION * np.abs(across[:, None, :] - down[:, :, None])) * real
    first, second = forward[left, right] * prior, backward[left, right] * prior
    first /= np.maximum(first.sum(axis=2, keepdims=True), 1e-9)
    second /= np.maximum(second.sum(axis=1, keepdims=True), 1e-9)
    return left, right, first, second
