"""Sign-offs of articles, and what stands in the way of one."""

from annotator.domain.signing import OpenMatter, SignOff
from annotator.storage.records import Records, Row, moment

_NEWEST = """
select sign_off.*, version.number,
    (select max(id) from event where entity = 'sign_off' and entity_id = sign_off.id) as event_id
from sign_off join article_version as version on version.id = sign_off.article_version_id
where sign_off.article_id = ? and sign_off.deleted_at is null order by sign_off.id desc limit 1
"""
_OPEN = """
select passage.id as passage_id, note.id as note_id, passage.exact, note.category, passage.span_start
from note join passage on passage.id = note.passage_id
where note.article_id = ? and note.deleted_at is null and passage.deleted_at is null
  and note.category != 'none' and note.state not in ('decided', 'rejected', 'suspected')
order by passage.span_start, note.id
"""


class SignOffs:
    """Read and write sign-offs; the newest that is not withdrawn counts."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def newest(self, article_id: int) -> SignOff | None:
        """Return the sign-off that counts, whatever happened since; None where there is none."""
        return next((_sign_off(row) for row in self._db.query(_NEWEST, [article_id])), None)

    def add(self, article_id: int, version_id: int, content_hash: str, remark: str) -> None:
        """Sign an article off in the name of the actor of this connection."""
        values = {
            "article_id": article_id,
            "article_version_id": version_id,
            "content_hash": content_hash,
            "author": self._records.actor,
            "remark": remark,
        }
        self._records.insert("sign_off", values, article_id=article_id)

    def withdraw(self, sign_off_id: int, revision: int) -> int:
        """Take a sign-off back; returns the event by which that can be undone. Raises `Conflict`."""
        return self._records.delete("sign_off", sign_off_id, revision)

    def undecided(self, article_id: int) -> list[OpenMatter]:
        """Return the discrepancies of an article that wait for a decision, in reading order.

        `reason` is the category's code.
        """
        rows = self._db.query(_OPEN, [article_id])
        return [OpenMatter(row["passage_id"], row["note_id"], row["exact"], row["category"]) for row in rows]


def _sign_off(row: Row) -> SignOff:
    return SignOff(
        row["id"],
        row["article_id"],
        row["number"],
        row["content_hash"],
        row["author"],
        row["remark"],
        moment(row["created_at"]),
        row["revision"],
        row["event_id"],
    )
