"""Where the embeddings start: from what the text and its alignment already tell about each piece, not from noise.

An English piece starts from the company it keeps (positive pointwise mutual information, reduced by singular values;
Levy and Goldberg, NIPS 2014), a source piece mostly from the English pieces that it is aligned with. Pre-trained and
aligned embeddings matter most where text and time are short (Qi et al., NAACL 2018).
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from training.corpus import Corpus
from training.vocabulary import PAD

WINDOW = 3
COMPANY, CHANCE, LEXICON = 0.8, 0.6, 1.2


def embeddings(corpus: Corpus, sizes: tuple[int, int], width: int, seed: int) -> tuple[Tensor, Tensor]:
    """Return the tables of the source and the target pieces, with rows of length one; the row of `<pad>` is zero."""
    generator = torch.Generator().manual_seed(seed)
    noise = [functional.normalize(torch.randn(size, width, generator=generator), dim=1) for size in sizes]
    table = COMPANY * _company(corpus.target, corpus.target_at, (sizes[1], width), seed) + CHANCE * noise[1]
    english = functional.normalize(table, dim=1)
    theirs = _linked(corpus, sizes) @ english
    own = COMPANY * _company(corpus.source, corpus.source_at, (sizes[0], width), seed) + CHANCE * noise[0]
    foreign = functional.normalize(LEXICON * functional.normalize(theirs, dim=1) + own, dim=1)
    foreign[PAD] = english[PAD] = 0
    return foreign, english


def _company(flat: NDArray[np.int16], offsets: NDArray[np.int64], shape: tuple[int, int], seed: int) -> Tensor:
    vocabulary, width = shape
    sentence = np.repeat(np.arange(len(offsets) - 1, dtype=np.int32), np.diff(offsets))
    counts = np.zeros((vocabulary, vocabulary), np.float32)
    for distance in range(1, WINDOW + 1):
        near = np.flatnonzero(sentence[distance:] == sentence[:-distance])
        np.add.at(counts, (flat[near], flat[near + distance]), 1.0 / distance)
    both = torch.from_numpy(counts)
    both = both + both.T
    totals = both.sum(1).clamp_min(1.0)
    # Contexts to the power of 0.75, as word2vec draws them: rare ones would otherwise seem too telling.
    smooth = totals**0.75
    expected = totals[:, None] * (smooth / smooth.sum())[None, :]
    information = (both / expected).clamp_min(1.0).log()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        left, values, _ = torch.svd_lowrank(information, q=min(width, vocabulary), niter=2)
    found = torch.zeros(vocabulary, width)
    found[:, : left.shape[1]] = left * values.sqrt()
    return functional.normalize(found, dim=1)


def _linked(corpus: Corpus, lengths: tuple[int, int]) -> Tensor:
    counts = np.zeros(lengths, np.float32)
    sizes = np.diff(corpus.target_at)
    known = corpus.links >= 0
    places = np.repeat(corpus.source_at[:-1], sizes)[known] + corpus.links[known]
    np.add.at(counts, (corpus.source[places], corpus.target[known]), 1.0)
    totals = counts.sum(0, keepdims=True)
    # Frequent English pieces are linked with everything: their share of a source piece counts less.
    counts /= np.sqrt(np.maximum(totals, 1.0))
    shares = counts / np.maximum(counts.sum(1, keepdims=True), 1e-6)
    return torch.from_numpy(shares.astype(np.float32))
