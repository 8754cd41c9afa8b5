"""Plain text: pasted, from a file, or what is left of another format.

No word is ever taken out or moved: headline, byline and date stay in the text where they stand, and are only read.
"""

import re
from itertools import pairwise

from annotator.domain.extraction import Extraction
from annotator.domain.text import PARAGRAPH_BREAK, canonical
from annotator.errors import InvalidInput
from annotator.exchange import clues
from annotator.exchange.limits import check_text

_NARROWEST, _WIDEST = 50, 100  # widths, in code points, at which mail programs and terminals wrap
_ENOUGH_LINES = 4  # fewer lines in one paragraph say nothing about wrapping
_MOSTLY = 0.9


def read_text(text: str, remarks: tuple[str, ...] = ()) -> Extraction:
    """Return what `text` holds: its canonical form and the headline, byline, date and address plainly in it.

    Lines that were wrapped at a fixed width are joined again; a text with no blank line at all has each line as a
    paragraph. Reading the text of the result again gives the same text.
    Raises `InvalidInput` where there is no text, `TooLarge` where there is too much.
    """
    check_text(len(text))
    tidy = _paragraphed(canonical(text))
    if not tidy:
        raise InvalidInput("The article is empty: paste its text or choose a file that has some.")
    found = clues.find(tidy.split(PARAGRAPH_BREAK))
    return Extraction(
        text=tidy,
        title=found.title,
        byline=found.byline,
        url=found.url,
        published_on=found.published_on,
        remarks=remarks,
    )


def _paragraphed(text: str) -> str:
    """Return canonical `text` with paragraphs where they were meant; repeated until nothing changes."""
    joined = _unwrapped(text)
    while joined != text:
        text, joined = joined, _unwrapped(joined)
    if PARAGRAPH_BREAK not in text and "\n" in text:
        return canonical(text.replace("\n", PARAGRAPH_BREAK))
    return text


def _unwrapped(text: str) -> str:
    """Join the lines of text that a program wrapped, and keep breaks that a person made.

    A wrapping program breaks a line only where the next word would not have fitted: that is the test, for each break
    and, over all paragraphs of at least four lines, for the text as a whole.
    """
    blocks = [block.split("\n") for block in text.split(PARAGRAPH_BREAK)]
    long_blocks = [lines for lines in blocks if len(lines) >= _ENOUGH_LINES]
    width = max((len(line) for lines in long_blocks for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return text
    breaks = [_forced(lines[i], lines[i + 1], width) for lines in long_blocks for i in range(len(lines) - 1)]
    if sum(breaks) < _MOSTLY * len(breaks):
        return text
    return canonical(PARAGRAPH_BREAK.join(_join(lines, width) for lines in blocks))


def _forced(line: str, following: str, width: int) -> bool:
    return len(line) <= width and len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _join(lines: list[str], width: int) -> str:
    parts = [lines[0]]
    for before, line in pairwise(lines):
        parts.append(" " if _forced(before, line, width) and not clues.is_credit(line) else "\n")
        parts.append(line)
    return re.sub(" {2,}", " ", "".join(parts))
