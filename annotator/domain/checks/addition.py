"""Addition: words of the rendering that nothing in the original stands for; in a quotation, words never said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.checks.evidence import sureness
from annotator.domain.checks.judging import judged
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.passages import PassageKind
from annotator.domain.spans import Span

_START = 0.5
_GOES_ON = 0.25
_EACH = 0.08  # confidence added for each further word added in one place
_QUOTED = frozenset({PassageKind.DIRECT_QUOTE, PassageKind.PARTIAL_QUOTE})


@dataclass(frozen=True, slots=True)
class Addition:
    """Content words of the rendering that were not said."""

    code: str = "addition"
    name: str = "Addition"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for each run of words without a source."""
        added = judged(reading).added
        for run in _runs(added, reading):
            yield _made(run, added, reading)


def _runs(added: Mapping[int, float], reading: Reading) -> list[list[int]]:
    found: list[list[int]] = []
    for number in sorted(added):
        if added[number] < _GOES_ON:
            continue
        if found and not _grounded_between(found[-1][-1], number, reading):
            found[-1].append(number)
        else:
            found.append([number])
    return [run for run in found if _sureness(run, added) >= _START]


def _sureness(run: Sequence[int], added: Mapping[int, float]) -> float:
    return min(0.93, max(added[number] for number in run) + _EACH * (len(run) - 1))


def _grounded_between(one: int, other: int, reading: Reading) -> bool:
    if other - one > 3:
        return True
    between = range(one + 1, other)
    return any(number in reading.their_content and sureness(reading.to_ours[number]) > 0.5 for number in between)


def _made(run: Sequence[int], added: Mapping[int, float], reading: Reading) -> Suspicion:
    span = Span(reading.theirs[run[0]].span.start, reading.theirs[run[-1]].span.end)
    written = span.within(reading.material.rendering)
    sure = _sureness(run, added)
    quoted = reading.material.kind in _QUOTED
    category = "invented-words" if quoted and len(run) > 1 else "addition"
    reason = f"The English has “{written}”, and no word of the original stands for it."
    severity = "major" if len(run) > 1 or sure >= 0.75 else "minor"
    return Suspicion("addition", category, severity, (), (span,), (), reason, sure)
