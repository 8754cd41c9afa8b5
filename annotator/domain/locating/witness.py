"""What machine translations of a document's sentences say: a translation like the passage speaks for its sentence."""

from collections import Counter
from collections.abc import Mapping

from annotator.domain.spans import Span

_LENGTHS = (2, 3, 4, 5, 6)  # of the runs of characters that are compared, as chrF does (Popović 2015)
_CHANCE = 0.22  # the likeness of translations of unrelated sentences
_NATS = 30.0  # how much a perfect likeness weighs


class Witness:
    """Machine translations by the span of the sentence; `quality`, 0.0 to 1.0, is how far the engine is believed."""

    def __init__(self, translations: Mapping[Span, str], quality: float = 0.7) -> None:
        self._translations = dict(translations)
        self._quality = quality

    def support(self, passage: str, stretch: Span) -> float:
        """Return what the translations say for a stretch in nats; 0.0 where none of its sentences was translated."""
        inside = [text for span, text in sorted(self._translations.items()) if span.overlaps(stretch)]
        if not inside:
            return 0.0
        return self._quality * _NATS * (likeness(" ".join(inside), passage) - _CHANCE)


def likeness(one: str, other: str) -> float:
    """Return the mean F2 score of character n-grams, 0.0 to 1.0, of `one` against `other`."""
    ours, theirs = one.casefold().replace(" ", ""), other.casefold().replace(" ", "")
    scores = [_score(Counter(_runs(ours, size)), Counter(_runs(theirs, size))) for size in _LENGTHS]
    return sum(scores) / len(scores)


def _runs(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(len(text) - size + 1)]


def _score(ours: Counter[str], theirs: Counter[str]) -> float:
    shared = (ours & theirs).total()
    if not shared:
        return 0.0
    precision, recall = shared / ours.total(), shared / theirs.total()
    return 5 * precision * recall / (4 * precision + recall)
