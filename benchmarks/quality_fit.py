"""Fit the weights of triage on tagged translations, and write annotator/data/triage.toml.

    python -m benchmarks.quality_fit TRAIN.jsonl [--pair ru-en] [--limit 7000] [--output annotator/data/triage.toml]

The layout of the file is that of `benchmarks.quality`. Logistic regressions by Newton's method for words (Bishop,
Pattern Recognition and Machine Learning, 4.3.3), their thresholds by the best Matthews correlation on the same file;
ridge regression on the assessments for passages. All figures are standardized for the fit, and the weights then
written for the figures as they are. Twice: with the installed engine as the witness, and without. Needs numpy.
"""

import argparse
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import numpy as np

from annotator.domain.triage import Doubt, Regression
from annotator.domain.triage.features import Figures, Reading
from annotator.domain.triage.judging import passage_figures
from annotator.domain.words import Word
from annotator.engines.base import Engine
from annotator.engines.registry import Engines
from benchmarks.quality import Case, evidences, mcc, read, tokens

Array = np.ndarray[Any, Any]

_RIDGE = 10.0
_ROUNDS = 15
_QUANTILES = np.linspace(0.5, 0.98, 60)  # thresholds that are tried: so many of all words stay below


@dataclass(frozen=True, slots=True)
class Fitted:
    """A regression with the values of its sum on the examples it was fitted on."""

    regression: Regression
    sums: Array


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of triage.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--pair", default="ru-en")
    parser.add_argument("--limit", type=int, default=7000, help="take so many lines")
    parser.add_argument("--data", type=Path, default=Path(gettempdir()), help="the data folder with added models")
    parser.add_argument("--output", type=Path, default=Path("annotator/data/triage.toml"))
    options = parser.parse_args(arguments)
    source, _, target = options.pair.partition("-")
    cases = read(options.file)[: options.limit]
    engine = Engines(options.data).for_pair(source, target)
    tables = [_tables(case, cases, each, source, target) for case, each in (("witness", engine), ("alone", None))]
    # A fit for another engine of the same kind is off only a little: figures of small models are alike.
    head = [
        "# Weights of annotator.domain.triage, written by benchmarks.quality_fit; not to be edited by hand.",
        f'revision = "{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"',
        f'fitted_on = "{options.file.name}, {len(cases)} translations"',
        f'witness_was = "{engine.signature(source, target)}"',
    ]
    options.output.write_text("\n".join([*head, *tables]) + "\n", encoding="utf-8")


def _tables(name: str, cases: Sequence[Case], engine: Engine | None, source: str, target: str) -> str:
    given = zip(cases, evidences(cases, engine, source, target), strict=True)
    readings = [(case, Reading(each)) for case, each in given if engine is None or each.witness]
    reporter = _words(
        [(case.bad, each.evidence.rendering, each.rendering, each.rendered_words()) for case, each in readings]
    )
    original = _words(
        [(case.source_bad, each.evidence.source, each.source, each.source_words()) for case, each in readings]
    )
    passage = _passages(readings, reporter)
    return "".join(
        _written(f"{name}.{side}", fitted.regression)
        for side, fitted in (("reporter", reporter), ("source", original), ("passage", passage))
    )


def _words(texts: Sequence[tuple[Sequence[bool], str, Sequence[Word], Sequence[Figures]]]) -> Fitted:
    figures = [each for _, _, _, of in texts for each in of]
    labels = [
        any(bad and token.overlaps(word.span) for bad, token in zip(tags, tokens(text), strict=True))
        for tags, text, found, _ in texts
        for word in found
    ]
    names, matrix, mean, deviation = _standardized(figures)
    weights = _logistic(matrix, np.array(labels, float))
    sums = matrix @ weights
    cut = max(np.quantile(sums, _QUANTILES), key=lambda at: mcc([list(sums >= at)], [labels]))
    print("words", len(labels), "mcc", mcc([list(sums >= cut)], [labels]))
    regression = _plain(names, weights, mean, deviation, threshold=float(1 / (1 + np.exp(-cut))))
    return Fitted(regression, sums)


def _passages(readings: Sequence[tuple[Case, Reading]], reporter: Fitted) -> Fitted:
    examples, truth = [], []
    ours = iter(reporter.sums)
    for case, reading in readings:
        doubts = _doubts(reading.rendering, ours)
        if case.assessment is not None and doubts and reading.source:
            examples.append(passage_figures(reading, doubts))
            truth.append(-case.assessment)
    names, matrix, mean, deviation = _standardized(examples)
    target = np.array(truth) - np.mean(truth)
    # The last column is that of the bias; the score is taken from the mean, so that it has none.
    weights = np.linalg.solve(matrix.T @ matrix + _RIDGE * np.eye(matrix.shape[1]), matrix.T @ target)
    weights[-1] = 0.0
    sums = matrix @ weights
    print("passages", len(truth), "pearson", round(float(np.corrcoef(sums, target)[0, 1]), 4))
    return Fitted(_plain(names, weights, mean, deviation, spread=float(sums.std())), sums)


def _doubts(found: Sequence[Word], sums: Iterator[float]) -> tuple[Doubt, ...]:
    return tuple(Doubt(word.span, float(1 / (1 + np.exp(-next(sums)))), False) for word in found)


def _standardized(figures: Sequence[Figures]) -> tuple[list[str], Array, Array, Array]:
    names = list(figures[0])
    matrix = np.array([[each[name] for name in names] for each in figures], float)
    mean, deviation = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    return names, np.c_[(matrix - mean) / deviation, np.ones(len(matrix))], mean, deviation


def _logistic(matrix: Array, labels: Array) -> Array:
    weights = np.zeros(matrix.shape[1])
    for _ in range(_ROUNDS):
        belief = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (labels - belief) - weights
        curve = (matrix * (belief * (1 - belief))[:, None]).T @ matrix + np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


def _plain(names: Sequence[str], weights: Array, mean: Array, deviation: Array, **more: float) -> Regression:
    """Return the regression for figures that are not standardized."""
    plain = weights[:-1] / deviation
    bias = float(weights[-1] - plain @ mean)
    return Regression(dict(zip(names, map(float, plain), strict=True)), bias, **more)


def _written(name: str, regression: Regression) -> str:
    lines = [
        f"\n[{name}]",
        f"bias = {regression.bias:.4f}",
        f"threshold = {regression.threshold:.4f}",
        f"spread = {regression.spread:.4f}",
        f"[{name}.weights]",
        *(f"{figure} = {weight:.4f}" for figure, weight in regression.weights.items()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
