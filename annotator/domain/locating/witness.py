"""What an engine says of the places that were found by words.

Two things, each where the engine can: how like the passage its own translation of the place is, and how probable it
finds the passage itself, as a rendering of the place (forced decoding). The second tells more: even a weak engine that
would never have written a sentence knows it again.
"""

from collections import Counter
from collections.abc import Mapping

from annotator.domain.spans import Span

_LENGTHS = (2, 3, 4, 5, 6)  # of the runs of characters that are compared, as chrF does (Popović 2015)
_CHANCE = 0.22  # the likeness of translations of unrelated sentences
_NATS = 30.0  # how much a perfect likeness weighs


class Witness:
    """What an engine knows; `quality`, 0.0 to 1.0, is how far it is believed.

    `translations` are by the span of a sentence. `likelihoods` are the natural log-probabilities of the whole passage,
    given the stretch of the document at a span.
    """

    def __init__(
        self, translations: Mapping[Span, str], quality: float = 0.7, likelihoods: Mapping[Span, float] | None = None
    ) -> None:
        self._translations = dict(translations)
        self._quality = quality
        self._likelihoods = dict(likelihoods or {})

    def likelihood(self, stretch: Span) -> float | None:
        """Return how probable the passage is as a rendering of a stretch, in nats; None where nobody asked."""
        return self._likelihoods.get(stretch)

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
