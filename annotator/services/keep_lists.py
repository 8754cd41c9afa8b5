"""Keep filters of the queue under a name, reasons that are often given, and the day by which an article is due."""

import datetime

from annotator.domain.decisions import CannedReason, Verdict
from annotator.domain.review import SavedFilter
from annotator.domain.text import canonical, single_line
from annotator.errors import InvalidInput
from annotator.storage import Storage

MAX_NAME = 60  # code points of the name of a filter
MAX_FILTERS = 50  # of one person
MAX_QUERY = 1_000  # characters of a filter as it stands in an address
MAX_REASON = 500  # code points
_YEARS = range(2000, 2101)  # of a deadline; another year is a slip of the hand


def keep_filter(storage: Storage, name: str, query: str) -> SavedFilter:
    """Keep a filter under a name, in place of one's own of that name; raises `InvalidInput` without a name."""
    tidy = single_line(name)
    if not tidy:
        raise InvalidInput("The filter needs a name: write one.")
    if len(tidy) > MAX_NAME or len(query) > MAX_QUERY:
        raise InvalidInput(f"The name has {len(tidy):,} characters, and {MAX_NAME} is the most: shorten it.")
    return storage.saved_filters.save(tidy, query, MAX_FILTERS)


def add_reason(storage: Storage, text: str, verdict: Verdict | None) -> CannedReason:
    """Add a reason; `verdict` None lets it fit any. Raises `InvalidInput` for an empty or too long text."""
    return storage.reasons.add(_reason(text), verdict)


def edit_reason(
    storage: Storage, reason_id: int, revision: int | None, text: str, verdict: Verdict | None
) -> CannedReason:
    """Change a reason; raises as `add_reason`, and `Conflict`."""
    return storage.reasons.edit(reason_id, revision, _reason(text), verdict)


def set_deadline(storage: Storage, article_id: int, revision: int | None, deadline: datetime.date | None) -> None:
    """Say by which day everything in an article has to be decided, None for no such day; raises `Conflict`."""
    if deadline and deadline.year not in _YEARS:
        raise InvalidInput(f"The year {deadline.year} cannot be meant: write the day as 2026-04-15.")
    storage.articles.set_deadline(article_id, revision, deadline)


def _reason(text: str) -> str:
    tidy = canonical(text)
    if not tidy:
        raise InvalidInput("The reason is empty: write it down.")
    if len(tidy) > MAX_REASON:
        raise InvalidInput(f"The reason has {len(tidy):,} characters, and {MAX_REASON} is the most: shorten it.")
    return tidy
