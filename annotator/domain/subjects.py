"""What an editor decides on, and what people take, open and talk about: a discrepancy, or a passage as a whole."""

from dataclasses import dataclass
from enum import StrEnum


class SubjectKind(StrEnum):
    """The two kinds of subject, by the table that they are in."""

    NOTE = "note"
    PASSAGE = "passage"

    @property
    def label(self) -> str:
        """The name shown on pages."""
        return {"note": "Discrepancy", "passage": "Passage as a whole"}[self.value]


@dataclass(frozen=True, slots=True)
class Subject:
    """A discrepancy, named by its note's id, or a passage as a whole, named by the passage's."""

    kind: SubjectKind
    id: int

    @property
    def note_id(self) -> int | None:
        """The id of the note, None for a passage."""
        return self.id if self.kind is SubjectKind.NOTE else None

    @property
    def passage_id(self) -> int | None:
        """The id of the passage that is meant as a whole, None for a discrepancy."""
        return self.id if self.kind is SubjectKind.PASSAGE else None

    @property
    def column(self) -> str:
        """The column that names it in the tables of decisions, comments, assignments and notices."""
        return f"{self.kind.value}_id"


def on_note(note_id: int) -> Subject:
    """Return the discrepancy of a note."""
    return Subject(SubjectKind.NOTE, note_id)


def on_passage(passage_id: int) -> Subject:
    """Return a passage as a whole."""
    return Subject(SubjectKind.PASSAGE, passage_id)


def subject_of(note_id: int | None, passage_id: int | None) -> Subject:
    """Return the one of the two that is named; raises `ValueError` where neither is."""
    if note_id is not None:
        return on_note(note_id)
    if passage_id is not None:
        return on_passage(passage_id)
    raise ValueError("a subject is a note or a passage")
