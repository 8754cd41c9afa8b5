"""Lists that people keep for the desk: reasons that the newsroom often gives, and filters under a name."""

from annotator.domain.decisions import CannedReason, Verdict
from annotator.domain.review import SavedFilter
from annotator.errors import InvalidInput, NotFound
from annotator.storage.connection import write
from annotator.storage.records import Records, Row


class Reasons:
    """Read and write canned reasons, which belong to the newsroom."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def all(self) -> list[CannedReason]:
        """Return all reasons: those that fit any verdict first, then by verdict from good to bad, older ones first."""
        rows = self._db.query("select * from canned_reason where deleted_at is null order by id")
        order = ["", *(verdict.value for verdict in Verdict)]
        return [_reason(row) for row in sorted(rows, key=lambda row: order.index(row["verdict"]))]

    def get(self, reason_id: int) -> CannedReason:
        """Return a reason; raises `NotFound`."""
        return _reason(self._records.find("canned_reason", reason_id))

    def add(self, text: str, verdict: Verdict | None) -> CannedReason:
        """Add a reason."""
        return _reason(self._records.insert("canned_reason", _row(text, verdict), article_id=None))

    def edit(self, reason_id: int, revision: int | None, text: str, verdict: Verdict | None) -> CannedReason:
        """Change a reason; raises `Conflict`."""
        return _reason(self._records.update("canned_reason", reason_id, revision, _row(text, verdict)))

    def delete(self, reason_id: int, revision: int | None) -> int:
        """Delete a reason; returns the event by which that can be undone."""
        return self._records.delete("canned_reason", reason_id, revision)


class SavedFilters:
    """Read and write filters of the queue, which belong to the actor."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def all(self) -> list[SavedFilter]:
        """Return the actor's filters, by name."""
        rows = self._db.query(
            "select * from saved_filter where person = ? and deleted_at is null order by name", [self._records.actor]
        )
        return [_saved(row) for row in rows]

    def save(self, name: str, query: str, most: int) -> SavedFilter:
        """Keep a filter under a name, in place of one of that name; raises `InvalidInput` beyond `most`."""
        with write(self._db):
            known = {saved.name: saved for saved in self.all()}
            if name in known:
                return _saved(self._records.update("saved_filter", known[name].id, None, {"query": query}))
            if len(known) >= most:
                raise InvalidInput(f"You keep {most} filters, which is the most: delete one first.")
            values = {"person": self._records.actor, "name": name, "query": query}
            return _saved(self._records.insert("saved_filter", values, article_id=None))

    def delete(self, filter_id: int) -> None:
        """Delete one of the actor's filters; raises `NotFound` for anybody else's."""
        with write(self._db):
            if filter_id not in {saved.id for saved in self.all()}:
                raise NotFound(f"There is no filter {filter_id} of yours: it may have been deleted.")
            self._records.delete("saved_filter", filter_id, None)


def _row(text: str, verdict: Verdict | None) -> Row:
    return {"text": text, "verdict": verdict.value if verdict else ""}


def _reason(row: Row) -> CannedReason:
    return CannedReason(row["id"], row["text"], Verdict(row["verdict"]) if row["verdict"] else None, row["revision"])


def _saved(row: Row) -> SavedFilter:
    return SavedFilter(row["id"], row["name"], row["query"])
