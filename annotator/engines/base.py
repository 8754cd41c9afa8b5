"""What an engine is: the contract that every machine translation in this app keeps.

A machine rendering is a witness beside the reporter's words, so an engine says not only what it would write but how
sure it was of each word (natural log-probabilities), and where it can, which words of the source each one stands for.
All texts are canonical (`annotator.domain.text`), all spans count code points of the text they are given with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Protocol, runtime_checkable

from annotator.domain.alignments import Link
from annotator.domain.signatures import Signature
from annotator.domain.spans import Span

Pair = tuple[str, str]  # (source language, target language), as `annotator.domain.languages` codes them


class Capability(Enum):
    """What an engine can do; a page offers nothing else."""

    TRANSLATE = "translate"
    ALTERNATIVES = "alternatives"  # more than one hypothesis for a text
    SCORE = "score"  # how probable a given rendering is
    ALIGN = "align"  # which words stand for which


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a rendering and how probable the engine found it.

    `log_probability` is the natural logarithm of the probability of the whole word after all that stands before it:
    the sum over the `pieces` that the engine's vocabulary cuts it into. 0.0 is certain, -4.6 is one in a hundred.
    """

    span: Span
    log_probability: float
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One rendering that an engine proposes.

    `score` is the mean log-probability (natural logarithm) of its vocabulary pieces and sentence ends, None from an
    engine that tells none. `tokens` are the words and marks of `text` in order, with their spans; such an engine leaves
    them empty.
    """

    text: str
    score: float | None = None
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Scoring:
    """How probable an engine finds a given rendering: as `Hypothesis`, for words that somebody else wrote."""

    score: float
    tokens: tuple[Token, ...]

    @property
    def total(self) -> float:
        """The natural log-probability of all of its words."""
        return sum(token.log_probability for token in self.tokens)


@dataclass(frozen=True, slots=True)
class About:
    """What a page of models says about an engine.

    `quality` is a short note for the reader, shown beside every rendering ("starter model, weak"). `scores` are what
    its makers measured, such as {"flores-dev ru-en BLEU": "20.1"}; `parameters` and `size` (bytes) are None where they
    are not known. `leaves_machine` tells that texts are sent to another host, which is `host`; `automatic` whether the
    engine may be chosen when nobody named one.
    """

    title: str
    quality: str
    licence: str = ""
    parameters: int | None = None
    size: int | None = None
    folder: Path | None = None
    embedded: bool = False
    scores: Mapping[str, str] = field(default_factory=dict)
    weaknesses: tuple[str, ...] = ()
    leaves_machine: bool = False
    automatic: bool = True
    host: str = ""


@runtime_checkable
class Engine(Protocol):
    """A machine that renders texts of one language in another.

    Engines are safe to use from several threads. Making one costs nothing: whatever is heavy is loaded by the first
    call that needs it and may be given back by `unload`. Every method that takes texts raises

    - `EngineMissing` for a pair of languages that is not in `pairs()`,
    - `UnsupportedText` for a text without letters, and for one written in another script than its language's,
    - `TooLarge` for a text longer than the engine takes,
    - `EngineFailed` when the machine breaks down, or is asked for what is not among its capabilities,

    and then has done nothing: of several texts either all are answered or none.
    """

    @property
    def name(self) -> str:
        """The string by which this engine is asked for and configured, such as "local:starter-en"."""

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What this engine can do."""

    def pairs(self) -> frozenset[Pair]:
        """Return the pairs of languages that it translates between; reading them loads no model."""

    def about(self) -> About:
        """Return what is known about it, for a page; loads no model."""

    def signature(self, source: str, target: str) -> Signature:
        """Return the signature for a pair of languages; loads no model, and never changes while the engine lives.

        The same signature and the same text mean the same rendering, so that renderings can be cached by the two.
        """

    def translate(self, texts: Sequence[str], source: str, target: str, n_best: int = 1) -> list[list[Hypothesis]]:
        """Return for each text, in order, one to `n_best` different hypotheses, the best first.

        A text of several sentences or paragraphs gives one rendering with the same paragraphs. Engines without
        `Capability.ALTERNATIVES` return one hypothesis whatever is asked. No texts give [].
        """

    def score(self, texts: Sequence[str], renderings: Sequence[str], source: str, target: str) -> list[Scoring]:
        """Return how probable each rendering is, given the text at the same place (forced decoding).

        The tokens of a `Scoring` are those of `annotator.domain.words.words(rendering)`: all of them, in order,
        marks of punctuation included.
        """

    def align(self, text: str, rendering: str, source: str, target: str) -> tuple[Link, ...]:
        """Return links between the words of a text and of a rendering of it, in order, with this engine as origin.

        Words that stand for nothing have no link. The rendering may be anybody's, not only this engine's own.
        """

    def unload(self) -> None:
        """Give back the memory that the engine holds, at any time; it loads again when it is next used."""
