"""Settings files: what is refused, and that the files in the repository can be used."""

from pathlib import Path

import pytest

from training import settings

FILES = sorted(Path(settings.__file__).parent.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_settings_files_of_the_repository_can_be_read(path: Path) -> None:
    found = settings.load(path)
    assert found.name == path.stem
    assert all(corpus.licence for corpus in found.corpora.values())
    assert found.network.width % found.network.heads == 0


def test_an_unknown_key_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "model.toml"
    path.write_text("[schedule]\nhours = 3\n", encoding="utf-8")
    with pytest.raises(settings.SettingsError, match=r"hours in schedule; known are .*minutes"):
        settings.load(path)


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    path = tmp_path / "model.toml"
    path.write_text('name = "x"\ntarget = "en"\n', encoding="utf-8")
    with pytest.raises(settings.SettingsError, match="languages"):
        settings.load(path)


def test_a_vocabulary_too_large_for_the_encoded_corpus_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.toml"
    path.write_text("[network]\nvocabulary = 50000\n", encoding="utf-8")
    with pytest.raises(settings.SettingsError, match="32767"):
        settings.load(path)


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.toml"
    path.write_text("name = ", encoding="utf-8")
    with pytest.raises(settings.SettingsError, match="cannot be read"):
        settings.load(path)
