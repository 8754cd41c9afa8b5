"""Changes: what people saved in one go, in the order in which it happened, and which of it can be taken back."""

import datetime
import json
from collections.abc import Iterable, Mapping
from typing import Any

from annotator.domain.events import PAGE_SIZE, Change, ChangeKind, ChangePage, Event
from annotator.errors import NotFound
from annotator.storage.records import MAX_ID, Records, Row, moment

# Which events belong to a page of the history, as (entity, entity_id) pairs.
_OF_NOTE = """
select 'note' as entity, :id as entity_id
union select 'decision', id from decision where note_id = :id
union select 'comment', id from comment where note_id = :id
union select 'opinion', id from opinion where note_id = :id
"""
_OF_PASSAGE = """
select 'passage' as entity, :id as entity_id
union select 'source', id from source where passage_id = :id
union select 'source_document', source_document_id from source where passage_id = :id
union select 'alignment_link', id from alignment_link where passage_id = :id
union select 'note', id from note where passage_id = :id
union select 'decision', id from decision
    where passage_id = :id or note_id in (select id from note where passage_id = :id)
union select 'comment', id from comment
    where passage_id = :id or note_id in (select id from note where passage_id = :id)
union select 'opinion', id from opinion where note_id in (select id from note where passage_id = :id)
"""
_OF_RECORD = "select :entity as entity, :id as entity_id"
_AMONG = "(event.entity, event.entity_id) in ({records})"

# What the app itself adds for a person to judge is not what that person did last.
_BY_HAND = """
not (entity = 'note' and json_extract(coalesce(after, before), '$.state') = 'suspected')
and not (entity = 'passage' and action = 'create' and json_extract(after, '$.status') = 'suggested')
"""
# A second opinion is called off, and a word on a suspicion taken back, on its own page.
_TAKEN_BACK_ELSEWHERE = "entity in ('second_opinion', 'opinion')"
_UNDONE = "(select later.kind from change as later where later.target_id = change.id order by later.id desc limit 1)"
_OWN = f"""
select change_id from event join change on change.id = change_id
where article_id = :article and event.actor = :actor and kind in ('save', 'restore') and {_BY_HAND}
  and not ({_TAKEN_BACK_ELSEWHERE}) and not exists (
      select 1 from event as made
      where made.change_id = change.id and made.entity = 'article' and made.action = 'create')
"""
_LAST_DONE = f"{_OWN} and coalesce({_UNDONE}, '') != 'undo' order by change_id desc limit 1"
_FIRST_UNDONE = f"{_OWN} and coalesce({_UNDONE}, '') = 'undo' and change_id > :after order by change_id limit 1"


class Changes:
    """Read the history by changes."""

    def __init__(self, records: Records) -> None:
        self._db = records.db

    def get(self, change_id: int) -> Change:
        """Return a change; raises `NotFound`."""
        found = self._read([min(change_id, MAX_ID)])
        if not found:
            raise NotFound(f"There is no change {change_id} in the history.")
        return found[0]

    def of_article(self, article_id: int, page: int = 1) -> ChangePage:
        """Return the changes that have to do with an article, newest first."""
        return self._page("event.article_id = :id", {"id": article_id}, page)

    def of_passage(self, passage_id: int, page: int = 1) -> ChangePage:
        """Return the changes of a passage, its original words, its links, notes and decisions, newest first."""
        return self._page(_AMONG.format(records=_OF_PASSAGE), {"id": passage_id}, page)

    def of_note(self, note_id: int, page: int = 1) -> ChangePage:
        """Return the changes of a note and of the decision on it, newest first."""
        return self._page(_AMONG.format(records=_OF_NOTE), {"id": note_id}, page)

    def of_document(self, document_id: int, page: int = 1) -> ChangePage:
        """Return the changes of a source document, newest first."""
        return self._page(_AMONG.format(records=_OF_RECORD), {"entity": "source_document", "id": document_id}, page)

    def last_done(self, article_id: int, actor: str) -> Change | None:
        """Return what a person did last in an article and has not undone; None where there is nothing."""
        return self._first(_LAST_DONE, {"article": article_id, "actor": actor})

    def last_undone(self, article_id: int, actor: str) -> Change | None:
        """Return what a person undid last in an article, unless something else was done since; else None."""
        done = self.last_done(article_id, actor)
        return self._first(_FIRST_UNDONE, {"article": article_id, "actor": actor, "after": done.id if done else 0})

    def chain(self, change: Change) -> list[Change]:
        """Return a change with its undoings and redoings, oldest first: the last says how things stand."""
        rows = self._db.execute("select id from change where target_id = ? order by id", [change.id])
        return [change, *self._read(row[0] for row in rows.fetchall())]

    def events_since(self, article_id: int, event_id: int) -> list[Event]:
        """Return what happened after an event to the text, passages, originals, notes and decisions of an article.

        What the app only suspects or suggests is left out, and so are alignment links, corrections and sign-offs.
        """
        query = f"""
            select * from event where id > :event and {_BY_HAND}
              and entity in ('article_version', 'passage', 'source', 'source_document', 'note', 'decision')
              and (article_id = :article or (entity = 'source_document' and entity_id in (
                  select source_document_id from source join passage on passage.id = source.passage_id
                  where passage.article_id = :article and source.deleted_at is null and passage.deleted_at is null)))
            order by id"""
        return [event_of_row(row) for row in self._db.query(query, {"event": event_id, "article": article_id})]

    def last_worked(self, article_id: int) -> dict[int, tuple[str, datetime.datetime]]:
        """Return for each passage of an article who marked, accepted or described it last, and when."""
        rows = self._db.query(
            f"select entity_id, actor, max(at) as at from event where article_id = ? and entity = 'passage'"
            f" and {_BY_HAND} group by entity_id",
            [article_id],
        )
        return {row["entity_id"]: (row["actor"], moment(row["at"])) for row in rows}

    def _page(self, condition: str, values: Mapping[str, object], page: int) -> ChangePage:
        named = dict(values)
        if "id" in named:
            named["id"] = min(int(str(named["id"])), MAX_ID)
        (total,) = self._db.execute(
            f"select count(distinct change_id) from event where {condition}",
            named,
        ).fetchone()
        rows = self._db.execute(
            f"select distinct change_id from event where {condition} order by change_id desc limit :size offset :from",
            {**named, "size": PAGE_SIZE, "from": min((page - 1) * PAGE_SIZE, MAX_ID)},
        )
        ids = [row[0] for row in rows.fetchall()]
        return ChangePage(self._read(ids), total, page, self._records_among(ids, condition, named))

    def _records_among(
        self, change_ids: list[int], condition: str, values: dict[str, object]
    ) -> frozenset[tuple[str, int]]:
        among = ", ".join(map(str, change_ids))
        query = f"select distinct entity, entity_id from event where change_id in ({among}) and {condition}"
        return frozenset((row["entity"], row["entity_id"]) for row in self._db.query(query, values))

    def _first(self, query: str, values: dict[str, Any]) -> Change | None:
        row = self._db.execute(query, values).fetchone()
        return self.get(row[0]) if row else None

    def _read(self, ids: Iterable[int]) -> list[Change]:
        wanted = list(ids)
        places = ", ".join("?" for _ in wanted)
        events: dict[int, list[Event]] = {}
        for row in self._db.query(f"select * from event where change_id in ({places}) order by id", wanted):
            events.setdefault(row["change_id"], []).append(event_of_row(row))
        rows = {row["id"]: row for row in self._db.query(f"select * from change where id in ({places})", wanted)}
        return [_change(rows[each], events.get(each, [])) for each in wanted if each in rows]


def _change(row: Row, events: list[Event]) -> Change:
    return Change(row["id"], moment(row["at"]), row["actor"], ChangeKind(row["kind"]), row["target_id"], events)


def event_of_row(row: Row) -> Event:
    """Return the event of a row of its table."""
    return Event(
        row["id"],
        moment(row["at"]),
        row["actor"],
        row["action"],
        row["entity"],
        row["entity_id"],
        row["article_id"],
        json.loads(row["before"]) if row["before"] else None,
        json.loads(row["after"]) if row["after"] else None,
        row["change_id"] or 0,
    )
