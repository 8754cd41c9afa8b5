"""What an alignment links: the words of a text, some of them cut in parts or put together.

A word with hyphens is cut where every part could be a word (anti-war, премьер-министр; but not по-другому), and the
elided words of French from what they lean on (l'homme, qu'il). Chinese characters are put together into the words of
a lexicon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from annotator.domain.alignment.keys import key
from annotator.domain.alignment.segmentation import LogShare, segment
from annotator.domain.spans import Span
from annotator.domain.words import Word, words

_HYPHEN = re.compile(r"[-‐‑־֊]")
_PART = 3  # letters that each part of a word with hyphens must have
_ELIDED = re.compile(r"(?i)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|presqu)['’ʼ](?=\w)")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text that can be linked: where it stands, how it is written, and the key a lexicon knows it by."""

    span: Span
    text: str
    key: str = field(default="")


def tokens(text: str, language: str, log_share: LogShare | None = None) -> list[Token]:
    """Return the tokens of `text` in order; marks of punctuation give none.

    `log_share` knows the Chinese words; without it every character is a token.
    """
    found: list[Token] = []
    for unspaced, run in groupby(_close(words(text)), key=lambda item: item[0]):
        pieces = [word for _, word in run]
        if unspaced >= 0 and log_share:
            found.extend(_put_together(pieces, log_share))
        else:
            found.extend(_token(part, language) for word in pieces for part in _parts(word, language))
    return found


def _close(found: list[Word]) -> Iterator[tuple[int, Word]]:
    """Yield each word with the number of the run of ideographs it stands in, or -1."""
    run, end = 0, -1
    for word in found:
        if not word.is_word:
            continue
        if len(word.text) == 1 and "\u3400" <= word.text <= "\u9fff":
            run += word.span.start != end
            end = word.span.end
            yield run, word
        else:
            yield -1, word


def _put_together(characters: list[Word], log_share: LogShare) -> Iterator[Token]:
    written = "".join(word.text for word in characters)
    start = characters[0].span.start
    for piece in segment(written, log_share):
        yield Token(Span(start, start + len(piece)), piece, piece)
        start += len(piece)


def _token(word: Word, language: str) -> Token:
    return Token(word.span, word.text, key(word.text, language))


def _parts(word: Word, language: str) -> Iterator[Word]:
    if language == "fr":
        yield from _without_elision(word)
        return
    yield from _hyphenated(word)


def _without_elision(word: Word) -> Iterator[Word]:
    elided = _ELIDED.match(word.text)
    if elided:
        yield _cut(word, 0, elided.end())
        yield from _hyphenated(_cut(word, elided.end(), len(word.text)))
    else:
        yield from _hyphenated(word)


def _hyphenated(word: Word) -> Iterator[Word]:
    parts = _HYPHEN.split(word.text)
    if len(parts) == 1 or min(map(len, parts)) < _PART:
        yield word
        return
    start = 0
    for part in parts:
        yield _cut(word, start, start + len(part))
        start += len(part) + 1


def _cut(word: Word, start: int, end: int) -> Word:
    return Word(Span(word.span.start + start, word.span.start + end), word.text[start:end])
