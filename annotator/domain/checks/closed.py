"""Closed classes: months, weekdays, currencies, titles, kin. One member for another can be told by lists alone."""

from collections.abc import Iterator, Sequence

from annotator.domain.checks.cues import Cue
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.spans import Span

_KNOWN = 0.02  # share of its sightings in which a source word stands for an English word that counts as a translation


def changed(
    reading: Reading, table: str, category: str, severity: str, check: str, noun: str, sure: float = 0.85
) -> Iterator[Suspicion]:
    """Yield a suspicion for every member of a class that only the English has, where the source has another instead.

    A member that some source word may stand for by the lexicon is never suspected, nor one that a machine rendering
    has too.
    """
    source, rendering = reading.material.source, reading.material.rendering
    ours = reading.cues.find(source, table)
    theirs = [cue for cue in reading.english.find(rendering, table) if not _is_proper_may(cue, rendering)]
    lost = _missing(ours, theirs)
    added = [cue for cue in _missing(theirs, ours) if not _explained(cue, ours, reading)]
    for yours in added:
        mine = lost.pop(0) if lost else None
        if mine is None:
            continue
        witnesses = tuple(_witnesses(reading, table, mine.code))
        agreeing = any(reading.english.holds(machine.text, table, yours.code) for machine in reading.machines)
        reason = (
            f"The original has “{mine.span.within(source)}”, the English “{yours.span.within(rendering)}”: "
            f"another {noun}."
        )
        weight = 0.5 if agreeing else 1.1 if witnesses else 1.0
        yield Suspicion(
            check, category, severity, (mine.span,), (yours.span,), witnesses, reason, min(0.97, sure * weight)
        )


def _is_proper_may(cue: Cue, text: str) -> bool:
    """Say whether a cue is only spelt like a month: may, march."""
    return cue.span.within(text) in ("may", "march", "mar", "sun", "mon", "may ")


def _missing(side: Sequence[Cue], other: Sequence[Cue]) -> list[Cue]:
    known = {cue.code for cue in other}
    return [cue for number, cue in enumerate(side) if cue.code not in known and _is_first(side, number)]


def _is_first(side: Sequence[Cue], number: int) -> bool:
    return all(cue.code != side[number].code for cue in side[:number])


def _explained(cue: Cue, ours: Sequence[Cue], reading: Reading) -> bool:
    """Return whether a source word that is of another kind may stand for the English words of a cue."""
    members = {number for one in ours for number in reading.our_numbers(one.span)}
    for place in reading.their_numbers(cue.span):
        english = reading.theirs[place].key
        if any(reading.share(number, english) > _KNOWN for number in range(len(reading.ours)) if number not in members):
            return True
    return False


def _witnesses(reading: Reading, table: str, code: str) -> Iterator[tuple[int, Span]]:
    for machine in reading.machines:
        for cue in reading.english.find(machine.text, table):
            if cue.code == code:
                yield machine.number, cue.span
                break
