"""How likely each content word was lost or put in, by all that is known: links and lexicon, and what machines say."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from annotator.domain.checks.evidence import likely_added, likely_lost, logistic
from annotator.domain.checks.material import Place
from annotator.domain.checks.reading import GUESS, Reading, Witness, forms

# What a machine rendering adds to the log-odds of a suspicion. A weak engine loses and invents words itself, so that
# its silence says little, and that it wrote the reporter's own word says much.
_KEPT = 0.5
_ALSO_LOST = -0.15
_SAID_TOO = -1.6
# Weights of `tried`, fitted on the tune half with the starter model as the engine; the constants hold
# the threshold.
_LOST_TRIED = (0.7, 1.08, 0.21)
_ADDED_TRIED = (-1.95, 1.42, 0.32)
_PHRASE = 3  # words that are a phrase
_IN_A_PHRASE = 0.25  # likelihood of loss of each of them
_MOST_GAIN = 10.0  # nats; beyond it a trial says no more


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely each content word was left out (by the number of the source word) or put in (of the rendering's)."""

    lost: dict[int, float]
    added: dict[int, float]


@lru_cache(maxsize=4)
def judged(reading: Reading) -> Judgement:
    """Return the likelihood of loss and addition of every content word, weighed by what machines say.

    Where an engine was asked of a word (`Material.gains`) that counts, else what stands in the machine renderings.
    """
    lost, added = likely_lost(reading), likely_added(reading)
    phrases = _phrases(lost)
    for number, sure in lost.items():
        heard = None if number in phrases else tried(sure, ("in", number, -1), _LOST_TRIED, reading)
        lost[number] = _by_machines_lost(number, sure, reading) if heard is None else heard
    fitting = _fitting(reading)
    for number, sure in added.items():
        most = 0.0 if number in fitting else _MOST_GAIN
        heard = tried(sure, ("out", -1, number), _ADDED_TRIED, reading, most)
        added[number] = _by_machines_added(number, sure, reading) if heard is None else heard
    return Judgement(lost, added)


def _fitting(reading: Reading) -> frozenset[int]:
    """Return the words of the rendering that the engine prefers to the usual translation of the word in their place.

    It may find them improbable only because it does not know that word.
    """
    best: dict[int, float] = {}
    for (kind, _, number), gain in reading.material.gains.items():
        if kind == "for":
            best[number] = max(best.get(number, gain.nats), gain.nats)
    return frozenset(number for number, nats in best.items() if nats < 0)


def _phrases(lost: Mapping[int, float]) -> frozenset[int]:
    """Return the words that were probably lost with others beside them: one of them alone fits in nowhere."""
    runs: list[list[int]] = [[]]
    for number, sure in sorted(lost.items()):
        if sure < _IN_A_PHRASE:
            runs.append([])
        else:
            runs[-1].append(number)
    return frozenset(number for run in runs if len(run) >= _PHRASE for number in run)


def tried(
    sure: float, place: Place, weights: tuple[float, float, float], reading: Reading, most: float = 10.0
) -> float | None:
    """Return a likelihood weighed by the trial of its place, None where there was none.

    The weights are those of a constant, of the log-odds, and of the gain in nats, which counts for `most` at most.
    """
    gain = reading.material.gains.get(place)
    if gain is None:
        return None
    constant, odds, nats = weights
    return logistic(constant + odds * _log_odds(sure) + nats * max(-_MOST_GAIN, min(most, gain.nats)))


def _by_machines_lost(number: int, sure: float, reading: Reading) -> float:
    for machine in reading.machines:
        sure = _shifted(sure, _KEPT if _machine_has(number, machine, reading) else _ALSO_LOST)
    return sure


def _by_machines_added(number: int, sure: float, reading: Reading) -> float:
    for machine in reading.machines:
        sure = _shifted(sure, _SAID_TOO if _said_by(number, machine, reading) else 0.0)
    return sure


def _shifted(sure: float, by: float) -> float:
    return logistic(_log_odds(sure) + by)


def _log_odds(sure: float) -> float:
    return math.log(max(sure, 1e-6) / max(1.0 - sure, 1e-6))


def _machine_has(number: int, machine: Witness, reading: Reading) -> bool:
    """Return whether a machine rendering has a word for a source word that the reporter's has not."""
    for place, (sure, origin) in machine.from_ours[number].items():
        if sure > 0.5 and origin != GUESS and not forms(machine.tokens[place].key) & reading.their_forms:
            return True
    return False


def _said_by(number: int, machine: Witness, reading: Reading) -> bool:
    return bool(forms(reading.theirs[number].key) & machine.forms)
