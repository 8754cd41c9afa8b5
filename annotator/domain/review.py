"""The editor's queue: discrepancies, and passages as a whole, over all articles, the most urgent first."""

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.domain.decisions import Verdict
from annotator.domain.subjects import Subject, SubjectKind
from annotator.errors import InvalidInput

PAGE_SIZE = 50
ARTICLES_PAGE = 30  # articles on a page of the overview
DIMENSIONS = ("category", "language", "outlet", "reporter")  # by which discrepancies are counted
NOBODY = "-"  # in a filter, the assignee of what nobody has taken: a login name has a letter or digit, so it is none
UNKNOWN = "-"  # in a filter, the language, outlet or reporter of what has none
AGES = (1, 3, 7, 14, 30)  # days that a filter offers
PRESENT_FOR = datetime.timedelta(minutes=2)  # how long a page counts as open after it was last heard of

_PLACE = re.compile(r"([0-3])_(-?\d{1,12}(?:\.\d{1,20})?(?:e-?\d{1,2})?)_(\d{1,15})")


class QueueState(StrEnum):
    """Where something stands for the desk; asked waits for the translator, rebutted for the editor again."""

    OPEN = "open"
    ASKED = "asked"
    REBUTTED = "rebutted"
    DECIDED = "decided"
    REJECTED = "rejected"
    SUSPECTED = "suspected"

    @property
    def label(self) -> str:
        """The name shown on pages."""
        return {"asked": "Asked back"}.get(self.value, self.value.capitalize())


# What an editor is shown unless a filter asks for more.
SHOWN = (QueueState.OPEN, QueueState.REBUTTED, QueueState.ASKED, QueueState.DECIDED)
WAITING = (QueueState.OPEN, QueueState.REBUTTED)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What an editor wants to see; None and "" leave that side open.

    `language` is that of the original; `older_than` counts days since it was written, `month` is the one in which it
    was, as 2025-04; `words` are looked for in notes, passages, speakers and titles. `state` None shows what waits and
    what is decided, but nothing that was rejected.
    """

    kind: SubjectKind = SubjectKind.NOTE
    article_id: int | None = None
    category: str = ""
    severity: str = ""
    state: QueueState | None = None
    outlet: str = ""
    language: str = ""
    reporter: str = ""
    assignee: str = ""
    older_than: int | None = None
    words: str = ""
    month: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in the order of the queue; what comes after it in that order is greater."""

    place: int
    rank: float
    subject_id: int

    def __str__(self) -> str:
        """The place as it stands in an address."""
        return f"{self.place}_{self.rank!r}_{self.subject_id}"


def parse_place(value: str) -> Place | None:
    """Return the place that an address names, None for ""; raises `InvalidInput` for what is none."""
    if not value:
        return None
    found = _PLACE.fullmatch(value)
    rank = float(found[2]) if found else math.inf
    if not found or not math.isfinite(rank):
        raise InvalidInput(f"“{value[:40]}” is no place in the queue: begin again at its top.")
    return Place(int(found[1]), rank, int(found[3]))


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of the queue: what it is about, the words, and where it stands.

    Of a passage as a whole `category`, `severity` and `text` are empty. `open_by` are people other than the reader
    who have it open now.
    """

    subject: Subject
    passage_id: int
    article_id: int
    article_title: str
    outlet: str
    deadline: datetime.date | None
    speaker: str
    source_language: str
    passage: str
    category: str
    severity: str
    text: str
    state: QueueState
    author: str
    created_at: datetime.datetime
    verdict: Verdict | None
    assignee: str
    place: Place
    open_by: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue; `before` and `after` are where the pages on either side begin, None where there is none."""

    items: Sequence[QueueItem]
    before: Place | None = None
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many items a filter leaves, by state and by category.

    States are counted as if the filter named none, and categories likewise; `total` is what the whole filter leaves.
    Where very many items may hold the words of a filter, only the first of the queue are looked at: `by_state` is false
    then, states and categories are not counted, and there may be more than `total` where it is `bounded`.
    """

    total: int = 0
    states: Mapping[QueueState, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)
    by_state: bool = True
    bounded: bool = False


@dataclass(frozen=True, slots=True)
class QueueChoices:
    """What filters can be set to, besides the typology; `articles` are the newest, as (id, title)."""

    outlets: Sequence[str]
    languages: Sequence[str]
    reporters: Sequence[str]
    assignees: Sequence[str]
    articles: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter that a person keeps under a name; `query` is the part of an address after the question mark."""

    id: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class ArticleOverview:
    """How far the desk has come with an article."""

    id: int
    title: str
    outlet: str
    byline: str
    deadline: datetime.date | None
    revision: int
    passages: int
    undecided_passages: int
    states: Mapping[QueueState, int]

    @property
    def discrepancies(self) -> int:
        """How many there are, decided or not."""
        return sum(self.states.values())

    @property
    def waiting(self) -> int:
        """How many are not decided."""
        return self.discrepancies - self.states.get(QueueState.DECIDED, 0)


@dataclass(frozen=True, slots=True)
class Workload:
    """What a person has taken and not decided; `name` "" stands for what nobody has taken."""

    name: str
    states: Mapping[QueueState, int]

    @property
    def total(self) -> int:
        """How much there is in all."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class Series:
    """Discrepancies of one category, language, outlet or reporter, by month as 2025-04."""

    name: str
    months: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many in all."""
        return sum(self.months.values())
