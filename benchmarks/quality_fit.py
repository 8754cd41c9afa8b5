"""Fit the weights of triage on tagged translations, and write annotator/data/triage.toml.

    python -m benchmarks.quality_fit TRAIN.jsonl [--pair ru-en] [--limit 7000] [--output annotator/data/triage.toml]

The layout of the file is that of `benchmarks.quality`. Logistic regressions for words (`benchmarks.regression`), their
thresholds by the best Matthews correlation on the same file; ridge regression on the assessments for passages. All
figures are standardized for the fit, and the weights then written for the figures as they are. For each case of
evidence: with the installed engine as the witness and the one of the other direction beside it; with the witness only;
with links only. Needs numpy.
"""

import argparse
import datetime
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import gettempdir

import numpy as np

from annotator.domain.triage import Case as Kind
from annotator.domain.triage import Doubt, Evidence, Regression
from annotator.domain.triage.features import Figures, Reading
from annotator.domain.triage.judging import passage_figures
from annotator.domain.words import Word
from benchmarks.quality import Case, engines, evidences, mcc, read, tokens
from benchmarks.regression import Array, logistic, standardized

_RIDGE = 10.0
_QUANTILES = np.linspace(0.5, 0.98, 60)  # thresholds that are tried: so many of all words stay below

Judged = tuple[Case, Evidence]


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
    cases, asked = read(options.file)[: options.limit], engines(options.data, source, target)
    if asked.back is None:
        parser.error(f"no light engine from {target} into {source} is installed, and its weights are to be fitted too")
    judged = list(zip(cases, evidences(cases, asked), strict=True))
    witness, reverse = asked.signatures
    # A fit for another engine of the same kind is off only a little: figures of small models are alike.
    head = [
        "# Weights of annotator.domain.triage, written by benchmarks.quality_fit; not to be edited by hand.",
        f'revision = "{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M}"',
        f'fitted_on = "{options.file.name}, {len(cases)} translations"',
        f'witness_was = "{witness}"',
        f'reverse_was = "{reverse}"',
    ]
    options.output.write_text("\n".join([*head, *(_tables(kind, judged) for kind in Kind)]) + "\n", encoding="utf-8")


def _tables(kind: Kind, judged: Sequence[Judged]) -> str:
    fitting = [(case, _reduced(found, kind)) for case, found in judged]
    readings = [(case, Reading(found)) for case, found in fitting if found.case is kind]
    reporter = _words(
        [(case.bad, each.evidence.rendering, each.rendering, each.rendered_words()) for case, each in readings]
    )
    original = _words(
        [(case.source_bad, each.evidence.source, each.source, each.source_words()) for case, each in readings]
    )
    passage = _passages(readings, reporter, original)
    return "".join(
        _written(f"{kind.value}.{side}", fitted.regression)
        for side, fitted in (("reporter", reporter), ("source", original), ("passage", passage))
    )


def _reduced(found: Evidence, kind: Kind) -> Evidence:
    """Return evidence without what a case does not know."""
    if kind is Kind.REVERSE:
        return found
    return replace(found, reverse=None, witness=found.witness if kind is Kind.WITNESS else None)


def _words(texts: Sequence[tuple[Sequence[bool], str, Sequence[Word], Sequence[Figures]]]) -> Fitted:
    figures = [each for _, _, _, of in texts for each in of]
    labels = [
        any(bad and token.overlaps(word.span) for bad, token in zip(tags, tokens(text), strict=True))
        for tags, text, found, _ in texts
        for word in found
    ]
    names, matrix, mean, deviation = standardized(figures)
    weights = logistic(matrix, np.array(labels, float))
    sums = matrix @ weights
    cut = max(np.quantile(sums, _QUANTILES), key=lambda at: mcc([list(sums >= at)], [labels]))
    print("words", len(labels), "mcc", mcc([list(sums >= cut)], [labels]), file=sys.stderr)
    regression = _plain(names, weights, mean, deviation, threshold=float(1 / (1 + np.exp(-cut))))
    return Fitted(regression, sums)


def _passages(readings: Sequence[tuple[Case, Reading]], reporter: Fitted, original: Fitted) -> Fitted:
    examples, truth = [], []
    ours, theirs = iter(reporter.sums), iter(original.sums)
    for case, reading in readings:
        doubts, source_doubts = _doubts(reading.rendering, ours), _doubts(reading.source, theirs)
        if case.assessment is not None and doubts and source_doubts:
            examples.append(passage_figures(reading, doubts, source_doubts))
            truth.append(-case.assessment)
    names, matrix, mean, deviation = standardized(examples)
    target = np.array(truth) - np.mean(truth)
    # The last column is that of the bias; the score is taken from the mean, so that it has none.
    weights = np.linalg.solve(matrix.T @ matrix + _RIDGE * np.eye(matrix.shape[1]), matrix.T @ target)
    weights[-1] = 0.0
    sums = matrix @ weights
    print("passages", len(truth), "pearson", round(float(np.corrcoef(sums, target)[0, 1]), 4), file=sys.stderr)
    return Fitted(_plain(names, weights, mean, deviation, spread=float(sums.std())), sums)


def _doubts(found: Sequence[Word], sums: Iterator[float]) -> tuple[Doubt, ...]:
    return tuple(Doubt(word.span, float(1 / (1 + np.exp(-next(sums)))), False) for word in found)


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
