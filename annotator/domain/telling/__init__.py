"""Tell changes in plain words: what was done to which record, and how its fields read before and after.

sentence(event)                     "changed the note"
fields(event, typology)             its fields by name, each in pieces: kept, removed, added
values(entity, name, value, ...)    one value as a person reads it
"""

from annotator.domain.telling.fields import Told, field_label, fields, shown, told
from annotator.domain.telling.sentences import excerpt, sentence
from annotator.domain.telling.texts import Piece, PieceKind, compared

__all__ = [
    "Piece",
    "PieceKind",
    "Told",
    "compared",
    "excerpt",
    "field_label",
    "fields",
    "sentence",
    "shown",
    "told",
]
