"""Word alignment of a source and a rendering of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotator.domain.alignment.bitext import Bitext, bitext
from annotator.domain.alignment.confidence import Circumstances, confidence
from annotator.domain.alignment.evidence import Evidence, Reasons, evidence
from annotator.domain.alignment.function_words import QUIET, SILENT, is_function_word
from annotator.domain.alignment.lexicon import Lexicon
from annotator.domain.alignment.matching import Pair, Side, Weights, beliefs
from annotator.domain.alignment.tokens import Token
from annotator.domain.alignments import Link, strongest

LEAST = 0.4  # confidence below which a link is more likely to mislead than to help
POSITION = "position"  # the origin of a link that only its neighbours speak for
_SOUNDS = frozenset({"name", "cognate"})


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers that rule the matching, fitted once for all languages.

    Scores are natural logarithms. `nothing` is the score of a word standing for nothing, `light` what is added for a
    source word that mostly stands for function words, `quiet` and `silent` stand in its place for those English words.
    `trust` multiplies the evidence, which is not independent of itself. `open` is the lightness from which on a source
    word is never linked by its place alone, and `hint` the score of a link that another aligner is certain of.
    """

    nothing: float = 0.0
    light: float = 2.0
    quiet: float = 5.5
    silent: float = 9.5
    trust: float = 0.9
    open: float = 0.77
    hint: float = 5.0
    weights: Weights = field(default_factory=Weights)


SETTINGS = Settings()


def align(
    source: str,
    rendering: str,
    source_language: str,
    lexicon: Lexicon | None,
    *,
    hints: Iterable[Link] = (),
    least: float = LEAST,
) -> tuple[Link, ...]:
    """Return links between the words of a source and of an English rendering of it, in order.

    The origin of a link names its strongest evidence: `lexicon`, `number`, `name`, `cognate`, `same`, `position`, or
    that of a hint. Its confidence is the share of such links that people make too; those below `least` are left out.
    A word may have several links. `hints` are links of another aligner for the same two texts, such as an engine's
    attention: they add to the evidence by their confidence. Without a lexicon only numbers, names, words that are the
    same, places and hints are left. Texts without words give ().
    """
    texts = bitext(source, rendering, source_language, lexicon)
    reasons = evidence(texts, lexicon)
    _add_hints(reasons, texts, hints)
    return strongest(
        Link(texts.ours[pair[0]].span, texts.theirs[pair[1]].span, reason.origin, sure)
        for pair, reason, sure in _judged(reasons, texts)
        if sure >= least
    )


def _judged(reasons: Reasons, texts: Bitext) -> Iterator[tuple[Pair, Evidence, float]]:
    for pair, found in candidates(reasons, texts, SETTINGS).items():
        yield pair, reasons.get(pair, Evidence(POSITION, 0.0)), confidence(found)


def candidates(reasons: Reasons, texts: Bitext, settings: Settings) -> dict[Pair, Circumstances]:
    """Return every pair that may be linked, with what its confidence is judged by."""
    return {
        pair: _circumstances(pair, belief, reasons.get(pair, Evidence(POSITION, 0.0)), texts)
        for pair, belief in _believed(reasons, texts, settings).items()
    }


def _believed(reasons: Reasons, texts: Bitext, settings: Settings) -> dict[Pair, float]:
    scores = {pair: settings.trust * reason.score for pair, reason in reasons.items()}
    source = Side(
        [settings.nothing + settings.light * light for light in texts.light],
        [light < settings.open for light in texts.light],
    )
    rendering = Side(
        [_standing_for_nothing(token, settings) for token in texts.theirs],
        [not is_function_word(token.key) for token in texts.theirs],
    )
    return beliefs(scores, source, rendering, settings.weights)


def _standing_for_nothing(token: Token, settings: Settings) -> float:
    if token.key in SILENT:
        return settings.silent
    return settings.quiet if token.key in QUIET else settings.nothing


def _circumstances(pair: Pair, belief: float, reason: Evidence, texts: Bitext) -> Circumstances:
    source, rendering = pair
    return Circumstances(
        belief,
        reason.score,
        texts.light[source],
        quiet=texts.theirs[rendering].key in QUIET,
        silent=texts.theirs[rendering].key in SILENT,
        guessed=reason.origin == POSITION,
        sounds_alike=reason.origin in _SOUNDS,
        familiar=(texts.familiar[source], texts.familiar_english[rendering]),
    )


def _add_hints(reasons: Reasons, texts: Bitext, hints: Iterable[Link]) -> None:
    """Add another aligner's links to the evidence; a pair that nothing else speaks for gets its origin."""
    for hint in hints:
        ours = [number for number, token in enumerate(texts.ours) if token.span.overlaps(hint.source)]
        theirs = [number for number, token in enumerate(texts.theirs) if token.span.overlaps(hint.rendering)]
        for pair in ((source, rendering) for source in ours for rendering in theirs):
            known = reasons.get(pair, Evidence(hint.origin, 0.0))
            reasons[pair] = Evidence(known.origin, known.score + SETTINGS.hint * hint.confidence)
