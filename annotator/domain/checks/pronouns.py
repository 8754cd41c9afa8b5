"""He and she: a pronoun whose gender the original contradicts."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.checks.cues import Cue
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion

_OTHER = {"masculine": "feminine", "feminine": "masculine"}


@dataclass(frozen=True, slots=True)
class Pronouns:
    """A pronoun for the wrong person, where the original's pronouns have a gender."""

    code: str = "pronouns"
    name: str = "He or she"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion where the English pronouns have one gender and those of the original the other."""
        ours = [cue for cue in reading.cues.find(reading.material.source, "pronouns") if cue.code in _OTHER]
        theirs = [cue for cue in reading.english.find(reading.material.rendering, "pronouns") if cue.code in _OTHER]
        for yours in theirs:
            answer = _linked(yours, ours, reading)
            genders = {cue.code for cue in ours}
            alone = genders == {_OTHER[yours.code]} and len({cue.code for cue in theirs}) == 1
            if answer and answer.code != yours.code:
                yield _made(yours, answer, reading, 0.8 if alone else 0.62)
            elif not answer and alone and _is_subject(yours, reading) and not _may_be_it(ours[0], reading):
                yield _made(yours, ours[0], reading, 0.6)


def _is_subject(yours: Cue, reading: Reading) -> bool:
    return yours.span.within(reading.material.rendering).lower() in ("he", "she")


def _may_be_it(mine: Cue, reading: Reading) -> bool:
    """Return whether a pronoun often stands for nobody: French il y a, il faut."""
    return reading.language == "fr" and mine.code == "masculine"


def _linked(yours: Cue, ours: list[Cue], reading: Reading) -> Cue | None:
    for number in reading.their_numbers(yours.span):
        for place, (sure, _) in reading.to_ours[number].items():
            for cue in ours:
                if sure >= 0.5 and cue.span.overlaps(reading.ours[place].span):
                    return cue
    return None


def _made(yours: Cue, mine: Cue, reading: Reading, sure: float) -> Suspicion:
    said, written = mine.span.within(reading.material.source), yours.span.within(reading.material.rendering)
    for machine in reading.machines:
        has = {cue.code for cue in reading.english.find(machine.text, "pronouns")}
        sure = sure * 0.6 if yours.code in has else min(0.95, sure * 1.15)
    reason = f"“{said}” is {mine.code}, and the English says “{written}”."
    return Suspicion("pronouns", "mistranslation", "critical", (mine.span,), (yours.span,), (), reason, sure)
