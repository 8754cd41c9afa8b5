"""The models that come with the app, on quotes that they must be able to deal with."""

import hashlib
import re
from pathlib import Path

import pytest

from annotator.domain.languages import language, script_share
from annotator.engines.folders import ModelFolder, find
from annotator.engines.local import LocalEngine
from annotator.resources import folder

MODELS, PROBLEMS = find(folder("models"), Path("none"))
QUOTES = {
    ("ru", "en"): ("Папа, до свидания!", "Daddy, goodbye!"),
    ("uk", "en"): ("Тату, до побачення!", "Daddy, goodbye!"),
    ("de", "en"): ("Papa, auf Wiedersehen!", "Daddy, goodbye!"),
    ("fr", "en"): ("Papa, au revoir !", "Daddy, goodbye!"),
    ("es", "en"): ("¡Adiós, papá!", "Goodbye, Daddy!"),
    ("en", "ru"): ("Daddy, goodbye!", "Папа, до свидания!"),
}
WAR = {
    "ru": "Это не наша война.",
    "uk": "Це не наша війна.",
    "de": "Das ist nicht unser Krieg.",
    "fr": "Ce n'est pas notre guerre.",
    "es": "Esta no es nuestra guerra.",
    "en": "This is not our war.",
}
SENSE = {"en": r"(not|n't)\b.* our war", "ru": r"не наша война"}
UNRELATED = {"en": "The price of oil rose on Monday.", "ru": "Цена на нефть выросла в понедельник."}
PAIRS = [(model, *pair) for model in MODELS for pair in sorted(model.pairs)]
CASES = [pytest.param(model, *pair, id=f"{model.name} {'-'.join(pair)}") for model, *pair in PAIRS]


def test_no_model_that_comes_with_the_app_is_broken() -> None:
    assert PROBLEMS == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_the_revision_is_that_of_the_weights(model: ModelFolder) -> None:
    assert hashlib.sha256((model.path / "model.bin").read_bytes()).hexdigest().startswith(model.revision)


def test_the_five_languages_can_be_read_and_russian_written_without_a_network() -> None:
    assert {(source, target) for _, source, target in PAIRS} == set(QUOTES)


def test_all_models_that_come_with_the_app_are_small_together() -> None:
    assert sum(model.size for model in MODELS) < 100_000_000


@pytest.mark.parametrize(("model", "source", "target"), CASES)
def test_a_simple_sentence_keeps_its_sense(model: ModelFolder, source: str, target: str) -> None:
    (best,) = LocalEngine(model).translate([WAR[source]], source, target)[0]
    assert re.search(SENSE[target], best.text.casefold())


@pytest.mark.parametrize(("model", "source", "target"), CASES)
def test_a_short_quote_is_rendered_in_the_other_language(model: ModelFolder, source: str, target: str) -> None:
    (best,) = LocalEngine(model).translate([QUOTES[source, target][0]], source, target)[0]
    assert script_share(best.text, language(target)) == 1.0
    assert len(best.text) < 100


@pytest.mark.parametrize(("model", "source", "target"), CASES)
def test_a_faithful_rendering_is_more_probable_than_an_unrelated_sentence(
    model: ModelFolder, source: str, target: str
) -> None:
    quote, faithful = QUOTES[source, target]
    good, bad = LocalEngine(model).score([quote] * 2, [faithful, UNRELATED[target]], source, target)
    assert good.score > bad.score + 0.5


def test_english_is_read_alike_with_straight_and_with_curly_marks() -> None:
    for model, source, target in PAIRS:
        if source == "en":
            straight, curly = '"Don\'t go," he said.', "“Don’t go,” he said."
            engine = LocalEngine(model)
            first, second = engine.translate([straight, curly], source, target)
            assert first[0].text == second[0].text
            assert engine.align(curly, first[0].text, source, target)
