"""Person: we that became they, I that became we, where pronouns on both sides say who is meant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.checks.cues import Cue, Cues
from annotator.domain.checks.evidence import slot_of, sureness
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.passages import PassageKind

_PERSONS = ("i", "we", "you", "third")
_NAMES = {"i": "I", "we": "we", "you": "you", "third": "he, she or they"}
_QUOTES = frozenset({PassageKind.DIRECT_QUOTE, PassageKind.PARTIAL_QUOTE})
_MARKS = frozenset('“”„«»"‘「」『』:：')
_OUTSIDE = '“”„«»"‘’「」『』—– .,!?…。'
_SLOT, _WIDE_SLOT = 4, 12  # words of the English among which the counterpart of a pronoun may stand
_LINKED = 0.3  # confidence from which two pronouns are one another's
_ELSEWHERE = 0.5  # and from which a pronoun belongs to another word
_SURE, _SURE_BY_PLACE = 0.8, 0.66


@dataclass(frozen=True, slots=True)
class Persons:
    """A pronoun of another person than the original's."""

    code: str = "persons"
    name: str = "I, we, you or they"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for each person whom only the original names, and in whose place the English has another.

        None outside quotations, nor where the original quotes somebody and the English does not: persons shift there.
        """
        source, rendering = reading.material.source, reading.material.rendering
        if reading.material.kind not in _QUOTES or (_quotes(source) and not _quotes(rendering)):
            return
        ours, theirs = _persons(reading.cues, source), _persons(reading.english, rendering)
        said, written = {cue.code for cue in ours}, {cue.code for cue in theirs}
        new = [cue for cue in theirs if cue.code not in said and not _is_numeral(cue, rendering)]
        for person in _PERSONS:
            if person in said - written and not _is_agreed(person, reading):
                lost = [cue for cue in ours if cue.code == person]
                only = len(said) == 1 and len(written) == 1 and abs(len(lost) - len(new)) <= 1
                pairs = [(m, y, sure) for m in lost for y in new if (sure := _pair(m, y, reading, only=only))]
                if pairs:
                    yield _made(*max(pairs, key=lambda pair: pair[2]), reading)


def _quotes(text: str) -> bool:
    """Return whether a text quotes somebody inside, be the whole of it quoted or not."""
    return any(char in _MARKS for char in text.strip(_OUTSIDE))


def _persons(cues: Cues, text: str) -> list[Cue]:
    """Return the pronouns of a text; US is no us."""
    found = cues.find(text, "persons", *_PERSONS, "idle")
    return [cue for cue in found if cue.code != "idle" and cue.span.within(text) != "US"]


def _is_numeral(cue: Cue, text: str) -> bool:
    """Return whether an I stands behind a capitalised word: it may be a numeral, or begin to speak (When I)."""
    before = text[: cue.span.start].split()
    return cue.span.within(text) == "I" and bool(before) and before[-1][0].isupper()


def _is_agreed(person: str, reading: Reading) -> bool:
    """Return whether a machine rendering lacks the person too."""
    return any(person not in {cue.code for cue in _persons(reading.english, one.text)} for one in reading.machines)


def _pair(mine: Cue, yours: Cue, reading: Reading, *, only: bool) -> float:
    """Return how sure it is that one pronoun stands for the other, 0.0 where it is not.

    `only` says that neither side has a pronoun of yet another person.
    """
    numbers, places = reading.our_numbers(mine.span), reading.their_numbers(yours.span)
    if not numbers or not places:
        return 0.0
    linked = max((reading.to_theirs[n].get(place, (0.0, ""))[0] for n in numbers for place in places), default=0.0)
    if linked >= _LINKED:
        return _SURE
    alone = all(sureness(reading.to_theirs[number], guesses=False) < _ELSEWHERE for number in numbers)
    free = all(sureness(reading.to_ours[place], guesses=False) < _ELSEWHERE for place in places)
    most = _WIDE_SLOT if only else _SLOT
    return _SURE_BY_PLACE if alone and free and _is_in_slot(numbers, places, reading, most) else 0.0


def _is_in_slot(numbers: Sequence[int], places: Sequence[int], reading: Reading, most: int) -> bool:
    first, last = slot_of(numbers[0], reading.to_theirs, len(reading.theirs))
    return last - first <= most and all(first <= place <= last for place in places)


def _made(mine: Cue, yours: Cue, sure: float, reading: Reading) -> Suspicion:
    said, written = mine.span.within(reading.material.source), yours.span.within(reading.material.rendering)
    for _ in reading.machines:
        sure = min(0.95, sure * 1.15)
    name = _NAMES[mine.code]
    reason = f"“{said}” means “{name}”; the English has “{written}” there, and “{name}” nowhere."
    return Suspicion("persons", "mistranslation", "major", (mine.span,), (yours.span,), (), reason, sure)
