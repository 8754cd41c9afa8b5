import math

from benchmarks.checks_thresholds import Scores, at_price, within

# Of `sharp` three errors score above all faithful words; of `blunt` each error found costs two false alarms.
SHARP = Scores([0.1, 0.0, -0.2], [(2.0, 1.0), (1.5, 1.0), (1.0, 1.0), (-math.inf, 1.0)])
BLUNT = Scores([0.9, 0.8, 0.6, 0.5, 0.3, 0.2], [(0.7, 1.0), (0.4, 1.0), (0.1, 1.0)])


def _alarms(at: dict[str, float]) -> float:
    return sum(score >= at["sharp"] for score in SHARP.faithful) + sum(score >= at["blunt"] for score in BLUNT.faithful)


def test_where_a_false_alarm_is_dear_only_what_costs_none_is_told() -> None:
    at = at_price(50.0, {"sharp": SHARP, "blunt": BLUNT})
    assert _alarms(at) == 0
    assert 0.1 < at["sharp"] <= 1.0


def test_where_it_is_cheap_more_is_told_but_never_for_nothing() -> None:
    at = at_price(0.4, {"sharp": SHARP, "blunt": BLUNT})
    assert 0.1 < at["sharp"] <= 1.0
    assert at["blunt"] < 0.5


def test_the_thresholds_keep_within_what_is_allowed() -> None:
    scores = {"sharp": SHARP, "blunt": BLUNT}
    for allowed in (0.0, 2.0, 4.0):
        assert _alarms(within(allowed, scores, _alarms)) <= allowed
    assert within(4.0, scores, _alarms)["blunt"] < within(0.0, scores, _alarms)["blunt"]


def test_what_was_never_suspected_in_a_faithful_passage_has_a_threshold_too() -> None:
    assert at_price(1.0, {"none": Scores([], [(1.0, 1.0)])}) == {"none": 0.0}


def test_what_a_price_leaves_unspent_is_spent_on_the_best_bargain() -> None:
    # One false alarm finds one error, five find eleven: no price takes the first alone.
    steep = Scores([0.9, 0.7, 0.6, 0.5, 0.4, 0.1], [(0.8, 1.0), *[(0.3, 1.0)] * 10])
    at = within(1.0, {"steep": steep}, lambda by: sum(score >= by["steep"] for score in steep.faithful))
    assert 0.7 < at["steep"] <= 0.8
