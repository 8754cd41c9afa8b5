"""The three voices of a passage as rows of words: what each word is to the other rows, and which notes speak of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.domain.comparison.diff import Diff, Piece
from annotator.domain.notes import Note, Side
from annotator.domain.spans import Span
from annotator.domain.words import words

Place = tuple[str, Span]  # (key of a row, words in that row's own text)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or punctuation mark of a row, or what stands between two of them.

    `span` counts in the row's own text (article version, source document or rendering); None for white space.
    `kind` is what a diff says of it, "" without one, and `move` numbers what moved. `links` are the keys of its
    counterparts in other rows, `notes` the ids of the notes on it.
    """

    text: str
    span: Span | None = None
    key: str = ""
    is_word: bool = False
    kind: str = ""
    move: int | None = None
    links: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One voice; `text_id` is the id of the text that the spans of its tokens count in.

    `heading` says whose words they are; `signature` and `stale` are a machine's.
    """

    side: Side
    text_id: int
    language: str
    text: str
    tokens: list[Token]
    rendering_id: int | None = None
    signature: str = ""
    score: float | None = None
    stale: bool = False


@dataclass
class Linking:
    """Which words answer to which; filled before the rows are built."""

    _answers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def join(self, one: str, other: str) -> None:
        """Say that two words, named by their keys, answer to each other."""
        self._answers[one].add(other)
        self._answers[other].add(one)

    def of(self, key: str) -> tuple[str, ...]:
        """Return the keys of the words that answer to a word."""
        return tuple(sorted(self._answers.get(key, ())))


def word_key(row: str, start: int) -> str:
    """Return the key of the word of a row that begins at `start`."""
    return f"{row}-{start}"


def join_words(linking: Linking, one: Place, other: Place, texts: Mapping[str, Sequence[Span]]) -> None:
    """Link every word that `one` touches with every word that `other` touches; `texts` has the words of each row."""
    for left in _touched(one, texts):
        for right in _touched(other, texts):
            linking.join(left, right)


def _touched(place: Place, texts: Mapping[str, Sequence[Span]]) -> list[str]:
    row, span = place
    return [word_key(row, word.start) for word in texts.get(row, ()) if word.overlaps(span)]


def word_spans(text: str, offset: int) -> list[Span]:
    """Return the spans of the words of `text`, which begins at `offset` of its own text."""
    return [token.span.shifted(offset) for token in words(text) if token.is_word]


def tokens(
    text: str,
    offset: int,
    key: str,
    pieces: Iterable[Piece],
    linking: Linking,
    notes: Sequence[tuple[int, Span]],
) -> list[Token]:
    """Return `text` cut into tokens that together hold all of it; `offset` is where it begins in its own text.

    `pieces` are those of a diff of this very `text`, `notes` pairs of note id and span.
    """
    by_place = _pieces_by_place(pieces)
    found: list[Token] = []
    at = 0
    for word in words(text):
        if word.span.start > at:
            found.append(Token(text[at : word.span.start]))
        at = word.span.end
        span, piece = word.span.shifted(offset), by_place.get(word.span.start)
        found.append(
            Token(
                word.text,
                span,
                word_key(key, span.start),
                word.is_word,
                piece.kind.value if piece and word.is_word else "",
                piece.move if piece else None,
                linking.of(word_key(key, span.start)) if word.is_word else (),
                tuple(note_id for note_id, marked in notes if marked.overlaps(span)),
            )
        )
    return [*found, Token(text[at:])] if at < len(text) else found


def _pieces_by_place(pieces: Iterable[Piece]) -> dict[int, Piece]:
    return {place: piece for piece in pieces for place in range(piece.span.start, piece.span.end)}


def notes_on(notes: Sequence[Note], side: Side, text_id: int) -> list[tuple[int, Span]]:
    """Return (note id, span) for all words of one text that notes speak of."""
    return [(note.id, marked.span) for note in notes for marked in note.on(side) if marked.text_id == text_id]


def join_diff(linking: Linking, difference: Diff, reporter: tuple[str, int], machine: tuple[str, int]) -> None:
    """Add the word links of a diff of the reporter's words and a machine's; each side as (row key, offset)."""
    for left, right in difference.links:
        linking.join(word_key(reporter[0], left.start + reporter[1]), word_key(machine[0], right.start + machine[1]))
