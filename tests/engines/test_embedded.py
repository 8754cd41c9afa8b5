"""The models that come with the app, on quotes that they must be able to deal with."""

import hashlib
from pathlib import Path

import pytest

from annotator.domain.languages import language, script_share
from annotator.engines.folders import ModelFolder, find
from annotator.engines.local import LocalEngine
from annotator.resources import folder

MODELS, PROBLEMS = find(folder("models"), Path("none"))
QUOTES = {
    "ru": ("Папа, до свидания!", "Daddy, goodbye!"),
    "uk": ("Тату, до побачення!", "Daddy, goodbye!"),
    "de": ("Papa, auf Wiedersehen!", "Daddy, goodbye!"),
    "fr": ("Papa, au revoir !", "Daddy, goodbye!"),
    "es": ("¡Adiós, papá!", "Goodbye, Daddy!"),
    "ar": ("وداعا يا أبي!", "Goodbye, Daddy!"),
    "zh": ("爸爸，再见！", "Goodbye, Daddy!"),
}
WAR = {
    "ru": "Это не наша война.",
    "uk": "Це не наша війна.",
    "de": "Das ist nicht unser Krieg.",
    "fr": "Ce n'est pas notre guerre.",
    "es": "Esta no es nuestra guerra.",
}
UNRELATED = "The price of oil rose on Monday."
CASES = [
    pytest.param(model, source, id=f"{model.name} {source}")
    for model in MODELS
    for source, target in sorted(model.pairs)
    if target == "en" and source in QUOTES
]


def test_no_model_that_comes_with_the_app_is_broken() -> None:
    assert PROBLEMS == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_the_revision_is_that_of_the_weights(model: ModelFolder) -> None:
    assert hashlib.sha256((model.path / "model.bin").read_bytes()).hexdigest().startswith(model.revision)


def test_the_five_languages_can_be_read_without_a_network() -> None:
    assert {source for model in MODELS for source, target in model.pairs if target == "en"} >= set(WAR)


def test_all_models_that_come_with_the_app_are_small_together() -> None:
    assert sum(model.size for model in MODELS) < 100_000_000


@pytest.mark.parametrize(("model", "source"), [case for case in CASES if case.values[1] in WAR])
def test_a_simple_sentence_keeps_its_sense(model: ModelFolder, source: str) -> None:
    (best,) = LocalEngine(model).translate([WAR[source]], source, "en")[0]
    words = best.text.casefold()
    assert "our war" in words
    assert "not" in words or "n't" in words


@pytest.mark.parametrize(("model", "source"), CASES)
def test_a_short_quote_is_rendered_in_english(model: ModelFolder, source: str) -> None:
    (best,) = LocalEngine(model).translate([QUOTES[source][0]], source, "en")[0]
    assert script_share(best.text, language("en")) == 1.0
    assert len(best.text) < 100


@pytest.mark.parametrize(("model", "source"), CASES)
def test_a_faithful_rendering_is_more_probable_than_an_unrelated_sentence(model: ModelFolder, source: str) -> None:
    quote, faithful = QUOTES[source]
    good, bad = LocalEngine(model).score([quote] * 2, [faithful, UNRELATED], source, "en")
    assert good.score > bad.score + 0.5
