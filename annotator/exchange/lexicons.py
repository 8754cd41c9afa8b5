"""Reading the lexicons that come with the app: one file for each language, read when it is first needed.

A lexicon file is UTF-8 text, compressed with xz. Its lines are

    annotator-lexicon-1 LANGUAGE TOTAL ENGLISH                     TOTAL English words seen, ENGLISH lines following
    english-key <tab> COUNT                                        as often as said, the most frequent first
    source-key <tab> COUNT NUMBER:COUNT NUMBER:COUNT ...           in the order of the keys, for the rest of the file

where a count is in tenths and NUMBER counts the lines of English words from 0.
"""

import lzma
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from annotator.domain.alignment.lexicon import Lexicon, Row
from annotator.errors import UnreadableFile
from annotator.resources import folder

FORMAT = "annotator-lexicon-1"
_SUFFIX = ".lexicon.xz"


class _Rows(Mapping[str, Row]):
    """Rows that are parsed when they are asked for: a passage needs some forty of fifty thousand."""

    def __init__(self, lines: dict[str, str], english: list[str]) -> None:
        self._lines = lines
        self._english = english

    def __getitem__(self, key: str) -> Row:
        count, *pairs = self._lines[key].split(" ")
        linked = (pair.split(":") for pair in pairs)
        return Row(int(count) / 10, {self._english[int(number)]: int(times) / 10 for number, times in linked})

    def __contains__(self, key: object) -> bool:
        return key in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@cache
def lexicon(language: str) -> Lexicon | None:
    """Return the lexicon of a language (a two-letter code), None where the app has none; read once, then kept.

    Raises `UnreadableFile` for a broken file.
    """
    return read_lexicon(_folder() / f"{language}{_SUFFIX}") if language in available() else None


def available() -> list[str]:
    """Return the codes of the languages that there is a lexicon for."""
    return sorted(path.name.removesuffix(_SUFFIX) for path in _folder().glob(f"*{_SUFFIX}"))


def read_lexicon(path: Path) -> Lexicon:
    """Return the lexicon of one file; raises `UnreadableFile` where it is damaged or no lexicon."""
    try:
        lines = lzma.decompress(path.read_bytes()).decode("utf-8").split("\n")
        name, language, total, size = lines[0].split(" ")
        counts = dict(line.split("\t") for line in lines[1 : int(size) + 1])
        rows = dict(line.split("\t") for line in lines[int(size) + 1 :])
        english = {word: int(count) / 10 for word, count in counts.items()}
    except (lzma.LZMAError, UnicodeDecodeError, ValueError, IndexError) as problem:
        raise UnreadableFile(f"The lexicon {path.name} cannot be read ({problem}): install the app again.") from problem
    if name != FORMAT or len(english) != int(size):
        raise UnreadableFile(f"The lexicon {path.name} is of another version of the app: install the app again.")
    return Lexicon(language, _Rows(rows, list(english)), english, float(total))


def _folder() -> Path:
    return folder("lexicons")
