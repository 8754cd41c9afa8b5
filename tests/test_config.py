import os
from pathlib import Path

import pytest

from annotator.config import Config, from_environment
from annotator.errors import InvalidSetting

OWNER_OF_NOTHING = 54321  # a user id that no machine gives a name to, as containers run under


def test_an_empty_environment_gives_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    config = from_environment({})
    assert config.data == tmp_path / "annotator-data"
    assert config.database == tmp_path / "annotator-data" / "annotator.db"
    assert config.typology == tmp_path / "annotator-data" / "typology.toml"
    assert config.user


def test_reading_the_settings_makes_no_folder(tmp_path: Path) -> None:
    from_environment({"ANNOTATOR_DATA": str(tmp_path / "news")})
    assert not (tmp_path / "news").exists()


def test_settings_are_read_from_the_environment(tmp_path: Path) -> None:
    given = {"ANNOTATOR_DATA": str(tmp_path), "ANNOTATOR_USER": " Daria Lindqvist "}
    assert from_environment(given) == Config(tmp_path, "Daria Lindqvist")


def test_empty_settings_count_as_not_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    given = {"ANNOTATOR_DATA": "", "ANNOTATOR_USER": ""}
    assert from_environment(given) == from_environment({})


def test_a_relative_folder_lies_in_the_working_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_environment({"ANNOTATOR_DATA": "news/desk"}).data == tmp_path / "news" / "desk"


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert from_environment({"ANNOTATOR_DATA": "~/news"}).data == tmp_path / "news"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "news").write_text("a file")
    with pytest.raises(InvalidSetting, match=r"ANNOTATOR_DATA is “.*news”, which is a file: name a folder"):
        from_environment({"ANNOTATOR_DATA": str(tmp_path / "news")})


def test_the_home_folder_of_somebody_unknown_is_refused() -> None:
    with pytest.raises(InvalidSetting, match="ANNOTATOR_DATA"):
        from_environment({"ANNOTATOR_DATA": "~nobody-of-that-name/news"})


def test_a_blank_user_name_counts_as_not_given() -> None:
    assert from_environment({"ANNOTATOR_USER": "  "}).user == from_environment({}).user


@pytest.mark.skipif(not hasattr(os, "setresuid") or os.geteuid() != 0, reason="only root may act as another user")
def test_a_user_without_a_name_as_in_containers_is_called_local(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    os.setresuid(OWNER_OF_NOTHING, 0, 0)
    try:
        assert from_environment({}).user == "local"
    finally:
        os.setresuid(0, 0, 0)
