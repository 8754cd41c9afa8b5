"""What every engine keeps: add yours to `ENGINES`."""

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from annotator.domain.signatures import parse
from annotator.domain.text import canonical
from annotator.domain.words import words
from annotator.engines.base import Capability, Engine
from annotator.engines.canned import CannedEngine
from annotator.engines.checks import LIMIT
from annotator.engines.folders import find
from annotator.engines.installation.adding import RUNNERS, Wanted, add
from annotator.engines.local import LocalEngine
from annotator.engines.transformers_engine import TransformersEngine
from annotator.errors import EngineMissing, TooLarge, UnknownLanguage, UnsupportedText
from annotator.resources import folder

QUOTE = "Папа, до свидания!"
RENDERING = "“Daddy, goodbye — please come back!”"
LONG = f"{QUOTE} Он сказал: «Привет… миру».\n\nОн ушёл домой в 5.30. 👩‍👩‍👧!\n\nПапа, приезжай."
MIXED = "Він сказав: “hello”, 你好, שלום 👍"
TEXTS = [QUOTE, LONG, MIXED, "да", "Привет\nмиру"]

ENGINES: dict[str, Callable[[LocalEngine], Engine]] = {
    "local": lambda local: local,
    "canned": lambda _: CannedEngine({("ru", "en"): {QUOTE: ["Daddy, goodbye!", "Papa, bye!"]}}, echo=True),
}
ENGINES |= {  # and every model that comes with the app
    model.name: lambda _, model=model: LocalEngine(model)  # type: ignore[misc]
    for model in find(folder("models"), Path("none"))[0]
    if ("ru", "en") in model.pairs
}


# Kind of engine and family of a random checkpoint that is made for it, with torch.
CHECKPOINTS = [
    ("transformers", "marian"),
    ("transformers", "nllb"),
    ("local", "m2m100"),
    ("local", "nllb"),
    ("local", "mbart50"),
]


@pytest.fixture(scope="session")
def made_by_torch(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Engine]:
    @cache
    def make(kind: str, family: str) -> Engine:
        torch = pytest.importorskip("torch", reason="torch makes checkpoints for this test: pip install -e .[torch]")
        torch.set_num_threads(1)
        from tests.engines.checkpoints import MAKERS

        given, models = tmp_path_factory.mktemp("given"), tmp_path_factory.mktemp("models")
        MAKERS[family](given)
        model = add(Wanted(str(given), family, ["ru"], ["en"], runner=RUNNERS[kind]), models)
        return LocalEngine(model) if kind == "local" else TransformersEngine(model)

    return make


@pytest.fixture(params=[*ENGINES, *CHECKPOINTS], ids=lambda which: which if isinstance(which, str) else " ".join(which))
def any_engine(
    request: pytest.FixtureRequest, engine: LocalEngine, made_by_torch: Callable[[str, str], Engine]
) -> Engine:
    which = request.param
    return ENGINES[which](engine) if isinstance(which, str) else made_by_torch(*which)


def test_it_is_an_engine_and_says_what_it_can_do(any_engine: Engine) -> None:
    assert isinstance(any_engine, Engine)
    assert Capability.TRANSLATE in any_engine.capabilities
    assert any_engine.about().quality
    assert ("ru", "en") in any_engine.pairs()


def test_its_signature_is_stable_and_can_be_read_back(any_engine: Engine) -> None:
    signature = any_engine.signature("ru-RU", "en")
    assert signature == any_engine.signature("ru", "en") == parse(str(signature))


def test_every_text_has_hypotheses_with_canonical_text_and_words_in_place(any_engine: Engine) -> None:
    for found in any_engine.translate(TEXTS, "ru", "en", 3):
        assert 1 <= len(found) <= 3
        assert len({hypothesis.text for hypothesis in found}) == len(found)
        for hypothesis in found:
            assert hypothesis.text == canonical(hypothesis.text) != ""
            assert [token.span for token in hypothesis.tokens] == [word.span for word in words(hypothesis.text)]
            assert all(token.log_probability <= 0 for token in hypothesis.tokens)
            assert hypothesis.score is not None
            assert -50 < hypothesis.score < 0


def test_the_best_does_not_depend_on_how_many_were_asked_for(any_engine: Engine) -> None:
    alone = any_engine.translate(TEXTS, "ru", "en")
    several = any_engine.translate(TEXTS, "ru", "en", 4)
    assert [found[0].text for found in alone] == [found[0].text for found in several]
    assert all(len(found) == 1 for found in alone)


def test_the_output_does_not_depend_on_the_company_of_a_text(any_engine: Engine) -> None:
    together = any_engine.translate(TEXTS, "ru", "en")
    for text, found in zip(TEXTS, together, strict=True):
        assert any_engine.translate([text], "ru", "en")[0][0].text == found[0].text


def test_paragraphs_are_kept(any_engine: Engine) -> None:
    assert any_engine.translate([LONG], "ru", "en")[0][0].text.count("\n\n") == LONG.count("\n\n")


def test_a_given_rendering_is_scored_word_by_word(any_engine: Engine) -> None:
    renderings = [RENDERING, LONG, "Word.\n\nAnother. A third! And… so on.", "no", "你好 “x” 👍"]
    for rendering, scoring in zip(renderings, any_engine.score(TEXTS, renderings, "ru", "en"), strict=True):
        assert [token.span for token in scoring.tokens] == [word.span for word in words(rendering)]
        assert all(math.isfinite(token.log_probability) and token.log_probability <= 0 for token in scoring.tokens)
        assert -100 < scoring.score <= 0


def test_links_join_words_of_both_texts(any_engine: Engine) -> None:
    ours = {word.span for word in words(LONG) if word.is_word}
    theirs = {word.span for word in words(RENDERING) if word.is_word}
    links = any_engine.align(LONG, RENDERING, "ru", "en")
    assert list(links) == sorted(links)
    assert all(link.source in ours and link.rendering in theirs for link in links)
    assert all(link.origin == any_engine.name for link in links)


def test_no_texts_give_no_answers(any_engine: Engine) -> None:
    assert any_engine.translate([], "ru", "en") == []
    assert any_engine.score([], [], "ru", "en") == []


@pytest.mark.parametrize("text", ["", " \n ", "…!?", "👍👩‍👩‍👧", "2014", "— 24.02.2022 —"])
def test_a_text_without_letters_is_refused_with_all_its_company(any_engine: Engine, text: str) -> None:
    for attempt in (
        lambda: any_engine.translate([QUOTE, text], "ru", "en"),
        lambda: any_engine.score([QUOTE, text], [RENDERING, RENDERING], "ru", "en"),
        lambda: any_engine.score([QUOTE], [text], "ru", "en"),
        lambda: any_engine.align(text, RENDERING, "ru", "en"),
        lambda: any_engine.align(QUOTE, text, "ru", "en"),
    ):
        with pytest.raises(UnsupportedText, match=r"attach|Take words"):
            attempt()


@pytest.mark.parametrize("text", ["Goodbye, Daddy!", "再见爸爸", "مع السلامة", "a б c d e f g h"])
def test_a_text_in_another_script_is_refused(any_engine: Engine, text: str) -> None:
    with pytest.raises(UnsupportedText, match="does not look like Russian"):
        any_engine.translate([text], "ru", "en")


def test_fifty_thousand_characters_are_refused_with_the_limit(any_engine: Engine) -> None:
    with pytest.raises(TooLarge, match=f"50,000 characters, and at most {LIMIT:,}"):
        any_engine.translate(["слово " * 8333 + "да"], "ru", "en")


def test_other_languages_are_refused(any_engine: Engine) -> None:
    for source, target in (("en", "ru"), ("ar", "en"), ("ru", "ru")):
        with pytest.raises(EngineMissing, match=any_engine.name):
            any_engine.translate([QUOTE], source, target)
        with pytest.raises(EngineMissing):
            any_engine.signature(source, target)
    with pytest.raises(UnknownLanguage):
        any_engine.translate([QUOTE], "xx", "en")


def test_each_text_needs_one_rendering(any_engine: Engine) -> None:
    with pytest.raises(ValueError, match="1 texts, but 2 renderings"):
        any_engine.score([QUOTE], [RENDERING, RENDERING], "ru", "en")


def test_several_threads_may_ask_at_once_and_memory_may_be_given_back_meanwhile(any_engine: Engine) -> None:
    expected = any_engine.translate([QUOTE], "ru", "en")
    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(any_engine.translate, [QUOTE], "ru", "en") for _ in range(8)]
        any_engine.unload()
        assert all(answer.result() == expected for answer in answers)
    any_engine.unload()
    assert any_engine.translate([QUOTE], "ru", "en") == expected
