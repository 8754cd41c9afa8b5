"""Machine renderings of passages, and the cache of translations they come from."""

from annotator.domain.renderings import Rendering
from annotator.domain.text import content_hash
from annotator.storage.connection import write
from annotator.storage.records import Records, Row, moment, now


class Renderings:
    """Read and write machine renderings. They are made, not edited, and so have no revision and no events."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def cached(self, signature: str, source: str, target: str, text: str) -> tuple[str, float | None] | None:
        """Return (translation, score) where the engine of that signature has translated `text` before, else None."""
        row = self._db.execute(
            "select text, score from translation where signature = ? and source_language = ?"
            " and target_language = ? and source_hash = ?",
            [signature, source, target, content_hash(text)],
        ).fetchone()
        return (row[0], row[1]) if row else None

    def remember(
        self, signature: str, source: str, target: str, text: str, translation: str, score: float | None
    ) -> None:
        """Keep a translation; one that is there already stays."""
        with write(self._db):
            self._db.execute(
                "insert into translation"
                " (signature, source_language, target_language, source_hash, text, score, created_at)"
                " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                [signature, source, target, content_hash(text), translation, score, now()],
            )

    def add(
        self, passage_id: int, source_text: str, text: str, language: str, signature: str, score: float | None
    ) -> Rendering:
        """Show a translation beside a passage; the same one again gives the one that is there."""
        with write(self._db):
            self._db.execute(
                "insert into rendering (passage_id, text, language, signature, source_hash, score, created_at)"
                " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                [passage_id, text, language, signature, content_hash(source_text), score, now()],
            )
        return next(
            rendering
            for rendering in self.of_passage(passage_id, source_text)
            if rendering.signature == signature and not rendering.stale
        )

    def of_passage(self, passage_id: int, source_text: str) -> list[Rendering]:
        """Return the renderings of a passage, the current ones first, newest first."""
        current = content_hash(source_text)
        rows = self._db.query(
            "select *, source_hash != ? as stale from rendering where passage_id = ? order by stale, id desc",
            [current, passage_id],
        )
        return [_rendering(row) for row in rows]


def _rendering(row: Row) -> Rendering:
    return Rendering(
        row["id"],
        row["passage_id"],
        row["text"],
        row["language"],
        row["signature"],
        row["score"],
        bool(row["stale"]),
        moment(row["created_at"]),
    )
