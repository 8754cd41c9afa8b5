"""What is known of a rendering before it is judged."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.alignment.lexicon import Lexicon
from annotator.domain.alignments import Link
from annotator.domain.spans import Span


class Case(StrEnum):
    """What there is to judge by; each has weights of its own."""

    ALONE = "alone"  # the links only
    WITNESS = "witness"  # and an engine for the pair of languages
    REVERSE = "reverse"  # and one for the pair the other way round


@dataclass(frozen=True, slots=True)
class Probability:
    """How probable an engine found a word or mark of a text, given the other text and all that stands before it.

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
class Reverse:
    """What an engine that translates the other way makes of the source, given the rendering, by forced decoding.

    A word of the source that it would not have guessed from the rendering may not be rendered. `score` is the mean
    log-probability of a piece of the source, `probabilities` are the source's words and marks in order. Asked both
    ways, a pair of texts is judged as in the dual conditional cross-entropy of Junczys-Dowmunt (WMT 2018,
    https://aclanthology.org/W18-6478/).
    """

    score: float
    probabilities: tuple[Probability, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source, a rendering of it, the links between their words, and what engines say where they could be asked.

    `lexicon` is that of the source language, None where there is none. `reverse` counts only beside a witness.
    """

    source: str
    rendering: str
    links: tuple[Link, ...]
    witness: Witness | None = None
    lexicon: Lexicon | None = None
    reverse: Reverse | None = None

    @property
    def case(self) -> Case:
        """What there is to judge by."""
        if self.witness is None:
            return Case.ALONE
        return Case.REVERSE if self.reverse else Case.WITNESS
