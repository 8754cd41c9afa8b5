"""What is known of a rendering before it is judged."""

from dataclasses import dataclass

from annotator.domain.alignment.lexicon import Lexicon
from annotator.domain.alignments import Link
from annotator.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Probability:
    """How probable an engine found a word or mark of the rendering, given the source and all that stands before it.

    `log_probability` is the natural logarithm of the whole word's, `pieces` how many pieces of the engine's vocabulary
    it was cut into.
    """

    span: Span
    log_probability: float
    pieces: int


@dataclass(frozen=True, slots=True)
class Witness:
    """An engine's own translation of the source, and its opinion of the rendering by forced decoding.

    `links` join the source with `text`. Scores are mean log-probabilities of a piece: `own_score` of `text`, `score` of
    the rendering. `probabilities` are the rendering's words and marks in order.
    """

    text: str
    links: tuple[Link, ...]
    own_score: float
    score: float
    probabilities: tuple[Probability, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source, a rendering of it, the links between their words, and a witness where an engine could be asked.

    `lexicon` is that of the source language, None where there is none.
    """

    source: str
    rendering: str
    links: tuple[Link, ...]
    witness: Witness | None = None
    lexicon: Lexicon | None = None
