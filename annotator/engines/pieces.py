"""Pieces of a vocabulary and the words that they spell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from annotator.domain.spans import Span
from annotator.domain.text import canonical


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the vocabulary and where it stands in its text: `start` to `end`, code points.

    The two may be equal: normalization can make two pieces of one character ("…" is three full stops).
    """

    name: str
    start: int
    end: int


class Vocabulary(Protocol):
    """What cuts texts into pieces and puts them together again; safe to use from several threads."""

    def source(self, text: str) -> list[Piece]:
        """Return the pieces of a source text, without any marks around them."""

    def target(self, text: str) -> list[Piece]:
        """Return the pieces of a rendering, without any marks around them."""

    def decode(self, names: Sequence[str]) -> tuple[str, list[Piece]]:
        """Return the canonical text that pieces of the target side spell, and where in it each of them stands."""


def placed(text: str, names: Sequence[str], offsets: Sequence[tuple[int, int]]) -> tuple[str, list[Piece]]:
    """Return `text` made canonical, and the pieces, whose `offsets` were counted before, at their places in it."""
    pieces = [Piece(name, start, end) for name, (start, end) in zip(names, offsets, strict=True)]
    whole = canonical(text)
    if whole == text:
        return text, pieces
    # Rare: white space at an edge, or a letter and its accent from two pieces. Lengths of prefixes give the places.
    places = [min(len(canonical(text[:at])), len(whole)) for at in range(len(text) + 1)]
    return whole, [Piece(piece.name, places[piece.start], places[piece.end]) for piece in pieces]


def by_word(pieces: Sequence[Piece], words: Sequence[Span]) -> list[list[int]]:
    """Return for each word the numbers of the pieces that spell it; every piece is given to exactly one word.

    A piece that reaches over several words goes to the first that it spells most of; one that spells none (a lone
    space, half of a character) to the next word, or to the last where none follows. No words give [].
    """
    groups: list[list[int]] = [[] for _ in words]
    at = 0
    for number, piece in enumerate(pieces):
        while at < len(words) - 1 and words[at].end <= piece.start:
            at += 1
        if words:
            groups[max(_near(words, at), key=lambda place: _overlap(piece, words[place]))].append(number)
    return groups


def _near(words: Sequence[Span], at: int) -> range:
    return range(at, min(at + 4, len(words)))  # no piece reaches over more words than this


def _overlap(piece: Piece, word: Span) -> int:
    return max(0, min(piece.end, word.end) - max(piece.start, word.start))
