"""Omission: words of the original that nothing in the rendering stands for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.checks.evidence import sureness, usual_translations
from annotator.domain.checks.judging import judged
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.passages import PassageKind
from annotator.domain.spans import Span

_START = 0.5  # likelihood of a loss from which a word is suspected
_GOES_ON = 0.25  # and from which its neighbour is counted with it
_EACH = 0.05  # confidence added for each further word lost in one place
_CLAUSE = 4  # lost content words that are more than the edge of a quotation
_PARTS = frozenset({PassageKind.PARTIAL_QUOTE, PassageKind.HEADLINE, PassageKind.CAPTION})
_LEADING = 3  # small words at most that open a clause: kann in Deutschland
_CLAUSE_ENDS = frozenset(",;:.!?…—–()«»“”،؛؟，。；：！？")
_MANY = 3  # words whose loss is more than a word's


@dataclass(frozen=True, slots=True)
class Omission:
    """Content words of the original that were left out."""

    code: str = "omission"
    name: str = "Omission"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for each run of words that the rendering leaves out."""
        meant = {number for span in reading.material.unrendered for number in reading.our_numbers(span)}
        lost = {number: sure for number, sure in judged(reading).lost.items() if number not in meant}
        for run in runs(lost, reading):
            if not _is_outside(run, reading) and not _is_short_name(run, reading):
                yield _made(_from_clause(run, reading), lost, reading)


def runs(lost: Mapping[int, float], reading: Reading) -> list[list[int]]:
    """Return the lost words by runs: between two of one run no content word is rendered."""
    found: list[list[int]] = []
    for number in sorted(lost):
        if lost[number] < _GOES_ON:
            continue
        if found and _goes_on(found[-1][-1], number, lost, reading):
            found[-1].append(number)
        else:
            found.append([number])
    return [run for run in found if max(lost[number] for number in run) >= _START]


def _goes_on(one: int, other: int, lost: Mapping[int, float], reading: Reading) -> bool:
    """Return whether two lost words belong together: nothing between them is rendered, and no clause ends."""
    if other - one > 3:
        return False
    if _ends_clause(one, other, reading) and min(lost[one], lost[other]) < _START:
        return False
    rendered = (
        sureness(reading.to_theirs[number]) > 0.5 for number in range(one + 1, other) if number in reading.our_content
    )
    return not any(rendered)


def _is_outside(run: Sequence[int], reading: Reading) -> bool:
    """Return whether a short run stands before or behind all that a partial quote or headline renders.

    The attached original is then a little longer than what was quoted; a clause that was left off is still told.
    """
    if reading.material.kind not in _PARTS or len(run) >= _CLAUSE:
        return False
    rendered = [number for number, linked in enumerate(reading.to_theirs) if sureness(linked, guesses=False) >= 0.5]
    return not rendered or run[-1] < rendered[0] or run[0] > rendered[-1]


def _is_short_name(run: Sequence[int], reading: Reading) -> bool:
    """Return whether only a title or first name was left off a name that is rendered: Präsident Wladimir Putin."""
    behind = run[-1] + 1
    if behind >= len(reading.ours) or not reading.to_theirs[behind]:
        return False
    named = [place for place in reading.to_theirs[behind] if reading.quoted(place)[0].isupper()]
    capitals = all(reading.written(number)[0].isupper() for number in run)
    return bool(named) and capitals and reading.written(behind)[0].isupper()


def _from_clause(run: Sequence[int], reading: Reading) -> Sequence[int]:
    """Return a lost clause without a single word of the clause before it, which is likelier to lack its link."""
    return run[1:] if len(run) > _CLAUSE and _ends_clause(run[0], run[1], reading) else run


def _ends_clause(one: int, other: int, reading: Reading) -> bool:
    between = reading.material.source[reading.ours[one].span.end : reading.ours[other].span.start]
    return any(char in _CLAUSE_ENDS for char in between)


def _opening(first: int, reading: Reading) -> int:
    """Return where a lost clause begins whose first content word is `first`: with the small words that lead to it."""
    at = first
    while at > 0 and not _ends_clause(at - 1, at, reading):
        at -= 1
        if at in reading.our_content or first - at > _LEADING:
            return first
    return at


def _made(run: Sequence[int], lost: Mapping[int, float], reading: Reading) -> Suspicion:
    first = _opening(run[0], reading) if len(run) >= _CLAUSE else run[0]
    span = Span(reading.ours[first].span.start, reading.ours[run[-1]].span.end)
    written = span.within(reading.material.source)
    best = max(run, key=lambda number: lost[number])
    sure = min(0.93, lost[best] + _EACH * (len(run) - 1))
    usual = usual_translations(best, reading)
    meaning = f" ({', '.join(usual)})" if usual and len(run) == 1 else ""
    reason = f"“{written}”{meaning} is in the original, and nothing in the English stands for it."
    severity = "major" if len(run) >= _MANY or sure >= 0.75 else "minor"
    witnesses = tuple(_witnesses(run, reading))
    return Suspicion("omission", "omission", severity, (span,), (), witnesses, reason, sure)


def _witnesses(run: Sequence[int], reading: Reading) -> Iterator[tuple[int, Span]]:
    for machine in reading.machines:
        for number in run:
            for place, (sure, _) in machine.from_ours[number].items():
                if sure > 0.5:
                    yield machine.number, machine.tokens[place].span
