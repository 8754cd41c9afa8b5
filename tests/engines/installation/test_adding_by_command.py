"""`annotator models add` when things go wrong: one sentence at the terminal, and nothing half-installed."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import main
from annotator.errors import ModelNotAdded
from annotator.services.add_model import add_model
from tests.engines.checkpoints import bert
from tests.engines.hub_server import Hub
from tests.engines.installation.test_adding import cut_weights, speech


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def given(made: Path, tmp_path: Path) -> Path:
    """A converted model as others publish it: without our card."""
    folder = Path(shutil.copytree(made, tmp_path / "given" / "opus-mt-ru-en"))
    (folder / "model.toml").unlink()
    return folder


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(data), "models", *words])


def installed(data: Path) -> list[str]:
    """Every file of a model, but those of downloads that can go on."""
    return [str(path) for path in (data / "models").rglob("*") if path.is_file() and ".downloads" not in str(path)]


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (cut_weights, "model.bin is damaged: copy the model again."),
        (bert, "is of the kind “bert”, which cannot be used here: add one of Marian, M2M-100, NLLB and mBART."),
        (speech, "does not translate: it is a Whisper. Add one of the families Marian, M2M-100, NLLB and mBART."),
    ],
)
def test_a_corrupt_folder_and_another_architecture_get_one_sentence(
    data: Path, given: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    damage(given)
    refused = run(data, "add", str(given))
    assert (refused.exit_code, refused.output.count("\n")) == (1, 1)
    assert refused.output.startswith("Error: ")
    assert refused.output.endswith(f"{sentence}\n")
    assert installed(data) == []
    assert "opus-mt" not in run(data, "list").output


def test_a_disk_that_takes_no_more_is_said_by_the_command(data: Path, given: Path) -> None:
    (given / "model.bin").write_bytes((given / "model.bin").read_bytes() + bytes(2_000_000))

    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    done = subprocess.run(
        [sys.executable, "-m", "annotator", "--data", str(data), "models", "add", str(given)],
        preexec_fn=small_files_only,
        env={name: value for name, value in os.environ.items() if not name.startswith("ANNOTATOR_")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    told = "was not added, for the disk refused it (model.bin: File too large): nothing of it is installed"
    assert f"The model opus-mt-ru-en {told}" in done.stderr
    assert "Traceback" not in done.stderr
    assert list((data / "models").iterdir()) == []


def test_a_download_on_a_disk_that_fills_up_keeps_what_came_and_goes_on(hub: Hub, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=2m", str(small_disk)], check=True)
    filler = small_disk / "somebody else’s"

    def fill(line: str) -> None:
        if "fetching model.bin" in line:
            with suppress(OSError), filler.open("wb", buffering=0) as file:
                while True:
                    file.write(bytes(1000))

    told = r"refused it \(No space left on device\).*make room and run the command again"
    with pytest.raises(ModelNotAdded, match=told):
        add_model(small_disk, hub.name, fill)
    assert installed(small_disk) == []
    assert run(small_disk, "list").stderr == ""
    filler.unlink()
    assert "Added: local:tiny-ru-en" in run(small_disk, "add", hub.name).stdout


def test_a_broken_download_is_gone_on_with_by_the_same_command(hub: Hub, data: Path) -> None:
    whole = len(hub.files["model.bin"])
    hub.break_off["model.bin"] = whole // 2
    refused = run(data, "add", hub.name)
    assert refused.exit_code == 1
    assert "run the command again" in refused.output
    assert installed(data) == []
    hub.down = False
    added = run(data, "add", hub.name)
    assert added.exit_code == 0, added.output
    assert "fetching model.bin, file" in added.stderr
    assert added.stdout.startswith("Added: local:tiny-ru-en, Russian into English")
    assert "licence: cc-by-4.0" in run(data, "list").stdout
    assert hub.sent["model.bin"] < whole * 2
