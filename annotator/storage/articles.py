"""Articles and their versions."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from annotator.domain.articles import Article, ArticleDetails, ArticleProgress, ArticleVersion
from annotator.domain.text import content_hash
from annotator.errors import NotFound
from annotator.storage.connection import write
from annotator.storage.records import MAX_ID, Records, Row, day, moment, now

_CURRENT = """
select article.*, version.id as version_id, version.number, version.text, version.content_hash, version.remarks
from article join article_version as version on version.article_id = article.id
where article.deleted_at is null
  and version.number = (select max(number) from article_version where article_id = article.id)
"""

# One pass over each table, rather than a handful of subqueries for every article.
_PROGRESS = """
with
passages as (
    select passage.article_id, sum(status = 'suggested') as suggested, sum(status = 'confirmed') as confirmed,
        sum(status = 'confirmed' and exists (
            select 1 from source where source.passage_id = passage.id and source.deleted_at is null)) as with_source
    from passage where deleted_at is null group by article_id),
notes as (
    select note.article_id, sum(state in ('open', 'decided')) as notes, sum(state = 'decided') as decided
    from note join passage on passage.id = note.passage_id
    where note.deleted_at is null and passage.deleted_at is null and category != 'none' group by note.article_id)
select current.*, coalesce(suggested, 0) as suggested, coalesce(confirmed, 0) as confirmed,
    coalesce(with_source, 0) as with_source, coalesce(notes, 0) as notes, coalesce(decided, 0) as decided,
    -- In canonical text one space, one line break or one paragraph break stands between two words.
    length(spaced) - length(replace(replace(spaced, ' ', ''), char(10), '')) + 1 as words
from (select *, replace(text, char(10) || char(10), ' ') as spaced from ({current})) as current
left join passages on passages.article_id = current.id
left join notes on notes.article_id = current.id
order by current.created_at desc, current.id desc
"""


class Articles:
    """Read and write articles."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def get(self, article_id: int) -> Article:
        """Return an article with the text of its newest version; raises `NotFound`."""
        rows = list(self._db.query(_CURRENT + " and article.id = ?", [min(article_id, MAX_ID)]))
        if not rows:
            raise NotFound(f"There is no article {article_id}: it may have been deleted.")
        return _article(rows[0])

    def with_text(self, text: str) -> Article | None:
        """Return the article of which `text` is a version, or None; one that was deleted is brought back."""
        row = self._db.execute(
            "select article_id from article_version where content_hash = ?", [content_hash(text)]
        ).fetchone()
        if row is None:
            return None
        with write(self._db):
            article = self._records.find("article", row[0], deleted=True)
            if article["deleted_at"]:
                before, after = self._records.put_back("article", row[0], article["revision"], {"deleted_at": None})
                self._records.record("update", "article", row[0], row[0], before=before, after=after)
        return self.get(row[0])

    def add(self, details: ArticleDetails, text: str, remarks: Sequence[str] = ()) -> Article:
        """Store a new article whose first version is canonical `text`, which no article may have: look first."""
        with write(self._db):
            row = self._records.insert("article", _details_row(details), article_id=None)
            self._insert_version(row["id"], 1, text, remarks)
            self._db.execute(
                "update main.event set article_id = ? where entity = 'article' and entity_id = ?", [row["id"]] * 2
            )
            return self.get(row["id"])

    def add_version(self, article: Article, text: str, remarks: Sequence[str] = ()) -> Article:
        """Store canonical `text` as the next version of `article`, which is returned with it."""
        with write(self._db):
            version = self._insert_version(article.id, article.version_number + 1, text, remarks)
            self._records.record("create", "article_version", version["id"], article.id, before=None, after=version)
            return self.get(article.id)

    def _insert_version(self, article_id: int, number: int, text: str, remarks: Sequence[str]) -> Row:
        version = {
            "article_id": article_id,
            "number": number,
            "text": text,
            "content_hash": content_hash(text),
            "remarks": "\n".join(remarks),
            "created_at": now(),
        }
        return self._records.insert_plain("article_version", version)

    def versions(self, article_id: int) -> list[ArticleVersion]:
        """Return all versions of an article, oldest first."""
        rows = self._db.query("select * from article_version where article_id = ? order by number", [article_id])
        return [_version(row) for row in rows]

    def with_url(self, url: str) -> Article | None:
        """Return the newest article that was published at `url`, or None."""
        row = self._db.execute(
            "select id from article where url = ? and deleted_at is null order by id desc limit 1", [url]
        ).fetchone()
        return self.get(row[0]) if row else None

    def edit(self, article_id: int, revision: int | None, details: ArticleDetails) -> Article:
        """Save the details of an article; raises `Conflict` where somebody saved in between."""
        self._records.update("article", article_id, revision, _details_row(details))
        return self.get(article_id)

    def set_deadline(self, article_id: int, revision: int | None, deadline: datetime.date | None) -> None:
        """Say by which day everything in an article has to be decided, None for no such day; raises `Conflict`."""
        self._records.update("article", article_id, revision, {"deadline": deadline and deadline.isoformat()})

    def delete(self, article_id: int, revision: int | None) -> int:
        """Take an article out of the library; returns the event by which that can be undone."""
        return self._records.delete("article", article_id, revision)

    def progress(self) -> list[ArticleProgress]:
        """Return all articles with how far their work has come, newest first."""
        return [_progress(row) for row in self._db.query(_PROGRESS.format(current=_CURRENT))]

    def is_empty(self) -> bool:
        """Return whether no article was ever stored."""
        (empty,) = self._db.execute("select not exists (select 1 from article)").fetchone()
        return bool(empty)

    def version_text(self, version_id: int) -> str:
        """Return the text of one version; raises `NotFound`."""
        row = self._db.execute("select text from article_version where id = ?", [min(version_id, MAX_ID)]).fetchone()
        if row is None:
            raise NotFound(f"There is no article version {version_id}.")
        return str(row[0])


def _details_row(details: ArticleDetails) -> Mapping[str, Any]:
    return {
        "title": details.title,
        "outlet": details.outlet,
        "byline": details.byline,
        "language": details.language,
        "url": details.url,
        "published_on": details.published_on.isoformat() if details.published_on else None,
    }


def _details(row: Row) -> ArticleDetails:
    return ArticleDetails(
        row["title"], row["outlet"], row["byline"], row["language"], row["url"], day(row["published_on"])
    )


def _article(row: Row) -> Article:
    return Article(
        row["id"],
        _details(row),
        row["version_id"],
        row["number"],
        row["text"],
        row["content_hash"],
        moment(row["created_at"]),
        row["revision"],
        tuple(row["remarks"].splitlines()),
    )


def _version(row: Row) -> ArticleVersion:
    return ArticleVersion(
        row["id"], row["number"], row["text"], tuple(row["remarks"].splitlines()), moment(row["created_at"])
    )


def _progress(row: Row) -> ArticleProgress:
    return ArticleProgress(
        row["id"],
        _details(row),
        moment(row["created_at"]),
        row["words"],
        row["suggested"],
        row["confirmed"],
        row["with_source"],
        row["notes"],
        row["decided"],
    )
