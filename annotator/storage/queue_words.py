"""Words that very many entries of the queue may hold, looked for in stretches of it instead of in all.

What costs is to gather everything that holds the words: about a tenth of a second over 100,000 discrepancies, if a page
and its counts each did so, and then looked at every entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from annotator.domain.review import Place, QueueFilter
from annotator.domain.subjects import Subject, SubjectKind
from annotator.storage.queue_filters import ORDER, REVERSED, condition_of

_FOUND = "place, rank, subject_id, passage_id, article_id"  # what it takes to look for words in an entry

# Of what the index has, only what is in the stretches: the sign keeps SQLite from asking the index for each in turn.
_HOLDS = """
    {column} in (
        select rowid from {index} where {index} match :words
            and rowid between (select min({column}) from entry) and (select max({column}) from entry)
            and +rowid in (select {column} from entry))
    """
_IN_PASSAGES = (
    f"{_HOLDS.format(column='passage_id', index='passage_fts')}"
    f" or {_HOLDS.format(column='article_id', index='article_fts')}"
)
_WORDS = {
    SubjectKind.NOTE: f"({_HOLDS.format(column='subject_id', index='note_fts')} or {_IN_PASSAGES})",
    SubjectKind.PASSAGE: f"({_IN_PASSAGES})",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The entries from a place on, or up to it when `backwards`, as many as `limit`; `only` is one of them alone."""

    at: Place | None = None
    backwards: bool = False
    limit: int = 1
    only: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What holds words in a stretch of the queue, in its order; `whole` says that nothing comes behind it."""

    ids: Sequence[int]
    whole: bool

    def first(self, kind: SubjectKind) -> Subject | None:
        """Return the first of them."""
        return Subject(kind, self.ids[0]) if self.ids else None


def find_among(db: Database, wanted: QueueFilter, stretches: Sequence[Stretch]) -> list[Found]:
    """Return for each stretch of the queue what a filter with words leaves of it."""
    unlike = list(dict.fromkeys(stretches))
    query, values = _among(wanted, unlike)
    ids: dict[Stretch, list[int]] = {stretch: [] for stretch in unlike}
    sizes: dict[Stretch, int] = {}
    for number, place, _rank, subject_id in db.execute(query, values):
        if place < 0:
            sizes[unlike[number]] = -subject_id
        else:
            ids[unlike[number]].append(subject_id)
    return [Found(ids[each][:: -1 if each.backwards else 1], sizes.get(each, 0) < each.limit) for each in stretches]


def _among(wanted: QueueFilter, stretches: Sequence[Stretch]) -> tuple[str, dict[str, Any]]:
    """Return a query, and its values, for what a filter leaves of stretches of the queue.

    One query for all of them, because SQLite gathers what holds the words anew for each. Its rows are the number of a
    stretch and an entry of it, in the order of the queue; before them stands, as a number below 0, how many entries
    there are in the stretch that the filter leaves but for the words.
    """
    arms: list[str] = []
    bound: dict[str, Any] = {}
    for number, stretch in enumerate(stretches):
        arm, values = _entries_of(wanted, stretch, number)
        arms.append(f"select * from ({arm})")
        bound |= values
    return (
        f"with entry as materialized ({' union all '.join(arms)})"
        f" select stretch, place, rank, subject_id from entry where {_WORDS[wanted.kind]}"
        " union all select stretch, -1, 0, -count(*) from entry group by stretch"
        f" order by stretch, {ORDER}"
    ), bound


def _entries_of(wanted: QueueFilter, stretch: Stretch, number: int) -> tuple[str, dict[str, Any]]:
    """Return a query, and its values, for what a filter leaves of a stretch, whether it holds the words or not."""
    condition, values = condition_of(wanted, stretch.at, backwards=stretch.backwards, words=False)
    for name in [name for name in values if name.startswith("at_")]:
        condition = condition.replace(f":{name}", f":{name}_{number}")
        values[f"{name}_{number}"] = values.pop(name)
    by = "not indexed" if stretch.only is None else "indexed by queue_entry_by_subject"
    only = "" if stretch.only is None else f"and subject_id = {int(stretch.only)}"
    order = REVERSED if stretch.backwards else ORDER
    return (
        f"select {number} as stretch, {_FOUND} from queue_entry {by}"
        f" where {condition} {only} order by {order} limit {int(stretch.limit)}"
    ), values
