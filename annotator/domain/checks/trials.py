"""Trials: the rendering with one word put in, left out or exchanged, for an engine to say which it finds more probable.

An engine that reads the original finds a sentence more probable with the word that was left out, without the word that
was put in, and with the right word for the wrong one. `trials` says which sentences are worth its time; what it makes
of them goes into `Material.gains`, and omission, addition and substitution weigh it with what the links show.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotator.domain.checks.evidence import logistic, odds_of_addition, odds_of_loss, slot_of, usual_translations
from annotator.domain.checks.limits import comparable
from annotator.domain.checks.listed import listed
from annotator.domain.checks.material import Gain, Material, Place
from annotator.domain.checks.reading import GUESS, Reading
from annotator.domain.checks.subjects import lost_subjects
from annotator.domain.checks.substitution import pairs
from annotator.domain.checks.tense import other_times
from annotator.domain.spans import Span

MOST = 60  # trials of one passage: an engine takes about 4 ms for each
_LIKELY = 0.1  # likelihood from which a word is worth a trial
_TENSE = 0.3  # when verbs have their turn, between the likely words
_WORDS = 3  # usual translations that are tried
_ROOM = 4  # places in which a word is tried
_HEARD = 0.4  # confidence of a link from which a machine's word is tried
_JOINING = listed("and or but then")


@dataclass(frozen=True, slots=True)
class Trial:
    """One changed rendering: where it was changed, the word put in ("" where one was left out), and the whole text."""

    place: Place
    word: str
    text: str


def trials(material: Material) -> tuple[Trial, ...]:
    """Return what an engine should be asked of a passage, the likeliest first; () where nothing can be compared."""
    if not comparable(material) or material.lexicon is None:
        return ()
    reading = Reading(material)
    lost = {number: logistic(odds) for number, odds in odds_of_loss(reading).items()}
    added = {number: logistic(odds) for number, odds in odds_of_addition(reading).items()}
    likely = [(-sure, ("in", number, -1)) for number, sure in lost.items() if sure >= _LIKELY]
    likely += [(-sure, ("out", -1, number)) for number, sure in added.items() if sure >= _LIKELY]
    likely += [
        (-max(lost.get(place, 0.0), added.get(number, 0.0)), ("for", place, number))
        for place, number, _ in pairs(reading)
    ]
    likely += [(-1.0, ("in", number, -1)) for number in lost_subjects(reading)]
    likely += [(-_TENSE, ("tense", -1, number)) for number in range(len(reading.theirs))]
    found = [trial for _, place in sorted(likely) for trial in _at(place, reading)]
    return tuple(found[:MOST])


def gains(tried: Iterable[Trial], before: float, after: Mapping[str, float]) -> dict[Place, Gain]:
    """Return the best trial of each place: `before` is the log-probability of the rendering, `after` of the texts."""
    best: dict[Place, Gain] = {}
    for trial in tried:
        gain = after.get(trial.text, -math.inf) - before
        if math.isfinite(gain) and (trial.place not in best or gain > best[trial.place].nats):
            best[trial.place] = Gain(gain, trial.word)
    return best


def _at(place: Place, reading: Reading) -> Iterator[Trial]:
    kind, ours, theirs = place
    text = reading.material.rendering
    if kind == "tense":
        yield from (Trial(place, other, changed) for other, changed in other_times(theirs, reading))
        return
    if kind == "out":
        yield Trial(place, "", _without(reading.theirs[theirs].span, text))
        return
    for word in _candidates(ours, reading):
        if kind == "for":
            span = reading.theirs[theirs].span
            yield Trial(place, word, text[: span.start] + word + text[span.end :])
        else:
            yield from (Trial(place, word, changed) for changed in _with(ours, word, reading))


def _candidates(number: int, reading: Reading) -> list[str]:
    """Return the English words that may be missing: the usual ones, and those that machines have."""
    heard = [
        machine.tokens[there].span.within(machine.text)
        for machine in reading.machines
        for there, (sure, origin) in machine.from_ours[number].items()
        if sure > _HEARD and origin != GUESS
    ]
    usual = usual_translations(number, reading, _WORDS) or lost_subjects(reading).get(number, [])
    return list(dict.fromkeys([*usual, *heard]))


def _with(number: int, word: str, reading: Reading) -> Iterator[str]:
    """Yield the rendering with a word put in wherever the counterpart of a source word should stand."""
    text = reading.material.rendering
    first, last = slot_of(number, reading.to_theirs, len(reading.theirs))
    for place in range(first, min(last, first + _ROOM - 1) + 1):
        if number not in reading.our_content and place and reading.theirs[place - 1].key in _JOINING:
            continue  # he came and went: English need not say the subject again
        yield _before(reading.theirs[place].span.start, word, reading)
    end = reading.theirs[last].span.end
    yield f"{text[:end]} {word}{text[end:]}"


def _before(at: int, word: str, reading: Reading) -> str:
    """Return the rendering with a word put in before a place; at the beginning of a sentence it takes the capital."""
    text = reading.material.rendering
    if at in reading.their_sentence_starts and text[at].isupper():
        return f"{text[:at]}{word[:1].upper()}{word[1:]} {text[at].lower()}{text[at + 1 :]}"
    return f"{text[:at]}{word} {text[at:]}"


def _without(span: Span, text: str) -> str:
    before, after = text[: span.start].rstrip(), text[span.end :]
    return f"{before} {after.lstrip()}".strip() if after[:1].isspace() else before + after
