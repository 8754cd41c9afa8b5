from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.checks import Material
from annotator.domain.checks.trials import trials
from annotator.engines.base import About
from annotator.engines.canned import CannedEngine
from annotator.engines.registry import Engines
from annotator.services.hear_witness import LIGHT, hear_passage, hear_trials, reverse_witness, tried, witness
from annotator.storage import Storage
from tests.domain.checks.passages import material

SOURCE = "За первые двое суток мы вывезли детей и стариков с низкого восточного берега."
LOST = "In the first two days we took children off the low eastern bank."


class Russian(CannedEngine):
    """An engine from English into Russian that may be chosen by itself."""

    def __init__(self, changed: Mapping[str, Any] | None = None, failure: str | None = None) -> None:
        super().__init__({("en", "ru"): {}}, name="canned:russian", failure=failure)
        self._changed = {"automatic": True, **(changed or {})}

    def about(self) -> About:
        return replace(super().about(), **self._changed)


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


def test_an_engine_of_the_other_direction_says_how_probable_each_word_of_the_original_is(
    storage: Storage, engines: Engines
) -> None:
    full = LOST.replace("children", "the children and the elderly")
    lost, kept = (hear_passage(storage, engines, SOURCE, words, "ru") for words in (LOST, full))
    assert lost is not None
    assert kept is not None
    assert lost.reverse is not None
    assert kept.reverse is not None
    old = SOURCE.index("стариков")
    ((missed, found),) = [
        (one.log_probability, other.log_probability)
        for one, other in zip(lost.reverse.probabilities, kept.reverse.probabilities, strict=True)
        if one.span.start == old
    ]
    assert missed < found
    assert hear_passage(storage, None, SOURCE, LOST, "ru") == lost


@pytest.mark.parametrize("about", [{"leaves_machine": True}, {"automatic": False}, {"parameters": LIGHT + 1}])
def test_no_stranger_and_no_heavy_engine_is_asked_for_the_other_direction(
    tmp_path: Path, about: dict[str, Any]
) -> None:
    nothing = tmp_path / "none"
    assert reverse_witness(Engines(tmp_path, embedded=nothing, also=[Russian(about)]), "ru") is None
    assert reverse_witness(Engines(tmp_path, embedded=nothing, also=[Russian()]), "ru") is not None


def test_an_engine_of_the_other_direction_that_breaks_down_is_done_without(storage: Storage, tmp_path: Path) -> None:
    broken = Russian(failure="It broke down.")
    engines = Engines(tmp_path, also=[broken], preferred={("en", "ru"): broken.name})
    heard = hear_passage(storage, engines, SOURCE, LOST, "ru")
    assert heard is not None
    assert heard.reverse is None
    assert broken.calls == 1
