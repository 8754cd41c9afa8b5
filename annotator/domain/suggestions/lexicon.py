"""Finding many thousand known words and phrases in a text, reading it once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.spans import Span

_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase with what it stands for: its kind, and the languages it speaks for, the likeliest first."""

    phrase: str
    kind: str
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a phrase of the lexicon stands."""

    start: int
    end: int
    kind: str
    languages: tuple[str, ...]

    @property
    def span(self) -> Span:
        """The place as a span."""
        return Span(self.start, self.end)


class Lexicon:
    """Phrases by their first word. Lower-case words match in any case, others as written or all in capitals."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for entry in entries:
            words = tuple(_TOKEN.findall(entry.phrase))
            if words:
                self._by_first.setdefault(words[0].casefold(), []).append((words, entry))
        for found in self._by_first.values():
            found.sort(key=lambda item: -len(item[0]))

    def hits(self, text: str) -> list[Hit]:
        """Return every hit in order; of one kind the longest at each place, never one inside another."""
        tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
        words = [text[start:end] for start, end in tokens]
        reach: dict[str, int] = {}
        found: list[Hit] = []
        for place, word in enumerate(words):
            for phrase, entry in self._by_first.get(word.casefold(), ()):
                last = place + len(phrase) - 1
                if reach.get(entry.kind, -1) < place and _matches(phrase, words, place):
                    found.append(Hit(tokens[place][0], tokens[last][1], entry.kind, entry.languages))
                    reach[entry.kind] = last
        return found


def _matches(phrase: Sequence[str], words: Sequence[str], place: int) -> bool:
    if place + len(phrase) > len(words):
        return False
    return all(_same(wanted, words[place + step]) for step, wanted in enumerate(phrase))


def _same(wanted: str, word: str) -> bool:
    if wanted == word:
        return True
    if wanted.islower():
        return wanted == word.lower()
    return len(word) > 2 and word.isupper() and wanted.upper() == word
