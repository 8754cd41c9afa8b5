"""Corrections to publish: an article has one."""

from annotator.domain.corrections import Correction
from annotator.storage.connection import write
from annotator.storage.records import Records, Row, moment


class Corrections:
    """Read and write correction texts."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def get(self, article_id: int) -> Correction | None:
        """Return the correction text of an article as it was last saved, or None."""
        row = self._row(article_id)
        return _correction(row) if row and not row["deleted_at"] else None

    def save(self, article_id: int, revision: int | None, text: str) -> Correction:
        """Save the correction text; `revision` is that of the text that the person saw, None where there was none.

        A save without an actual change leaves text and history alone. Raises `Conflict` where somebody saved before.
        """
        with write(self._db):
            row = self._row(article_id)
            values = {"text": text, "author": self._records.actor, "deleted_at": None}
            if row is None:
                new = {"article_id": article_id, **values}
                return _correction(self._records.insert("correction", new, article_id=article_id))
            if not row["deleted_at"] and row["text"] == text:
                return _correction(row)
            if revision != (None if row["deleted_at"] else row["revision"]):
                raise self._records.conflict("correction", row, {"text": text})
            after = self._records.change_unrecorded("correction", row, values)
            self._records.record("update", "correction", row["id"], article_id, before=row, after=after)
            return _correction(after)

    def _row(self, article_id: int) -> Row | None:
        return next(iter(self._db.query("select * from correction where article_id = ?", [article_id])), None)


def _correction(row: Row) -> Correction:
    return Correction(row["article_id"], row["text"], row["author"], moment(row["updated_at"]), row["revision"])
