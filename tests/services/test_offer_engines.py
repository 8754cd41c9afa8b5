from pathlib import Path

import pytest

from annotator.domain.languages import LANGUAGES
from annotator.engines.canned import CannedEngine
from annotator.engines.families import FAMILIES
from annotator.engines.registry import Engines
from annotator.errors import UnknownLanguage
from annotator.services.offer_engines import advice, offer_engines

REMOTE = '[[engine]]\nname = "far"\nkind = "chat"\nmodel = "m"\nurl = "https://far.example/v1"\npairs = ["ru-en"]\n'


def test_engines_of_this_machine_and_those_elsewhere_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "remote.toml").write_text(REMOTE)
    engines = Engines(tmp_path, also=[CannedEngine({("ru", "en"): {}})], embedded=tmp_path / "none")
    offer = offer_engines(engines, [("ru", "en")])
    assert [choice.name for choice in offer.here] == ["canned"]
    assert [(choice.name, choice.host) for choice in offer.elsewhere] == [("remote:far", "far.example")]
    assert (offer.hosts, offer.advice) == ([], "")


def test_a_host_that_would_be_asked_unnamed_is_told(tmp_path: Path) -> None:
    (tmp_path / "remote.toml").write_text(REMOTE + "automatic = true\n")
    engines = Engines(tmp_path, embedded=tmp_path / "none")
    assert offer_engines(engines, [("ru", "en"), ("uk", "en")]).hosts == ["far.example"]


def test_of_several_languages_every_engine_is_offered_once_and_every_gap_told(tmp_path: Path) -> None:
    both = CannedEngine({("ru", "en"): {}, ("uk", "en"): {}})
    engines = Engines(tmp_path, also=[both], embedded=tmp_path / "none")
    offer = offer_engines(engines, [("ru", "en"), ("uk", "en"), ("he", "en")])
    assert [choice.name for choice in offer.here] == ["canned"]
    assert offer.advice == advice("he", "en")


@pytest.mark.parametrize("spoken", [known for known in LANGUAGES if known.code != "en"], ids=lambda known: known.code)
def test_for_every_language_a_model_is_named_that_knows_it(spoken: object) -> None:
    code, name = spoken.code, spoken.name  # type: ignore[attr-defined]
    for source, target in ((code, "en"), ("en", code)):
        told = advice(source, target)
        family = "m2m100" if "m2m100" in told else "nllb"
        assert {source, target} <= FAMILIES[family].tokens.keys()
        assert name in told
        assert "annotator models add facebook/" in told
        assert "docs/remote-engines.md" in told


def test_an_original_in_the_language_of_the_article_needs_no_engine() -> None:
    assert "nothing to translate" in advice("en-GB", "en")
    with pytest.raises(UnknownLanguage):
        advice("tlh", "en")
