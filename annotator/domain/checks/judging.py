"""How likely each content word was lost or put in, by all that is known: links and lexicon, and what machines say.

A weak engine loses and invents words itself, so that its silence says little, and that it wrote the reporter's own word
says much; how much, `Material.weights` says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from annotator.domain.checks.evidence import logistic, odds_of_addition, odds_of_loss
from annotator.domain.checks.material import Gain
from annotator.domain.checks.reading import GUESS, Reading, Witness, forms
from annotator.domain.checks.weights import Steps

_PHRASE = 3  # words that are a phrase
_IN_A_PHRASE = 0.25  # likelihood of loss of each of them
_MOST_GAIN = 10.0  # nats; beyond it a trial says no more


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely each content word was left out (by the number of the source word) or put in (of the rendering's)."""

    lost: dict[int, float]
    added: dict[int, float]


@dataclass(frozen=True, slots=True)
class Statement:
    """What machines say of a word: for each rendering whether it has the word in question (`weights.Machine`).

    `nats` is by how much the engine finds the changed rendering more probable, None where it was not asked, or where
    the answer says nothing of the word.
    """

    has_word: tuple[bool, ...]
    nats: float | None


@lru_cache(maxsize=4)
def judged(reading: Reading) -> Judgement:
    """Return the likelihood of loss and addition of every content word, weighed by what machines say."""
    lost, added = odds_of_loss(reading), odds_of_addition(reading)
    weights = reading.material.weights
    of_lost, of_added = statements_on_lost(lost, reading), statements_on_added(added, reading)
    return Judgement(
        {number: weighed(odds, of_lost[number], weights.omission) for number, odds in lost.items()},
        {number: weighed(odds, of_added[number], weights.addition) for number, odds in added.items()},
    )


def weighed(odds: float, heard: Statement, weights: Steps) -> float:
    """Return a likelihood by the log-odds without machines and what they say; a trial counts, else the renderings."""
    if heard.nats is not None:
        trial = weights.trial
        return logistic(trial.bias + trial.odds * odds + trial.nats * heard.nats)
    machine = weights.machine
    return logistic(odds + sum(machine.has_word if has else machine.lacks_word for has in heard.has_word))


def statements_on_lost(odds: Mapping[int, float], reading: Reading) -> dict[int, Statement]:
    """Return what machines say of source words; `odds` are those of `odds_of_loss`."""
    phrases = _phrases({number: logistic(each) for number, each in odds.items()})
    gains = reading.material.gains
    found: dict[int, Statement] = {}
    for number in odds:
        gain = None if number in phrases else gains.get(("in", number, -1))
        has = tuple(_machine_has(number, machine, reading) for machine in reading.machines)
        found[number] = Statement(has, telling(gain))
    return found


def statements_on_added(odds: Mapping[int, float], reading: Reading) -> dict[int, Statement]:
    """Return what machines say of words of the rendering; `odds` are those of `odds_of_addition`."""
    fitting = _fitting(reading)
    found: dict[int, Statement] = {}
    for number in odds:
        gain = reading.material.gains.get(("out", -1, number))
        said = tuple(said_by(number, machine, reading) for machine in reading.machines)
        most = 0.0 if number in fitting else _MOST_GAIN
        found[number] = Statement(said, telling(gain, most))
    return found


def telling(gain: Gain | None, most: float = _MOST_GAIN) -> float | None:
    """Return the nats of a trial as far as they tell anything, None where there was no trial."""
    return None if gain is None else max(-_MOST_GAIN, min(most, gain.nats))


def said_by(number: int, machine: Witness, reading: Reading) -> bool:
    """Return whether a machine rendering has a word of the reporter's, in any form."""
    return bool(forms(reading.theirs[number].key) & machine.forms)


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


def _machine_has(number: int, machine: Witness, reading: Reading) -> bool:
    """Return whether a machine rendering has a word for a source word that the reporter's has not."""
    for place, (sure, origin) in machine.from_ours[number].items():
        if sure > 0.5 and origin != GUESS and not forms(machine.tokens[place].key) & reading.their_forms:
            return True
    return False
