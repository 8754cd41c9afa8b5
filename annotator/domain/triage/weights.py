"""The fitted weights of a judgement, as they stand in a TOML file that `benchmarks.quality_fit` writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain.triage.evidence import Case
from annotator.errors import InvalidSetting


@dataclass(frozen=True, slots=True)
class Regression:
    """A weighted sum of named figures.

    `threshold` is the probability from which a word counts as doubtful; `spread`, for passages, the standard deviation
    of the sum over those that it was fitted on.
    """

    weights: Mapping[str, float]
    bias: float
    threshold: float = 0.0
    spread: float = 1.0

    def sum(self, figures: Mapping[str, float]) -> float:
        """Return the weighted sum; raises `KeyError` where a figure is missing."""
        return self.bias + sum(weight * figures[name] for name, weight in self.weights.items())


@dataclass(frozen=True, slots=True)
class Weights:
    """The regressions of one case; `revision` names the file's state."""

    reporter: Regression
    source: Regression
    passage: Regression
    revision: str


def parse_weights(data: Mapping[str, Any], case: Case) -> Weights:
    """Return the weights of a case from a parsed file; raises `InvalidSetting`."""
    try:
        of = data[case.value]
        sides = (_regression(of["reporter"]), _regression(of["source"]), _regression(of["passage"]))
        return Weights(*sides, revision=str(data["revision"]))
    except (KeyError, TypeError, ValueError) as problem:
        raise InvalidSetting(f"The triage weights lack or garble {problem}: restore the file.") from problem


def _regression(table: Mapping[str, Any]) -> Regression:
    weights = {name: float(value) for name, value in table["weights"].items()}
    return Regression(
        weights, float(table["bias"]), float(table.get("threshold", 0.0)), float(table.get("spread", 1.0))
    )
