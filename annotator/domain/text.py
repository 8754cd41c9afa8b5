"""Canonical text: the one form in which every text is stored, measured and compared.

Canonical means Unicode NFC, paragraphs separated by exactly one blank line, no white space at the edges of a
paragraph, single spaces inside it. Offsets anywhere in the app count code points of this form.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

PARAGRAPH_BREAK = "\n\n"

# Line breaks inside a paragraph are kept (verse, a caption with its credit line); other white space becomes one space.
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
# Vertical tab, form feed and NEL end a line; a page break in the middle of a sentence must not join two words.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\u0085\u2028]")
# Zero-width no-break space (a stray byte-order mark), soft hyphen and controls carry no meaning in prose, and half a
# surrogate pair is no character at all. Joiners (U+200C, U+200D) and direction marks stay: Persian spelling, emoji and
# mixed Arabic text need them.
_INVISIBLE = re.compile("[\ufeff\u00ad\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ud800-\udfff]")


def canonical(text: str) -> str:
    """Return `text` in canonical form; canonical text is returned unchanged.

    Line endings of any kind become `\\n`, two or more of them a paragraph break. An empty or blank text gives "".
    """
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", PARAGRAPH_BREAK)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    blocks = (_tidy(block) for block in _BLANK_LINES.split(text))
    # A block can start with a combining mark that binds to what now stands before it, so normalise once more.
    return unicodedata.normalize("NFC", PARAGRAPH_BREAK.join(block for block in blocks if block))


def _tidy(block: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in block.split("\n"))
    return "\n".join(line for line in lines if line)


def single_line(text: str) -> str:
    """Return `text` as one NFC line without white space at its edges: for titles, names and other short fields."""
    return " ".join(canonical(text).split())


def content_hash(text: str) -> str:
    """Return the SHA-256 of canonical `text` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset in code points, paragraph) for each paragraph of canonical `text`."""
    start = 0
    for block in text.split(PARAGRAPH_BREAK):
        yield start, block
        start += len(block) + len(PARAGRAPH_BREAK)


def word_count(text: str) -> int:
    """Return the number of white-space separated words, the unit in which editors measure articles."""
    return len(text.split())
