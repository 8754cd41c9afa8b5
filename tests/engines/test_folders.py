from pathlib import Path

import pytest

from annotator.engines.folders import find, read
from annotator.errors import UnreadableFile


def change(folder: Path, old: str, new: str) -> None:
    card = folder / "model.toml"
    text = card.read_text(encoding="utf-8")
    assert old in text
    card.write_text(text.replace(old, new), encoding="utf-8")


def test_the_card_of_a_model_is_read(tiny: Path) -> None:
    model = read(tiny)
    assert (model.name, model.revision, model.window, model.embedded) == ("tiny", "1", 40, False)
    assert model.pairs == {("ru", "en"), ("uk", "en")}
    assert model.scores == {"nothing-ru-en BLEU": "0.1"}
    assert model.weaknesses == ("writes nonsense",)
    assert model.size == sum(file.stat().st_size for file in tiny.iterdir())
    assert model.parameters is None
    assert model.licence == "not stated"


@pytest.mark.parametrize("name", ["model.bin", "config.json", "source.spm", "target.spm"])
@pytest.mark.parametrize("empty", [True, False])
def test_a_folder_without_one_of_its_files_is_refused(tiny: Path, name: str, empty: bool) -> None:
    (tiny / name).unlink()
    if empty:
        (tiny / name).touch()
    with pytest.raises(UnreadableFile, match=f"tiny lacks the file {name}"):
        read(tiny)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('name = "tiny"', 'name = "tiny', "damaged"),
        ('name = "tiny"', "", "does not say name"),
        ('name = "tiny"', "name = 5", "name must be one line of text"),
        ('name = "tiny"', 'name = "a|b"', "name must be one line of text"),
        ('revision = "1"', 'revision = ""', "revision must be"),
        ('["ru", "uk"]', '"ru"', "list of language codes"),
        ('["ru", "uk"]', '["ru", "xx"]', "“xx” is not a language code"),
        ('["ru", "uk"]', '["en"]', "no pair of languages"),
        ("window = 40", 'window = "wide"', "damaged"),
        ("window = 40", "window = 0", "damaged"),
        ("[scores.nothing-ru-en]", "[prefixes]\nru = 1\n[[scores]]", "damaged"),
        ("marian-ctranslate2", "whisper", "of the kind “whisper”"),
    ],
)
def test_a_card_with_a_fault_is_refused_by_name(tiny: Path, old: str, new: str, reason: str) -> None:
    change(tiny, old, new)
    with pytest.raises(UnreadableFile, match=reason):
        read(tiny)


def test_a_folder_without_a_card_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"no readable model\.toml"):
        read(tmp_path)


def test_a_card_that_is_not_utf_8_is_refused(tiny: Path) -> None:
    (tiny / "model.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(UnreadableFile, match="damaged"):
        read(tiny)


def test_models_are_found_and_a_newsrooms_own_goes_before_ours(tiny: Path, made: Path, tmp_path: Path) -> None:
    (tiny.parent / "broken").mkdir()
    (tiny.parent / ".hidden").mkdir()
    (tiny.parent / "note.txt").touch()
    models, problems = find(made.parent, tiny.parent)
    assert [(model.path, model.embedded) for model in models] == [(tiny, False)]
    assert [problem.path.name for problem in problems] == ["broken"]
    models, problems = find(made.parent, tmp_path / "nothing")
    assert [(model.path, model.embedded) for model in models] == [(made, True)]
    assert problems == []
