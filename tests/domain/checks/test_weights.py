"""The fitted weights: named as the traits are, and each step with its own threshold."""

from dataclasses import replace

import pytest

from annotator.domain.checks import Material, suspect
from annotator.domain.checks.evidence import our_traits, their_traits
from annotator.domain.checks.judging import Statement, weighed
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.substitution import pairs
from annotator.domain.checks.weights import Alone, Machine, Steps, Trial
from annotator.errors import InvalidSetting
from annotator.exchange.check_weights import check_weights
from tests.domain.checks.passages import by, material

SOURCE = "Три корабля вчера покинули порт и ушли на север."
STEPS = Steps(Alone(-1.0, {"link": -2.0, "told": 3.0}), Machine(0.5, -0.25), Trial(-1.0, 2.0, 0.5))


def _given() -> Material:
    return material(SOURCE, "Three new ships left yesterday and swam north.", "ru")


def test_the_file_and_the_code_name_the_same_traits() -> None:
    reading, weights = Reading(_given()), check_weights()
    assert list(our_traits(reading)[0].values) == list(weights.omission.alone.weights)
    assert list(their_traits(reading)[0].values) == list(weights.addition.alone.weights)
    assert list(pairs(reading)[0][2]) == list(weights.substitution.alone.weights)


def test_traits_are_weighed_by_their_names() -> None:
    assert STEPS.alone.odds({"told": 1.0, "link": 0.5}) == pytest.approx(1.0)


@pytest.mark.parametrize("traits", [{"link": 0.5}, {"link": 0.5, "told": 1.0, "colour": 1.0}])
def test_weights_of_other_traits_are_refused(traits: dict[str, float]) -> None:
    with pytest.raises(InvalidSetting, match=r"of other traits \((told|colour)\): fit or restore them"):
        STEPS.alone.odds(traits)


def test_each_machine_rendering_counts_and_a_trial_counts_instead_of_them() -> None:
    alone, both = (weighed(0.0, Statement(has, None), STEPS) for has in ((), (True, False)))
    assert alone == 0.5
    assert both == pytest.approx(1 / (1 + 2.718281828**-0.25))
    assert weighed(0.5, Statement((True, True), 0.0), STEPS) == 0.5
    assert weighed(0.5, Statement((), 2.0), STEPS) == pytest.approx(1 / (1 + 2.718281828**-1.0))


def test_the_weights_that_come_with_a_passage_decide() -> None:
    given = _given()
    steps = given.weights.omission
    for bias, told in ((50.0, True), (-50.0, False)):
        weights = replace(given.weights, omission=replace(steps, alone=replace(steps.alone, bias=bias)))
        assert bool(by("omission", suspect(replace(given, weights=weights)))) is told
