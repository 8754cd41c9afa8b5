"""Count what the whole desk has done and has before it, and count it anew only when something has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.review import DIMENSIONS, Series, Workload
from annotator.storage import Storage


@dataclass(frozen=True, slots=True)
class Survey:
    """Who has taken how much, and discrepancies by month for each of `DIMENSIONS`."""

    loads: Sequence[Workload]
    series: Mapping[str, Sequence[Series]]


class Surveys:
    """The survey that was made last, as long as it holds.

    Every change of what is counted is recorded in the history, so the newest event says whether it still does. Threads
    may ask at once: then each may count, and one of the surveys is kept.
    """

    def __init__(self) -> None:
        self._last: tuple[int, Survey] | None = None

    def of(self, storage: Storage) -> Survey:
        """Return the survey of the desk as it is now."""
        event, last = storage.overview.newest_event(), self._last
        if last is None or last[0] != event:
            series = {dimension: storage.overview.series(dimension) for dimension in DIMENSIONS}
            last = self._last = (event, Survey(storage.overview.workloads(), series))
        return last[1]
