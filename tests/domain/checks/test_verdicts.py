import pytest

from annotator.domain.checks.verdicts import FEW, Precision


def test_a_check_that_nobody_judged_has_no_share() -> None:
    none = Precision(0, 0, 4)
    assert (none.judged, none.share, none.bounds, none.telling) == (0, 0.0, (0.0, 1.0), False)
    assert none.says == "No verdict yet."


@pytest.mark.parametrize(("right", "wrong", "words"), [(1, 0, "1 verdict is"), (0, 3, "3 verdicts are"), (5, 4, "9 v")])
def test_a_few_verdicts_are_said_to_be_too_few(right: int, wrong: int, words: str) -> None:
    few = Precision(right, wrong, 0)
    assert not few.telling
    assert few.says.startswith(words)
    assert "too few" in few.says


def test_from_ten_verdicts_on_the_share_is_told_with_its_bounds() -> None:
    enough = Precision(8, 2, 1)
    assert enough.judged == FEW
    assert enough.telling
    assert enough.share == 0.8
    # 0.490 to 0.943: the example of 8 in 10 of Wilson's interval, worked out by hand.
    assert enough.bounds == pytest.approx((0.490, 0.943), abs=0.001)
    assert enough.says == "With 10 verdicts, anything between 49 and 94 % fits."


@pytest.mark.parametrize(("right", "wrong"), [(0, 40), (40, 0), (13, 27)])
def test_the_bounds_are_shares_around_the_share_and_narrow_with_more_verdicts(right: int, wrong: int) -> None:
    low, high = Precision(right, wrong, 0).bounds
    assert 0 <= low <= right / 40 <= high <= 1
    closer_low, closer_high = Precision(right * 10, wrong * 10, 0).bounds
    assert closer_high - closer_low < high - low
