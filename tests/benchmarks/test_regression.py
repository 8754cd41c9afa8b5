import random

import pytest

from benchmarks.regression import fitted


def _rows(count: int) -> tuple[list[dict[str, float]], list[bool]]:
    """Return rows whose labels follow a planted rule: far more often true where `lost` is high, whatever `noise` is."""
    chance = random.Random(5)
    rows = [{"lost": chance.gauss(3.0, 2.0), "noise": chance.gauss(0.0, 9.0)} for _ in range(count)]
    return rows, [chance.random() < 1 / (1 + 2.718 ** -(2.0 * row["lost"] - 6.0)) for row in rows]


def test_a_planted_rule_is_found_in_figures_as_they_are() -> None:
    bias, weights = fitted(*_rows(4000))
    assert weights["lost"] == pytest.approx(2.0, abs=0.2)
    assert weights["noise"] == pytest.approx(0.0, abs=0.02)
    assert bias == pytest.approx(-6.0, abs=0.6)


def test_what_is_known_already_is_not_learned_again() -> None:
    rows, labels = _rows(4000)
    bias, weights = fitted([{"noise": row["noise"]} for row in rows], labels, [2.0 * row["lost"] - 6.0 for row in rows])
    assert bias == pytest.approx(0.0, abs=0.15)
    assert weights["noise"] == pytest.approx(0.0, abs=0.02)
