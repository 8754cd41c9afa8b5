"""Geometry of the charts that the server draws: bars in rows, in units of an SVG's own coordinates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LABEL = 130.0  # width kept for the name of a row
PLOT = 220.0  # width of what is drawn beside it
ROW = 26.0  # height of a row
_BAR = 16.0  # height of a lying bar
_GAP = 2.0  # between standing bars


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar; `kind` says what it counts, `number` how many."""

    kind: str
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of a chart: its name, where that is written, and its bars."""

    label: str
    y: float
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of rows; `ticks` are words under it, each with its x."""

    rows: Sequence[ChartRow]
    ticks: Sequence[tuple[float, str]] = ()

    @property
    def width(self) -> float:
        """The width of all of it."""
        return LABEL + PLOT

    @property
    def height(self) -> float:
        """The height of all of it."""
        return ROW * (len(self.rows) + bool(self.ticks))


def stacked(rows: Sequence[tuple[str, Mapping[str, int]]]) -> Chart:
    """Return a chart of lying bars, one to a row, each made of its numbers by kind; all share one scale."""
    most = max((sum(numbers.values()) for _, numbers in rows), default=0) or 1
    return Chart([_lying(label, numbers, number * ROW, most) for number, (label, numbers) in enumerate(rows)])


def monthly(rows: Sequence[tuple[str, Mapping[str, int]]], months: Sequence[str]) -> Chart:
    """Return a chart of standing bars, one to a month in each row; all share one scale.

    `months` are as 2025-04, in order; the first and the last are written under the chart.
    """
    most = max((numbers.get(month, 0) for _, numbers in rows for month in months), default=0) or 1
    found = [_standing(label, numbers, number * ROW, months, most) for number, (label, numbers) in enumerate(rows)]
    ends = [(LABEL, months[0]), (LABEL + PLOT, months[-1])] if months else []
    return Chart(found, ends)


def recent_months(last: str, number: int) -> list[str]:
    """Return `number` months in order, of which `last`, as 2025-04, is the last."""
    year, month = int(last[:4]), int(last[5:7])
    counted = [year * 12 + month - 1 - back for back in range(number)]
    return [f"{each // 12:04}-{each % 12 + 1:02}" for each in reversed(counted)]


def _lying(label: str, numbers: Mapping[str, int], y: float, most: int) -> ChartRow:
    bars, x = [], LABEL
    for kind, number in numbers.items():
        width = PLOT * number / most
        if number:
            bars.append(Bar(kind, number, round(x, 2), y + (ROW - _BAR) / 2, round(width, 2), _BAR))
        x += width
    return ChartRow(label, y + ROW / 2, bars)


def _standing(label: str, numbers: Mapping[str, int], y: float, months: Sequence[str], most: int) -> ChartRow:
    step = PLOT / len(months) if months else PLOT
    bars = []
    for at, month in enumerate(months):
        number = numbers.get(month, 0)
        height = max((ROW - _GAP) * number / most, 1) if number else 0
        if number:
            x, top = LABEL + at * step, y + ROW - height
            bars.append(Bar(month, number, round(x, 2), round(top, 2), round(step - _GAP, 2), round(height, 2)))
    return ChartRow(label, y + ROW / 2, bars)
