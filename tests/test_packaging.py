"""The wheel: all that the app needs is in it, and it runs where nothing else of the checkout is."""

import sys
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path

import pytest

from annotator import __version__
from tests.web.page import Page
from tests.web.running import Running, python

ROOT = Path(__file__).parent.parent
BUILT_IN = ("templates", "static", "data", "demo", "models")  # folders that `resources.folder` is asked for


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by hatchling without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    python(["-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel is installed; its dependencies are those of this environment."""
    folder = tmp_path_factory.mktemp("site")
    options = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-compile"]
    python(["-m", "pip", "install", *options, "--target", str(folder), str(wheel)], folder)
    return folder


@pytest.fixture(scope="module")
def running(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The installed app, started in a folder of its own."""
    cwd = tmp_path_factory.mktemp("elsewhere")
    with Running(cwd / "data", cwd=cwd, environment={"PYTHONPATH": str(installed)}) as started:
        yield started


def _shipped(folder: str) -> set[str]:
    at = ROOT / folder if (ROOT / folder).is_dir() else ROOT / "annotator" / folder
    return {
        f"annotator/{folder}/{path.relative_to(at).as_posix()}"
        for path in at.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("folder", BUILT_IN)
def test_the_wheel_holds_every_file_that_the_app_reads(wheel: Path, folder: str) -> None:
    expected = _shipped(folder)
    assert expected
    with zipfile.ZipFile(wheel) as archive:
        assert expected <= set(archive.namelist())


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    own = f"translation_aware_annotator-{__version__}.dist-info/"
    assert {name for name in names if not name.startswith(("annotator/", own))} == set()
    assert not any("test" in name.lower() or name.endswith((".db", ".pyc")) for name in names)
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "annotator").rglob("*.py")}
    assert modules <= names


def test_the_wheel_says_what_it_needs_and_how_it_is_started(wheel: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = f"translation_aware_annotator-{__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        metadata = Parser().parsestr(archive.read(f"{own}/METADATA").decode())
        scripts = archive.read(f"{own}/entry_points.txt").decode()
    assert metadata["Requires-Python"] == project["requires-python"]
    needed = [line for line in metadata.get_all("Requires-Dist") or [] if "extra ==" not in line]
    assert len(needed) == len(project["dependencies"])
    assert "annotator = annotator.cli:main" in scripts


def test_the_installed_app_is_that_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    where = python(["-c", "import annotator; print(annotator.__file__)"], tmp_path, {"PYTHONPATH": str(installed)})
    assert Path(where.strip()) == installed / "annotator" / "__init__.py"
    assert (installed / "bin" / "annotator").exists() or sys.platform == "win32"


def test_the_installed_app_shows_the_library_and_the_workbench_of_the_demo(running: Running) -> None:
    response, library = running.get("/")
    assert (response.status, Page(library).faults) == (200, [])
    (link,) = [a.get("href") for a in Page(library).elements if a.tag == "a" and "Flooded River Town" in a.text]
    response, workbench = running.get(link)
    assert (response.status, Page(workbench).faults) == (200, [])
    first = next(each for each in Page(workbench).elements if each.get("data-select"))
    response, desk = running.get(first.get("href"))
    assert "Насколько мне известно" in desk


def test_the_installed_app_serves_every_static_file(running: Running) -> None:
    for name in sorted(_shipped("static")):
        response, _ = running.get(name.removeprefix("annotator"))
        assert response.status == 200
        expected = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
        assert response.headers.get_content_type() == expected[name.rpartition(".")[2]]


def test_the_installed_app_saves_what_is_sent(running: Running) -> None:
    address = f"http://127.0.0.1:{running.port}/articles"
    request = urllib.request.Request(address, b"text=A+mayor+resigns", method="POST")
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert "A mayor resigns" in answer.read().decode()
        assert answer.url.startswith(f"http://127.0.0.1:{running.port}/articles/")
