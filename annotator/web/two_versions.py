"""Two versions of one thing, side by side: what is saved by now, and what this person wanted to save."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from annotator.domain.telling import Piece, PieceKind, told
from annotator.errors import Conflict
from annotator.web.state import state


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in both versions; pieces that only one of them has are removed (theirs) or added (mine)."""

    label: str
    theirs: Sequence[Piece]
    mine: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class TwoVersions:
    """What differs, and how to save one's own version after all.

    `fields` are those of the form that was refused, `revision` the number with which it would be accepted; None where
    the form cannot be sent again like that.
    """

    differences: Sequence[Difference]
    fields: Sequence[tuple[str, str]]
    revision: int | None


def two_versions(conflict: Conflict) -> TwoVersions:
    """Return both versions of what a conflict is about."""
    differences = []
    for name, mine in conflict.submitted.items():
        field = told(conflict.entity, name, conflict.current.get(name), mine, state().typology)
        if field:
            differences.append(Difference(field.label, *_sides(field.pieces)))
    again = bool(conflict.submitted) and "revision" in request.form
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "revision"]
    return TwoVersions(differences, fields, conflict.revision if again else None)


def _sides(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    theirs = [piece for piece in pieces if piece.kind is not PieceKind.ADDED]
    mine = [piece for piece in pieces if piece.kind is not PieceKind.REMOVED]
    return theirs, mine
