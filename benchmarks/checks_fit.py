"""Fit the weights of the checks on controlled errors, and write annotator/data/check_weights.toml.

    python -m benchmarks.checks_fit errors.jsonl [--data FOLDER] [--allowed 0.28] [--output check_weights.toml]

The layout of the file is that of `benchmarks.errors`; only the half `tune` of its sources is read. Needs numpy and an
installed engine that can score. Three steps, as `annotator.domain.checks.weights` has them: logistic regressions of
the traits of words (wrong ones in errors of a fitting kind, any in faithful renderings); of what machine renderings
add to that; and of what trials by the engine add. After each step thresholds are chosen (`checks_thresholds`), so that
the checks together suspect at most `--allowed` times in a faithful passage and find as much as they can, a critical
error counting twice. What thresholds and later steps see of a passage was fitted without its source, in five folds.
"""

import argparse
import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import gettempdir
from typing import TypeVar

from annotator.domain.checks.weights import Alone, Machine, Steps, Trial, Weights
from annotator.engines.registry import Engines
from benchmarks.checks_choosing import SILENT, Fit, choose, tell
from benchmarks.checks_examples import (
    FOLDS,
    KINDS,
    STEPPED,
    TELLING,
    Example,
    Row,
    WordSeen,
    examples,
    rows_seen,
    words_seen,
)
from benchmarks.errors_cases import Case, read
from benchmarks.errors_witnesses import Witnesses
from benchmarks.regression import fitted

# The checks that are not fitted were written with this half in view and are hardly ever wrong on it: on other texts all
# together suspect about 1.5 times as often, and half a suspicion for each faithful passage is the most there.
_ALLOWED = 0.28
_NATS = 1.0  # a gain below it is no opinion

Seen = TypeVar("Seen", Row, WordSeen)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit on one file, write the weights and print what they find."""
    parser = argparse.ArgumentParser(description="Fit the weights of the checks.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--data", type=Path, default=Path(gettempdir()), help="the data folder with added models")
    parser.add_argument("--allowed", type=float, default=_ALLOWED, help="suspicions for each faithful passage")
    parser.add_argument("--output", type=Path, default=Path("annotator/data/check_weights.toml"))
    options = parser.parse_args(arguments)
    cases = read(options.file, "tune")
    witnesses = Witnesses(Engines(options.data))
    languages = list(dict.fromkeys(case.language for case in cases))
    signatures = [str(engine.signature(each, "en")) for each in languages if (engine := witnesses.by(each))]
    if not signatures:
        parser.error("no installed engine can score renderings of the languages of this file: add a model first")
    kinds = {case.kind for case in cases}
    if missing := [check for check in STEPPED if not kinds & TELLING[check]]:
        parser.error(f"the half “tune” of {options.file.name} has no errors to fit {', '.join(missing)} on")
    weights = fit(cases, witnesses, options.allowed)
    head = [
        "# Weights of annotator.domain.checks, written by benchmarks.checks_fit; not to be edited by hand.",
        f'revision = "{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M}"',
        f'fitted_on = "{options.file.name}, {len(cases)} errors, {options.allowed} suspicions allowed"',
        f'witness_was = "{signatures[0]}"',
    ]
    options.output.write_text("\n".join([*head, *_tables(weights)]) + "\n", encoding="utf-8")


def fit(cases: Sequence[Case], witnesses: Witnesses, allowed: float) -> Weights:
    """Return the weights fitted on errors and on the faithful renderings of their sources."""
    given = examples(cases, witnesses, _blank())
    found = _alone([each.bare(machines=False) for each in given], allowed)
    with_machines = [each for each in given if each.material.machines]
    found = _machines(with_machines, found, allowed)
    weighed = (found.weighing(each) for each in with_machines)
    heard = [replace(each, material=witnesses.hear(each.material)) for each in weighed]
    found = _trials(heard, found, allowed)
    tell(heard, found)
    return found.whole


def _alone(given: Sequence[Example], allowed: float) -> Fit:
    seen = {check: [(each, rows_seen(check, each)) for each in given] for check in STEPPED}

    def without(fold: int | None) -> Weights:
        alone: dict[str, Alone] = {}
        for check in STEPPED:
            rows = _labelled(check, seen[check], fold)
            alone[check] = Alone(*fitted([row.traits for row in rows], [row.wrong for row in rows]))
        return _steps(_blank(), lambda check, steps: replace(steps, alone=alone[check]))

    found = Fit(without(None), tuple(without(fold) for fold in range(FOLDS)))

    def score(_check: str, word: WordSeen, _weights: Weights) -> float:
        return word.odds

    def moved(weights: Weights, by: Mapping[str, float]) -> Weights:
        return _steps(
            weights, lambda check, old: replace(old, alone=replace(old.alone, bias=old.alone.bias - by[check]))
        )

    return choose("links and lexicon", given, found, STEPPED, score, moved, allowed)


def _machines(given: Sequence[Example], found: Fit, allowed: float) -> Fit:
    machine: dict[str, Machine] = {}
    for check in STEPPED:
        words = _labelled(check, [(each, words_seen(check, found.weighing(each))) for each in given])
        has = [{"has_word": float(any(word.heard.has_word))} for word in words]
        lacks, more = fitted(has, [word.wrong for word in words], [word.odds for word in words])
        machine[check] = Machine(lacks + more["has_word"], lacks)
    found = found.changed(lambda old: _steps(old, lambda check, steps: replace(steps, machine=machine[check])))

    def score(check: str, word: WordSeen, weights: Weights) -> float:
        of: Machine = getattr(weights, check).machine
        return word.odds + sum(of.has_word if has else of.lacks_word for has in word.heard.has_word)

    def moved(weights: Weights, by: Mapping[str, float]) -> Weights:
        return _steps(
            weights,
            lambda check, old: replace(
                old, machine=Machine(old.machine.has_word - by[check], old.machine.lacks_word - by[check])
            ),
        )

    return choose("machine renderings", given, found, STEPPED, score, moved, allowed)


def _trials(given: Sequence[Example], found: Fit, allowed: float) -> Fit:
    trial: dict[str, Trial] = {}
    for check in STEPPED:
        seen = _labelled(check, [(each, words_seen(check, found.weighing(each))) for each in given])
        tried = [(word, word.heard.nats) for word in seen if word.heard.nats is not None]
        figures = [{"odds": word.odds, "nats": nats} for word, nats in tried]
        trial[check] = Trial(0.0, 1.0, 0.0)
        if len({word.wrong for word, _ in tried}) == 2:  # else there is nothing to tell apart
            bias, weights = fitted(figures, [word.wrong for word, _ in tried])
            trial[check] = Trial(bias, weights["odds"], weights["nats"])
    found = found.changed(lambda old: _steps(old, lambda check, steps: replace(steps, trial=trial[check])))

    def score(check: str, word: WordSeen, weights: Weights) -> float | None:
        if word.heard.nats is None or check not in STEPPED:
            return word.heard.nats
        of: Trial = getattr(weights, check).trial
        return of.bias + of.odds * word.odds + of.nats * word.heard.nats

    def moved(weights: Weights, by: Mapping[str, float]) -> Weights:
        stepped = _steps(
            weights, lambda check, old: replace(old, trial=replace(old.trial, bias=old.trial.bias - by[check]))
        )
        return replace(stepped, subjects=max(_NATS, by["subjects"]), tense=max(_NATS, by["tense"]))

    return choose("trials", given, found, tuple(KINDS), score, moved, allowed)


def _labelled(check: str, seen: Sequence[tuple[Example, Sequence[Seen]]], without: int | None = None) -> list[Seen]:
    """Return the words that were changed in errors of the check's kinds, and all words of faithful passages."""
    words: list[Seen] = []
    for each, found in seen:
        if each.fold != without:
            if each.case is None:
                words.extend(found)
            elif each.case.kind in TELLING[check]:
                words.extend(word for word in found if word.wrong)
    return words


def _steps(weights: Weights, change: Callable[[str, Steps], Steps]) -> Weights:
    changed = {check: change(check, getattr(weights, check)) for check in STEPPED}
    return replace(
        weights,
        omission=changed["omission"],
        addition=changed["addition"],
        substitution=changed["substitution"],
    )


def _blank() -> Weights:
    steps = Steps(Alone(0.0, {}), Machine(0.0, 0.0), Trial(0.0, 1.0, 0.0))
    return Weights(steps, steps, steps, SILENT, SILENT, "")


def _tables(weights: Weights) -> list[str]:
    lines: list[str] = []
    for check in STEPPED:
        steps: Steps = getattr(weights, check)
        lines += ["", f"[{check}.alone]", f"bias = {steps.alone.bias:.4f}", f"[{check}.alone.weights]"]
        lines += [f"{name} = {weight:.4f}" for name, weight in steps.alone.weights.items()]
        for step in ("machine", "trial"):
            of = asdict(getattr(steps, step))
            lines += [f"[{check}.{step}]", *(f"{name} = {value:.4f}" for name, value in of.items())]
    return [*lines, "", "[subjects]", f"nats = {weights.subjects:.4f}", "", "[tense]", f"nats = {weights.tense:.4f}"]


if __name__ == "__main__":
    main()
