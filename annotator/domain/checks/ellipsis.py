"""Ellipsis: what the reporter's three dots inside a sentence stand for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.checks.amounts import amounts
from annotator.domain.checks.evidence import slot_of, sureness
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.checks.trimmed import ELLIPSIS, Trimmed
from annotator.domain.spans import Span

_FIRM = 0.5  # confidence of a link that bounds what was removed
_LOST = 0.4  # confidence of a link below which a word is not rendered
_RUN = 2  # lost content words that speak of a removal by themselves
_SLOT = 8  # words of the English among which their counterparts would stand
_SURE, _SURE_OF_ONE = 0.86, 0.7  # confidence where several words were removed, and where one was
_HEDGES = ("possible", "probable", "reported", "roughly")


@dataclass(frozen=True, slots=True)
class Ellipses:
    """Words that an ellipsis stands for."""

    code: str = "ellipsis"
    name: str = "Removed by an ellipsis"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for each ellipsis of the rendering between whose neighbours the original has more words."""
        meant = {number for span in reading.material.unrendered for number in reading.our_numbers(span)}
        for match in ELLIPSIS.finditer(reading.material.rendering):
            dots = Span(*match.span())
            removed = _trimmed(_between(dots, reading) or _beside(dots, reading), reading)
            if removed and not meant.issuperset(removed):
                made = _made(dots, removed, reading)
                if not _is_told(made, reading):
                    yield made


def _trimmed(removed: Sequence[int], reading: Reading) -> Sequence[int]:
    """Return removed words without the function words at their end, which mostly belong to what follows."""
    denying = reading.cues.find(reading.material.source, "negation", "word")
    telling = [
        place
        for place, number in enumerate(removed)
        if number in reading.our_content or any(cue.span.overlaps(reading.ours[number].span) for cue in denying)
    ]
    return removed[: telling[-1] + 1] if telling else ()


def _between(dots: Span, reading: Reading) -> Sequence[int]:
    """Return the source words between those that the words beside the dots render; () if that cannot be told."""
    before = [number for number, token in enumerate(reading.theirs) if token.span.end <= dots.start]
    after = [number for number, token in enumerate(reading.theirs) if token.span.start >= dots.end]
    left, right = _bound(reversed(before), reading), _bound(after, reading)
    if left is None or right is None or right - left < 2:
        return ()
    inside = [number for number in range(left + 1, right) if not _is_rendered(number, reading)]
    between = reading.material.source[reading.ours[left].span.end : reading.ours[right].span.start]
    telling = [number for number in inside if number in reading.our_content]
    # The speaker paused there, so that the dots may be the speaker's.
    return inside if telling and not ELLIPSIS.search(between) and _is_gap(inside, left, right, reading) else ()


def _beside(dots: Span, reading: Reading) -> Sequence[int]:
    """Return the longest run of lost words whose counterpart would stand about the dots; () where it is short.

    For renderings in another order than the original, where the words beside the dots bound nothing.
    """
    place = sum(token.span.end <= dots.start for token in reading.theirs)
    if place in (0, len(reading.theirs)) or ELLIPSIS.search(reading.material.source):
        return ()
    runs: list[list[int]] = [[]]
    for number in range(len(reading.ours)):
        if _is_rendered(number, reading):
            runs.append([])
        elif _is_about(number, place, reading):
            runs[-1].append(number)
    longest = max(runs, key=lambda run: sum(number in reading.our_content for number in run))
    return longest if sum(number in reading.our_content for number in longest) >= _RUN else ()


def _is_about(number: int, place: int, reading: Reading) -> bool:
    first, last = slot_of(number, reading.to_theirs, len(reading.theirs))
    return first < place <= last and last - first <= _SLOT


def _bound(numbers: Iterator[int] | Sequence[int], reading: Reading) -> int | None:
    """Return the source word that the first firmly linked content word renders."""
    for number in numbers:
        linked = reading.to_ours[number]
        if number in reading.their_content and sureness(linked, guesses=False) >= _FIRM:
            return max(linked, key=lambda place: linked[place][0])
    return None


def _is_rendered(number: int, reading: Reading) -> bool:
    return sureness(reading.to_theirs[number], guesses=False) >= _LOST


def _is_gap(inside: Sequence[int], left: int, right: int, reading: Reading) -> bool:
    """Return whether most content words between two bounds are lost; else the words only changed their order."""
    content = [number for number in range(left + 1, right) if number in reading.our_content]
    return 2 * sum(number in inside for number in content) > len(content)


def _made(dots: Span, removed: Sequence[int], reading: Reading) -> Suspicion:
    span = Span(reading.ours[removed[0]].span.start, reading.ours[removed[-1]].span.end)
    severity, held = _weight(span, reading)
    content = sum(number in reading.our_content for number in removed)
    sure = _SURE if content > 1 or held else _SURE_OF_ONE
    also = f", {held} among them" if held else ""
    reason = f"The ellipsis removed: “{span.within(reading.material.source)}”{also}."
    return Suspicion("ellipsis", "trimmed-quote", severity, (span,), (dots,), (), reason, sure)


def _weight(span: Span, reading: Reading) -> tuple[str, str]:
    """Return the severity of a removal, and what it holds that changes what is said."""
    source, cues = reading.material.source, reading.cues

    def inside(table: str, *codes: str) -> bool:
        return any(span.contains(cue.span) and cue.code != "idle" for cue in cues.find(source, table, *codes))

    if inside("negation", "word", "idle"):
        return "critical", "a negation"
    if inside("moods", "condition"):
        return "critical", "a condition"
    if any(span.contains(amount.span) for amount in amounts(source, reading.language, cues) if amount.firm):
        return "major", "a number"
    if inside("certainty", *_HEDGES):
        return "major", "a hedge"
    return "minor", ""


def _is_told(made: Suspicion, reading: Reading) -> bool:
    """Return whether whole sentences were removed, of which another check tells."""
    spans = [span for one in Trimmed().find(reading) for span in one.source]
    return any(span.overlaps(mine) for span in spans for mine in made.source)
