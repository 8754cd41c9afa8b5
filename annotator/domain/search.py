"""What a search over everything finds."""

from dataclasses import dataclass
from enum import StrEnum


class HitKind(StrEnum):
    """Where the words were found."""

    ARTICLE = "article"
    PASSAGE = "passage"
    SOURCE = "source"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The name shown on pages."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that holds the words; `snippet` is cut into (text, whether it matches) pieces."""

    kind: HitKind
    article_id: int
    article_title: str
    passage_id: int | None
    note_id: int | None
    snippet: tuple[tuple[str, bool], ...]
