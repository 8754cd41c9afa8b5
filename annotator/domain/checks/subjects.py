"""Subjects: a pronoun of the original that says who acts, and that the rendering has lost.

Pronouns come and go between languages, so a missing link says nothing. An engine that reads the original does: where
English grammar needs the word, the sentence is far more probable with it. Without an engine nothing is suspected.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.checks.evidence import sureness
from annotator.domain.checks.listed import listed
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion

_SUBJECTS = listed("i you he she it we they")
_USUAL = 0.2  # share of its sightings in which a word stands for a subject
_LINKED = 0.4
_SURE, _EACH, _SUREST = 0.55, 0.04, 0.85  # confidence where it is told from, for each further nat, and at most


@dataclass(frozen=True, slots=True)
class Subjects:
    """Who acts, left out."""

    code: str = "subjects"
    name: str = "Who acts"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for each lost pronoun that an engine would put in."""
        for number in lost_subjects(reading):
            gain = reading.material.gains.get(("in", number, -1))
            if gain and gain.nats >= reading.material.weights.subjects:
                sure = min(_SUREST, _SURE + _EACH * (gain.nats - reading.material.weights.subjects))
                reason = (
                    f"“{reading.written(number)}” in the original says who acts, and the English lacks it: "
                    f"with “{gain.word}” put in, the engine finds it more probable."
                )
                span = reading.ours[number].span
                yield Suspicion(self.code, "omission", "major", (span,), (), (), reason, sure)


def lost_subjects(reading: Reading) -> dict[int, list[str]]:
    """Return the words of the original that usually stand for a subject and have no link, with their English.

    {} where a pronoun of the rendering has no link either: it may be the one. A pronoun that the rendering has as often
    as the original is not lost.
    """
    if any(token.key in _SUBJECTS and not reading.to_ours[n] for n, token in enumerate(reading.theirs)):
        return {}
    written = Counter(token.key for token in reading.theirs)
    usual = {number: english for number in range(len(reading.ours)) if (english := _english(number, reading))}
    said = Counter(english[0].casefold() for english in usual.values())
    return {
        number: english
        for number, english in usual.items()
        if sureness(reading.to_theirs[number]) < _LINKED
        and written[english[0].casefold()] < said[english[0].casefold()]
    }


def _english(number: int, reading: Reading) -> list[str]:
    known = reading.translations(number)
    usual = sorted((word for word in _SUBJECTS & known.keys()), key=lambda word: -known[word].share)
    enough = sum(known[word].share for word in usual) >= _USUAL
    return ["I" if word == "i" else word for word in usual[:2]] if enough else []
