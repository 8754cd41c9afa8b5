"""The fitted weights of the checks, as they stand in a TOML file that `benchmarks.checks_fit` writes.

Omission, addition and another word weigh a word in up to three steps, each with its own threshold in the constant, so
that log-odds of 0 are where it pays to tell: by links and lexicon alone; by what stands in machine renderings too; and,
where an engine was asked, by what it made of the trial. Who acts and tense need the trial, and have one threshold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.errors import InvalidSetting


@dataclass(frozen=True, slots=True)
class Alone:
    """A weighted sum of the named traits of a word: its log-odds by links and lexicon."""

    bias: float
    weights: Mapping[str, float]

    def odds(self, traits: Mapping[str, float]) -> float:
        """Return the log-odds; raises `InvalidSetting` where the weights are of other traits."""
        if traits.keys() != self.weights.keys():
            differing = ", ".join(sorted(traits.keys() ^ self.weights.keys()))
            raise InvalidSetting(f"The weights of the checks are of other traits ({differing}): fit or restore them.")
        return self.bias + sum(weight * traits[name] for name, weight in self.weights.items())


@dataclass(frozen=True, slots=True)
class Machine:
    """What each machine rendering adds to the log-odds, by whether it has the word in question.

    That is a word for the source word which the reporter has not (omission), or the reporter's own (the others).
    """

    has_word: float
    lacks_word: float


@dataclass(frozen=True, slots=True)
class Trial:
    """Log-odds by a trial: a constant, and weights of the log-odds without machines and of the gain in nats."""

    bias: float
    odds: float
    nats: float


@dataclass(frozen=True, slots=True)
class Steps:
    """The weights of one check that looks at single words."""

    alone: Alone
    machine: Machine
    trial: Trial


@dataclass(frozen=True, slots=True)
class Weights:
    """All fitted weights; `revision` names the file's state.

    `subjects` and `tense` are the gains in nats from which a lost pronoun and another time of a verb are told.
    """

    omission: Steps
    addition: Steps
    substitution: Steps
    subjects: float
    tense: float
    revision: str


def parse_weights(data: Mapping[str, Any]) -> Weights:
    """Return the weights of a parsed file; raises `InvalidSetting` where something is missing or no number."""
    try:
        steps = (_steps(data["omission"]), _steps(data["addition"]), _steps(data["substitution"]))
        gains = float(data["subjects"]["nats"]), float(data["tense"]["nats"])
        return Weights(*steps, *gains, revision=str(data["revision"]))
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise InvalidSetting(f"The weights of the checks lack or garble {problem}: restore the file.") from problem


def _steps(table: Mapping[str, Any]) -> Steps:
    alone, machine, trial = table["alone"], table["machine"], table["trial"]
    weights = {name: float(value) for name, value in alone["weights"].items()}
    return Steps(
        Alone(float(alone["bias"]), weights),
        Machine(float(machine["has_word"]), float(machine["lacks_word"])),
        Trial(float(trial["bias"]), float(trial["odds"]), float(trial["nats"])),
    )
