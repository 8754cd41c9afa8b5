"""How far two people agree, and what a number of that kind says."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.domain.spans import Span

FEW = 10  # units, below which one more or less turns the number over
RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff, Content Analysis (2004), 11.4.4


@dataclass(frozen=True, slots=True)
class Agreement:
    """One number on how far two people agree over `units` things, None where there is nothing to count by."""

    name: str
    of_what: str
    value: float | None
    units: int
    says: str


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa for what two people called each thing, None where chance alone explains all of it.

    1 is agreement, 0 no better than if each used the names as often as they did, but blindly (Cohen 1960,
    doi:10.1177/001316446002000104). Computed by PyCM.
    """
    if len({name for pair in pairs for name in pair}) < 2:
        return None
    from pycm import ConfusionMatrix  # it brings numpy, which takes a moment to load

    found = ConfusionMatrix([one for one, _ in pairs], [other for _, other in pairs]).Kappa
    return float(found) if isinstance(found, float) and math.isfinite(found) else None


def krippendorffs_alpha(pairs: Sequence[tuple[int, int]], level: Literal["nominal", "ordinal"]) -> float | None:
    """Return Krippendorff's alpha for the numbers that two people gave each thing, None where all are the same.

    1 is agreement, 0 what chance would bring (Krippendorff, Content Analysis, 2004, chapter 11). With the level
    "ordinal" a difference weighs by how many ranks lie within it. Computed by the library krippendorff.
    """
    if len({value for pair in pairs for value in pair}) < 2:
        return None
    import krippendorff  # it brings numpy as well

    value = float(krippendorff.alpha([list(side) for side in zip(*pairs, strict=True)], level_of_measurement=level))
    return None if math.isnan(value) else value


def marked_words(places: Iterable[Span], first: Sequence[Span], second: Sequence[Span]) -> list[tuple[int, int]]:
    """Return for each word, given by its place, whether each of two people marked any of it: 1 or 0.

    Krippendorff's alpha over these is his alpha for relevant and irrelevant stretches of a text, with words as the
    smallest units (Krippendorff, Mathet, Bouvry and Widlöcher 2016, “On the Reliability of Unitizing Textual Continua”,
    Quality and Quantity 50). A word that lies in two passages counts once.
    """
    mine, theirs = _places(first), _places(second)
    return [
        (int(not mine.isdisjoint(range(start, end))), int(not theirs.isdisjoint(range(start, end))))
        for start, end in sorted({(place.start, place.end) for place in places})
    ]


def overlap(first: Sequence[Span], second: Sequence[Span]) -> float | None:
    """Return how far two sets of marked spans cover the same characters, from 0 to 1; None where neither marks any.

    Twice the number of code points that both mark, divided by the sum of what each marks: the F1 score of either
    against the other (Dice 1945, doi:10.2307/1932409). Spans that overlap count once.
    """
    mine, theirs = _places(first), _places(second)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine or theirs else None


def corrected_for_chance(value: float | None, units: int) -> str:
    """Return a sentence that says what a kappa or an alpha over so many units means."""
    if not units:
        return "There is nothing yet of which both have said something."
    if units < FEW:
        return f"Only {units}: too few for a number to mean much."
    if value is None:
        return "Both said the same of everything, or of nothing: there is nothing to tell agreement from chance by."
    if value >= RELIABLE:
        return "The two agree so far that either one’s word can be relied on."
    if value >= TENTATIVE:
        return "Good enough for a tentative conclusion: look at what they differ on."
    if value > 0:
        return "Better than chance, yet too little to rely on one person alone."
    return "No better than chance: the two see different things, or understand the categories differently."


def of_overlap(value: float | None) -> str:
    """Return a sentence that says what an overlap means; it is not corrected for chance."""
    if value is None:
        return "Neither marked any of the reporter’s words."
    return f"Of every hundred characters that one of them marks, the other marks {round(100 * value)} too, on average."


def _places(spans: Sequence[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}
