"""What the desk has done and has before it, counted."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from annotator.domain.review import ARTICLES_PAGE, ArticleOverview, QueueState, Series, Workload
from annotator.storage.records import Records, Row, day

# Each is counted along an index that holds all of it.
_MONTHLY = """
select {name} as name, month, count(*) as number from queue_entry indexed by queue_entry_by_{name}
where kind = 'note' and place <= 2 group by {grouped}month
"""

# Those with work to do first, by deadline and then by age; then those where all is decided.
_ARTICLES = """
with counted as (
    select article_id, kind, state, count(*) as number from queue_entry indexed by queue_entry_by_article
    where place <= 2 group by article_id, kind, state),
articles as (
    select article_id, sum(case when kind = 'note' then number else 0 end) as discrepancies,
        sum(case when kind = 'passage' then number else 0 end) as passages,
        sum(case when kind = 'passage' and state != 'decided' then number else 0 end) as undecided_passages,
        sum(case when kind = 'note' and state = 'open' then number else 0 end) as "open",
        sum(case when kind = 'note' and state = 'asked' then number else 0 end) as asked,
        sum(case when kind = 'note' and state = 'rebutted' then number else 0 end) as rebutted,
        sum(case when kind = 'note' and state = 'decided' then number else 0 end) as decided
    from counted group by article_id)
select article.id, article.title, article.outlet, article.byline, article.deadline, article.revision, articles.*
from articles join article on article.id = articles.article_id
order by articles.discrepancies = articles.decided, article.deadline is null, article.deadline, article.id
limit :limit offset :offset
"""


class Overview:
    """Read counts over the whole desk."""

    def __init__(self, records: Records) -> None:
        self._db = records.db

    def newest_event(self) -> int:
        """Return the id of the newest event, 0 for none: while it stays the same, so do all counts."""
        return int(self._db.execute("select coalesce(max(id), 0) from main.event").fetchone()[0])

    def articles(self, page: int = 1) -> list[ArticleOverview]:
        """Return a page of the articles in the queue, and one more where there are more; pages count from 1."""
        offset = min(page - 1, 10**9) * ARTICLES_PAGE
        values = {"limit": ARTICLES_PAGE + 1, "offset": offset}
        return [_article(row) for row in self._db.query(_ARTICLES, values)]

    def workloads(self) -> list[Workload]:
        """Return who has taken how much that is not decided, the most first; what nobody has taken comes last."""
        states: dict[str, Counter[QueueState]] = {}
        taken = (
            "select assignee, state, count(*) as number from queue_entry indexed by queue_entry_by_assignee"
            " where assignee != '' and kind = 'note' and state in ('open', 'rebutted', 'asked')"
            " group by assignee, category, state"
        )
        every: Counter[QueueState] = Counter()
        for row in self._db.query(taken):
            states.setdefault(row["assignee"], Counter())[QueueState(row["state"])] += row["number"]
        for row in self._db.query(
            "select state, count(*) as number from queue_entry indexed by queue_entry_by_category"
            " where kind = 'note' and state in ('open', 'rebutted', 'asked') group by category, state"
        ):
            every[QueueState(row["state"])] += row["number"]
        for counts in states.values():
            every -= counts
        people = [Workload(name, counts) for name, counts in states.items()]
        return [*sorted(people, key=lambda load: (-load.total, load.name)), Workload("", every)]

    def series(self, dimension: str) -> list[Series]:
        """Return discrepancies by month for each category, language, outlet or reporter, the most first."""
        months: dict[str, Counter[str]] = {}
        grouped = f"{dimension}, " + ("state, " if dimension == "category" else "")  # as its index is ordered
        for row in self._db.query(_MONTHLY.format(name=dimension, grouped=grouped)):
            months.setdefault(row["name"], Counter())[row["month"]] += row["number"]
        found = [Series(name, _ordered(counts)) for name, counts in months.items()]
        return sorted(found, key=lambda series: (-series.total, series.name))


def _ordered(counts: Mapping[str, int]) -> dict[str, int]:
    return {month: counts[month] for month in sorted(counts)}


def _article(row: Row) -> ArticleOverview:
    known: Mapping[str, Any] = row
    states = {state: known[state.value] for state in (QueueState.OPEN, QueueState.ASKED, QueueState.REBUTTED)}
    return ArticleOverview(
        row["id"],
        row["title"],
        row["outlet"],
        row["byline"],
        day(row["deadline"]),
        row["revision"],
        row["passages"],
        row["undecided_passages"],
        {**states, QueueState.DECIDED: row["decided"]},
    )
