"""Logistic regression by Newton's method, for fitting the weights that ship (Bishop, Pattern Recognition and Machine
Learning, 4.3.3). Needs numpy.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

_ROUNDS = 15


def standardized(figures: Sequence[Mapping[str, float]]) -> tuple[list[str], Array, Array, Array]:
    """Return the names of figures, their matrix with mean 0 and deviation 1, the means and the deviations.

    The last column of the matrix is 1, for the bias.
    """
    names = list(figures[0])
    matrix = np.array([[each[name] for name in names] for each in figures], float)
    mean, deviation = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    return names, np.c_[(matrix - mean) / deviation, np.ones(len(matrix))], mean, deviation


def logistic(matrix: Array, labels: Array, offset: Array | float = 0.0) -> Array:
    """Return the weights of a matrix's columns with a ridge of 1; `offset` is added to each row's sum."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(_ROUNDS):
        belief = 1 / (1 + np.exp(-np.clip(matrix @ weights + offset, -30, 30)))
        slope = matrix.T @ (labels - belief) - weights
        curve = (matrix * (belief * (1 - belief))[:, None]).T @ matrix + np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


def fitted(
    figures: Sequence[Mapping[str, float]], labels: Sequence[bool], offset: Sequence[float] | None = None
) -> tuple[float, dict[str, float]]:
    """Return the bias and the weights of figures as they are, not standardized, that tell the labels best.

    A figure that hardly varies in the examples gets hardly any weight so, which is safer where it varies more.
    """
    names = list(figures[0])
    matrix = np.array([[*(each[name] for name in names), 1.0] for each in figures], float)
    weights = logistic(matrix, np.array(labels, float), np.array(offset, float) if offset is not None else 0.0)
    return float(weights[-1]), dict(zip(names, map(float, weights), strict=False))
