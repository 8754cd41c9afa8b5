"""The stretches of a document that fit a passage, best first, and what is known of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.locating import confidence
from annotator.domain.locating.index import Index
from annotator.domain.locating.query import Hit, Term, hits
from annotator.domain.locating.windows import Fit, Window
from annotator.domain.locating.witness import Witness
from annotator.domain.spans import Span

MOST_CANDIDATES = 5
MOST_PLACES = 12  # that an engine is asked about: with words alone, the right one is hardly ever further down
_SEEDS = 14  # windows of whole sentences of which parts are tried too
_SAME_PLACE = 0.6  # two stretches that share so much of the longer one are one candidate
_VARIANTS = 2  # stretches that are shown of one place
_CLOSE = 12.0  # nats that the second of them may be worse
_HEARD = 0.8  # the weight of what an engine finds probable, beside words


@dataclass(frozen=True)
class Place:
    """A stretch of a part of a document, `span` of the whole: how well it fits, in nats, and what speaks for it.

    `support` is what an engine's translation adds; `likelihood` how probable it finds the passage, None where it was
    not asked.
    """

    window: Window
    span: Span
    index: Index
    found: Mapping[int, Sequence[Hit]]
    support: float = 0.0
    likelihood: float | None = None

    @property
    def score(self) -> float:
        """All evidence together, in nats."""
        return self.window.score + self.support + _HEARD * (self.likelihood or 0.0)


def ranked(said: Sequence[Term], parts: Sequence[Index]) -> list[Place]:
    """Return the places that fit best by words, names and numbers alone."""
    places = sorted(_places(said, parts), key=lambda place: place.score, reverse=True)
    kept: list[Place] = []
    for place in places:
        near = [other for other in kept if other.span.overlaps(place.span)]
        if len(near) < _VARIANTS and all(_is_variant(place, other) for other in near):
            kept.append(place)
        if len(kept) >= MOST_PLACES:
            break
    return kept


def heard(places: Iterable[Place], passage: str, witness: Witness) -> list[Place]:
    """Return the places in the order that an engine's word gives them; those it was not asked about come last."""
    told = [
        replace(place, support=witness.support(passage, place.span), likelihood=witness.likelihood(place.span))
        for place in places
    ]
    asked = any(place.likelihood is not None for place in told)
    return sorted(told, key=lambda place: (not asked or place.likelihood is not None, place.score), reverse=True)


def known(place: Place, among: Sequence[Place], length: int) -> Mapping[str, float]:
    """Return what the judgement of a place rests on: its rivals are the places elsewhere."""
    rivals = [other for other in among if not other.span.overlaps(place.span)]
    margin = place.window.score - max((other.window.score for other in rivals), default=-float(length))
    features = dict(confidence.features(place.window.forward, margin, length))
    if place.likelihood is not None:
        others = [other.likelihood for other in rivals if other.likelihood is not None]
        features |= confidence.heard(place.likelihood, max(others, default=None), length)
    elif place.support:
        features["support"] = place.support
    return features


def _places(said: Sequence[Term], parts: Sequence[Index]) -> Iterator[Place]:
    for index in parts:
        found = hits(said, index)
        fit = Fit(said, found, index)
        seeds = sorted(fit.whole(), key=lambda window: window.score, reverse=True)[:_SEEDS]
        for window in {*seeds, *map(fit.trimmed, seeds)}:
            span = Span(index.places[window.first].start, index.places[window.end - 1].end).shifted(index.offset)
            yield Place(window, span, index, found)


def _is_variant(place: Place, better: Place) -> bool:
    """Say whether a stretch that overlaps with a better one is different enough, and good enough, to be shown too."""
    shared = (min(better.span.end, place.span.end) - max(better.span.start, place.span.start)) / max(
        len(better.span), len(place.span)
    )
    return better.score - place.score <= _CLOSE and shared < _SAME_PLACE
