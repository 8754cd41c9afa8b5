"""Negation: a “not” that stands on one side only.

Negation words of one clause count as one (никто ничего не, ne ... pas, no ... nada), because languages repeat them.
A negation is matched by any negation near the words that its own neighbours are linked with. A word that denies
without a negation word (refuse, отказаться, unable, unmöglich) excuses one that is missing beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.alignment.tokens import Token
from annotator.domain.checks.cues import Cue, Cues
from annotator.domain.checks.listed import listed
from annotator.domain.checks.reading import Linked, Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.spans import Span
from annotator.domain.words import words

_REACH = {"de": 8, "zh": 8}  # words between a negation and what it may stand for: in German it goes to the end
_USUAL_REACH = 5
_AROUND = 4  # words on either side of a negation that may show what it answers to
_CLAUSE_ENDS = frozenset(',;:.!?…—–()«»"“”،؛؟，。；：！？')
_DENYING = listed("not no never none nobody nothing without neither nor cannot unable impossible n't")
_DENIES = 0.2  # share of its sightings in which a source word that is no negation stands for one
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis")


@dataclass(frozen=True, slots=True)
class Denial:
    """The negation words of one clause: their spans, and the numbers of the tokens they stand in."""

    spans: tuple[Span, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Negations:
    """What denies in one text: negation words by clause, and words that deny without them."""

    denials: tuple[Denial, ...]
    implied: frozenset[int]
    polar: frozenset[int] = frozenset()  # any, ever: what English says where another language denies twice
    clauses: Sequence[int] = field(default=())


@dataclass(frozen=True, slots=True)
class Negation:
    """A negation that the other side does not have."""

    code: str = "negation"
    name: str = "Negation"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for every negation that nothing on the other side answers to."""
        material = reading.material
        ours = _with_lexicon(negations(material.source, reading.ours, reading.cues), reading)
        theirs = negations(material.rendering, reading.theirs, reading.english, _vocabulary(reading))
        if not reading.cues.tables:
            return
        for denial in theirs.denials:
            if not _answered(denial, reading.to_ours, ours, reading.language):
                yield from _added(denial, ours, theirs, reading)
        lost = [one for one in ours.denials if not _answered(one, reading.to_theirs, theirs, reading.language)]
        if lost and not theirs.denials:  # one suspicion, however often the original denies
            lost = [Denial(tuple(s for one in lost for s in one.spans), tuple(n for one in lost for n in one.numbers))]
        for denial in lost:
            yield from _lost(denial, ours, theirs, reading)


def negations(text: str, tokens: Sequence[Token], cues: Cues, vocabulary: frozenset[str] = frozenset()) -> Negations:
    """Return the negations of a text; `vocabulary` tells which words stay words without un- or in-."""
    clauses = _clauses(text, tokens)
    found = cues.find(text, "negation")
    denying = [cue for cue in found if cue.code == "word"]
    implied = set(_numbers_of("implied", found, tokens))
    implied |= {number for number, token in enumerate(tokens) if _has_prefix(token.key, vocabulary)}
    return Negations(
        tuple(_grouped(denying, tokens, clauses)),
        frozenset(implied),
        frozenset(_numbers_of("polar", found, tokens)),
        clauses,
    )


def _numbers_of(code: str, found: Sequence[Cue], tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the numbers of the tokens in which cues of a code stand."""
    for cue in found:
        if cue.code == code:
            yield from (number for number, token in enumerate(tokens) if token.span.overlaps(cue.span))


def _clauses(text: str, tokens: Sequence[Token]) -> list[int]:
    """Return for every token the number of the clause it stands in, by punctuation alone."""
    ends = [word.span.start for word in words(text) if not word.is_word and word.text[0] in _CLAUSE_ENDS]
    return [sum(end < token.span.start for end in ends) for token in tokens]


def _grouped(found: Sequence[Cue], tokens: Sequence[Token], clauses: Sequence[int]) -> Iterator[Denial]:
    """Yield the negation words of each clause together, unless they stand far apart."""
    group: list[tuple[Span, int]] = []
    for cue in found:
        numbers = [number for number, token in enumerate(tokens) if token.span.overlaps(cue.span)]
        if not numbers:
            continue
        if group and (clauses[numbers[0]] != clauses[group[-1][1]] or numbers[0] - group[-1][1] > _USUAL_REACH):
            yield Denial(tuple(span for span, _ in group), tuple(number for _, number in group))
            group = []
        group.extend((cue.span, number) for number in numbers[:1])
    if group:
        yield Denial(tuple(span for span, _ in group), tuple(number for _, number in group))


def _has_prefix(key: str, vocabulary: frozenset[str]) -> bool:
    if key.endswith("less") and key[:-4] in vocabulary:
        return True
    return any(key.startswith(prefix) and key[len(prefix) :] in vocabulary for prefix in _PREFIXES)


def _vocabulary(reading: Reading) -> frozenset[str]:
    """Return the words of the rendering that stay English words without a negative prefix, with the prefix off."""
    lexicon = reading.material.lexicon
    if lexicon is None:
        return frozenset()
    stems = {token.key.removesuffix("less") for token in reading.theirs}
    stems |= {token.key[len(prefix) :] for token in reading.theirs for prefix in _PREFIXES}
    return frozenset(stem for stem in stems if len(stem) > 3 and lexicon.english.get(stem, 0.0) >= 5)


def _answered(denial: Denial, linked: Sequence[Linked], other: Negations, language: str) -> bool:
    """Return whether a negation on the other side stands near what the words around this one are linked with."""
    reach = _REACH.get(language, _USUAL_REACH)
    there = _places(denial, linked)
    if not there:
        return bool(other.denials)
    for answer in other.denials:
        if any(abs(number - place) <= reach for number in answer.numbers for place in there):
            return True
    return False


def _places(denial: Denial, linked: Sequence[Linked]) -> set[int]:
    """Return the words of the other side that the words around a negation are linked with."""
    around = {
        number + step
        for number in denial.numbers
        for step in range(-_AROUND, _AROUND + 1)
        if 0 <= number + step < len(linked)
    }
    return {place for number in around for place, (sure, _) in linked[number].items() if sure > 0.5}


def _added(denial: Denial, ours: Negations, theirs: Negations, reading: Reading) -> Iterator[Suspicion]:
    places = _places(denial, reading.to_ours)
    near = {number for number in ours.implied if any(abs(number - place) <= 3 for place in places)}
    if any(not _denied_alike(number, theirs, reading) for number in near):
        sure = 0.45
    else:
        sure = 0.86 if not ours.denials and not ours.implied else 0.78 if not ours.denials else 0.6
    if _is_question(reading):
        sure *= 0.55  # why don't we, isn't it: a question denies without meaning it
    written = _quoted(denial, reading.material.rendering)
    what = "denies nothing" if not ours.denials else "denies nothing at that place"
    reason = f"The English has {written}, and the original {what}."
    sure, witnesses = _witnessed(sure, len(theirs.denials), reading, more=True)
    yield Suspicion("negation", "negation", "critical", (), denial.spans, witnesses, reason, sure)


def _may_deny(number: int, ours: Negations, reading: Reading) -> bool:
    """Return whether an English word such as fail may stand for a negation: it renders no word far from one."""
    firm = [place for place, (sure, _) in reading.to_ours[number].items() if sure > 0.5]
    denied = [place for denial in ours.denials for place in denial.numbers]
    return not firm or any(abs(place - other) <= 2 for place in firm for other in denied)


def _with_lexicon(ours: Negations, reading: Reading) -> Negations:
    """Return the negations of the source with the words that the lexicon knows to be rendered by a denial."""
    known = {
        number
        for number in range(len(reading.ours))
        if sum(row.share for english, row in reading.translations(number).items() if english in _DENYING) >= _DENIES
    }
    denying = {number for denial in ours.denials for number in denial.numbers}
    return replace(ours, implied=ours.implied | frozenset(known - denying))


def _denied_alike(number: int, theirs: Negations, reading: Reading) -> bool:
    """Return whether the denial inside a source word is rendered already: потерял by lost, запретил by banned."""
    linked = reading.to_theirs[number]
    return any(place in theirs.implied and sure > 0.5 for place, (sure, _) in linked.items())


def _lost(denial: Denial, ours: Negations, theirs: Negations, reading: Reading) -> Iterator[Suspicion]:
    places = _places(denial, reading.to_theirs)
    telling = {number for number in theirs.implied if _may_deny(number, ours, reading)}
    near = {number for number in telling if any(abs(number - place) <= 4 for place in places) or not places}
    excused = near or len(telling) >= len(ours.denials) or bool(theirs.polar)
    sure = 0.4 if excused else 0.55 if theirs.denials else 0.82
    if _is_question(reading):
        sure *= 0.55
    written = _quoted(denial, reading.material.source)
    reason = (
        f"The original has {written}, and the English {'denies nothing' if not theirs.denials else 'does not deny it'}."
    )
    sure, witnesses = _witnessed(sure, len(theirs.denials), reading, more=False)
    yield Suspicion("negation", "negation", "critical", denial.spans, (), witnesses, reason, sure)


def _is_question(reading: Reading) -> bool:
    return any(mark in reading.material.source for mark in "?？؟") and "?" in reading.material.rendering


def _witnessed(sure: float, count: int, reading: Reading, *, more: bool) -> tuple[float, tuple[tuple[int, Span], ...]]:
    """Weigh a suspicion by how often the machine renderings deny, and return where they do."""
    witnesses: list[tuple[int, Span]] = []
    for machine in reading.machines:
        denials = negations(machine.text, machine.tokens, reading.english).denials
        agrees = len(denials) >= count if more else len(denials) <= count
        sure = sure * 0.6 if agrees else min(0.97, sure * 1.12)
        if not agrees and not more:
            witnesses.extend((machine.number, span) for denial in denials for span in denial.spans)
    return sure, tuple(witnesses)


def _quoted(denial: Denial, text: str) -> str:
    return " … ".join(f"“{span.within(text)}”" for span in denial.spans)
