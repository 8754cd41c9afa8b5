"""Fit the weights of `annotator.domain.alignment.confidence` to links that people made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from annotator.domain.alignment.aligning import SETTINGS, candidates
from annotator.domain.alignment.bitext import bitext
from annotator.domain.alignment.confidence import features
from annotator.domain.alignment.evidence import evidence
from annotator.exchange.lexicons import lexicon
from benchmarks.alignment import Sentence, finder, language_of, read

_FAINT = 0.1  # belief below which a pair is no candidate
_PRIOR = 1e-3  # of the weights, so that two features that say the same do not run away
_STEPS = 60

Numbers = NDArray[np.float64]


def fit(files: Sequence[Path]) -> list[float]:
    """Return the weights of a logistic regression over all files, each sentence counting once (Newton's method)."""
    rows = [row for path in files for sentence in read(path) for row in _rows(sentence, language_of(path))]
    inputs = np.array([row for row, _ in rows])
    right = np.array([share for _, share in rows])
    weights: Numbers = np.zeros(inputs.shape[1])
    for _ in range(_STEPS):
        told = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (right - told) - _PRIOR * weights
        curve = (inputs * (told * (1 - told))[:, None]).T @ inputs + _PRIOR * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return [round(float(weight), 2) for weight in weights]


def _rows(sentence: Sentence, language: str) -> Iterator[tuple[tuple[float, ...], float]]:
    """Yield the features of every pair that is believed in at all, and the share of its tokens that people linked."""
    known = lexicon(language)
    texts = bitext(" ".join(sentence.source), " ".join(sentence.english), language, known)
    to_source, to_english = finder(sentence.source), finder(sentence.english)
    for pair, found in candidates(evidence(texts, known), texts, SETTINGS).items():
        if found.belief >= _FAINT:
            ours, theirs = to_source(texts.ours[pair[0]].span), to_english(texts.theirs[pair[1]].span)
            touched = [(one, other) for one in ours for other in theirs]
            yield features(found), sum(link in sentence.links for link in touched) / max(1, len(touched))
