"""Words and links of small texts, by the words themselves."""

from annotator.domain.alignments import Link
from annotator.domain.linking import Picked, Ruling, RulingKind
from annotator.domain.linking.rulings import Spans
from annotator.domain.words import words

SOURCE = "мы никого не оставили там"
RENDERING = "we did leave no one behind"


def spans(text: str) -> Spans:
    """Return where the words of a text stand."""
    return tuple(word.span for word in words(text) if word.is_word)


def at(text: str, said: str) -> Spans:
    """Return the spans of some words of a text, each at its first place."""
    known = {span.within(text): span for span in reversed(spans(text))}
    return tuple(sorted(known[word] for word in said.split()))


def read(found: Spans, text: str) -> str:
    """Return the words that spans hold."""
    return " ".join(span.within(text) for span in found)


def pair(source: str, rendering: str, confidence: float = 0.8) -> Link:
    """Return an automatic link of one word with one word."""
    return Link(at(SOURCE, source)[0], at(RENDERING, rendering)[0], "lexicon", confidence)


def ruling(kind: RulingKind, source: str = "", rendering: str = "", number: int | None = None) -> Ruling:
    """Return a ruling on words of the two texts."""
    return Ruling(kind, at(SOURCE, source), at(RENDERING, rendering), id=number)


def linked(source: str, rendering: str, number: int | None = None) -> Ruling:
    """Return a person's link."""
    return ruling(RulingKind.LINK, source, rendering, number)


def picked(source: str = "", rendering: str = "") -> Picked:
    """Return picked words."""
    return Picked(at(SOURCE, source), at(RENDERING, rendering))


def said(found: list[Ruling]) -> set[tuple[str, str, str]]:
    """Return rulings in words: (kind, source, rendering)."""
    return {(one.kind.value, read(one.source, SOURCE), read(one.rendering, RENDERING)) for one in found}
