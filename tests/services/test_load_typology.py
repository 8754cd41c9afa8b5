from pathlib import Path

import pytest

from annotator import resources
from annotator.errors import InvalidSetting
from annotator.services.load_typology import load_typology


def test_without_an_own_file_ours_is_read(tmp_path: Path) -> None:
    assert load_typology(tmp_path / "typology.toml").category("idiom").name == "Idiom"


def test_the_newsrooms_own_file_is_read_instead_of_ours(tmp_path: Path) -> None:
    shipped = (resources.folder("data") / "typology.toml").read_text(encoding="utf-8")
    own = tmp_path / "typology.toml"
    own.write_text(shipped.replace('name = "Idiom"', 'name = "Set phrase"'), encoding="utf-8")
    assert load_typology(own).category("idiom").name == "Set phrase"


@pytest.mark.parametrize("content", [b"[[groups", b"\xff\xfe\x00", b"version = 1"])
def test_an_own_file_that_cannot_be_read_is_refused_loudly(tmp_path: Path, content: bytes) -> None:
    own = tmp_path / "typology.toml"
    own.write_bytes(content)
    with pytest.raises(InvalidSetting, match="typology file"):
        load_typology(own)


def test_a_folder_in_the_place_of_the_own_file_is_refused_loudly(tmp_path: Path) -> None:
    with pytest.raises(InvalidSetting, match="cannot be read"):
        load_typology(tmp_path)
