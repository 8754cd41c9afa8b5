"""What a filter of the queue means in SQL, and which index to go by.

Which index is said here: without statistics, SQLite would take any that fits a filter, and sort what it finds.
"""

import datetime
from typing import Any

from sqlite_utils import Database

from annotator.domain.review import NOBODY, UNKNOWN, Place, QueueFilter
from annotator.domain.subjects import SubjectKind
from annotator.storage.records import MAX_ID, stamp
from annotator.storage.search import prefix_query

_STATE_PLACE = {"open": 0, "rebutted": 0, "asked": 1, "decided": 2, "rejected": 3, "suspected": 3}
_COLUMNS = ("category", "severity", "language", "outlet", "reporter", "month")
_MAY_BE_UNKNOWN = ("language", "outlet", "reporter")
FEW = 5_000  # what holds the words is looked up one by one, and sorted, up to about this number
ORDER = "place, rank, subject_id"
REVERSED = "place desc, rank desc, subject_id desc"
# How many entries may hold words, as (full-text index, entries to a row of it).
_HOLDERS = (("note_fts", 1), ("passage_fts", 4), ("article_fts", 60))
_IN_PASSAGES = """
    passage_id in (select rowid from passage_fts where passage_fts match :words)
    or article_id in (select rowid from article_fts where article_fts match :words)
    """
_WORDS = {
    SubjectKind.NOTE: f"(subject_id in (select rowid from note_fts where note_fts match :words) or {_IN_PASSAGES})",
    SubjectKind.PASSAGE: f"({_IN_PASSAGES})",
}
_THROUGH = """
    union select subject_id from queue_entry indexed by queue_entry_by_passage where kind = :kind
        and passage_id in (select rowid from passage_fts where passage_fts match :words)
    union select subject_id from queue_entry indexed by queue_entry_by_article where kind = :kind
        and article_id in (select rowid from article_fts where article_fts match :words)
    """
_ONE_BY_ONE = {
    SubjectKind.NOTE: f"subject_id in (select rowid from note_fts where note_fts match :words {_THROUGH})",
    SubjectKind.PASSAGE: f"subject_id in (select rowid from passage_fts where passage_fts match :words {_THROUGH})",
}


def index_to_count(db: Database, wanted: QueueFilter) -> str:
    """Return the index by which to count: the smallest that holds every column that is asked for."""
    others = [name for name in _COLUMNS if name not in ("category", "month") and getattr(wanted, name)]
    narrow = not (others or wanted.assignee or wanted.words or wanted.older_than is not None)
    return _few(db, wanted) or f"indexed by queue_entry_by_{'category' if narrow else 'everything'}"


def index_to_walk(db: Database, wanted: QueueFilter) -> str:
    """Return the index by which to walk: the table's own order, unless a filter leaves few rows to sort."""
    return _few(db, wanted) or "not indexed"


def _few(db: Database, wanted: QueueFilter) -> str:
    if wanted.article_id is not None:
        return "indexed by queue_entry_by_article"
    if wanted.assignee not in ("", NOBODY):
        return "indexed by queue_entry_by_assignee"
    if wanted.words and not is_common(db, wanted):
        return "indexed by queue_entry_by_subject"
    return ""


def is_common(db: Database, wanted: QueueFilter) -> bool:
    """Return whether so many entries may hold the words of a filter that looking all of them up takes long.

    Within one article, or what one person has taken, there is never that much to look at.
    """
    words = prefix_query(wanted.words)
    if not words or wanted.article_id is not None or wanted.assignee not in ("", NOBODY):
        return False
    held = 0
    for index, each in _HOLDERS:
        held += _holding(db, words, index) * each
        if held > FEW:
            return True
    return False


def _holding(db: Database, words: str, index: str) -> int:
    """Return how many rows of a full-text index hold words, counted no further than is asked."""
    query = f"select count(*) from (select 1 from {index} where {index} match ? limit {FEW + 1})"
    return int(db.execute(query, [words]).fetchone()[0])


def condition_of(
    wanted: QueueFilter,
    at: Place | None = None,
    *,
    by: str = "",
    backwards: bool = False,
    every_state: bool = False,
    waiting: bool = False,
    words: bool = True,
) -> tuple[str, dict[str, Any]]:
    """Return the condition of a filter, and the values that are bound in it; `by` names the index to be gone by.

    With `at` it holds for what comes after that place, or before it when `backwards`. `every_state` lets those be
    counted that are shown to nobody who has not asked for them; `waiting` leaves only what waits for an editor. Without
    `words` it leaves those of the filter out, whose value is bound all the same.
    """
    values: dict[str, Any] = {"kind": wanted.kind.value}
    parts = ["kind = :kind"]
    place = 0 if waiting else None
    if wanted.state is not None:
        parts.append("state = :state")
        values["state"] = wanted.state.value
        place = _STATE_PLACE[wanted.state] if place is None else place
    parts += _range(place, at, backwards=backwards, every_state=every_state)
    if at is not None:
        values |= {"at_place": at.place, "at_rank": at.rank, "at_id": at.subject_id}
    for column, value in _columns(wanted).items():
        parts.append(f"{column} = :{column}")
        values[column] = value
    if values.get("assignee"):
        parts.append("assignee != ''")  # what the index on assignees is limited to
    if wanted.older_than is not None:
        parts.append("created_at <= :written_by")
        age = datetime.timedelta(days=min(wanted.older_than, 36_500))
        values["written_by"] = stamp(datetime.datetime.now(datetime.UTC) - age)
    if sought := prefix_query(wanted.words):
        values["words"] = sought
        if words:
            parts.append((_ONE_BY_ONE if by.endswith("_by_subject") else _WORDS)[wanted.kind])
    return " and ".join(parts), values


def _range(place: int | None, at: Place | None, *, backwards: bool, every_state: bool) -> list[str]:
    """Return which stretch of the table's order is asked for, as one range that SQLite can seek."""
    sign = "<" if backwards else ">"
    if place is None:
        shown = [] if every_state or (backwards and at) else ["place <= 2"]
        return shown + ([f"(place, rank, subject_id) {sign} (:at_place, :at_rank, :at_id)"] if at else [])
    parts = [f"place = {place}"]
    if at and at.place == place:
        return [*parts, f"(rank, subject_id) {sign} (:at_rank, :at_id)"]
    beyond = at is not None and (at.place > place) != backwards
    return [*parts, "false"] if beyond else parts


def _columns(wanted: QueueFilter) -> dict[str, Any]:
    """Return the columns that a filter asks a value of."""
    columns: dict[str, Any] = {name: getattr(wanted, name) for name in _COLUMNS if getattr(wanted, name)}
    columns |= {name: "" for name in _MAY_BE_UNKNOWN if columns.get(name) == UNKNOWN}
    if wanted.article_id is not None:
        columns["article_id"] = min(wanted.article_id, MAX_ID)
    if wanted.assignee:
        columns["assignee"] = "" if wanted.assignee == NOBODY else wanted.assignee
    return columns
