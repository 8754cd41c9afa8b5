"""Two states of a text as pieces: what was kept, removed and added, with long stretches that were kept left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.anchoring import ChangeKind, diff_texts

CONTEXT = 60  # code points shown on either side of what changed
LONGEST = 200_000  # code points of a text that is compared word by word


class PieceKind(StrEnum):
    """What happened to a stretch of text; a gap stands for kept words that are not shown."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    MOVED = "moved"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text."""

    kind: PieceKind
    text: str


def compared(old: str, new: str) -> list[Piece]:
    """Return the pieces that lead from `old` to `new`, word by word; either may be empty.

    Texts that are too long to compare, and those that share nothing, are given as removed and added as a whole.
    """
    if not old or not new or old == new or max(len(old), len(new)) > LONGEST:
        whole = [(PieceKind.REMOVED, old), (PieceKind.ADDED, new)] if old != new else [(PieceKind.KEPT, new)]
        return [Piece(kind, _cut(text)) for kind, text in whole if text]
    return list(_abridged(list(_pieces(old, new))))


def _pieces(old: str, new: str) -> Iterator[Piece]:
    for change in diff_texts(old, new):
        if change.kind in (ChangeKind.SAME, ChangeKind.MOVED) and change.new:
            kind = PieceKind.KEPT if change.kind is ChangeKind.SAME else PieceKind.MOVED
            yield Piece(kind, change.new.within(new))
            continue
        if change.old:
            yield Piece(PieceKind.REMOVED, change.old.within(old))
        if change.new:
            yield Piece(PieceKind.ADDED, change.new.within(new))


def _abridged(pieces: list[Piece]) -> Iterator[Piece]:
    for number, piece in enumerate(pieces):
        if piece.kind is not PieceKind.KEPT or len(piece.text) <= 3 * CONTEXT:
            yield piece
            continue
        if number > 0:
            yield Piece(PieceKind.KEPT, piece.text[:CONTEXT])
        yield Piece(PieceKind.GAP, "…")
        if number < len(pieces) - 1:
            yield Piece(PieceKind.KEPT, piece.text[-CONTEXT:])


def _cut(text: str) -> str:
    """Return the beginning of a text that is shown as a whole: a person looks at the record itself for the rest."""
    most = 20 * CONTEXT
    return text if len(text) <= most else f"{text[:most]} … ({len(text):,} characters)"
