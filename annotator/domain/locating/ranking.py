"""The stretches of a document that fit a passage, best first, and what is known of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.locating import confidence
from annotator.domain.locating.index import Index
from annotator.domain.locating.query import Hit, Term, hits
from annotator.domain.locating.windows import Fit, Window
from annotator.domain.locating.witness import Witness
from annotator.domain.spans import Span

MOST_CANDIDATES = 5
_SEEDS = 14  # windows of whole sentences of which parts are tried too
_SAME_PLACE = 0.6  # two stretches that share so much of the longer one are one candidate
_VARIANTS = 2  # stretches that are shown of one place
_CLOSE = 6.0  # nats that the second of them may be worse


@dataclass(frozen=True)
class Place:
    """A stretch of a part of a document, `span` of the whole: how well it fits, in nats, and what speaks for it."""

    window: Window
    span: Span
    index: Index
    found: Mapping[int, Sequence[Hit]]
    support: float

    @property
    def score(self) -> float:
        """All evidence together, in nats."""
        return self.window.score + self.support


def ranked(said: Sequence[Term], passage: str, parts: Sequence[Index], witness: Witness | None) -> list[Place]:
    """Return the places that fit best, and one more than are shown, which the last is measured against."""
    places = sorted(_places(said, passage, parts, witness), key=lambda place: place.score, reverse=True)
    kept: list[Place] = []
    for place in places:
        near = [other for other in kept if other.span.overlaps(place.span)]
        if len(near) < _VARIANTS and all(_is_variant(place, other) for other in near):
            kept.append(place)
        if len(kept) > MOST_CANDIDATES:
            break
    return kept


def known(place: Place, among: Sequence[Place], length: int) -> Mapping[str, float]:
    """Return what the judgement of a place rests on: its rival is the best place elsewhere."""
    rivals = [other.score for other in among if not other.span.overlaps(place.span)]
    margin = place.score - max(rivals, default=-float(length))
    return confidence.features(place.window.forward, margin, length, place.support)


def _places(said: Sequence[Term], passage: str, parts: Sequence[Index], witness: Witness | None) -> Iterator[Place]:
    for index in parts:
        found = hits(said, index)
        fit = Fit(said, found, index)
        seeds = sorted(fit.whole(), key=lambda window: window.score, reverse=True)[:_SEEDS]
        for window in {*seeds, *map(fit.trimmed, seeds)}:
            span = Span(index.places[window.first].start, index.places[window.end - 1].end).shifted(index.offset)
            yield Place(window, span, index, found, witness.support(passage, span) if witness else 0.0)


def _is_variant(place: Place, better: Place) -> bool:
    """Say whether a stretch that overlaps with a better one is different enough, and good enough, to be shown too."""
    shared = (min(better.span.end, place.span.end) - max(better.span.start, place.span.start)) / max(
        len(better.span), len(place.span)
    )
    return better.score - place.score <= _CLOSE and shared < _SAME_PLACE
