"""Editors' decisions, on notes and on passages as a whole."""

from annotator.domain.decisions import Decision, DecisionDetails, Precedent, Verdict
from annotator.domain.subjects import Subject, on_note, subject_of
from annotator.storage.connection import write
from annotator.storage.records import Records, Row, moment

_PRECEDENT = """
select :alike as alike, decision.note_id, decision.passage_id, passage.article_id, article.title, passage.speaker,
    passage.exact, coalesce(note.category, '') as category, decision.verdict, decision.wording, decision.reason,
    decision.author, decision.updated_at
"""
_LIVING = """
join passage on passage.id = entry.passage_id join article on article.id = entry.article_id
left join note on entry.kind = 'note' and note.id = entry.subject_id
join decision on decision.deleted_at is null and decision.id = case entry.kind
    when 'note' then (select id from decision where note_id = entry.subject_id)
    else (select id from decision where passage_id = entry.subject_id) end
where entry.passage_id != :passage_id
"""
# What decisions may have in common with a subject, and how to find the newest ones that have.
_ALIKE = {
    "speaker": """
        from (select id from passage where speaker = :speaker and speaker != '' order by id desc limit 500) as said
        join queue_entry as entry on entry.passage_id = said.id
        """,
    "words": """
        from (
            select passage_id from note_span join note on note.id = note_id
            where side = 'source' and note_span.exact in (
                select exact from note_span where note_id = :note_id and side = 'source')
            union select id from passage where substr(exact, 1, 48) = substr(:exact, 1, 48) and exact = :exact
            union select other.passage_id from source as mine join source as other
                on substr(other.exact, 1, 48) = substr(mine.exact, 1, 48) and other.exact = mine.exact
                and other.deleted_at is null
            where mine.passage_id = :passage_id and mine.deleted_at is null
            limit 500) as same
        join queue_entry as entry on entry.passage_id = same.passage_id
        """,
    "category": """
        from (
            select * from queue_entry indexed by queue_entry_by_category
            where kind = 'note' and category = :category and state = 'decided' order by month desc limit 50) as entry
        """,
}


class Decisions:
    """Read and write decisions; a note has one at most, and so has a passage as a whole."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def of_note(self, note_id: int) -> Decision | None:
        """Return the decision on a note, or None."""
        return self.on(on_note(note_id))

    def on(self, subject: Subject) -> Decision | None:
        """Return the decision on a note or on a passage as a whole, or None."""
        row = self._row(subject)
        return _decision(row) if row and not row["deleted_at"] else None

    def of_article(self, article_id: int) -> dict[int, Decision]:
        """Return the decisions on the notes of an article, by note."""
        rows = self._db.query(
            "select decision.* from decision join note on note.id = decision.note_id"
            " where note.article_id = ? and decision.deleted_at is null and note.deleted_at is null",
            [article_id],
        )
        return {row["note_id"]: _decision(row) for row in rows}

    def on_passages(self, article_id: int) -> dict[int, Decision]:
        """Return the decisions on whole passages of an article, by passage."""
        rows = self._db.query(
            "select decision.* from decision join passage on passage.id = decision.passage_id"
            " where passage.article_id = ? and decision.deleted_at is null and passage.deleted_at is null",
            [article_id],
        )
        return {row["passage_id"]: _decision(row) for row in rows}

    def save(self, note_id: int, article_id: int, revision: int | None, details: DecisionDetails) -> Decision:
        """Decide on a note, or change the decision; see `save_on`."""
        return self.save_on(on_note(note_id), article_id, revision, details)

    def save_on(self, subject: Subject, article_id: int, revision: int | None, details: DecisionDetails) -> Decision:
        """Decide on a subject, or change the decision; `revision` is that of the decision seen, None for none.

        A save without an actual change leaves decision and history alone. Raises `Conflict` where somebody decided in
        between, or took the decision back.
        """
        entered = {"verdict": details.verdict.value, "wording": details.wording, "reason": details.reason}
        values = {**entered, "author": self._records.actor, "deleted_at": None}
        with write(self._db):
            row = self._row(subject)
            if row is None:
                new = {subject.column: subject.id, **values}
                return _decision(self._records.insert("decision", new, article_id=article_id))
            if not row["deleted_at"] and all(row[name] == value for name, value in entered.items()):
                return _decision(row)
            if revision != (None if row["deleted_at"] else row["revision"]):
                raise self._records.conflict("decision", row, entered)
            after = self._records.change_unrecorded("decision", row, values)
            self._records.record("update", "decision", row["id"], article_id, before=row, after=after)
            return _decision(after)

    def precedents(self, subject: Subject, passage_id: int, category: str, limit: int) -> list[Precedent]:
        """Return the newest decisions on other passages with the same speaker, words, or category, `limit` of each.

        `category` is that of the note, "" for a passage as a whole. One that is alike in several ways is listed once.
        """
        (speaker, exact) = self._db.execute("select speaker, exact from passage where id = ?", [passage_id]).fetchone()
        values = {"note_id": subject.note_id, "passage_id": passage_id, "speaker": speaker, "exact": exact}
        found: dict[Subject, Precedent] = {}
        for alike, entries in _ALIKE.items():
            if alike == "category" and not category:
                continue
            query = f"{_PRECEDENT} {entries} {_LIVING} order by decision.updated_at desc limit :limit"
            for row in self._db.query(query, {**values, "alike": alike, "category": category, "limit": limit}):
                precedent = _precedent(row)
                found.setdefault(precedent.subject, precedent)
        return list(found.values())

    def _row(self, subject: Subject) -> Row | None:
        return next(iter(self._db.query(f"select * from decision where {subject.column} = ?", [subject.id])), None)


def _details(row: Row) -> DecisionDetails:
    return DecisionDetails(Verdict(row["verdict"]), row["wording"], row["reason"])


def _decision(row: Row) -> Decision:
    return Decision(
        row["id"],
        row["note_id"],
        _details(row),
        row["author"],
        moment(row["updated_at"]),
        row["revision"],
        row["passage_id"],
    )


def _precedent(row: Row) -> Precedent:
    return Precedent(
        row["alike"],
        subject_of(row["note_id"], row["passage_id"]),
        row["article_id"],
        row["title"],
        row["speaker"],
        row["exact"],
        row["category"],
        _details(row),
        row["author"],
        moment(row["updated_at"]),
    )
