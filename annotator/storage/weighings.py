"""What the machine makes of passages as a whole."""

from annotator.domain.text import content_hash
from annotator.domain.weighing import Weighing
from annotator.storage.connection import write
from annotator.storage.records import Records, now


class Weighings:
    """Read and write weighings. They are made, not edited, and so have no revision and no events."""

    def __init__(self, records: Records) -> None:
        self._db = records.db

    def keep(self, passage_id: int, source: str, rendering: str, weighing: Weighing) -> None:
        """Store the weighing of a passage in the place of an earlier one, and let the queue follow it."""
        with write(self._db):
            self._db.execute(
                "insert or replace into weighing (passage_id, texts_hash, triage, surprise, signature, created_at)"
                " values (?, ?, ?, ?, ?, ?)",
                [passage_id, _hash(source, rendering), weighing.triage, weighing.surprise, weighing.signature, now()],
            )
            # Not by `records`: a score is nobody's edit, and must not make a person's save look stale.
            self._db.execute("update passage set triage = ? where id = ?", [weighing.triage, passage_id])

    def of(self, passage_id: int, source: str, rendering: str) -> Weighing | None:
        """Return the weighing of a passage with these words; None where there is none, or it was of other words."""
        row = self._db.execute(
            "select triage, surprise, signature from weighing where passage_id = ? and texts_hash = ?",
            [passage_id, _hash(source, rendering)],
        ).fetchone()
        return Weighing(*row) if row else None


def _hash(source: str, rendering: str) -> str:
    return content_hash(f"{source}\n\n{rendering}")
