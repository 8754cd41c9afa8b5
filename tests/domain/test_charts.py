import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.charts import LABEL, PLOT, ROW, monthly, recent_months, stacked

NUMBERS = st.dictionaries(st.sampled_from(["open", "asked", "decided"]), st.integers(0, 10**6))


@given(st.lists(st.tuples(st.text(max_size=5), NUMBERS), max_size=6))
def test_lying_bars_stand_in_a_row_inside_the_chart(rows: list[tuple[str, dict[str, int]]]) -> None:
    chart = stacked(rows)
    assert [row.label for row in chart.rows] == [label for label, _ in rows]
    for number, row in enumerate(chart.rows):
        edge = LABEL
        for bar in row.bars:
            assert bar.x == pytest.approx(edge, abs=0.02)
            assert number * ROW <= bar.y <= bar.y + bar.height <= (number + 1) * ROW
            edge = bar.x + bar.width
        assert edge <= LABEL + PLOT + 0.1


def test_bars_are_as_long_as_their_numbers_and_nothing_has_no_bar() -> None:
    half, whole = stacked([("a", {"open": 5, "asked": 0}), ("b", {"open": 10})]).rows
    assert [bar.number for bar in half.bars] == [5]
    assert whole.bars[0].width == 2 * half.bars[0].width == PLOT


def test_standing_bars_share_one_scale_and_stand_on_the_floor_of_their_row() -> None:
    months = recent_months("2026-02", 4)
    first, second = monthly([("a", {"2025-12": 10}), ("b", {"2026-02": 5, "2024-01": 99})], months).rows
    (tall,), (short,) = first.bars, second.bars
    assert tall.height == 2 * short.height
    assert (tall.y + tall.height, short.y + short.height) == (ROW, 2 * ROW)
    assert (tall.x, short.x) == (LABEL + PLOT / 4, LABEL + 3 * PLOT / 4)


def test_the_months_before_one_cross_the_year() -> None:
    assert recent_months("2026-02", 4) == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_a_chart_of_nothing_is_empty() -> None:
    assert (stacked([]).rows, monthly([], []).rows, monthly([], []).height) == ([], [], 0)
