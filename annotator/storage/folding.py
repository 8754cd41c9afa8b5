"""Searching where words have no spaces between them, or signs upon them: Chinese, Japanese, Thai, Arabic, Hebrew.

The index is that of `annotator.storage.migrations.m011_folding`, which says why there is a second one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.text import single_line
from annotator.storage.migrations.m011_folding import LETTERS, SCRIPTS, SIGNS

_FOLDING = str.maketrans({**dict.fromkeys(SIGNS, ""), **LETTERS})
_MEANT = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in SCRIPTS) + "]")
_WRITTEN = {plain: "".join(each for each in LETTERS if LETTERS[each] == plain) for plain in LETTERS.values()}
_INDEXED = 3  # letters from which the index helps
_AROUND = 80  # code points of a snippet on either side of the first match
Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """A search by the second index: `parts` are looked for anywhere in a row, `rest` are words for the first index."""

    parts: tuple[str, ...]
    rest: str

    def condition(self, table: str) -> str:
        """Return the SQL condition for a table whose rows `{table}_folded` is joined with."""
        held = [
            # The index of three letters cannot help with fewer: SQLite 3.40 finds nothing where it tries to.
            f"{'+' if len(part) < _INDEXED else ''}{table}_folded.words like :part{number}"
            for number, part in enumerate(self.parts)
        ]
        if self.rest:
            held.append(f"{table}_folded.rowid in (select rowid from {table}_fts where {table}_fts match :words)")
        return " and ".join(held)

    def named(self) -> dict[str, str]:
        """Return the values for the names in `condition`, but for `:words`."""
        return {f"part{number}": f"%{part}%" for number, part in enumerate(self.parts)}


def folded_query(words: str) -> Folded | None:
    """Return how `words` are looked for where one of them is in a script that the second index is for, else None."""
    given = single_line(words).split()
    parts = [part for word in given if _MEANT.search(word) if (part := _plain(word))]
    rest = " ".join(word for word in given if not _MEANT.search(word))
    return Folded(tuple(parts), rest) if parts else None


def _plain(word: str) -> str:
    # Letters and figures alone, so that nothing in it means anything to LIKE.
    return "".join(letter for letter in word.translate(_FOLDING) if letter.isalnum() or _MEANT.match(letter))


def excerpt(text: str, parts: Sequence[str]) -> Pieces:
    """Return the words around the first of `parts` in `text`, cut into (text, whether it matches) pieces."""
    sought = re.compile("|".join(map(_pattern, parts)), re.IGNORECASE)
    first = sought.search(text)
    at = first.start() if first else 0
    start, end = max(0, at - _AROUND), min(len(text), at + 2 * _AROUND)
    shown: list[tuple[str, bool]] = [(" … ", False)] if start else []
    for match in sought.finditer(text, start, end):
        shown += [(text[start : match.start()], False), (match[0], True)]
        start = match.end()
    shown += [(text[start:end], False), (" … " if end < len(text) else "", False)]
    return tuple(piece for piece in shown if piece[0])


def _pattern(part: str) -> str:
    signs = f"[{SIGNS}]*"
    return signs.join(f"[{letter}{_WRITTEN[letter]}]" if letter in _WRITTEN else re.escape(letter) for letter in part)
