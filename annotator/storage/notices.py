"""What people should know of: answers to what they wrote, questions, mentions, work that was given to them."""

from collections.abc import Iterable

from annotator.domain.subjects import Subject, subject_of
from annotator.domain.threads import NOTICE_PAGE, Notice, NoticeKind
from annotator.storage.connection import write
from annotator.storage.records import MAX_ID, Records, Row, moment, now

_FROM = """
from notice
left join note on note.id = notice.note_id
join passage on passage.id = coalesce(notice.passage_id, note.passage_id) and passage.deleted_at is null
join article on article.id = passage.article_id and article.deleted_at is null
left join comment on comment.id = notice.comment_id
"""
_DECISION = """
left join decision on notice.kind = 'decision' and decision.deleted_at is null
    and (decision.note_id = notice.note_id or decision.passage_id = notice.passage_id)
"""
# What was deleted since concerns nobody any more.
_WHERE = "where notice.person = :person and note.deleted_at is null and comment.deleted_at is null"
_COLUMNS = """
select notice.*, article.title, passage.exact, coalesce(note.category, '') as category,
    coalesce(comment.text, '') as text, coalesce(decision.verdict, '') as verdict
"""


class Notices:
    """Read and write notices; they are no part of the history."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def tell(self, people: Iterable[str], kind: NoticeKind, subject: Subject, comment_id: int | None = None) -> None:
        """Tell `people` what the actor did; nobody is told of what they did themselves, or twice of one comment."""
        with write(self._db):
            for person in sorted(set(people) - {self._records.actor, ""}):
                if comment_id is None or not self._told(person, kind, comment_id):
                    row = {"person": person, "actor": self._records.actor, "kind": kind.value, "created_at": now()}
                    self._records.insert_plain("notice", {**row, subject.column: subject.id, "comment_id": comment_id})

    def of(self, person: str, kind: NoticeKind | None = None, before: int | None = None) -> list[Notice]:
        """Return a page of a person's notices and one more where there is one, newest first; `before` is an id."""
        condition = "and notice.id < :before" + (" and notice.kind = :kind" if kind else "")
        values = {
            "person": person,
            "before": MAX_ID if before is None else min(before, MAX_ID),
            "limit": NOTICE_PAGE + 1,
        }
        query = f"{_COLUMNS} {_FROM} {_DECISION} {_WHERE} {condition} order by notice.id desc limit :limit"
        return [_notice(row) for row in self._db.query(query, {**values, **({"kind": kind.value} if kind else {})})]

    def unread(self, person: str) -> int:
        """Return how many notices a person has not read."""
        (count,) = self._db.execute(
            f"select count(*) {_FROM} {_WHERE} and notice.read_at is null", {"person": person}
        ).fetchone()
        return int(count)

    def read_all(self, person: str) -> None:
        """Take all notices of a person as read."""
        with write(self._db):
            self._db.execute("update notice set read_at = ? where person = ? and read_at is null", [now(), person])

    def _told(self, person: str, kind: NoticeKind, comment_id: int) -> bool:
        query = "select 1 from notice where comment_id = ? and person = ? and kind = ?"
        return self._db.execute(query, [comment_id, person, kind.value]).fetchone() is not None


def _notice(row: Row) -> Notice:
    return Notice(
        row["id"],
        NoticeKind(row["kind"]),
        subject_of(row["note_id"], row["passage_id"]),
        row["actor"],
        row["comment_id"],
        moment(row["created_at"]),
        row["read_at"] is not None,
        row["title"],
        row["exact"],
        row["category"],
        row["text"],
        row["verdict"],
    )
