"""Names: people, places and bodies that differ, are missing or have no source, and titles and kin.

A name of the rendering is a run of words with capitals. Its source may be the same word, one that sounds alike in
another script, one that the lexicon knows to be rendered so, or letters that stand for it (UE, EU).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.domain.alignment.likeness import likeness
from annotator.domain.alignment.romanisation import romanised
from annotator.domain.checks.closed import changed
from annotator.domain.checks.evidence import sureness
from annotator.domain.checks.reading import GUESS, Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.spans import Span

_ALIKE = 0.62  # likeness from which two words may be one name
_KNOWN = 0.01  # share of its sightings in which a source word stands for an English word that counts as a translation
_SHORT = 8  # letters up to which a German word that no lexicon has is a name rather than a compound
_ROMAN = re.compile("[XVI]+(?:e|er|ème)?")
_CASED = frozenset({"ru", "uk", "fr", "es", "it", "pt", "pl"})  # a capital inside a sentence marks a name


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one text: the numbers of its tokens, and its span; `doubtful` if any word would be written so there."""

    numbers: tuple[int, ...]
    span: Span
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """Names and titles that differ, are missing, or have no source."""

    code: str = "names"
    name: str = "Names and titles"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for each name without its like on the other side, pairs first."""
        added = [name for name in their_names(reading) if _is_unfounded(name, reading)]
        lost = [name for name in our_names(reading) if _is_lost(name, reading)]
        for yours in added:
            mine = _counterpart(yours, lost, reading, alone=len(added) == 1)
            if mine:
                lost.remove(mine)
            if mine and _is_short_for_it(mine, yours, reading):
                continue
            if mine or not yours.doubtful:
                yield from _unfounded(yours, mine, reading)
        yield from (_missing(name, reading) for name in lost)
        yield from changed(reading, "titles", "name", "major", self.code, "title", 0.72)
        yield from changed(reading, "kin", "name", "critical", self.code, "relation", 0.72)


def their_names(reading: Reading) -> list[Name]:
    """Return the names of the rendering: runs of capitals; a single word that begins a sentence is doubtful."""
    capital = [_is_name_word(number, reading) for number in range(len(reading.theirs))]
    starts = reading.their_sentence_starts
    for number, token in enumerate(reading.theirs[:-1]):
        if capital[number] and capital[number + 1] and token.span.start in starts and _has_source(number, reading):
            capital[number] = False  # Yesterday Boris: only the second word is a name
    found = _runs(capital, [token.span for token in reading.theirs], reading.material.rendering)
    return [replace(name, doubtful=_is_doubtful(name, reading)) for name in found]


def _is_doubtful(name: Name, reading: Reading) -> bool:
    first = reading.theirs[name.numbers[0]]
    return len(name.numbers) == 1 and first.span.start in reading.their_sentence_starts and not first.text.isupper()


def our_names(reading: Reading) -> list[Name]:
    """Return the names of the source, where its script or its likeness to its own translation shows them."""
    text = reading.material.source
    starts = reading.our_sentence_starts
    named = [_is_our_name(number, reading, starts) for number in range(len(reading.ours))]
    return list(_runs(named, [token.span for token in reading.ours], text))


def _runs(named: Sequence[bool], spans: Sequence[Span], text: str) -> Iterator[Name]:
    run: list[int] = []
    for number, is_name in enumerate([*named, False]):
        apart = run and number < len(spans) and text[spans[run[-1]].end : spans[number].start].strip(" -")
        if run and (not is_name or apart):
            yield Name(tuple(run), Span(spans[run[0]].start, spans[run[-1]].end))
            run = []
        if is_name:
            run.append(number)


def _is_name_word(number: int, reading: Reading) -> bool:
    return reading.quoted(number)[0].isupper() and number in reading.their_content and not reading.is_listed(number)


def _is_our_name(number: int, reading: Reading, starts: frozenset[int]) -> bool:
    token = reading.ours[number]
    written = reading.written(number)
    if not written[0].isupper() or len(written) < 3 or _ROMAN.fullmatch(written) or number not in reading.our_content:
        return False
    if reading.language in _CASED and token.span.start not in starts:
        return True
    known = reading.translations(number)
    best = max(known, key=lambda english: known[english].share, default="")
    if reading.material.lexicon is None:
        return False
    if not best:
        beside = [other for other in (number - 1, number + 1) if 0 <= other < len(reading.ours)]
        together = any(reading.written(other)[0].isupper() for other in beside)
        return together or (reading.language == "de" and len(written) <= _SHORT)
    return known[best].share > 0.4 and best[:4] == romanised(written)[:4] and likeness(written, best) > 0.8


def _is_unfounded(name: Name, reading: Reading) -> bool:
    """Return whether no word of a name has a source: one word that has is enough to believe in the rest."""
    return all(not _has_source(number, reading) for number in name.numbers)


def _has_source(number: int, reading: Reading) -> bool:
    english = reading.quoted(number)
    key = reading.theirs[number].key
    if any(sure > 0.6 and origin != GUESS for sure, origin in reading.to_ours[number].values()):
        return True
    for place, token in enumerate(reading.ours):
        if token.key == key or reading.share(place, key) > _KNOWN:
            return True
        if _may_be_name(place, reading) and likeness(token.text, english) >= _ALIKE:
            return True
        if english.isupper() and sorted(token.text.upper()) == sorted(english) and len(english) > 1:
            return True
    return _is_initials(english, reading) or _is_english_of_people(key, reading)


def _may_be_name(place: int, reading: Reading) -> bool:
    if reading.language in ("ar", "zh", "fa", "he"):
        return True
    return reading.written(place)[0].isupper()


def _is_initials(english: str, reading: Reading) -> bool:
    """Return whether capitals stand for words of the source or of the rendering: UAE for ОАЭ, US for États-Unis."""
    letters = english.replace(".", "")
    if not (letters.isupper() and 2 <= len(letters) <= 6):
        return False
    unused = (number for number, linked in enumerate(reading.to_theirs) if sureness(linked, guesses=False) < 0.4)
    return any(_is_short(reading.written(number)) for number in unused) or reading.language in ("ar", "zh")


def _is_short(written: str) -> bool:
    letters = written.replace(".", "")
    return letters.isupper() and 2 <= len(letters) <= 6


def _is_short_for_it(mine: Name, yours: Name, reading: Reading) -> bool:
    """Return whether one name is letters and the other may be what they stand for: ОАЭ, United Arab Emirates."""
    said, written = mine.span.within(reading.material.source), yours.span.within(reading.material.rendering)
    return _is_short(said) != _is_short(written) and (len(written.split()) > 1 or len(said.split()) > 1)


def _is_english_of_people(key: str, reading: Reading) -> bool:
    """Return whether a stem of the word is among the translations: Siberian, Siberia."""
    stem = key[: max(5, len(key) - 4)]
    if len(key) < 5:
        return False
    return any(
        english.startswith(stem) and known.share > _KNOWN
        for number in range(len(reading.ours))
        for english, known in reading.translations(number).items()
    )


def _is_lost(name: Name, reading: Reading) -> bool:
    return all(not _is_rendered(number, reading) for number in name.numbers)


def _is_rendered(number: int, reading: Reading) -> bool:
    if sureness(reading.to_theirs[number], guesses=False) > 0.5:
        return True
    written = reading.written(number)
    known = reading.translations(number)
    stems = {token.key[:5] for token in reading.theirs if len(token.key) > 4}
    for place, token in enumerate(reading.theirs):
        if token.key == reading.ours[number].key or reading.share(number, token.key) > _KNOWN:
            return True
        if reading.quoted(place)[0].isupper() and likeness(written, token.text) >= _ALIKE:
            return True
        if written.isupper() and reading.quoted(place).isupper():
            return True
    return any(english[:5] in stems and len(english) > 4 and row.share > 0.02 for english, row in known.items())


def _counterpart(name: Name, lost: Sequence[Name], reading: Reading, *, alone: bool) -> Name | None:
    """Return the lost name in whose place a name stands: it is linked by place, its neighbours are, or it is alone."""
    before = {place for number in name.numbers for place in reading.to_ours[number]}
    around = {
        place
        for step in (name.numbers[0] - 2, name.numbers[0] - 1, name.numbers[-1] + 1, name.numbers[-1] + 2)
        if 0 <= step < len(reading.theirs)
        for place in reading.to_ours[step]
    }
    for other in lost:
        if before & set(other.numbers) or any(abs(place - other.numbers[0]) <= 2 for place in around):
            return other
    return lost[0] if alone and len(lost) == 1 else None


def _unfounded(yours: Name, mine: Name | None, reading: Reading) -> Iterator[Suspicion]:
    written = yours.span.within(reading.material.rendering)
    sure = 0.62 if mine is None else 0.82
    sure = _weighed(sure, yours, reading)
    if mine is not None:
        said = mine.span.within(reading.material.source)
        reason = f"The original has “{said}”, the English “{written}”, and neither sounds like the other."
        yield Suspicion(
            "names", "name", "critical", (mine.span,), (yours.span,), _witnesses(mine, reading), reason, sure
        )
    else:
        reason = f"“{written}” is a name in the English, and no word of the original sounds like it or means it."
        yield Suspicion("names", "name", "major", (), (yours.span,), (), reason, sure)


def _weighed(sure: float, name: Name, reading: Reading) -> float:
    for machine in reading.machines:
        has = any(reading.theirs[number].key in machine.forms for number in name.numbers)
        sure = sure * 0.5 if has else min(0.97, sure * 1.05)
    if reading.language == "zh":
        sure *= 0.8  # characters tell nothing of how a name sounds
    return sure


def _missing(name: Name, reading: Reading) -> Suspicion:
    written = name.span.within(reading.material.source)
    witnesses = _witnesses(name, reading)
    sure = 0.66 if len(name.numbers) == 1 else 0.72
    if reading.machines:
        sure = min(0.95, sure * 1.2) if witnesses else sure * 0.9
    reason = f"“{written}” is a name in the original, and nothing in the English sounds like it or means it."
    return Suspicion("names", "name", "major", (name.span,), (), witnesses, reason, sure)


def _witnesses(name: Name, reading: Reading) -> tuple[tuple[int, Span], ...]:
    found: list[tuple[int, Span]] = []
    for machine in reading.machines:
        for number in name.numbers:
            for place, (sure, _) in machine.from_ours[number].items():
                if sure > 0.5:
                    found.append((machine.number, machine.tokens[place].span))
    return tuple(dict.fromkeys(found))
