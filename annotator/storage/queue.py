"""The editor's queue, read in one query."""

import json
from collections.abc import Mapping
from typing import Any

from annotator.domain.decisions import Verdict
from annotator.domain.notes import NoteState
from annotator.domain.review import PAGE_SIZE, QueueFilter, QueueItem, QueuePage
from annotator.storage.records import MAX_ID, Records, Row, moment

# What waits for a decision comes before what is decided; then the heavier; then the older.
_ORDER = "order by note.state = 'decided', coalesce(weight.value, 0) desc, note.created_at, note.id"
_FROM = """
from note
join passage on passage.id = note.passage_id and passage.deleted_at is null
join article on article.id = note.article_id and article.deleted_at is null
left join decision on decision.note_id = note.id and decision.deleted_at is null
left join json_each(:weights) as weight on weight.key = note.severity
where note.deleted_at is null and note.category != 'none'
"""
_COLUMNS = """
select note.id as note_id, note.passage_id, note.article_id, article.title as article_title, passage.speaker,
    passage.source_language, passage.exact as passage, note.category, note.severity, note.text, note.state,
    note.author, note.created_at, decision.verdict
"""


class Queue:
    """Read discrepancies in the order in which an editor should see them.

    `weights` everywhere maps a severity's code to its weight in the newsroom's typology.
    """

    def __init__(self, records: Records) -> None:
        self._db = records.db

    def page(self, wanted: QueueFilter, weights: Mapping[str, int], number: int = 1) -> QueuePage:
        """Return one page of the queue; a page past the end is empty."""
        condition, values = _condition(wanted, weights)
        (total,) = self._db.execute(f"select count(*) {_FROM} {condition}", values).fetchone()
        values |= {"limit": PAGE_SIZE, "offset": (number - 1) * PAGE_SIZE}
        rows = self._db.query(f"{_COLUMNS} {_FROM} {condition} {_ORDER} limit :limit offset :offset", values)
        return QueuePage([_item(row) for row in rows], total, number)

    def neighbours(
        self, wanted: QueueFilter, weights: Mapping[str, int], note_id: int
    ) -> tuple[int | None, int | None]:
        """Return the notes before and after a note in the queue; None at either end, and for a note not in it."""
        condition, values = _condition(wanted, weights)
        query = (
            f"select previous, next from (select note.id, lag(note.id) over ordered as previous,"
            f" lead(note.id) over ordered as next {_FROM} {condition} window ordered as ({_ORDER})) where id = :note"
        )
        row = self._db.execute(query, {**values, "note": note_id}).fetchone()
        return (row[0], row[1]) if row else (None, None)

    def next_undecided(self, wanted: QueueFilter, weights: Mapping[str, int], after: int) -> int | None:
        """Return the open note that comes after a note in the queue, else the first; None when nothing is left.

        To be asked before the note itself is decided, which moves it to the end.
        """
        condition, values = _condition(wanted, weights)
        ordered = f"select note.id, note.state, row_number() over ({_ORDER}) as place {_FROM} {condition}"
        query = (
            f"with queue as ({ordered}) select id from queue where state = 'open' and id != :after"
            " order by place < coalesce((select place from queue where id = :after), 0), place limit 1"
        )
        row = self._db.execute(query, {**values, "after": min(after, MAX_ID)}).fetchone()
        return row[0] if row else None


def _condition(wanted: QueueFilter, weights: Mapping[str, int]) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {"weights": json.dumps(weights)}
    parts = ["and note.state = :state" if wanted.state else "and note.state in ('open', 'decided')"]
    for name in ("article_id", "category", "severity"):
        if getattr(wanted, name):
            parts.append(f"and note.{name} = :{name}")
            values[name] = getattr(wanted, name)
    if wanted.state:
        values["state"] = wanted.state.value
    return " ".join(parts), values


def _item(row: Row) -> QueueItem:
    state, created_at = NoteState(row.pop("state")), moment(row.pop("created_at"))
    verdict = row.pop("verdict")
    return QueueItem(**row, state=state, created_at=created_at, verdict=Verdict(verdict) if verdict else None)
