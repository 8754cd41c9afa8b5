"""Tense: an English verb in another time than the original's, as far as an engine that reads the original can tell.

Each verb whose other time can be written down (is, was; will; regular verbs) is tried in that time; where the engine
finds the sentence far more probable so, it is told. Without an engine nothing is suspected.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion

# A form, and those of another time in the same person.
_FORMS = {
    "is": ("was",),
    "was": ("is",),
    "are": ("were",),
    "were": ("are",),
    "has": ("had",),
    "have": ("had",),
    "had": ("has", "have"),
    "does": ("did",),
    "did": ("does", "do"),
    "don't": ("didn't",),
    "doesn't": ("didn't",),
    "didn't": ("don't", "doesn't"),
    "says": ("said",),
    "will": ("would",),
}
_SEEN = 20.0  # sightings of a form from which it is one
_SHORT = 4  # letters of a verb that is too short to be changed by its ending
_SURE, _EACH, _SUREST = 0.58, 0.03, 0.8  # confidence where it is told from, for each further nat, and at most


@dataclass(frozen=True, slots=True)
class Tense:
    """Verbs in another time."""

    code: str = "tense"
    name: str = "Tense"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for each verb that an engine would put in another time."""
        for number in range(len(reading.theirs)):
            gain = reading.material.gains.get(("tense", -1, number))
            if gain and gain.nats >= reading.material.weights.tense:
                sure = min(_SUREST, _SURE + _EACH * (gain.nats - reading.material.weights.tense))
                written = reading.quoted(number)
                reason = (
                    f"The English says “{written}”; with “{gain.word}” the engine finds it a more probable rendering: "
                    "compare the tense."
                )
                span = reading.theirs[number].span
                yield Suspicion(self.code, "tense", "major", (), (span,), (), reason, sure)


def other_times(number: int, reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield how a word of the rendering would read in another time, and the whole rendering with it."""
    span, text = reading.theirs[number].span, reading.material.rendering
    written = reading.quoted(number).casefold().replace("’", "'")
    for other in (*_FORMS.get(written, ()), *_by_ending(written, reading)):
        yield other, text[: span.start] + other + text[span.end :]
    if written == "will" and number + 1 < len(reading.theirs):
        after = reading.theirs[number + 1]
        if after.key == "be":
            for other in ("is", "was", "are", "were"):
                yield other, text[: span.start] + other + text[after.span.end :]
        else:
            yield "no “will”", text[: span.start] + text[after.span.start :]


def _by_ending(written: str, reading: Reading) -> Iterator[str]:
    """Yield the other form of a regular verb, where English texts have it: help(s), helped."""
    lexicon = reading.material.lexicon
    if lexicon is None or len(written) <= _SHORT:
        return
    if written.endswith("ed"):
        others: tuple[str, ...] = (written[:-2] + "s", written[:-1] + "s")
    elif written.endswith("s") and not written.endswith("ss"):
        others = (written[:-1] + "ed", written[:-1] + "d")
    else:
        return
    yield from (other for other in others if lexicon.english.get(other, 0.0) >= _SEEN)
