"""An article made ready for judging its quotations: sentences with quoted words blanked out, known words, names."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.sentences import sentences
from annotator.domain.spans import Span
from annotator.domain.suggestions.cue_list import CueList
from annotator.domain.suggestions.lexicon import Hit
from annotator.domain.suggestions.names import Name, names_in
from annotator.domain.suggestions.quotations import Quotation, quotations
from annotator.domain.text import paragraphs

# Stands for every quoted code point, so that offsets stay and quoted words give no evidence. A letter (archaic Greek),
# so that a sentence may begin with it.
MASK = "Ϙ"
_FULL_STOP = re.compile(r"[.!?…][\"“”'‘’»\s]*$")
_NEW_SENTENCE = re.compile(r"\s+(?=[^\W\d_])|\s*$|\s+(?=[\d“\"«„‘'])")
_LONGEST_SENTENCE = 1_000  # code points; what is longer is no prose, and is read in pieces
# Marks and brackets without a partner mislead the sentence splitter, and cost it quadratic time.
_STRAY = {ord(mark): " " for mark in '"“”„‟«»‹›「」『』()[]{}'}
# What stands before the words of a turn, "12:04 PRESENTER: Good evening", is no subject; before a quotation it is.
_LABEL = re.compile(rf"^[ \t]*(?:[\d:.,]+[ \t]+)?[A-Z][A-Z .'’-]{{2,30}}:[ \t]+(?![ \t]*{MASK})", re.MULTILINE)
_SHORT_ATTRIBUTION = re.compile(r"\s+(?:[\w.’'-]+,?\s+){1,7}?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article; `hits` and `names` lie outside quotation marks."""

    span: Span
    number: int
    paragraph: int
    hits: tuple[Hit, ...]
    names: tuple[Name, ...]
    quotations: tuple[Quotation, ...]

    def gap(self, place: int) -> Span | None:
        """Return the words before quotation number `place` and after the one before it; None where there are none."""
        start = self.quotations[place - 1].outer.end if place else self.span.start
        end = self.quotations[place].outer.start if place < len(self.quotations) else self.span.end
        return Span(start, end) if start < end else None

    def hits_in(self, span: Span, *kinds: str) -> list[Hit]:
        """Return the hits of these kinds that lie inside `span`."""
        first = bisect_left(self.hits, span.start, key=lambda hit: hit.start)
        found = []
        for hit in self.hits[first:]:
            if hit.start >= span.end:
                break
            if hit.kind in kinds and hit.end <= span.end:
                found.append(hit)
        return found


@dataclass(frozen=True, slots=True)
class Article:
    """The text, the text with its quotations blanked out, and the sentences of the latter."""

    text: str
    masked: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]


def read(text: str, cues: CueList) -> Article:
    """Return canonical `text` ready for judging; time grows with its length."""
    quoted = quotations(text, cues.grammar.elisions)
    blocks = tuple(Span(start, start + len(block)) for start, block in paragraphs(text) if block)
    masked = _masked(text, quoted, cues)
    hits = cues.lexicon.hits(masked)
    spans = sentences(masked, cues.language)
    return Article(text, masked, blocks, tuple(_sentences(masked, spans, blocks, hits, quoted, cues)))


def _sentences(
    masked: str, spans: Sequence[Span], blocks: Sequence[Span], hits: list[Hit], quoted: list[Quotation], cues: CueList
) -> Iterator[Sentence]:
    hit, quotation, block = 0, 0, 0
    for number, span in enumerate(piece for whole in spans for piece in _pieces(whole, masked)):
        first_hit, first_quotation = hit, quotation
        while hit < len(hits) and hits[hit].start < span.end:
            hit += 1
        while quotation < len(quoted) and quoted[quotation].outer.start < span.end:
            quotation += 1
        while block + 1 < len(blocks) and blocks[block].end <= span.start:
            block += 1
        near = hits[first_hit:hit]
        names = tuple(names_in(masked, span, near, cues, MASK))
        own = tuple(_meant(near, names, span, masked, cues))
        yield Sentence(span, number, block, own, names, tuple(quoted[first_quotation:quotation]))


def _meant(hits: Sequence[Hit], names: Sequence[Name], span: Span, masked: str, cues: CueList) -> Iterator[Hit]:
    """Yield the hits that mean what the lexicon says: no places inside names, no peoples where a language is meant."""
    inside = {at for name in names for at in range(name.span.start, name.span.end)}
    languages = {hit.start: hit.end for hit in hits if hit.kind == "language"}
    inside |= {at for hit in hits if hit.kind == "outlet" for at in range(hit.start, hit.end)}
    for hit in hits:
        if hit.kind in ("place", "people") and hit.start in inside:
            continue
        if hit.kind == "leader" and hit.start in inside and hit.end in inside:
            continue  # "Petro Hrytsenko" is not Petro
        if hit.kind == "people" and languages.get(hit.start) == hit.end and _language_meant(hit, span, masked, cues):
            continue
        yield hit


def _language_meant(hit: Hit, span: Span, masked: str, cues: CueList) -> bool:
    following = re.match(r"([- ])([^\W\d_]+)", masked[hit.end : hit.end + 30])
    joined = following and following[1] == "-" and following[2].startswith(tuple(cues.grammar.language_joints))
    if following and not joined and following[2] not in cues.follow:
        return False
    before = re.search(r"([^\W\d_]+)\s+$", masked[span.start : hit.start])
    return before is None or before[1].lower() not in cues.grammar.articles


def _pieces(span: Span, masked: str) -> Iterator[Span]:
    """Cut a sentence of monstrous length, such as a text without full stops, at spaces outside quotation marks."""
    start = span.start
    while span.end - start > _LONGEST_SENTENCE:
        space = masked.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        end = space if space > 0 else start + _LONGEST_SENTENCE
        while MASK in masked[end - 1 : end] and masked[end : end + 1] == MASK and end < span.end:
            end += 1
        yield Span(start, end)
        start = end
    if start < span.end:
        yield Span(start, span.end)


def _masked(text: str, quoted: list[Quotation], cues: CueList) -> str:
    pieces: list[str] = []
    at = 0
    for quotation in quoted:
        outer = quotation.outer
        pieces.append(text[at : outer.start] + MASK * (len(outer) - 1))
        pieces.append("." if _ends_sentence(text, quotation, cues) else MASK)
        at = outer.end
    return _LABEL.sub(lambda label: " " * len(label[0]), ("".join(pieces) + text[at:]).translate(_STRAY))


def _ends_sentence(text: str, quotation: Quotation, cues: CueList) -> bool:
    """Return whether a sentence ends with the quotation: a full stop inside, and no "Mary asked" after it."""
    ending = _FULL_STOP.search(quotation.inner.within(text)[-4:])
    new = _NEW_SENTENCE.match(text, quotation.outer.end)
    if ending is None or new is None:
        return False
    if text[new.end() : new.end() + 1].islower():
        return False
    return "." in ending[0] or not _attributed(text, quotation.outer.end, cues)


def _attributed(text: str, at: int, cues: CueList) -> bool:
    stop = re.search(r"[.;:!?\n“\"]", text[at : at + 90])
    following = text[at : at + (stop.start() if stop else 90)]
    verbs = [hit for hit in cues.lexicon.hits(following) if hit.kind == "verb"]
    if not verbs or not _SHORT_ATTRIBUTION.match(following):
        return False
    return len(following[: verbs[0].start].split()) <= 5
