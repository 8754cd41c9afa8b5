import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from annotator.domain.languages import LANGUAGES
from annotator.engines.canned import CannedEngine
from annotator.engines.registry import Engines
from annotator.errors import EngineMissing, InvalidSetting, UnknownLanguage
from annotator.resources import folder

CANNED = CannedEngine({("ru", "en"): {"Да.": ["Yes."]}, ("ka", "en"): {"კი.": ["Yes."]}})


@pytest.fixture
def engines(made: Path, tiny: Path) -> Engines:
    return Engines(tiny.parent.parent, also=[CANNED], embedded=made.parent)


def test_the_engines_of_both_places_are_found(made: Path, tmp_path: Path) -> None:
    found = Engines(tmp_path, embedded=made.parent)
    assert [engine.name for engine in found.available()] == ["local:tiny"]
    assert found.available()[0].about().embedded
    assert found.pairs() == {("ru", "en"), ("uk", "en")}


def test_by_default_the_embedded_models_are_those_of_the_package(tmp_path: Path) -> None:
    assert Engines(tmp_path).places.embedded == folder("models")


def test_an_engine_is_chosen_by_languages_name_or_kind(engines: Engines) -> None:
    assert engines.for_pair("ru-RU", "en").name == "local:tiny"
    assert engines.for_pair("ru", "en", "local").name == "local:tiny"
    assert engines.for_pair("ru", "en", "local:tiny").name == "local:tiny"
    assert engines.for_pair("ru", "en", "canned") is CANNED
    assert [engine.name for engine in engines.all_for("ru", "en")] == ["local:tiny", "canned"]


def test_the_canned_engine_is_never_chosen_by_itself(engines: Engines) -> None:
    with pytest.raises(EngineMissing, match="No installed model translates Georgian into English"):
        engines.for_pair("ka", "en")
    assert ("ka", "en") not in engines.pairs()


def test_the_preferred_engine_is_taken(made: Path, tiny: Path) -> None:
    other = Path(shutil.copytree(tiny, tiny.parent / "aaa"))
    card = other / "model.toml"
    card.write_text(card.read_text(encoding="utf-8").replace('"tiny"', '"aaa"'), encoding="utf-8")
    plain = Engines(tiny.parent.parent, embedded=made.parent)
    assert [engine.name for engine in plain.available()] == ["local:aaa", "local:tiny"]
    chosen = Engines(tiny.parent.parent, embedded=made.parent, preferred={("ru", "en"): "local:tiny"})
    assert chosen.for_pair("ru", "en").name == "local:tiny"
    assert chosen.for_pair("uk", "en").name == "local:aaa"


def test_a_missing_pair_says_what_there_is_and_what_to_do(engines: Engines, tmp_path: Path) -> None:
    with pytest.raises(EngineMissing) as raised:
        engines.for_pair("de", "en")
    assert "there is Russian into English, Ukrainian into English" in str(raised.value)
    assert str(tmp_path / "data" / "models") in str(raised.value)
    with pytest.raises(EngineMissing, match="no model is installed"):
        Engines(tmp_path / "none", embedded=tmp_path / "none").for_pair("de", "en")


def test_an_unknown_name_is_told_apart_from_a_wrong_pair(engines: Engines) -> None:
    with pytest.raises(EngineMissing, match="There is no engine “local:huge”"):
        engines.for_pair("ru", "en", "local:huge")
    with pytest.raises(EngineMissing, match="The engine local:tiny does not translate German"):
        engines.for_pair("de", "en", "local:tiny")
    with pytest.raises(EngineMissing):
        engines.named("local")
    with pytest.raises(UnknownLanguage):
        engines.for_pair("xx", "en")


def test_a_broken_folder_is_reported_and_stops_nothing(engines: Engines, tiny: Path) -> None:
    (tiny / "model.bin").unlink()
    assert [engine.about().embedded for engine in engines.available() if engine is not CANNED] == [True]
    assert "lacks the file model.bin" in engines.problems()[0].reason
    with pytest.raises(EngineMissing, match=r"lacks the file model\.bin"):
        engines.for_pair("de", "en")


def test_a_model_that_was_added_or_removed_is_seen_at_once(made: Path, tmp_path: Path) -> None:
    engines = Engines(tmp_path, embedded=tmp_path / "none")
    assert engines.available() == ()
    shutil.copytree(made, tmp_path / "models" / "tiny")
    assert [engine.name for engine in engines.available()] == ["local:tiny"]
    assert engines.available()[0] is engines.available()[0]
    (tmp_path / "models" / "tiny" / "model.bin").unlink()
    assert engines.available() == ()
    shutil.copy(made / "model.bin", tmp_path / "models" / "tiny")
    engines.refresh()
    assert engines.for_pair("uk", "en").translate(["Він їде додому."], "uk", "en")
    engines.unload()


def test_what_a_newsroom_chose_is_taken_in_every_process(engines: Engines, made: Path, tiny: Path) -> None:
    other = Engines(tiny.parent.parent, also=[CANNED], embedded=made.parent)
    assert other.for_pair("ru", "en").name == "local:tiny"
    engines.preferences.choose(("ru", "en"), "canned")
    assert other.for_pair("ru", "en") is CANNED
    assert other.all_for("ru", "en")[0] is CANNED
    assert other.for_pair("uk", "en").name == "local:tiny"
    engines.preferences.choose(("ru", "en"), "local:gone")
    assert other.for_pair("ru", "en").name == "local:tiny"
    engines.preferences.choose(("ru", "en"), None)
    assert other.preferences.chosen() == {}


@pytest.mark.parametrize("written", ["[default", "default = 5", '[default]\nru-xx = "a"', '[default]\nru = "a"', "\0"])
def test_choices_that_cannot_be_read_are_reported_and_kept(engines: Engines, written: str) -> None:
    file = engines.preferences.path
    file.write_text(written, encoding="utf-8")
    assert engines.for_pair("ru", "en").name == "local:tiny"
    assert "mend or delete it" in engines.problems()[-1].reason
    with pytest.raises(InvalidSetting, match="mend or delete it"):
        engines.preferences.choose(("ru", "en"), "canned")
    assert file.read_text(encoding="utf-8") == written


def test_a_choice_that_cannot_be_written_is_explained(engines: Engines, tmp_path: Path) -> None:
    (tmp_path / "data" / "engines.toml").mkdir()
    with pytest.raises(InvalidSetting):
        engines.preferences.choose(("ru", "en"), "canned")
    assert [path.name for path in (tmp_path / "data").iterdir() if path.name.startswith(".")] == []


def test_a_checkpoint_for_torch_comes_behind_local_models_or_says_what_it_needs(tiny: Path, made: Path) -> None:
    kept = Path(shutil.copytree(tiny, tiny.parent / "aaa"))
    (kept / "model.bin").rename(kept / "model.safetensors")
    card = (kept / "model.toml").read_text(encoding="utf-8")
    card = card.replace('"tiny"', '"aaa"').replace("marian-ctranslate2", "marian-transformers")
    (kept / "model.toml").write_text(card, encoding="utf-8")
    engines = Engines(tiny.parent.parent, embedded=made.parent)
    assert engines.for_pair("ru", "en").name == "local:tiny"
    if find_spec("torch"):
        assert engines.for_pair("ru", "en", "transformers").name == "transformers:aaa"
        assert engines.problems() == ()
    else:
        assert "torch, which is not installed: run pip install" in engines.problems()[0].reason


def test_of_many_languages_an_error_names_those_that_are_near(tiny: Path, tmp_path: Path) -> None:
    card = (tiny / "model.toml").read_text(encoding="utf-8")
    many = json.dumps([entry.code for entry in LANGUAGES if entry.code not in ("ka", "en")])
    (tiny / "model.toml").write_text(card.replace('["ru", "uk"]', many), encoding="utf-8")
    with pytest.raises(EngineMissing, match=r"Basque into English and \d+ more; add a model") as raised:
        Engines(tiny.parent.parent, embedded=tmp_path / "none").for_pair("ka", "en")
    assert len(str(raised.value)) < 600
