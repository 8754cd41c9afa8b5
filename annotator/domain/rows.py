"""The three voices of a passage as rows of words: what each word is to the other rows, and which notes speak of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.comparison.diff import Diff, Piece
from annotator.domain.notes import Note, Side
from annotator.domain.spans import Span
from annotator.domain.words import words


@dataclass(frozen=True, slots=True)
class Token:
    """A word or punctuation mark of a row, or what stands between two of them.

    `span` counts in the row's own text (article version, source document or rendering); None for white space.
    `kind` is what a diff says of it, "" without one, and `move` numbers what moved. `links` are the keys of its
    counterparts in other rows, `groups` those of the links it is part of, `notes` the ids of the notes on it. `mark` is
    what a person says of a word without counterpart ("unrendered" or "unfounded"), `check` that an edit
    touched its link; `noted` that a note singles it out, as one on all the words of the row does not.
    """

    text: str
    span: Span | None = None
    key: str = ""
    is_word: bool = False
    kind: str = ""
    move: int | None = None
    links: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()
    groups: tuple[str, ...] = ()
    mark: str = ""
    check: bool = False
    noted: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One voice; `text_id` is the id of the text that the spans of its tokens count in.

    `key` names the row, the same in all bands of a passage; `signature` and `stale` are a machine's.
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
    key: str = ""

    def part(self, span: Span) -> "Row":
        """Return the part of the row that `span` of its own words holds; edges lie between tokens."""
        held, at = [], 0
        for token in self.tokens:
            if span.start <= at < span.end:
                held.append(token)
            at += len(token.text)
        return replace(self, text=span.within(self.text), tokens=held)


@dataclass
class Linking:
    """Which words answer to which, and what people say of words; filled before the rows are built."""

    _answers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _groups: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _marks: dict[str, str] = field(default_factory=dict)
    _checks: set[str] = field(default_factory=set)

    def join(self, one: str, other: str) -> None:
        """Say that two words, named by their keys, answer to each other."""
        self._answers[one].add(other)
        self._answers[other].add(one)

    def of(self, key: str) -> tuple[str, ...]:
        """Return the keys of the words that answer to a word."""
        return tuple(sorted(self._answers.get(key, ())))

    def put_together(self, group: str, ours: Sequence[str], theirs: Sequence[str], *, check: bool = False) -> None:
        """Say that words of two rows, named by their keys, make one link; `check` that an edit touched it."""
        for one in ours:
            for other in theirs:
                self.join(one, other)
        for word in (*ours, *theirs):
            self._groups[word].append(group)
            if check:
                self._checks.add(word)

    def mark(self, key: str, kind: str, *, check: bool = False) -> None:
        """Say that a word has no counterpart."""
        self._marks[key] = kind
        if check:
            self._checks.add(key)

    def groups(self, key: str) -> tuple[str, ...]:
        """Return the keys of the links that a word is part of."""
        return tuple(self._groups.get(key, ()))

    def mark_of(self, key: str) -> str:
        """Return what a person says of a word without counterpart, "" for any other."""
        return self._marks.get(key, "")

    def checks(self, key: str) -> bool:
        """Return whether an edit touched a link or mark of a word."""
        return key in self._checks


def word_key(row: str, start: int) -> str:
    """Return the key of the word that begins at `start` of a row's own words."""
    return f"{row}-{start}"


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
    by_place, single = _pieces_by_place(pieces), _narrower(text, offset, notes)
    found: list[Token] = []
    at = 0
    for word in words(text):
        if word.span.start > at:
            found.append(Token(text[at : word.span.start]))
        at = word.span.end
        span, piece = word.span.shifted(offset), by_place.get(word.span.start)
        name = word_key(key, word.span.start)
        found.append(
            Token(
                word.text,
                span,
                name,
                word.is_word,
                piece.kind.value if piece and word.is_word else "",
                piece.move if piece else None,
                linking.of(name) if word.is_word else (),
                tuple(note_id for note_id, marked in notes if marked.overlaps(span)),
                linking.groups(name) if word.is_word else (),
                linking.mark_of(name) if word.is_word else "",
                linking.checks(name),
                any(marked.overlaps(span) for marked in single),
            )
        )
    return [*found, Token(text[at:])] if at < len(text) else found


def _pieces_by_place(pieces: Iterable[Piece]) -> dict[int, Piece]:
    return {place: piece for piece in pieces for place in range(piece.span.start, piece.span.end)}


def _narrower(text: str, offset: int, notes: Sequence[tuple[int, Span]]) -> list[Span]:
    """Return what notes speak of, but for those that speak of every word of `text`."""
    places = [word.span.shifted(offset) for word in words(text) if word.is_word]
    if not places:
        return []
    whole = Span(places[0].start, places[-1].end)
    return [marked for _, marked in notes if not marked.contains(whole)]


def notes_on(notes: Sequence[Note], side: Side, text_id: int) -> list[tuple[int, Span]]:
    """Return (note id, span) for all words of one text that notes speak of."""
    return [(note.id, marked.span) for note in notes for marked in note.on(side) if marked.text_id == text_id]


def join_diff(linking: Linking, difference: Diff, reporter: str, machine: str) -> None:
    """Add the word links of a diff of the reporter's words and a machine's; each side by the key of its row."""
    for left, right in difference.links:
        linking.join(word_key(reporter, left.start), word_key(machine, right.start))
