"""Second opinions, and the blindfold that each of the two wears."""

from collections.abc import Mapping
from typing import Any

from annotator.domain.second_opinions import OpinionVerdict, SecondOpinion
from annotator.errors import InvalidInput, NotFound
from annotator.storage.connection import write
from annotator.storage.records import Records, Row, moment, now

# What `:me` may not see: notes of the other, in articles that both still work on.
_HIDDEN = """
    select note.id from main.second_opinion as asked join main.note
        on note.article_id = asked.article_id and note.origin = 'person'
        and note.author = case when asked.first = {me} then asked.second else asked.first end
    where {me} in (asked.first, asked.second) and asked.closed_at is null
    and (asked.first_done_at is null or asked.second_done_at is null)
"""
_MINE = """
    select opinion.reason from main.opinion join main.second_opinion as asked on asked.id = opinion.second_opinion_id
    where opinion.note_id = note.id and opinion.person = {me} and asked.closed_at is null
    and (asked.first_done_at is null or asked.second_done_at is null)
"""
_OF_NOTE = "entity in ('note', 'decision', 'comment') and case entity when 'note' then entity_id else {of} end"
_OF_OPINION = "entity = 'opinion' and entity_id in ({unsaid})"
_NOTE_OF = """
    case entity when 'decision' then (select note_id from main.decision where id = entity_id)
        else (select note_id from main.comment where id = entity_id) end
"""


# Verdicts that the other gave, in articles that both still work on: what the history says of them is hidden too.
_UNSAID = """
    select opinion.id from main.opinion join main.second_opinion as asked on asked.id = opinion.second_opinion_id
    where {me} in (asked.first, asked.second) and opinion.person != {me} and asked.closed_at is null
    and (asked.first_done_at is null or asked.second_done_at is null)
"""


class SecondOpinions:
    """Read and write second opinions; whatever changes stands in the history."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def blindfold(self) -> None:
        """Hide from this connection, as long as it is open, what its actor may not see yet.

        Temporary views take the places of `note`, `event` and `change`, so that no query needs to know of it; what is
        written goes to the tables all the same. A suspicion that the actor spoke of no longer waits for their word.
        """
        me = _quoted(self._records.actor)
        blind = self._db.execute(
            "select exists (select 1 from second_opinion where closed_at is null and ? in (first, second)"
            " and (first_done_at is null or second_done_at is null))",
            [self._records.actor],
        )
        if blind.fetchone()[0]:
            for statement in self._views(me):
                self._db.execute(statement)

    def open(self, article_id: int) -> SecondOpinion | None:
        """Return the second opinion that is under way on an article, None where none is."""
        query = "select * from second_opinion where article_id = ? and closed_at is null"
        row = next(iter(self._db.query(query, [article_id])), None)
        return _second_opinion(row) if row else None

    def get(self, article_id: int) -> SecondOpinion:
        """Return the second opinion that is under way on an article; raises `NotFound`."""
        found = self.open(article_id)
        if not found:
            raise NotFound(
                "Nobody asked for a second opinion on this article, or it is closed: look at its page again."
            )
        return found

    def ask(self, article_id: int, first: str, second: str) -> SecondOpinion:
        """Ask two people; raises `InvalidInput` where that is under way already."""
        with write(self._db):
            if self.open(article_id):
                raise InvalidInput("Two people work on this article already: close that first.")
            values = {
                "article_id": article_id,
                "first": first,
                "second": second,
                "asked_by": self._records.actor,
                "created_at": now(),
            }
            row = self._records.insert_plain("second_opinion", values)
            self._records.record("create", "second_opinion", row["id"], article_id, before=None, after=row)
            return _second_opinion(row)

    def set_done(self, article_id: int, *, done: bool) -> SecondOpinion:
        """Note that the actor, who is one of the two, is done, or not after all; raises `NotFound`."""
        with write(self._db):
            side = "first" if self.get(article_id).first == self._records.actor else "second"
            return self._change(article_id, {f"{side}_done_at": now() if done else None})

    def close(self, article_id: int) -> None:
        """End the second opinion on an article; raises `NotFound`."""
        with write(self._db):
            self._change(article_id, {"closed_at": now(), "closed_by": self._records.actor})

    def say(self, opinion_id: int, note_id: int, verdict: OpinionVerdict, reason: str = "") -> None:
        """Take the actor's word on a suspicion, and the reason for it, in place of what they said of it before."""
        with write(self._db):
            named = {"second_opinion_id": opinion_id, "note_id": note_id, "person": self._records.actor}
            before = self._row("opinion", named)
            if before and (before["verdict"], before["reason"]) == (verdict.value, reason):
                return
            self._db.execute(
                "insert into opinion (second_opinion_id, note_id, person, verdict, reason, at)"
                " values (:second_opinion_id, :note_id, :person, :verdict, :reason, :at)"
                " on conflict (second_opinion_id, note_id, person)"
                " do update set verdict = excluded.verdict, reason = excluded.reason, at = excluded.at",
                {**named, "verdict": verdict.value, "reason": reason, "at": now()},
            )
            self._record("opinion", before, self._row("opinion", named), self._article_of(opinion_id))

    def verdicts(self, opinion_id: int) -> dict[int, dict[str, OpinionVerdict]]:
        """Return what was said of each suspicion, by note and login name."""
        found: dict[int, dict[str, OpinionVerdict]] = {}
        for row in self._db.query("select * from opinion where second_opinion_id = ? order by note_id", [opinion_id]):
            found.setdefault(row["note_id"], {})[row["person"]] = OpinionVerdict(row["verdict"])
        return found

    def reasons(self, opinion_id: int) -> dict[int, dict[str, str]]:
        """Return the reasons that were given for verdicts, by note and login name."""
        query = "select * from opinion where second_opinion_id = ? and reason != '' order by note_id"
        found: dict[int, dict[str, str]] = {}
        for row in self._db.query(query, [opinion_id]):
            found.setdefault(row["note_id"], {})[row["person"]] = row["reason"]
        return found

    def _change(self, article_id: int, values: Mapping[str, str | None]) -> SecondOpinion:
        asked = self.get(article_id)
        before = self._row("second_opinion", {"id": asked.id})
        places = ", ".join(f"{name} = :{name}" for name in values)
        self._db.execute(f"update second_opinion set {places} where id = :id", {**values, "id": asked.id})
        after = self._row("second_opinion", {"id": asked.id})
        self._record("second_opinion", before, after, article_id)
        return _second_opinion(after or {})

    def _row(self, table: str, named: Mapping[str, object]) -> Row | None:
        condition = " and ".join(f"{name} = :{name}" for name in named)
        return next(iter(self._db.query(f"select * from main.{table} where {condition}", dict(named))), None)

    def _record(self, table: str, before: Row | None, after: Row | None, article_id: int) -> None:
        action = "update" if before else "create"
        self._records.record(action, table, (after or {})["id"], article_id, before=before, after=after)

    def _article_of(self, opinion_id: int) -> int:
        query = "select article_id from second_opinion where id = ?"
        return int(self._db.execute(query, [opinion_id]).fetchone()[0])

    def _views(self, me: str) -> list[str]:
        names = [row["name"] for row in self._db.query("pragma main.table_info('note')")]
        mine = _MINE.format(me=me)
        settled = f"case when note.state = 'suspected' and exists ({mine}) then 'rejected' else note.state end as state"
        own = {"state": settled, "rejection": f"coalesce(({mine}), note.rejection) as rejection"}
        columns = ", ".join(own.get(name, f'note."{name}"') for name in names)
        hidden = _HIDDEN.format(me=me)
        of_note = (
            f"({_OF_NOTE.format(of=_NOTE_OF)} in ({hidden}) or {_OF_OPINION.format(unsaid=_UNSAID.format(me=me))})"
        )
        return [
            f"create temp view if not exists note as select {columns} from main.note where note.id not in ({hidden})",
            f"create temp view if not exists event as select * from main.event where not ({of_note})",
            "create temp view if not exists change as select * from main.change where change.id not in"
            f" (select change_id from main.event where {of_note})",
        ]


def _quoted(name: str) -> str:
    """Return a text as it stands in SQL: a view cannot hold parameters."""
    return "'" + name.replace("\0", "").replace("'", "''") + "'"


def _second_opinion(row: Mapping[str, Any]) -> SecondOpinion:
    return SecondOpinion(
        row["id"],
        row["article_id"],
        row["first"],
        row["second"],
        row["asked_by"],
        moment(row["created_at"]),
        row["first_done_at"] is not None,
        row["second_done_at"] is not None,
        row["closed_at"] is not None,
    )
