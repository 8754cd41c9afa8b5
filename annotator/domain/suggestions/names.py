"""Finding the names of people in a sentence of English: runs of capitalised words that are nothing else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.spans import Span
from annotator.domain.suggestions.cue_list import CueList
from annotator.domain.suggestions.lexicon import Hit

_WORD = re.compile(r"[^\W\d_]\.?(?:[^\W\d_])*(?:[-’'][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
# Of names from anywhere, whatever the article's language.
_PARTICLES = frozenset(
    "de del della di da do dos das van von der den ter ten la le du bin ibn abu al el of-the y e".split()  # noqa: SIM905 one line, not one for each
)
_BLOCKING = frozenset(
    {"place", "people", "outlet", "institution", "company", "media", "official", "local", "local-media", "language"}
)
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the article writes it; `given` are the languages in which its first part is a usual given name.

    `weak` marks a single capitalised word that opens the sentence: it may be no name at all.
    """

    span: Span
    text: str
    given: tuple[str, ...]
    possessive: bool
    weak: bool

    @property
    def keys(self) -> list[str]:
        """The words by which the article may call the person again, the last word first."""
        words = [word for word in re.split(r"\s+", self.text) if word.casefold() not in _PARTICLES]
        return [word.casefold() for word in reversed(words)]


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    capital: bool
    blocked: bool
    given: tuple[str, ...] | None


def names_in(masked: str, span: Span, hits: Sequence[Hit], cues: CueList, mask: str) -> Iterator[Name]:
    """Yield the names in `span` of the masked text, in order."""
    run: list[_Word] = []
    for word in _words(masked, span, hits, cues, mask):
        if run and not _joins(masked, run, word, cues):
            yield from _name(run, span)
            run = []
        if _belongs(run, word):
            run.append(word)
    yield from _name(run, span)


def _words(masked: str, span: Span, hits: Sequence[Hit], cues: CueList, mask: str) -> Iterator[_Word]:
    blocked: set[int] = set()
    firm: set[int] = set()  # inside names of several words, such as "Hong Kong", a given name is none
    given: dict[int, tuple[str, ...]] = {}
    for hit in hits:
        if hit.kind in _BLOCKING:
            blocked.update(range(hit.start, hit.end))
            firm.update(range(hit.start, hit.end) if " " in masked[hit.start : hit.end] else ())
        elif hit.kind == "given":
            given[hit.start] = hit.languages
    for match in _WORD.finditer(masked, span.start, span.end):
        text = match[0]
        plain = _POSSESSIVE.sub("", text)
        capital = text[0].isupper() or any(part[:1].isupper() for part in text.split("-")[1:])
        stop = plain in cues.not_names or mask in text
        held = stop or match.start() in firm or (match.start() in blocked and match.start() not in given)
        yield _Word(match.start(), match.end(), text, capital and not stop, held, given.get(match.start()))


def _joins(masked: str, run: list[_Word], word: _Word, cues: CueList) -> bool:
    between = masked[run[-1].end : word.start]
    if _POSSESSIVE.search(run[-1].text) or between not in (" ", ". ", "\u00a0"):
        return False
    if between == ". " and len(run[-1].text.rstrip(".")) > 1:
        return False
    return len(run) < _LONGEST and (word.capital or _is_particle(word.text, run[-1].text, cues))


def _is_particle(word: str, before: str, cues: CueList) -> bool:
    """Say whether a word belongs to a name; an article, German "der", only does after a particle: "von der Leyen"."""
    if word.casefold() not in _PARTICLES:
        return False
    return word not in cues.grammar.articles or before in _PARTICLES


def _belongs(run: list[_Word], word: _Word) -> bool:
    if not run:
        return word.capital and not word.blocked
    return True


def _name(run: list[_Word], sentence: Span) -> Iterator[Name]:
    while run and not run[-1].capital:
        run = run[:-1]
    if not run:
        return
    text = " ".join(word.text for word in run)
    plain = _POSSESSIVE.sub("", text)
    # In Chinese and Korean names the family name, which is what our lists hold, comes first too. A title that we do
    # not know may stand before the given name.
    given = next((word.given for word in run[:2] if word.given), ())
    weak = len(run) == 1 and run[0].start == sentence.start and not given
    yield Name(Span(run[0].start, run[-1].end), plain, given, plain != text, weak)
