"""Tone: a threat, an insult or a plea that only one side has, as far as a short list shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.checks.cues import Cue
from annotator.domain.checks.evidence import sureness
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion

_LOST = {"threat": 0.66, "insult": 0.68, "plea": 0.52}
_NAMES = {"threat": "a threat", "insult": "an insult", "plea": "a plea"}
_SEVERITY = {"threat": "major", "insult": "major", "plea": "minor"}


@dataclass(frozen=True, slots=True)
class Tone:
    """Threats, insults and pleas that were lost or made."""

    code: str = "tone"
    name: str = "Tone"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for every cue of force whose kind the other side does not have at all."""
        material = reading.material
        for cue in reading.cues.find(material.source, "tone"):
            held = reading.english.holds(material.rendering, "tone", cue.code)
            if not held and not _is_rendered(cue, reading):
                yield _lost(cue, reading)
        for cue in reading.english.find(material.rendering, "tone"):
            held = reading.cues.holds(material.source, "tone", cue.code)
            if cue.code == "insult" and not held and reading.cues.tables and not _has_source(cue, reading):
                yield _added(cue, reading)


def _is_rendered(cue: Cue, reading: Reading) -> bool:
    numbers = reading.our_numbers(cue.span)
    return any(sureness(reading.to_theirs[number], guesses=False) >= 0.4 for number in numbers)


def _has_source(cue: Cue, reading: Reading) -> bool:
    numbers = reading.their_numbers(cue.span)
    if any(sureness(reading.to_ours[number], guesses=False) >= 0.4 for number in numbers):
        return True
    keys = [reading.theirs[number].key for number in numbers]
    return any(reading.share(place, key) > 0.005 for place in range(len(reading.ours)) for key in keys)


def _lost(cue: Cue, reading: Reading) -> Suspicion:
    written = cue.span.within(reading.material.source)
    reason = f"“{written}” can be {_NAMES[cue.code]}, and nothing in the English has its force."
    sure = _LOST[cue.code]
    for machine in reading.machines:
        has = reading.english.holds(machine.text, "tone", cue.code)
        sure = min(0.92, sure * 1.2) if has else sure * 0.8
    return Suspicion("tone", "tone", _SEVERITY[cue.code], (cue.span,), (), (), reason, sure)


def _added(cue: Cue, reading: Reading) -> Suspicion:
    written = cue.span.within(reading.material.rendering)
    reason = f"The English has “{written}”, and no word of the original is as strong."
    sure = 0.6
    for machine in reading.machines:
        sure *= 0.6 if reading.english.holds(machine.text, "tone", cue.code) else 1.15
    return Suspicion("tone", "tone", "major", (), (cue.span,), (), reason, sure)
