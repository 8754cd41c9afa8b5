"""Threads on discrepancies and passages."""

from collections.abc import Sequence

from annotator.domain.subjects import Subject, subject_of
from annotator.domain.threads import THREAD_PAGE, Comment, Thread, Turn, mentions
from annotator.storage.records import MAX_ID, Records, Row, moment


class Threads:
    """Read and write comments. An edited or deleted one is kept in the history."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def get(self, comment_id: int) -> Comment:
        """Return a comment; raises `NotFound`."""
        row = self._records.find("comment", comment_id)
        return self._with_mentions([row])[0]

    def of(self, subject: Subject, upto: int | None = None) -> Thread:
        """Return the newest comments on a subject, or the newest of those up to one that `upto` names."""
        condition = f"{subject.column} = ? and deleted_at is null"
        (total,) = self._db.execute(f"select count(*) from comment where {condition}", [subject.id]).fetchone()
        last = MAX_ID if upto is None else min(upto, MAX_ID)
        rows = list(
            self._db.query(
                f"select * from comment where {condition} and id <= ? order by id desc limit ?",
                [subject.id, last, THREAD_PAGE + 1],
            )
        )
        later = upto is not None and self._any_after(condition, subject, last)
        shown = self._with_mentions(rows[:THREAD_PAGE][::-1])
        return Thread(shown, total, len(rows) > THREAD_PAGE, later)

    def last_turn(self, subject: Subject) -> Comment | None:
        """Return the newest question, answer or rebuttal on a subject, None where there is none."""
        rows = self._db.query(
            f"select * from comment where {subject.column} = ? and kind != 'comment' and deleted_at is null"
            " order by id desc limit 1",
            [subject.id],
        )
        return next(iter(self._with_mentions(list(rows))), None)

    def rebuttals(self, article_id: int) -> dict[Subject, Comment]:
        """Return the newest rebuttal of each decision in an article."""
        rows = self._db.query(
            "select * from comment where article_id = ? and kind = 'rebuttal' and deleted_at is null order by id",
            [article_id],
        )
        return {comment.subject: comment for comment in self._with_mentions(list(rows))}

    def authors(self, subject: Subject) -> list[str]:
        """Return who has written in a thread."""
        rows = self._db.execute(
            f"select distinct author from comment where {subject.column} = ? and deleted_at is null", [subject.id]
        )
        return [name for (name,) in rows]

    def add(self, subject: Subject, article_id: int, turn: Turn, text: str) -> Comment:
        """Store a comment under the actor's name."""
        values = {"kind": turn.value, "text": text, "author": self._records.actor, "article_id": article_id}
        row = self._records.insert("comment", {subject.column: subject.id, **values}, article_id=article_id)
        return _comment(row, frozenset())

    def edit(self, comment_id: int, revision: int | None, text: str) -> Comment:
        """Change the text of a comment; raises `Conflict`."""
        return self._with_mentions([self._records.update("comment", comment_id, revision, {"text": text})])[0]

    def delete(self, comment_id: int, revision: int | None) -> int:
        """Delete a comment; returns the event by which that can be undone."""
        return self._records.delete("comment", comment_id, revision)

    def _any_after(self, condition: str, subject: Subject, last: int) -> bool:
        query = f"select 1 from comment where {condition} and id > ? limit 1"
        return self._db.execute(query, [subject.id, last]).fetchone() is not None

    def _with_mentions(self, rows: Sequence[Row]) -> list[Comment]:
        places = ", ".join("?" for _ in rows)
        named: dict[int, set[str]] = {}
        for comment_id, person in self._db.execute(
            f"select comment_id, person from notice where comment_id in ({places})",
            [row["id"] for row in rows],
        ):
            named.setdefault(comment_id, set()).add(person)
        return [_comment(row, mentions(row["text"], named.get(row["id"], set()))) for row in rows]


def _comment(row: Row, mentioned: frozenset[str]) -> Comment:
    return Comment(
        row["id"],
        subject_of(row["note_id"], row["passage_id"]),
        row["article_id"],
        Turn(row["kind"]),
        row["text"],
        row["author"],
        moment(row["created_at"]),
        moment(row["updated_at"]),
        row["revision"],
        mentioned,
    )
