"""Putting together what a model made of the sentences of one text."""

from collections.abc import Sequence
from itertools import islice

from annotator.domain.sentences import joined
from annotator.domain.spans import Span
from annotator.engines.base import Hypothesis, Scoring, Token
from annotator.engines.model import Part


def hypotheses(
    text: str, spans: Sequence[Span], parts: Sequence[Sequence[Part]], target: str, n_best: int
) -> list[Hypothesis]:
    """Return up to `n_best` renderings of `text` from the renderings of its stretches `spans`, the best first.

    The first has the best rendering of every stretch; each further one exchanges a single stretch, those that lose the
    least probability first.
    """
    best = [found[0] for found in parts]
    losses = [
        (best[place].total - other.total, place, other) for place, found in enumerate(parts) for other in found[1:]
    ]
    exchanges = sorted(losses, key=lambda loss: loss[:2])
    ways = [best, *([*best[:place], other, *best[place + 1 :]] for _, place, other in exchanges)]
    return list(islice((_hypothesis(text, spans, way, target) for way in ways), max(1, n_best)))


def scoring(spans: Sequence[Span], parts: Sequence[Part]) -> Scoring:
    """Return the scores of a whole rendering from those of its stretches `spans`."""
    return Scoring(_mean(parts), _tokens([span.start for span in spans], parts))


def _hypothesis(text: str, spans: Sequence[Span], parts: Sequence[Part], target: str) -> Hypothesis:
    whole, starts = joined(text, spans, [part.text for part in parts], target)
    return Hypothesis(whole, _mean(parts), _tokens(starts, parts))


def _mean(parts: Sequence[Part]) -> float:
    """Return the mean log-probability of all pieces and of an end mark for each part that the model wrote."""
    written = [part for part in parts if part.pieces]
    return sum(part.total for part in written) / max(1, sum(part.pieces + 1 for part in written))


def _tokens(starts: Sequence[int], parts: Sequence[Part]) -> tuple[Token, ...]:
    return tuple(
        Token(token.span.shifted(start), token.log_probability, token.pieces)
        for start, part in zip(starts, parts, strict=True)
        for token in part.tokens
    )
