"""The documents say what is there: commands, settings, tables, dependencies, layers and links."""

import ast
import re
import sqlite3
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.config import from_environment

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Flask is made of these, and says itself which versions of them it works with.
WITH_FLASK = {"click", "jinja2", "markupsafe", "werkzeug"}


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _cells(document: str) -> Iterator[list[str]]:
    """Yield the cells of every row of every table, without its heading."""
    for line in document.splitlines():
        if line.startswith("|") and not line.startswith("|-"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def _code(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


class _Asked(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, key: str, default: object = None) -> None:  # type: ignore[override]
        self.names.add(key)


def test_every_command_is_in_the_readme() -> None:
    assert {name for name in main.commands if f"annotator {name}" not in _read("README.md")} == set()


def test_every_setting_is_in_the_readme_and_explained_where_it_is_read() -> None:
    asked = _Asked()
    from_environment(asked)
    assert asked.names
    explained = {cells[0] for cells in _cells(_read("annotator/config.py"))} - {"variable"}
    assert explained == asked.names
    assert {name for name in asked.names if name not in _read("README.md")} == set()
    mentioned = {name for path in DOCUMENTS for name in re.findall(r"\bANNOTATOR_[A-Z_]+", path.read_text("utf-8"))}
    assert mentioned <= asked.names


def test_every_table_is_in_the_data_model_and_the_columns_it_names_exist(prepared: Path) -> None:
    with closing(sqlite3.connect(prepared)) as connection:
        names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        columns = {name: {row[1] for row in connection.execute(f"pragma table_info('{name}')")} for name in names}
    described = {_code(cells[0])[0]: cells[2] for cells in _cells(_read("docs/data-model.md")) if _code(cells[0])}
    searched = {name for name in names if "_fts" in name or "_folded" in name}
    assert set(names) - searched - {"_sqlite_migrations", "sqlite_sequence"} == set(described)
    assert all(f"`{name}`" in _read("docs/data-model.md") for name in searched if name.endswith(("_fts", "_folded")))
    wrong = {table: set(_code(text)) - columns[table] for table, text in described.items()}
    assert {table: names for table, names in wrong.items() if names} == {}


def test_every_dependency_has_its_reason_and_every_reason_its_dependency() -> None:
    extras = [requirement for extra in PROJECT["optional-dependencies"].values() for requirement in extra]
    needed = {re.split(r"[^\w-]", requirement)[0] for requirement in [*PROJECT["dependencies"], *extras]}
    rows = [cells for cells in _cells(_read("docs/dependencies.md")) if cells[0] != "library"]
    assert {name for cells in rows for name in _code(cells[0])} == needed
    assert all(len(cell) > 4 for cells in rows for cell in cells[1:])


def test_every_dependency_is_bounded_above() -> None:
    unbounded = {"certifi"}  # versioned by date: an old list of certificates is the danger, not a new one
    assert {need for need in PROJECT["dependencies"] if "<" not in need} == {
        need for need in PROJECT["dependencies"] if re.split(r"[^\w-]", need)[0] in unbounded
    }


def test_whatever_is_imported_is_a_dependency() -> None:
    distributions = packages_distributions()
    imported = {name for path in (ROOT / "annotator").rglob("*.py") for name in _imports(path)}
    known = sys.stdlib_module_names | {"annotator"} | WITH_FLASK
    extras = [need for extra in ("torch", "redis", "oidc") for need in PROJECT["optional-dependencies"][extra]]
    needs = [*PROJECT["dependencies"], *extras]
    required = {re.split(r"[^\w-]", need)[0].lower().replace("_", "-") for need in needs}
    # What an extra brings is not installed everywhere, and called as it is imported.
    homes = {
        name: {home.lower().replace("_", "-") for home in distributions.get(name, [name])} for name in imported - known
    }
    assert {name for name, home in homes.items() if not home & required} == set()
    assert "flask" in homes


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_every_part_of_the_package_is_in_the_architecture() -> None:
    layers = tomllib.loads(_read("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]["layers"]
    parts = {part for layer in layers for part in re.findall(r"\w+", layer)} - {"__main__"}
    assert {part for part in parts if not re.search(rf"\b{part}\b", _read("docs/architecture.md"))} == set()


def test_every_target_of_make_that_the_readme_names_exists() -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", _read("README.md"), re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", _read("Makefile"), re.MULTILINE))
    assert {"run", "test"} <= named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith(("http://", "https://", "#"))]
    assert [link for link in links if not (document.parent / link.partition("#")[0]).exists()] == []


def test_every_decision_is_in_the_list_of_decisions() -> None:
    listed = _read("docs/decisions/README.md")
    assert [path.name for path in (ROOT / "docs/decisions").glob("[0-9]*.md") if path.name not in listed] == []
