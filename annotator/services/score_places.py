"""Ask an engine how probable it finds a passage as a rendering of each of some stretches of a document."""

from collections.abc import Iterable

from annotator.domain.spans import Span
from annotator.engines.base import Capability, Engine
from annotator.errors import EngineFailed, TooLarge, UnsupportedText


def likelihoods(
    engine: Engine, passage: str, text: str, spans: Iterable[Span], pair: tuple[str, str]
) -> dict[Span, float]:
    """Return the natural log-probability of `passage` (all of it), given the stretches of `text` at some spans.

    `pair` is (language of the text, language of the passage). Stretches that the engine cannot read are left out; an
    engine that cannot score, or breaks down, gives {}.
    """
    if Capability.SCORE not in engine.capabilities:
        return {}
    try:
        return _scored(engine, passage, {span: span.within(text) for span in spans}, pair)
    except EngineFailed:  # no witness is no reason to stop
        return {}


def _scored(engine: Engine, passage: str, stretches: dict[Span, str], pair: tuple[str, str]) -> dict[Span, float]:
    try:
        found = engine.score(list(stretches.values()), [passage] * len(stretches), *pair)
    except (UnsupportedText, TooLarge):
        if len(stretches) == 1:
            return {}
        singly = (_scored(engine, passage, {span: words}, pair) for span, words in stretches.items())
        return {span: value for each in singly for span, value in each.items()}
    return {span: scoring.total for span, scoring in zip(stretches, found, strict=True)}
