"""The editor's queue, read from the table that triggers keep (see the migration m004_desk).

Its rows lie in the order in which they are shown, so that a page is a walk from where it begins, past what a filter
leaves out.
"""

import dataclasses
import datetime
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from annotator.domain.review import (
    PAGE_SIZE,
    PRESENT_FOR,
    SHOWN,
    Place,
    QueueChoices,
    QueueCounts,
    QueueFilter,
    QueueItem,
    QueuePage,
    QueueState,
)
from annotator.domain.subjects import Subject, SubjectKind
from annotator.storage.connection import write
from annotator.storage.queue_choices import read_choices
from annotator.storage.queue_filters import ORDER, REVERSED, condition_of, index_to_count, index_to_walk, is_common
from annotator.storage.queue_items import DETAILS, item_of
from annotator.storage.queue_words import Stretch, find_among
from annotator.storage.records import MAX_ID, Records, Row, stamp

_LOOK = 1_000  # entries that are looked at to count how many hold words that very many hold
_NEAR = 500  # entries that are looked at first for a page
_BESIDE = 200  # entries that are looked at first for the one before or after

_FREE = """
    and not exists (
        select 1 from presence
        where presence.kind = queue_entry.kind and presence.subject_id = queue_entry.subject_id
            and person != :actor and seen_at > :since)
    """


class Queue:
    """Read what waits for an editor, in the order in which it should be seen."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def weigh(self, weights: Mapping[str, int]) -> None:
        """Order by these weights from now on, each under the code of a severity; the whole queue is made anew."""
        if dict(self._db.execute("select code, weight from severity_weight").fetchall()) == dict(weights):
            return
        with write(self._db):
            self._db.execute("delete from severity_weight")
            for code, weight in weights.items():
                self._db.execute("insert into severity_weight values (?, ?)", [code, weight])
            self._db.execute("delete from queue_entry")
            self._db.execute("insert into queue_entry select * from discrepancy_entry")
            self._db.execute("insert into queue_entry select * from passage_entry")

    def page(self, wanted: QueueFilter, *, after: Place | None = None, before: Place | None = None) -> QueuePage:
        """Return the page that begins after a place, or ends before one; the first page where neither is named."""
        backwards = before is not None and after is None
        return self._page(self._rows(wanted, after or before, PAGE_SIZE + 1, backwards=backwards), after, before)

    def listed(
        self, wanted: QueueFilter, *, after: Place | None = None, before: Place | None = None
    ) -> tuple[QueuePage, QueueCounts]:
        """Return a page, as `page` does, and the counts beside it.

        Words that very many entries may hold are not counted to the end: see `QueueCounts.bounded`.
        """
        if not is_common(self._db, wanted):
            return self.page(wanted, after=after, before=before), self.counts(wanted)
        at, backwards = after or before, before is not None and after is None
        counting = Stretch(limit=_LOOK)
        here = Stretch(at, backwards=backwards, limit=_NEAR) if at else counting
        counted, near = find_among(self._db, wanted, [counting, here])
        if len(near.ids) > PAGE_SIZE or near.whole:
            rows = self._details(wanted.kind, near.ids[: PAGE_SIZE + 1], backwards=backwards)
        else:
            rows = self._rows(wanted, at, PAGE_SIZE + 1, backwards=backwards)
        counts = QueueCounts(len(counted.ids), by_state=False, bounded=not counted.whole)
        return self._page(rows, after, before), counts

    def _page(self, rows: list[Row], after: Place | None, before: Place | None) -> QueuePage:
        backwards = before is not None and after is None
        more = len(rows) > PAGE_SIZE
        rows = rows[:PAGE_SIZE]
        if backwards:
            rows.reverse()
        items = self._with_presence([item_of(row) for row in rows])
        earlier, later = (more, True) if backwards else (after is not None, more)
        first, last = (items[0].place, items[-1].place) if items else (after, before)
        return QueuePage(items, first if earlier else None, last if later and items else None)

    def counts(self, wanted: QueueFilter) -> QueueCounts:
        """Return how many items a filter leaves, by state and by category."""
        open_ended = dataclasses.replace(wanted, state=None, category="")
        index = index_to_count(self._db, open_ended)
        condition, values = condition_of(open_ended, by=index, every_state=True)
        query = (
            f"select category, state, count(*) as number from queue_entry {index}"
            f" where {condition} group by category, state"
        )
        states: Counter[QueueState] = Counter()
        categories: Counter[str] = Counter()
        for row in self._db.query(query, values):
            state, number = QueueState(row["state"]), row["number"]
            if wanted.category in ("", row["category"]):
                states[state] += number
            if state in (SHOWN if wanted.state is None else (wanted.state,)):
                categories[row["category"]] += number
        total = categories[wanted.category] if wanted.category else categories.total()
        return QueueCounts(total, dict(states), dict(categories))

    def choices(self, article_id: int | None = None) -> QueueChoices:
        """Return what is in the queue to filter it by; of the articles, the newest and `article_id`."""
        return read_choices(self._db, article_id)

    def place_of(self, subject: Subject) -> Place | None:
        """Return where a discrepancy or passage stands, None where it is not in the queue."""
        row = self._db.execute(
            "select place, rank, subject_id from queue_entry where kind = ? and subject_id = ?",
            [subject.kind.value, min(subject.id, MAX_ID)],
        ).fetchone()
        return Place(*row) if row else None

    def state_of(self, subject: Subject) -> QueueState | None:
        """Return the state of a discrepancy or passage, None where it is not in the queue."""
        row = self._db.execute(
            "select state from queue_entry where kind = ? and subject_id = ?", [subject.kind.value, subject.id]
        ).fetchone()
        return QueueState(row[0]) if row else None

    def neighbours(self, wanted: QueueFilter, subject: Subject) -> tuple[Subject | None, Subject | None]:
        """Return what stands before and after a subject in the queue; None at either end, and for one not in it."""
        place = self.place_of(subject)
        if place is None:
            return (None, None)
        if is_common(self._db, wanted):
            return self._neighbours_among(wanted, subject, place)
        if not self._holds(wanted, subject):
            return (None, None)
        return self._first(wanted, place, backwards=True), self._first(wanted, place)

    def next_waiting(self, wanted: QueueFilter, after: Subject) -> Subject | None:
        """Return what comes after a subject, else first of all, and waits for an editor; None when nothing is left.

        What somebody else has taken, or has open, is passed over. To be asked before the subject itself is decided,
        which moves it to the end.
        """
        place = self.place_of(after)
        mine = "and assignee in ('', :actor) and subject_id != :self" + _FREE
        values = {**self._now(), "self": after.id}
        following = self._first(wanted, place, mine, values, waiting=True) if place else None
        return following or self._first(wanted, None, mine, values, waiting=True)

    def next_free(self, wanted: QueueFilter) -> Subject | None:
        """Return what comes first, waits for an editor, and nobody has taken or, but for oneself, open."""
        return self._first(wanted, None, "and assignee = ''" + _FREE, self._now(), waiting=True)

    def _first(
        self,
        wanted: QueueFilter,
        place: Place | None,
        also: str = "",
        values: Mapping[str, Any] | None = None,
        *,
        backwards: bool = False,
        waiting: bool = False,
    ) -> Subject | None:
        index = index_to_walk(self._db, wanted)
        condition, bound = condition_of(wanted, place, by=index, backwards=backwards, waiting=waiting)
        query = (
            f"select subject_id from queue_entry {index} where {condition} {also}"
            f" order by {REVERSED if backwards else ORDER} limit 1"
        )
        row = self._db.execute(query, {**bound, **(values or {})}).fetchone()
        return Subject(wanted.kind, row[0]) if row else None

    def _neighbours_among(
        self, wanted: QueueFilter, subject: Subject, place: Place
    ) -> tuple[Subject | None, Subject | None]:
        sides = [Stretch(place, backwards=backwards, limit=_BESIDE) for backwards in (True, False)]
        itself, *beside = find_among(self._db, wanted, [Stretch(only=subject.id), *sides])
        if not itself.ids:
            return (None, None)
        previous, following = (
            found.first(wanted.kind) or (None if found.whole else self._first(wanted, place, backwards=side.backwards))
            for found, side in zip(beside, sides, strict=True)
        )
        return previous, following

    def _details(self, kind: SubjectKind, ids: Sequence[int], *, backwards: bool) -> list[Row]:
        chosen = (
            "select * from queue_entry indexed by queue_entry_by_subject"
            " where kind = :kind and subject_id in (select value from json_each(:ids))"
        )
        query = f"with entry as materialized ({chosen}) {DETAILS[kind]} order by {REVERSED if backwards else ORDER}"
        return list(self._db.query(query, {"kind": kind.value, "ids": json.dumps(ids)}))

    def _rows(self, wanted: QueueFilter, place: Place | None, limit: int, *, backwards: bool) -> list[Row]:
        index = index_to_walk(self._db, wanted)
        condition, values = condition_of(wanted, place, by=index, backwards=backwards)
        order = REVERSED if backwards else ORDER
        chosen = f"select * from queue_entry {index} where {condition} order by {order} limit :limit"
        query = f"with entry as materialized ({chosen}) {DETAILS[wanted.kind]} order by {order}"
        return list(self._db.query(query, {**values, "limit": limit}))

    def _holds(self, wanted: QueueFilter, subject: Subject) -> bool:
        condition, values = condition_of(wanted)
        query = f"select 1 from queue_entry where {condition} and subject_id = :self"
        return self._db.execute(query, {**values, "self": subject.id}).fetchone() is not None

    def _with_presence(self, items: Sequence[QueueItem]) -> list[QueueItem]:
        people: dict[tuple[str, int], list[str]] = {}
        query = "select * from presence where person != :actor and seen_at > :since order by person"
        for row in self._db.query(query, self._now()):
            people.setdefault((row["kind"], row["subject_id"]), []).append(row["person"])
        return [
            dataclasses.replace(item, open_by=people.get((item.subject.kind.value, item.subject.id), ()))
            for item in items
        ]

    def _now(self) -> dict[str, Any]:
        since = datetime.datetime.now(datetime.UTC) - PRESENT_FOR
        return {"actor": self._records.actor, "since": stamp(since)}
