"""What is asked of an engine for a passage, and what it answers: plain data that can go to another machine."""

from dataclasses import dataclass

from annotator.domain.alignments import Link
from annotator.domain.sources import GAP


@dataclass(frozen=True, slots=True)
class Request:
    """The original words of a passage in their parts, and the reporter's words to link with them.

    `source` and `target` are language codes, `engine` a name, "" for the preferred engine of the two languages.
    """

    engine: str
    source: str
    target: str
    parts: tuple[str, ...]
    reporter: str

    @property
    def text(self) -> str:
        """The original words as one text, as `annotator.domain.sources.source_text` joins them."""
        return GAP.join(self.parts)


@dataclass(frozen=True, slots=True)
class Translated:
    """What the engine of that signature made of a request.

    `parts` are (translation, mean log-probability of a token or None), one for each part of the request. The links lead
    from the only part to the translation and to the reporter's words, with offsets in those texts; None from an engine
    that tells none, and for a quote of several parts: which of them a word renders is not the engine's to guess.
    """

    request: Request
    signature: str
    parts: tuple[tuple[str, float | None], ...]
    to_machine: tuple[Link, ...] | None = None
    to_reporter: tuple[Link, ...] | None = None

    @property
    def text(self) -> str:
        """The translation as one text."""
        return GAP.join(text for text, _ in self.parts)

    @property
    def score(self) -> float | None:
        """The mean log-probability of a token, None where the engine tells none."""
        scores = [score for _, score in self.parts if score is not None]
        return sum(scores) / len(scores) if scores else None
