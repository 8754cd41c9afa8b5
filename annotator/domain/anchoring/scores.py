"""How well a place fits a passage, for ranking what is shown to a person."""

from rapidfuzz import fuzz

from annotator.domain.anchoring.outcomes import Candidate
from annotator.domain.anchoring.tokens import folded
from annotator.domain.spans import Span, TextQuote, quote

TEXT_SHARE, CONTEXT_SHARE, POSITION_SHARE = 0.5, 0.35, 0.15


def candidate(wanted: TextQuote, span: Span, text: str, expected: int | None) -> Candidate:
    """Return `span` of `text` scored as a place for `wanted`; position counts 0.5 where none is expected."""
    text_score = fuzz.ratio(folded(wanted.exact), folded(span.within(text))) / 100
    context_score = sum(sides(wanted, span, text)) / 2
    position_score = 0.5 if expected is None else 1 - abs(span.start - expected) / max(len(text), 1)
    score = TEXT_SHARE * text_score + CONTEXT_SHARE * context_score + POSITION_SHARE * position_score
    return Candidate(span, score, text_score, context_score, position_score)


def sides(wanted: TextQuote, span: Span, text: str) -> tuple[float, float]:
    """Return how alike the 32 code points before and after are (0 to 1); a side empty in both counts 1."""
    here = quote(span, text)
    return _alike(wanted.prefix, here.prefix), _alike(wanted.suffix, here.suffix)


def _alike(wanted: str, found: str) -> float:
    if not wanted or not found:
        return float(wanted == found)
    return fuzz.ratio(folded(wanted), folded(found)) / 100
