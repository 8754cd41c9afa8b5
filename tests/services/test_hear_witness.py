from pathlib import Path

import pytest

from annotator.domain.checks import Material
from annotator.domain.checks.trials import trials
from annotator.engines.registry import Engines
from annotator.services.hear_witness import LIGHT, hear_trials, tried, witness
from tests.domain.checks.passages import material

SOURCE = "За первые двое суток мы вывезли детей и стариков с низкого восточного берега."
LOST = "In the first two days we took children off the low eastern bank."


@pytest.fixture
def engines(tmp_path: Path) -> Engines:
    return Engines(tmp_path)


@pytest.fixture
def lost() -> Material:
    return material(SOURCE, LOST, "ru")


def test_every_trial_of_a_passage_is_heard_and_remembered_for_a_look_without_an_engine(
    engines: Engines, lost: Material
) -> None:
    assert hear_trials(None, material(SOURCE, LOST + " Nobody asked.", "ru")) == {}
    heard = hear_trials(engines, lost)
    assert heard.keys() == {trial.place for trial in trials(lost)}
    assert hear_trials(None, lost) == heard


def test_without_an_engine_for_the_pair_nothing_is_heard(tmp_path: Path, lost: Material) -> None:
    assert hear_trials(Engines(tmp_path, embedded=tmp_path), lost) == {}


def test_an_engine_that_is_too_heavy_is_not_asked_for_trials(engines: Engines) -> None:
    assert witness(engines, "ru", LIGHT) is not None
    assert witness(engines, "ru", 1) is None


def test_a_text_that_the_engine_cannot_read_gives_no_gains(engines: Engines, lost: Material) -> None:
    engine = witness(engines, "ru")
    assert engine is not None
    assert tried(engine, material("12 1500", LOST, "ru"), trials(lost)) == {}
    assert tried(engine, lost, ()) == {}
