"""Substitution: a word whose original means the opposite, or clearly something else."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotator.domain.alignment.likeness import likeness
from annotator.domain.checks.evidence import (
    free_ours,
    free_theirs,
    presence,
    slot_of,
    sureness,
    usual_translations,
)
from annotator.domain.checks.judging import Statement, said_by, telling, weighed
from annotator.domain.checks.reading import GUESS, Reading, forms
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.spans import Span

_OPPOSITE = 0.06  # share of its sightings in which a source word stands for the opposite of the English one
_NEVER = 0.01  # share in which it stands for the English word itself, or there is nothing to suspect
_PREFIXES = ("un", "in", "im", "ir", "dis", "mis", "non")


@dataclass(frozen=True, slots=True)
class Substitution:
    """Opposites, and words in another's place."""

    code: str = "substitution"
    name: str = "Another word"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for each word in the place of its opposite, and of a word that clearly means another."""
        if reading.material.lexicon is None:
            return
        for number in sorted(reading.their_content):
            listed = reading.is_listed(number)  # north and south are compared by `closed`
            if not listed and sureness(reading.to_ours[number], guesses=False) < 0.5:
                yield from _opposite(number, reading)
        for place, number, traits in pairs(reading):
            yield from _other(place, number, traits, reading)


def _opposite(number: int, reading: Reading) -> Iterator[Suspicion]:
    key = reading.theirs[number].key
    opposites = _opposites(key, reading)
    if not opposites:
        return
    if any(reading.share(place, key) > _NEVER for place in range(len(reading.ours))):
        return
    candidates = [
        (reading_share, place)
        for place in reading.our_content
        if (reading_share := _share(place, opposites, reading)) > _OPPOSITE and _is_unused(place, number, reading)
    ]
    if candidates:
        share, place = max(candidates)
        meant = next((word for word in usual_translations(place, reading) if forms(word) & opposites), "")
        yield _made(place, number, min(0.9, 0.62 + share / 2), meant, reading)


def _opposites(key: str, reading: Reading) -> frozenset[str]:
    listed = {other for form in forms(key) for other in reading.english.opposites.get(form, ())}
    made = {prefix + key for prefix in _PREFIXES}
    cut = {key[len(prefix) :] for prefix in _PREFIXES if key.startswith(prefix) and len(key) > len(prefix) + 3}
    return frozenset(listed | made | cut)


def _share(place: int, words: frozenset[str], reading: Reading) -> float:
    known = reading.translations(place)
    return sum(row.share for english, row in known.items() if forms(english) & words)


def _is_unused(place: int, number: int, reading: Reading) -> bool:
    """Return whether no other word of the rendering stands for a source word."""
    linked = reading.to_theirs[place]
    return all(there == number or sure < 0.5 or origin == GUESS for there, (sure, origin) in linked.items())


def pairs(reading: Reading) -> list[tuple[int, int, dict[str, float]]]:
    """Return each source word with the word that stands in its place, neither linked by more than that, and traits."""
    free = free_theirs(reading)
    found: list[tuple[int, int, dict[str, float]]] = []
    for place in sorted(free_ours(reading)):
        guesses = {there: sure for there, (sure, origin) in reading.to_theirs[place].items() if origin == GUESS}
        if not guesses:
            first, last = slot_of(place, reading.to_theirs, len(reading.theirs))
            guesses = {there: 0.0 for there in free if first <= there <= last}
        found.extend(
            (place, number, _traits(place, number, guesses[number], len(guesses), reading))
            for number in sorted(guesses.keys() & free)
        )
    return found


def _traits(place: int, number: int, sure: float, rivals: int, reading: Reading) -> dict[str, float]:
    lexicon = reading.material.lexicon
    key = reading.theirs[number].key
    known = reading.translations(place)
    row = lexicon.rows.get(reading.ours[place].key) if lexicon else None
    count = max((lexicon.english.get(form, 0.0) for form in forms(key)), default=0.0) if lexicon else 0.0
    expected = count * row.count / lexicon.total if lexicon and row else 0.0
    told = sum(known[english].share for english in usual_translations(place, reading))
    opposite = _share(place, _opposites(key, reading), reading)
    return {
        "told": told,
        "sightings": math.log1p(row.count) / 5.0 if row else 0.0,
        "present": presence(place, reading),
        "link": sure,
        "rivals": 1.0 if rivals > 1 else 0.0,
        "opposite": min(1.0, opposite * 4),
        "sightings_in_english": math.log1p(count) / 5.0,
        "expected": math.log1p(10 * expected),
        "share": min(1.0, 50 * reading.share(place, key)),
        "alike": likeness(reading.written(place), reading.quoted(number)),
        "linked_share": sum(len(linked) > 0 for linked in reading.to_theirs) / len(reading.ours),
        "name_or_figure": 1.0 if reading.quoted(number)[0].isupper() or any(char.isdigit() for char in key) else 0.0,
    }


def _other(place: int, number: int, traits: Mapping[str, float], reading: Reading) -> Iterator[Suspicion]:
    """Yield a suspicion where a word that means something else stands in the place of a source word."""
    weights = reading.material.weights.substitution
    sure = weighed(weights.alone.odds(traits), statement(place, number, reading), weights)
    if usual_translations(place, reading):
        yield _made(place, number, min(0.9, sure), "", reading)


def statement(place: int, number: int, reading: Reading) -> Statement:
    """Return what machines say of a word in a source word's place: whether they have it, and what the trial gave."""
    gain = reading.material.gains.get(("for", place, number))
    said = tuple(said_by(number, machine, reading) for machine in reading.machines)
    return Statement(said, telling(gain))


def _made(place: int, number: int, sure: float, opposite: str, reading: Reading) -> Suspicion:
    said, written = reading.written(place), reading.quoted(number)
    usual = " or ".join(usual_translations(place, reading))
    if opposite:
        reason = f"“{said}” usually means {usual}; the English says “{written}”, which is the opposite."
    else:
        reason = f"“{said}” usually means {usual}; the English says “{written}”."
    witnesses = tuple(_witnesses(place, reading))
    if opposite:
        for machine in reading.machines:
            sure = sure * 0.6 if said_by(number, machine, reading) else min(0.95, sure * 1.1)
    return Suspicion(
        "substitution",
        "mistranslation",
        "critical" if opposite else "major",
        (reading.ours[place].span,),
        (reading.theirs[number].span,),
        witnesses,
        reason,
        sure,
    )


def _witnesses(place: int, reading: Reading) -> Iterator[tuple[int, Span]]:
    for machine in reading.machines:
        for there, (sure, _) in machine.from_ours[place].items():
            if sure > 0.5:
                yield machine.number, machine.tokens[there].span
