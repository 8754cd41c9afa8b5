"""What is in the queue to filter it by."""

from sqlite_utils import Database

from annotator.domain.review import QueueChoices
from annotator.storage.records import MAX_ID

_ARTICLES = 100  # that a filter offers


def read_choices(db: Database, article_id: int | None) -> QueueChoices:
    """Return what is in the queue to filter it by; of the articles, the newest and `article_id`."""
    rows = db.execute(
        "select id, title from article where deleted_at is null and (id = ? or id in ("
        " select id from article where deleted_at is null and exists ("
        " select 1 from queue_entry where article_id = article.id) order by id desc limit ?)) order by id desc",
        [min(article_id or 0, MAX_ID), _ARTICLES],
    )
    return QueueChoices(
        _distinct(db, "outlet"),
        _distinct(db, "language"),
        _distinct(db, "reporter"),
        _distinct(db, "assignee"),
        rows.fetchall(),
    )


def _distinct(db: Database, name: str) -> list[str]:
    # One seek for each value in the index, instead of a walk over all rows (a "loose index scan").
    kind = "" if name == "assignee" else "kind = 'note' and "
    query = (
        f"with recursive found(value) as (select min({name}) from queue_entry where {kind}{name} != ''"
        f" union all select (select min({name}) from queue_entry where {kind}{name} > value and {name} != '')"
        " from found where value is not null) select value from found where value is not null"
    )
    return [value for (value,) in db.execute(query)]
