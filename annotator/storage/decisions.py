"""Editors' decisions on notes."""

from annotator.domain.decisions import Decision, DecisionDetails, Verdict
from annotator.storage.connection import write
from annotator.storage.records import Records, Row, moment


class Decisions:
    """Read and write decisions; a note has one at most."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def of_note(self, note_id: int) -> Decision | None:
        """Return the decision on a note, or None."""
        row = self._row(note_id)
        return _decision(row) if row and not row["deleted_at"] else None

    def of_article(self, article_id: int) -> dict[int, Decision]:
        """Return the decisions on the notes of an article, by note."""
        rows = self._db.query(
            "select decision.* from decision join note on note.id = decision.note_id"
            " where note.article_id = ? and decision.deleted_at is null and note.deleted_at is null",
            [article_id],
        )
        return {row["note_id"]: _decision(row) for row in rows}

    def save(self, note_id: int, article_id: int, revision: int | None, details: DecisionDetails) -> Decision:
        """Decide on a note, or change the decision; `revision` is that of the decision the editor saw, None for none.

        A save without an actual change leaves decision and history alone. Raises `Conflict` where somebody decided in
        between, or took the decision back.
        """
        entered = {"verdict": details.verdict.value, "wording": details.wording, "reason": details.reason}
        values = {**entered, "author": self._records.actor, "deleted_at": None}
        with write(self._db):
            row = self._row(note_id)
            if row is None:
                return _decision(
                    self._records.insert("decision", {"note_id": note_id, **values}, article_id=article_id)
                )
            if not row["deleted_at"] and all(row[name] == value for name, value in entered.items()):
                return _decision(row)
            if revision != (None if row["deleted_at"] else row["revision"]):
                raise self._records.conflict("decision", row, entered)
            after = self._records.change_unrecorded("decision", row, values)
            self._records.record("update", "decision", row["id"], article_id, before=row, after=after)
            return _decision(after)

    def _row(self, note_id: int) -> Row | None:
        return next(iter(self._db.query("select * from decision where note_id = ?", [note_id])), None)


def _decision(row: Row) -> Decision:
    details = DecisionDetails(Verdict(row["verdict"]), row["wording"], row["reason"])
    return Decision(row["id"], row["note_id"], details, row["author"], moment(row["updated_at"]), row["revision"])
