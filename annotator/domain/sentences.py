"""Cutting text into sentences, and into pieces that fit an engine; and putting renderings of pieces together.

Sentences are found by sentencex (https://github.com/wikimedia/sentencex), which knows the abbreviations of about 250
languages. Some of its boundaries are taken back here: those inside a word, a URL or a number, after abbreviations that
it does not know, and before words that go on with the sentence.
"""

import re
from collections.abc import Callable, Iterator, Sequence

import sentencex

from annotator.domain import languages
from annotator.domain.spans import Span, trimmed
from annotator.domain.text import PARAGRAPH_BREAK, paragraphs

# Abbreviations that stand before a name or a figure, where sentencex ends a sentence (seen in version 1.0.32).
_ABBREVIATIONS = {
    "ar": {"د", "أ", "م", "ص", "ا", "ج", "ت", "هـ"},
    "fr": {"m", "mm", "mme", "mlle", "me", "dr", "pr", "st", "ste"},
    "ru": {"тыс", "млн", "млрд", "трлн", "г", "гг", "ул", "им", "т.е", "т.к", "см", "ст", "руб", "долл"},
    "uk": {"тис", "млн", "млрд", "трлн", "м", "вул", "ім", "т.зв", "див", "ст", "грн", "дол", "напр"},
}
_UNSPACED = frozenset({"zh", "ja", "th", "km", "my"})  # languages that put no space between sentences or words
_FULL_STOPS = frozenset("。！？｡…」』”’）》")  # what may end a sentence with no space after it
_AHEAD = 40  # code points after a boundary that tell whether it is one
_LAST_WORD = re.compile(r"(\S+)\.\s*$")
_GOES_ON = re.compile(r"[—–-]\s+(?=\S)")
# Where a long sentence may be cut, best first: a sentence inside a quotation, a clause, any white space.
_BREAKS = (
    re.compile(r"[.!?…؟۔][»”“\")]*\s+|[。！？]"),
    re.compile(r"[;:؛]\s+|\s[—–]\s+|[；：]"),
    re.compile(r"[,،]\s+|[，、]"),
    re.compile(r"\s+"),
)


def sentences(text: str, language: str) -> list[Span]:
    """Return the spans of the sentences of canonical `text`, in order, without the white space between them.

    Every code point that is not white space lies in exactly one span; no span reaches across a paragraph break. The
    language is a BCP 47 code; raises `UnknownLanguage`. A text of white space gives [].
    """
    code = languages.language(language).code
    found: list[Span] = []
    for start, block in paragraphs(text):
        found.extend(span.shifted(start) for span in _in_paragraph(block, code))
    return found


def chunks(text: str, language: str, limit: int, length: Callable[[str], int] = len) -> list[Span]:
    """Return the sentences of `text`, those longer than `limit` cut into pieces no longer than it.

    `length` measures a piece, in code points unless an engine counts its own pieces; it must not shrink as text is
    added. A sentence is cut at the ends of sentences quoted in it, else at clauses, commas, spaces, and inside a word
    only where that alone is too long. Raises `UnknownLanguage`, and ValueError for a limit below 1.
    """
    if limit < 1:
        raise ValueError("a chunk must hold something")
    return [piece for sentence in sentences(text, language) for piece in _cut(text, sentence, limit, length)]


def joined(text: str, pieces: Sequence[Span], renderings: Sequence[str], target: str) -> tuple[str, list[int]]:
    """Return one text made of the renderings of `pieces` of `text`, and the offset at which each of them starts.

    Paragraph breaks between pieces are restored; else one space stands between renderings, or none where the target
    language writes none. Raises ValueError where there is not one rendering for each piece.
    """
    if len(pieces) != len(renderings):
        raise ValueError(f"{len(pieces)} pieces, but {len(renderings)} renderings")
    space = "" if languages.language(target).code in _UNSPACED else " "
    whole = ""
    starts: list[int] = []
    for number, rendering in enumerate(renderings):
        gap = text[pieces[number - 1].end : pieces[number].start] if number else ""
        between = PARAGRAPH_BREAK if PARAGRAPH_BREAK in gap else space
        whole += between if whole and rendering else ""
        starts.append(len(whole))
        whole += rendering
    return whole, starts


def _in_paragraph(block: str, code: str) -> Iterator[Span]:
    start, end = 0, 0
    for piece in sentencex.segment(code, block):
        if start < end and _ends(block[start:end], block[end : end + _AHEAD], code):
            yield from _not_blank(block, start, end)
            start = end
        end += len(piece)
    yield from _not_blank(block, start, end)


def _not_blank(block: str, start: int, end: int) -> Iterator[Span]:
    if block[start:end].strip():
        yield trimmed(Span(start, end), block)


def _ends(before: str, after: str, code: str) -> bool:
    if not before[-1].isspace() and not after[0].isspace():
        return before[-1] in _FULL_STOPS
    rest = _GOES_ON.sub("", after.lstrip(), count=1)
    said = rest != after.lstrip()
    if rest[:1].islower() and (said or before.rstrip().endswith(".")):
        return False
    return not _abbreviated(before, code)


def _abbreviated(before: str, code: str) -> bool:
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    word = last[1].lstrip("(«„“\"'").casefold()
    initial = len(word) == 1 and last[1].isupper()
    return initial or word in _ABBREVIATIONS.get(code, ())


def _cut(text: str, sentence: Span, limit: int, length: Callable[[str], int]) -> Iterator[Span]:
    rest = sentence
    while length(rest.within(text)) > limit:
        at = _best_cut(rest.within(text), limit, length)
        yield trimmed(Span(rest.start, rest.start + at), text)
        rest = trimmed(Span(rest.start + at, rest.end), text)
    yield rest


def _best_cut(sentence: str, limit: int, length: Callable[[str], int]) -> int:
    """Return where to cut: the last break of the best kind that fits and leaves no mere crumb before it."""
    fits = _longest(sentence, limit, length)
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(sentence[: fits + 1]) if sentence[: match.start()].strip()]
        usable = [end for end in ends if fits // 3 < end <= fits or (end == fits + 1 and sentence[fits].isspace())]
        if usable:
            return usable[-1]
    return fits


def _longest(sentence: str, limit: int, length: Callable[[str], int]) -> int:
    """Return by bisection how many code points of `sentence` fit, at least one."""
    low, high = 1, len(sentence) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if length(sentence[:middle]) <= limit else (low, middle - 1)
    return low
