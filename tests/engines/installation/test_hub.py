import os
from pathlib import Path

import pytest

from annotator.engines.installation.adding import Wanted, add
from annotator.engines.local import LocalEngine
from annotator.engines.progress import reporting
from annotator.errors import FetchFailed, InvalidInput, ModelNotAdded, UnreadableFile
from tests.engines.hub_server import COMMIT, Hub


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


def files(models: Path) -> list[str]:
    """Every file below the folder, but those of downloads that can go on."""
    return [
        str(path.relative_to(models)) for path in models.rglob("*") if path.is_file() and ".downloads" not in str(path)
    ]


def test_a_model_is_fetched_checked_and_works_without_the_hub(hub: Hub, models: Path) -> None:
    told: list[str] = []
    with reporting(told.append):
        model = add(Wanted(hub.name), models)
    hub.down = True
    assert (model.name, model.licence, model.origin) == ("tiny-ru-en", "cc-by-4.0", f"{hub.name}@{COMMIT[:12]}")
    assert model.pairs == {("ru", "en")}
    assert LocalEngine(model).translate(["Папа, до свидания!"], "ru", "en")[0][0].text
    assert any("fetching model.bin" in line for line in told)
    assert not {".gitattributes", "rust_model.ot"} & hub.sent.keys()
    assert not (models / ".downloads" / "newsroom--tiny-ru-en").exists()


def test_a_broken_download_installs_nothing_and_goes_on_where_it_stopped(hub: Hub, models: Path) -> None:
    whole = len(hub.files["model.bin"])
    hub.break_off["model.bin"] = whole // 2
    with pytest.raises(FetchFailed, match=r"run the command again"):
        add(Wanted(hub.name), models)
    assert files(models) == []
    hub.down = False
    assert add(Wanted(hub.name), models).name == "tiny-ru-en"
    kept = whole // 2 // 1000 * 1000
    assert hub.ranges[-1] == f"model.bin bytes={kept}-"
    assert hub.sent["model.bin"] == whole // 2 + whole - kept
    assert hub.sent["source.spm"] == len(hub.files["source.spm"])


@pytest.mark.parametrize("name", ["model.bin", "config.json"])
def test_a_file_with_another_hash_is_thrown_away(hub: Hub, models: Path, name: str) -> None:
    hub.damaged.add(name)
    with pytest.raises(FetchFailed, match=f"{name} of newsroom/tiny-ru-en arrived damaged"):
        add(Wanted(hub.name), models)
    assert files(models) == []
    hub.damaged.clear()
    assert add(Wanted(hub.name), models)


def test_what_lay_there_from_another_commit_is_fetched_anew(hub: Hub, models: Path) -> None:
    left = models / ".downloads" / "newsroom--tiny-ru-en"
    left.mkdir(parents=True)
    (left / "source.spm").write_bytes(b"old")
    (left / "target.spm.part").write_bytes(b"much longer than the file" * 100_000)
    assert add(Wanted(hub.name), models)


def test_a_model_of_another_architecture_is_refused_before_its_weights_are_fetched(hub: Hub, models: Path) -> None:
    hub.files["config.json"] = b'{"model_type": "bert"}'
    hub.files["model.safetensors"] = bytes(5000)
    del hub.files["model.bin"]
    with pytest.raises(UnreadableFile, match="of the kind “bert”, which cannot be used here"):
        add(Wanted(hub.name), models)
    assert "model.safetensors" not in hub.sent
    assert files(models) == []


def test_a_model_larger_than_the_disk_is_refused(hub: Hub, models: Path) -> None:
    hub.sizes["model.bin"] = 10**16
    with pytest.raises(
        ModelNotAdded, match=r"needs 10000000\.0 GB, and .* [GM]B are free on the disk of .*: make room first"
    ):
        add(Wanted(hub.name), models)
    assert files(models) == []


def test_a_hub_that_cannot_be_reached_is_explained(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # nobody listens there
    with pytest.raises(FetchFailed, match="no way to the hub: check the network"):
        add(Wanted("newsroom/tiny-ru-en"), models)
    assert os.listdir(models.parent) == []  # noqa: PTH208


def test_a_hub_that_is_down_or_knows_no_such_model_is_explained(hub: Hub, models: Path) -> None:
    with pytest.raises(FetchFailed, match="There is no model nobody/nothing on the hub"):
        add(Wanted("nobody/nothing"), models)
    hub.down = True
    with pytest.raises(FetchFailed, match=r"status 503\): try again later"):
        add(Wanted(hub.name), models)


@pytest.mark.parametrize("name", ["no such folder", "opus", "../up/there", "a/b/c", "owner/", ""])
def test_what_is_neither_a_folder_nor_a_name_is_refused(models: Path, name: str) -> None:
    with pytest.raises(InvalidInput, match=r"neither a folder nor|cannot be the name"):
        add(Wanted(name), models)
