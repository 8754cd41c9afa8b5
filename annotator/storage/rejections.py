"""Suspicions that people rejected, for whoever looks at how well a check does."""

from annotator.domain.checks.verdicts import Rejection
from annotator.storage.records import Records, Row, moment

# Who rejected a suspicion, and when, is told by the last event that moved it there: later ones may add a reason.
_LATEST = """
select * from (
    select note.id as note_id, note.origin, note.article_id, note.passage_id, note.text, note.rejection, article.title,
        passage.exact, event.actor, event.at,
        passage.status != 'rejected' and passage.article_version_id = (
            select id from article_version where article_id = article.id order by number desc limit 1) as placed,
        row_number() over (partition by note.origin order by event.id desc) as place
    from note
        join passage on passage.id = note.passage_id and passage.deleted_at is null
        join article on article.id = note.article_id and article.deleted_at is null
        join event on event.id = (
            select max(moved.id) from event as moved where moved.entity = 'note' and moved.entity_id = note.id
                and json_extract(moved.after, '$.state') = 'rejected'
                and coalesce(json_extract(moved.before, '$.state'), '') != 'rejected')
    where note.state = 'rejected' and note.origin != 'person' and note.deleted_at is null
) where place <= ? order by origin, place
"""


class Rejections:
    """Read rejected suspicions; `Notes` writes them."""

    def __init__(self, records: Records) -> None:
        self._db = records.db

    def latest(self, most: int) -> dict[str, list[Rejection]]:
        """Return for each check its latest rejected suspicions, `most` at most, the newest first."""
        found: dict[str, list[Rejection]] = {}
        for row in self._db.query(_LATEST, [most]):
            found.setdefault(row["origin"], []).append(_rejection(row))
        return found


def _rejection(row: Row) -> Rejection:
    return Rejection(
        row["note_id"],
        row["origin"],
        row["article_id"],
        row["passage_id"],
        bool(row["placed"]),
        row["title"],
        row["exact"],
        row["text"],
        row["rejection"],
        row["actor"],
        moment(row["at"]),
    )
