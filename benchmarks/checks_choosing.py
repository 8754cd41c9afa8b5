"""Choosing the thresholds of the checks that are fitted, by what comes of them for a reader of all checks together."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.checks.registry import CHECKS, raised
from annotator.domain.checks.suspicion import Suspicion, ranked
from annotator.domain.checks.weights import Weights
from benchmarks.checks_examples import KINDS, Example, WordSeen, words_seen
from benchmarks.checks_thresholds import Scores, within
from benchmarks.errors import SHOWN, detected, suspected

_FITTED_CHECKS = [check for check in CHECKS if check.code in KINDS]
_OTHER_CHECKS = [check for check in CHECKS if check.code not in KINDS]
SILENT = 99.0  # a threshold that nothing reaches
_CRITICAL, _OTHER = 1.0, 0.5  # what finding an error is worth

Score = Callable[[str, WordSeen, Weights], float | None]
Move = Callable[[Weights, Mapping[str, float]], Weights]


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights fitted on everything, and those fitted without the sources of each fold."""

    whole: Weights
    folds: tuple[Weights, ...]

    def changed(self, change: Callable[[Weights], Weights]) -> "Fit":
        """Return the fit with all its weights changed alike."""
        return Fit(change(self.whole), tuple(change(each) for each in self.folds))

    def weighing(self, example: Example) -> Example:
        """Return a passage with the weights that were fitted without it."""
        return replace(example, material=replace(example.material, weights=self.folds[example.fold]))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage, and what the checks that are not fitted find in it."""

    example: Example
    others: Sequence[Suspicion]

    def shown(self, by: Mapping[str, float], moved: Move) -> list[Suspicion]:
        """Return the first suspicions of all checks with the thresholds moved."""
        weights = moved(self.example.material.weights, by)
        fitted_ones = raised(replace(self.example.material, weights=weights), _FITTED_CHECKS)
        return ranked([*self.others, *fitted_ones])[:SHOWN]


def choose(
    name: str, given: Sequence[Example], found: Fit, checks: Sequence[str], score: Score, moved: Move, allowed: float
) -> Fit:
    """Return a fit with the thresholds moved to where it pays to tell, and print what comes of it."""
    weighed = [found.weighing(each) for each in given]
    faithful = [Weighed(each, raised(each.material, _OTHER_CHECKS)) for each in weighed if each.case is None]

    def alarms(by: Mapping[str, float]) -> float:
        return sum(len(passage.shown(by, moved)) for passage in faithful) / max(1, len(faithful))

    chosen = within(allowed, {check: _scores(check, weighed, score) for check in checks}, alarms)
    print(f"{name}: {alarms(chosen):.3f} suspicions for each of {len(faithful)} faithful passages", flush=True)
    return found.changed(lambda weights: moved(weights, chosen))


def tell(given: Sequence[Example], found: Fit) -> None:
    """Print how many of the errors are found by all checks, by kind, each by weights fitted without its source."""
    tried, hit = Counter[str](), Counter[str]()
    for each in given:
        if each.case:
            flags = suspected(found.weighing(each).material)
            tried[each.case.kind] += 1
            hit[each.case.kind] += detected(each.case, flags)
    print("found:", ", ".join(f"{kind} {hit[kind] / tried[kind]:.2f}" for kind in sorted(tried)), flush=True)


def _scores(check: str, given: Sequence[Example], score: Score) -> Scores:
    faithful: list[float] = []
    errors: list[tuple[float, float]] = []
    for each in given:
        if each.case is None or each.case.kind in KINDS[check]:
            of = [(score(check, word, each.material.weights), word.wrong) for word in words_seen(check, each)]
            if each.case is None:
                faithful.extend(sure for sure, _ in of if sure is not None)
            else:
                best = max((sure for sure, wrong in of if wrong and sure is not None), default=-math.inf)
                errors.append((best, _CRITICAL if each.case.critical else _OTHER))
    return Scores(faithful, errors)
