"""Imports run one way, and what a part is not to know it does not import."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINT = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache', '--no-logo'])"

# For each contract, a module and an import in it that must be found.
BREACHES = {
    "layers": ("storage/articles.py", "import annotator.services.undo"),
    "web-and-engines": ("web/notes.py", "import annotator.engines.identification"),
    "web-and-storage": ("web/library.py", "import annotator.storage.articles"),
    "machine-translation": ("services/undo.py", "import transformers.models"),
    "sql": ("services/decide.py", "import sqlite3"),
    "flask": ("services/decide.py", "import flask"),
    "formats": ("services/undo.py", "import trafilatura"),
    "queue": ("services/undo.py", "import huey"),
    "pure-domain": ("domain/notes.py", "import pathlib"),
}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False)


def _contracts() -> dict[str, str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}


def test_imports_keep_every_contract() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert f"Contracts: {len(_contracts())} kept, 0 broken." in done.stdout


def test_every_contract_finds_a_breach(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "annotator", tmp_path / "annotator", ignore=lambda _, names: [n for n in names if n == "models"]
    )
    for where, what in BREACHES.values():
        with (tmp_path / "annotator" / where).open("a", encoding="utf-8") as module:
            module.write(f"\n{what}\n")
    done = _lint(tmp_path)
    broken = set(re.findall(r"^(.+) BROKEN", done.stdout, re.MULTILINE))
    assert broken == set(_contracts().values()), done.stdout
    assert set(BREACHES) == set(_contracts())


def test_nothing_imports_the_file_that_flask_finds() -> None:
    modules = list((ROOT / "annotator").rglob("*.py"))
    found = [path for path in modules if re.search(r"^\s*(?:import|from) app\b", path.read_text(), re.MULTILINE)]
    assert modules
    assert found == []
