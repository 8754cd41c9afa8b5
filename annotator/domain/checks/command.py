"""Commands: an order or a call that became a report of what happens, and the reverse, where both can be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.checks.cues import Cue, Cues
from annotator.domain.checks.evidence import sureness
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.passages import PassageKind
from annotator.domain.spans import Span

_QUOTES = frozenset({PassageKind.DIRECT_QUOTE, PassageKind.PARTIAL_QUOTE})
_ENDS = ".!?؟？！。…\n"
_BREAKS = frozenset(_ENDS + ',;:—–“”"«»、，')
_REACH = 2  # words behind a call among which the verb stands that it calls for
_NEAR = 5  # words of the English from its subject to its verb
_SURE, _SURE_ALONE, _SURE_MADE = 0.78, 0.72, 0.74


@dataclass(frozen=True, slots=True)
class Command:
    """An order that became a statement, or the reverse."""

    code: str = "command"
    name: str = "Command or statement"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for an order where the English reports, and for one where the original reports."""
        if reading.material.kind not in _QUOTES:
            return
        ordered = orders(reading.cues, reading.material.source)
        demands = _asks(reading.english, reading.material.rendering)
        if ordered and not demands:
            yield from _stated(ordered, reading)
        elif not ordered:
            yield from _commanded(reading)


def orders(cues: Cues, text: str) -> list[Cue]:
    """Return the words that surely order or call: at the beginning of a sentence, or anywhere; never in a question."""
    found: list[Cue] = []
    # An ending alone is the least telling: a word that is listed otherwise is that.
    for codes in (("idle",), ("call",), ("order", "opening")):
        more = cues.find(text, "moods", *codes)
        found += [cue for cue in more if not any(cue.span.overlaps(known.span) for known in found)]
    return [cue for cue in sorted(found) if cue.code != "idle" and _is_order(cue, text)]


def _is_order(cue: Cue, text: str) -> bool:
    if _ending(cue.span, text) in "?？؟" or cue.span.within(text).endswith("sie"):
        return False
    return cue.code != "opening" or not any(char.isalnum() for char in text[_start(cue.span, text) : cue.span.start])


def _start(span: Span, text: str) -> int:
    return max(text.rfind(end, 0, span.start) for end in _ENDS) + 1


def _ending(span: Span, text: str) -> str:
    """Return the sign that ends the sentence of a span, "." where none does."""
    return next((char for char in text[span.end :] if char in _ENDS), ".")


def _asks(english: Cues, text: str) -> bool:
    """Return whether the English orders, urges, permits or asks in any way."""
    return english.holds(text, "moods", "asks") or bool(orders(english, text)) or "?" in text


def _stated(ordered: list[Cue], reading: Reading) -> Iterator[Suspicion]:
    for cue in ordered:
        subject, sure = _subject_of(cue, reading)
        if subject is not None and (sure := _weighed(sure, reading, asked=True)):
            written = subject.within(reading.material.rendering)
            said = cue.span.within(reading.material.source)
            reason = f"“{said}” orders or calls for something; the English “{written}” reports it."
            yield Suspicion("command", "certainty", "major", (cue.span,), (subject,), (), reason, sure)
            return


def _subject_of(cue: Cue, reading: Reading) -> tuple[Span | None, float]:
    """Return the words from the subject to the verb that the English has for an order, and how sure that is."""
    numbers = reading.our_numbers(cue.span)
    if not numbers:
        return None, 0.0
    if cue.code == "call":
        numbers = [*numbers, *range(numbers[-1] + 1, min(len(reading.ours), numbers[-1] + 1 + _REACH))]
    places = [place for n in numbers for place, (sure, _) in reading.to_theirs[n].items() if sure >= 0.5]
    for place in places:
        subject = _subject_before(place, reading)
        if subject is not None:
            return Span(reading.theirs[subject].span.start, reading.theirs[place].span.end), _SURE
    alone = not places and _is_one_sentence(reading.material.source) and _is_one_sentence(reading.material.rendering)
    if alone and len(reading.theirs) > 1 and _is_subject(0, reading) and len(reading.ours) <= _NEAR:
        return Span(reading.theirs[0].span.start, reading.theirs[1].span.end), _SURE_ALONE
    return None, 0.0


def _subject_before(place: int, reading: Reading) -> int | None:
    """Return the pronoun that begins the clause of a word, if nothing but a few words stands between them."""
    for number in range(place - 1, max(-1, place - _NEAR), -1):
        between = reading.material.rendering[reading.theirs[number].span.end : reading.theirs[number + 1].span.start]
        if any(char in _BREAKS for char in between):
            return None
        if _is_subject(number, reading):
            return number if _is_clause_start(number, reading) else None
    return None


def _is_clause_start(number: int, reading: Reading) -> bool:
    if number == 0:
        return True
    between = reading.material.rendering[reading.theirs[number - 1].span.end : reading.theirs[number].span.start]
    return any(char in _BREAKS for char in between)


def _is_subject(number: int, reading: Reading) -> bool:
    span = reading.theirs[number].span
    found = reading.english.find(reading.material.rendering, "moods", "subject")
    return any(cue.span.overlaps(span) for cue in found) and span.within(reading.material.rendering) != "IT"


def _is_one_sentence(text: str) -> bool:
    return not any(char in text.rstrip(_ENDS + ' »”"') for char in _ENDS)


def _commanded(reading: Reading) -> Iterator[Suspicion]:
    """Yield a suspicion where a sentence that begins with its subject became one that begins with an order."""
    source, rendering = reading.material.source, reading.material.rendering
    if not (_is_one_sentence(source) and _is_one_sentence(rendering)) or "?" in source + rendering:
        return
    subjects = reading.cues.find(source, "moods", "subject")
    starting = [cue for cue in subjects if not any(char.isalnum() for char in source[: cue.span.start])]
    made = [cue for cue in reading.english.find(rendering, "moods", "opening") if _is_order(cue, rendering)]
    must = reading.cues.holds(source, "certainty", "bound")
    if must or not starting or not made or _is_rendered(starting[0], reading):
        return
    sure = _weighed(_SURE_MADE, reading, asked=False)
    if sure:
        said, written = starting[0].span.within(source), made[0].span.within(rendering)
        reason = f"The English orders: “{written}”; the original states what “{said}” does."
        spans = (starting[0].span,), (made[0].span,)
        yield Suspicion("command", "certainty", "major", *spans, (), reason, sure)


def _is_rendered(subject: Cue, reading: Reading) -> bool:
    return any(sureness(reading.to_theirs[n], guesses=False) >= 0.5 for n in reading.our_numbers(subject.span))


def _weighed(sure: float, reading: Reading, *, asked: bool) -> float:
    """Return how sure a suspicion is beside the machine renderings, 0.0 where one of them agrees with the reporter."""
    for machine in reading.machines:
        if _asks(reading.english, machine.text) is not asked:
            return 0.0
        sure = min(0.95, sure * 1.15)
    return sure
