"""Numbers: figures and number words, times of day, months, weekdays, units, currencies and points of the compass."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.checks.amounts import Amount, amounts, hinted, plain, said
from annotator.domain.checks.closed import changed
from annotator.domain.checks.conversions import Measure, agree, comparable, converted, measures
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.spans import Span

_NEAR = 3  # words between a number and the link that shows which number it answers to
_WHOLE = 20  # from which a converted measure is told without its tenths
_CALENDAR = {"months": "month", "weekdays": "day of the week", "currencies": "currency", "directions": "direction"}


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers, dates and units that differ, are missing, or have no source."""

    code: str = "numbers"
    name: str = "Numbers, dates and units"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for each number without its like on the other side, pairs first."""
        material = reading.material
        ours = amounts(material.source, reading.language, reading.cues)
        theirs = amounts(material.rendering, "en", reading.english)
        lost = _unmatched(ours, theirs, hinted(material.rendering, reading.english))
        added = _unmatched(theirs, ours, hinted(material.source, reading.cues))
        yield from _in_other_units(ours, theirs, lost, added, reading)
        for mine, yours in _pairs(lost, added, reading):
            lost.remove(mine)
            added.remove(yours)
            yield _different(mine, yours, reading)
        yield from (_missing(amount, reading) for amount in lost if amount.firm)
        yield from (_unfounded(amount, reading) for amount in added if amount.firm)
        for table, noun in _CALENDAR.items():
            yield from changed(reading, table, "number", "critical", self.code, noun)


def _in_other_units(
    ours: Sequence[Amount], theirs: Sequence[Amount], lost: list[Amount], added: list[Amount], reading: Reading
) -> Iterator[Suspicion]:
    """Yield a suspicion for each measure that was converted wrongly, and strike those that are settled by that."""
    mine = measures(reading.material.source, ours, reading.cues)
    yours = measures(reading.material.rendering, theirs, reading.english)
    pairs = [(one, other) for one in mine for other in yours if comparable(one, other)]
    for one, other in [pair for pair in pairs if agree(*pair)]:
        for side, amount in ((lost, one.amount), (added, other.amount)):
            if amount in side:
                side.remove(amount)
    for one, other in pairs:
        kept = len(mine) == len(yours) == 1 and one.amount.agrees(other.amount) and not agree(one, other)
        if kept or (one.amount in lost and other.amount in added):
            for side, amount in ((lost, one.amount), (added, other.amount)):
                if amount in side:
                    side.remove(amount)
            yield _misconverted(one, other, reading)


def _misconverted(mine: Measure, yours: Measure, reading: Reading) -> Suspicion:
    ours = Span(mine.amount.span.start, mine.unit.span.end)
    theirs = Span(yours.amount.span.start, yours.unit.span.end)
    unit = yours.unit.span.within(reading.material.rendering)
    reason = (
        f"“{ours.within(reading.material.source)}” is about {_about(converted(mine, yours))} {unit}, the English says "
        f"“{theirs.within(reading.material.rendering)}”."
    )
    return _suspicion((ours,), (theirs,), reason, 0.88, reading, mine.amount, yours.amount)


def _about(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= _WHOLE else f"{value:.1f}"


def _unmatched(side: Sequence[Amount], other: Sequence[Amount], hints: frozenset[str]) -> list[Amount]:
    return [
        amount
        for amount in side
        if amount.meanings and not any(map(amount.agrees, other)) and not amount.meanings & hints
    ]


def _pairs(lost: Sequence[Amount], added: Sequence[Amount], reading: Reading) -> list[tuple[Amount, Amount]]:
    """Return numbers that stand in one another's place: their neighbours are linked, or there is only one of each."""
    found: list[tuple[Amount, Amount]] = []
    for yours in added:
        free = [mine for mine in lost if mine not in [taken for taken, _ in found] and _comparable(mine, yours)]
        beside = [mine for mine in free if _stand_together(mine, yours, reading)]
        firm = [mine for mine in free if mine.firm]
        alone = firm if len(firm) == 1 and sum(one.firm for one in added) == 1 and yours.firm else []
        chosen = beside or alone
        if chosen:
            found.append((chosen[0], yours))
    return found


def _comparable(mine: Amount, yours: Amount) -> bool:
    return mine.firm or yours.firm or (mine.figures and yours.figures)


def _stand_together(mine: Amount, yours: Amount, reading: Reading) -> bool:
    """Return whether a word beside one number is linked with a word beside the other."""
    ours, theirs = reading.our_numbers(mine.span), reading.their_numbers(yours.span)
    if not ours or not theirs:
        return False
    near = range(theirs[0] - _NEAR, theirs[-1] + _NEAR + 1)
    for number in range(max(0, ours[0] - 2), min(len(reading.ours), ours[-1] + _NEAR)):
        if any(place in near and sure > 0.5 for place, (sure, _) in reading.to_theirs[number].items()):
            return True
    return False


def _different(mine: Amount, yours: Amount, reading: Reading) -> Suspicion:
    sure = 0.92 if mine.firm and yours.firm else 0.72
    reason = _both(mine, yours, reading)
    return _suspicion((mine.span,), (yours.span,), reason, sure, reading, mine, yours)


def _both(mine: Amount, yours: Amount, reading: Reading) -> str:
    theirs = said(yours, reading.material.rendering)
    written = mine.span.within(reading.material.source)
    if mine.figures or mine.value is None:
        return f"The original says {written}, the English says {theirs}."
    return f"“{written}” is {plain(mine)}, the English says {theirs}."


def _missing(amount: Amount, reading: Reading) -> Suspicion:
    reason = f"{_capital(said(amount, reading.material.source))} stands in the original and nowhere in the English."
    return _suspicion((amount.span,), (), reason, 0.72 if amount.figures else 0.55, reading, amount, None)


def _unfounded(amount: Amount, reading: Reading) -> Suspicion:
    reason = f"The English says {said(amount, reading.material.rendering)}, and no such number is in the original."
    return _suspicion((), (amount.span,), reason, 0.82 if amount.figures else 0.6, reading, None, amount)


def _suspicion(
    source: tuple[Span, ...],
    reporter: tuple[Span, ...],
    reason: str,
    sure: float,
    reading: Reading,
    mine: Amount | None,
    yours: Amount | None,
) -> Suspicion:
    witnesses: list[tuple[int, Span]] = []
    for machine in reading.machines:
        found = amounts(machine.text, "en", reading.english)
        if yours and any(map(yours.agrees, found)):
            sure *= 0.7  # the machine read it so too
        kept = [amount.span for amount in found if mine and mine.agrees(amount)]
        if kept:
            sure = min(0.97, sure + 0.06)
            witnesses.extend((machine.number, span) for span in kept[:1])
    severity = "critical" if source and reporter else "major"
    return Suspicion("numbers", "number", severity, source, reporter, tuple(witnesses), reason, sure)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text[:1].islower() else text
