"""From the printed lines of a PDF back to paragraphs.

A PDF knows neither lines nor paragraphs, only words at places. What a reader sees as a paragraph is found by what a
compositor does: more space between paragraphs than between lines, an indent, a short last line, another size.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.exchange import clues

_HYPHENS = "-\u2010\u00ad"
# Letters that a font prints as one, and Arabic letters in the shape that they have in a word.
_LIGATURES = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufb4f\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]+")
_ENDS = re.compile(r"[.!?…。؟:][\"'”’»)\]]*$")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_KEEPS_HYPHEN = frozenset(re.findall(r"\w+", "self well ex non all half cross anti pro vice so mid post pre"))
# What stands after a hyphen in newspaper English, and never is the second half of a divided word.
_AFTER_HYPHEN = frozenset(
    re.findall(
        r"\w+", "term old year called based backed led known wing scale level owned made born style time trained armed"
    )
)
_OPENERS = "\"'“‘«„([—– "
_WIDER = 1.3  # times the usual distance of two lines: a new paragraph
_OTHER_SIZE = 1.12


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words, the place where it starts and the size of its letters, in points from bottom left."""

    text: str
    x: float
    y: float
    size: float
    page: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, as one text, with the size of its letters in points."""

    text: str
    size: float


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs that `lines`, in reading order, were printed from, without what repeats on every page."""
    lines = [
        Line(
            _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line.text),
            line.x,
            line.y,
            line.size,
            line.page,
        )
        for line in _without_running_heads(lines)
    ]
    if not lines:
        return []
    layout = _Layout(lines)
    groups: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if layout.starts_paragraph(before, line):
            groups.append([])
        groups[-1].append(line)
    words = Counter(re.findall(r"[\w-]+", " ".join(line.text for line in lines).lower()))
    return [Paragraph(_joined(group, words), max(line.size for line in group)) for group in groups]


def _without_running_heads(lines: Sequence[Line]) -> list[Line]:
    """Drop what stands at the top or foot of several pages with nothing but its numbers changed, and page numbers."""
    edges = [line for page in _pages(lines) for line in _edge_lines(page)]
    seen = Counter((_pattern(line), round(line.y / 4)) for line in edges)
    pages = len({line.page for line in lines})
    # Left and right pages often have different heads, and the first page none.
    often = max(2, -(-pages // 3))
    dropped = {id(line) for line in edges if seen[(_pattern(line), round(line.y / 4))] >= often}
    dropped |= {id(line) for page in _pages(lines) for line in _numbers(page)}
    return [line for line in lines if id(line) not in dropped]


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _pages(lines: Sequence[Line]) -> Iterator[list[Line]]:
    for number in sorted({line.page for line in lines}):
        yield [line for line in lines if line.page == number]


def _edge_lines(page: list[Line]) -> list[Line]:
    """Return the lines at the two highest and the two lowest places of a page."""
    heights = sorted({round(line.y) for line in page})
    edges = {*heights[:2], *heights[-2:]} if len(heights) > 4 else {*heights[:1], *heights[-1:]}
    return [line for line in page if round(line.y) in edges]


def _numbers(page: list[Line]) -> list[Line]:
    """Return the line that is only a page number, where it stands alone at the top or foot of the page."""
    ends = (max(page, key=lambda line: line.y), min(page, key=lambda line: line.y)) if len(page) > 1 else ()
    return [line for line in ends if _PAGE_NUMBER.fullmatch(line.text)]


class _Layout:
    """The usual measures of a document, against which each pair of lines is judged."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._leading = _usual_leading(lines)
        lengths = sorted(len(line.text) for line in lines)
        self._full = lengths[int(len(lengths) * 0.8)]  # code points of a full line

    def starts_paragraph(self, before: Line, line: Line) -> bool:
        """Return whether `line`, printed after `before`, begins a new paragraph."""
        sizes = sorted((before.size, line.size))
        if sizes[1] > sizes[0] * _OTHER_SIZE:
            return True
        ended = bool(_ENDS.search(before.text))
        down = before.y - line.y
        if before.page != line.page or down < 0:  # the next page or column
            capital = line.text.lstrip(_OPENERS)[:1].isupper()
            return ended or (capital and len(before.text) < 0.6 * self._full)
        if down > _WIDER * self._leading.get(round(line.size), 1.2 * line.size):
            return True
        if clues.is_credit(line.text):
            return False
        return ended and (line.x > before.x + 0.7 * line.size or len(before.text) < 0.7 * self._full)


def _usual_leading(lines: Sequence[Line]) -> dict[int, float]:
    """Return, for each size of letters, the smallest distance of two lines that is usual: a fifth of all or more."""
    gaps: dict[int, Counter[float]] = {}
    for before, line in pairwise(lines):
        gap = before.y - line.y
        if before.page == line.page and 0 < gap < 4 * line.size and round(before.size) == round(line.size):
            gaps.setdefault(round(line.size), Counter())[round(gap)] += 1
    return {
        size: min(gap for gap, count in found.items() if 5 * count >= found.total() or count == max(found.values()))
        for size, found in gaps.items()
    }


def _joined(lines: Sequence[Line], words: Counter[str]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        if clues.is_credit(line.text):
            text += "\n" + line.text
        elif len(text) > 1 and text[-1] in _HYPHENS and text[-2].isalnum() and line.text[:1].isalnum():
            text = _hyphenated(text, line.text, words)
        else:
            text += " " + line.text
    return text


def _hyphenated(text: str, following: str, words: Counter[str]) -> str:
    """Join a word that was divided at a line's end, and keep a hyphen that belongs to it."""
    first = re.split(r"[^\w-]", following, maxsplit=1)[0].lower()
    last = re.findall(r"[\w-]+$", text[:-1])
    stem = last[0].lower() if last else ""
    if first in {"and", "or", "to"}:  # "two- and three-year-olds"
        return text + " " + following
    if text[-1] == "\u00ad":
        return text[:-1] + following
    kept = words[f"{stem}-{first}"] > words[stem + first]
    if kept or not following[0].islower() or "-" in stem or stem in _KEEPS_HYPHEN or first in _AFTER_HYPHEN:
        return text + following
    return text[:-1] + following
