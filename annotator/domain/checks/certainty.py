"""Certainty: a guess that became a fact, some that became all, and hedges that nobody said."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.checks.amounts import amounts
from annotator.domain.checks.cues import Cue
from annotator.domain.checks.evidence import sureness
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.spans import Span

# What kind of hedge in English answers to one of the original, and how sure its loss is where none does.
_ANSWERS = {
    "possible": (("possible", "able", "probable", "hedge"), 0.8),
    "probable": (("possible", "able", "probable", "hedge"), 0.76),
    "reported": (("reported", "hedge", "probable"), 0.76),
    "bound": (("bound",), 0.46),
    "able": (("able", "possible", "probable", "bound"), 0.44),
    "roughly": (("roughly", "hedge"), 0.72),
    "part": (("part", "roughly"), 0.6),
}
_HEDGING = ("possible", "able", "probable", "reported", "told", "bound", "roughly")
_MEANS = {
    "possible": "says that something is possible",
    "probable": "says that something is a guess",
    "reported": "keeps its distance from a claim",
    "bound": "says that something must be",
    "able": "says that something can be",
    "roughly": "says that the number is rough",
    "part": "speaks of a part",
}


@dataclass(frozen=True, slots=True)
class Certainty:
    """Hedges, modals and quantities that only one side has."""

    code: str = "certainty"
    name: str = "Certainty and hedges"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for every hedge of the original that is lost, and for every one that is new."""
        for cue in reading.cues.find(reading.material.source, "certainty", *_ANSWERS):
            if not _is_rendered(cue, reading):
                yield from _lost(cue, reading)
        for cue in reading.english.find(reading.material.rendering, "certainty", "hedge"):
            if not _has_source(cue, reading):
                yield _added(cue, reading)


def _is_rendered(cue: Cue, reading: Reading) -> bool:
    if reading.english.holds(reading.material.rendering, "certainty", *_ANSWERS[cue.code][0]):
        return True
    if cue.code == "roughly" and not _before_a_number(cue, reading):
        return True
    numbers = reading.our_numbers(cue.span)
    telling = [number for number in numbers if number in reading.our_content] or numbers
    return any(sureness(reading.to_theirs[number], guesses=False) >= 0.4 for number in telling)


def _before_a_number(cue: Cue, reading: Reading) -> bool:
    found = amounts(reading.material.source, reading.language, reading.cues)
    return any(0 < amount.span.start - cue.span.end <= 2 for amount in found if amount.firm)


def _lost(cue: Cue, reading: Reading) -> Iterator[Suspicion]:
    codes, sure = _ANSWERS[cue.code]
    written = cue.span.within(reading.material.source)
    witnesses: list[tuple[int, Span]] = []
    for machine in reading.machines:
        kept = [one.span for one in reading.english.find(machine.text, "certainty", *codes)]
        sure = min(0.95, sure * 1.15) if kept else sure * 0.6
        witnesses.extend((machine.number, span) for span in kept[:1])
    reason = f"“{written}” {_MEANS[cue.code]}, and nothing in the English does."
    severity = "minor" if cue.code in ("roughly", "able") else "major"
    yield Suspicion("certainty", "certainty", severity, (cue.span,), (), tuple(witnesses), reason, sure)


def _has_source(cue: Cue, reading: Reading) -> bool:
    if reading.cues.holds(reading.material.source, "certainty", *_HEDGING) or not reading.cues.tables:
        return True
    numbers = reading.their_numbers(cue.span)
    if any(sureness(reading.to_ours[number], guesses=False) >= 0.4 for number in numbers):
        return True
    keys = [reading.theirs[number].key for number in numbers]
    return any(reading.share(place, key) > 0.01 for place in range(len(reading.ours)) for key in keys)


def _added(cue: Cue, reading: Reading) -> Suspicion:
    written = cue.span.within(reading.material.rendering)
    sure = 0.78
    for machine in reading.machines:
        hedged = reading.english.holds(machine.text, "certainty", "hedge", "possible", "probable", "reported")
        sure = sure * 0.55 if hedged else min(0.95, sure * 1.1)
    reason = f"The English says “{written}”, and the original states it without a hedge."
    return Suspicion("certainty", "certainty", "major", (), (cue.span,), (), reason, sure)
