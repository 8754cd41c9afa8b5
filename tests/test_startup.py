"""The app is up at once: whatever is heavy waits until somebody needs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAVY = {
    "ctranslate2",
    "docx",
    "huggingface_hub",
    "lxml",
    "py3langid",
    "pypdf",
    "sacrebleu",
    "sentencepiece",
    "tokenizers",
    "torch",
    "trafilatura",
    "transformers",
}

LIBRARY = """
import json, sys
from annotator.web import create_app
app = create_app()
before = sorted(sys.modules)
status = app.test_client().get("/").status_code
print(json.dumps({"status": [str(status)], "before": before, "after": sorted(sys.modules)}))
"""
COMMANDS = """
import json, sys
from annotator.cli import main
try:
    main(["--help"])
except SystemExit:
    print(json.dumps({"after": sorted(sys.modules)}))
"""


def _modules(code: str, data: Path) -> dict[str, list[str]]:
    environment = {**os.environ, "ANNOTATOR_DATA": str(data)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    said: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return said


def _heavy(modules: list[str]) -> set[str]:
    return HEAVY & {name.partition(".")[0] for name in modules}


def test_creating_the_app_and_showing_the_library_loads_nothing_heavy(tmp_path: Path) -> None:
    said = _modules(LIBRARY, tmp_path)
    assert said["status"] == ["200"]
    assert _heavy(said["before"]) == set()
    assert _heavy(said["after"]) == set()
    assert "flask" in said["before"]


def test_the_command_line_loads_nothing_heavy_to_show_its_help(tmp_path: Path) -> None:
    after = _modules(COMMANDS, tmp_path)["after"]
    assert _heavy(after) == set()
    assert "flask" not in after


def test_flask_finds_the_app_in_the_checkout(tmp_path: Path) -> None:
    environment = {**os.environ, "ANNOTATOR_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "flask", "--app", "app", "routes"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "workbench.show" in done.stdout
    assert (tmp_path / "annotator.db").exists()


def test_flask_run_by_itself_names_a_setting_that_cannot_be_used(tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.write_text("")
    environment = {**os.environ, "ANNOTATOR_DATA": str(file)}
    command = [sys.executable, "-m", "flask", "routes"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "name a folder" in done.stderr
