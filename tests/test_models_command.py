"""`annotator models`: what a person at a terminal sees."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import main
from annotator.resources import folder

STARTER = folder("models") / "starter-en"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(data), "models", *words])


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The weights that ship, as somebody would publish them: without our card."""
    given = Path(shutil.copytree(STARTER, tmp_path / "opus-mt-ru-en"))
    (given / "model.toml").unlink()
    return given


def test_a_model_is_added_shown_listed_and_removed(data: Path, published: Path) -> None:
    added = run(data, "add", str(published), "--quality", "good on news", "--licence", "CC-BY 4.0")
    assert re.fullmatch(r"Added: local:opus-mt-ru-en, Russian, Ukrainian, .* into English, \d+ MB\n", added.stdout)
    listed = run(data, "list").stdout
    card = r"local:opus-mt-ru-en\n    Russian, .* into English; \d+ MB; licence: CC-BY 4.0\n    good on news"
    assert re.search(card, listed)
    assert "local:starter-en (comes with the app)" in listed
    shown = run(data, "show", "opus-mt-ru-en").stdout
    assert f"fetched from:  {published}" in shown
    assert "signature:     engine:local|model:opus-mt-ru-en|" in shown
    removed = run(data, "remove", "local:opus-mt-ru-en")
    assert (removed.exit_code, removed.stdout) == (0, "Removed: the model opus-mt-ru-en\n")
    assert list((data / "models").iterdir()) == []
    assert "opus-mt" not in run(data, "list").stdout


def test_the_card_of_a_model_is_shown(data: Path) -> None:
    shown = run(data, "show", "local:starter-en").stdout
    assert "starter model, weak" in shown
    scores = tomllib.loads((STARTER / "model.toml").read_text("utf-8"))["scores"]["newstest2019.ru-en"]
    assert f"newstest2019.ru-en BLEU {scores['BLEU']}, chrF {scores['chrF']}, sentences 2000" in shown
    assert "weakness:      Long sentences lose their ends" in shown


def test_what_comes_with_the_app_stays(data: Path) -> None:
    refused = run(data, "remove", "starter-en")
    assert refused.exit_code == 1
    assert "comes with the app and stays" in refused.output


def test_a_broken_folder_is_listed_with_its_fault_and_can_be_removed(data: Path) -> None:
    shutil.copytree(STARTER, data / "models" / "mine")
    (data / "models" / "mine" / "model.bin").unlink()
    assert "Cannot be used: The model starter-en lacks the file model.bin" in run(data, "list").stderr
    assert run(data, "remove", "mine").exit_code == 0
    assert not (data / "models" / "mine").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "huge"), "There is no model “huge”: there is local:starter-en, local:starter-en-ru."),
        (("remove", "huge"), "There is no model “huge” among those that were added"),
        (("add", "huge"), "neither a folder nor the name of a model"),
        (("add", "."), "There is no model in .: it has no config.json"),
    ],
)
def test_a_mistake_gets_one_sentence(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = run(data, *words)
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: ")
    assert sentence in refused.output
    assert "Traceback" not in refused.output


def test_without_a_network_the_command_says_so(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # nobody listens there
    refused = run(data, "add", "Helsinki-NLP/opus-mt-ru-en")
    assert "no way to the hub: check the network" in refused.output
    assert not (data / "models").exists()


def test_what_a_broken_download_left_can_be_removed(data: Path) -> None:
    left = data / "models" / ".downloads" / "owner--model"
    left.mkdir(parents=True)
    assert run(data, "remove", "owner/model").stdout == "Removed: what was fetched of owner/model\n"
    assert not left.exists()
