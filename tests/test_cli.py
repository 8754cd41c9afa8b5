"""The command line: what it does, and what it says when it cannot."""

import signal
import socket
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator import __version__
from annotator.cli import main
from annotator.storage import Storage
from tests.contents import nothing_saved, rows
from tests.web.running import Running, free_port, python

ROOT = Path(__file__).parent.parent
STORY = "A mayor resigns\n\n“I am tired,” she said in Polish. Zażółć gęślą jaźń 🙏\n"
Command = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder; it does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def annotator(data: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command on the data folder."""
    monkeypatch.setenv("ANNOTATOR_USER", "Daria Lindqvist")

    def run(*arguments: str, given: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, ["--data", str(data), *arguments], input=given)

    return run


def refused(result: Result) -> str:
    """Return the sentence with which a command was refused."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)  # explained, not a traceback
    assert result.output.startswith("Error: ")
    return result.output.removeprefix("Error: ").strip()


# ---- help


def test_help_names_every_command_and_the_folder_of_the_data() -> None:
    output = CliRunner().invoke(main, ["--help"]).output
    assert "renders what was said in another language" in output
    assert "--data" in output
    for name, command in main.commands.items():
        assert name in output
        said = CliRunner().invoke(main, [name, "--help"]).output
        assert command.help
        assert command.help.split(".")[0] in " ".join(said.split())


def test_the_version_is_that_of_the_package() -> None:
    assert __version__ in CliRunner().invoke(main, ["--version"]).output


def test_the_package_can_be_run_as_a_module(tmp_path: Path) -> None:
    assert __version__ in python(["-m", "annotator", "--version"], tmp_path)


# ---- import


def test_an_article_is_imported_from_a_file(annotator: Command, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text(STORY, encoding="utf-8")
    result = annotator("import", str(file))
    assert result.exit_code == 0, result.output
    assert result.output == "Imported: article 1, “A mayor resigns”\n"
    assert rows(data / "annotator.db", "select text from article_version") == [(STORY.strip(),)]
    assert rows(data / "annotator.db", "select distinct actor from event") == [("Daria Lindqvist",)]


def test_an_article_is_imported_from_standard_input_in_an_old_encoding(annotator: Command, data: Path) -> None:
    result = annotator("import", "-", given="Der Bürgermeister geht\n\n„Ich bin müde“, sagte er.".encode("cp1252"))
    assert result.exit_code == 0, result.output
    assert rows(data / "annotator.db", "select title from article") == [("Der Bürgermeister geht",)]


def test_the_same_text_twice_is_the_same_article(annotator: Command, data: Path) -> None:
    annotator("import", "-", given=STORY)
    with nothing_saved(data / "annotator.db"):
        again = annotator("import", "-", given=STORY.replace("\n", "\r\n"))
    assert again.output == "Already there: article 1, “A mayor resigns”\n"


def test_what_cannot_be_imported_is_refused_with_a_sentence(annotator: Command, data: Path, tmp_path: Path) -> None:
    annotator("import", "-", given=STORY)
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    word = tmp_path / "word.docx"
    word.write_bytes(b"PK\x03\x04 this is no Word document")
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    with nothing_saved(data / "annotator.db"):
        for source, given, words in [
            (str(tmp_path / "nowhere.txt"), None, "cannot be read: No such file"),
            (str(tmp_path), None, "cannot be read: Is a directory"),
            (str(picture), None, ""),
            (str(word), None, ""),
            (str(large), None, "16 MB is the most"),
            ("-", b"", "is empty"),
            ("-", b" \n\n ", "is empty"),
            ("http://127.0.0.1/", None, "this computer or a private network"),
            ("HTTP://LOCALHOST/", None, "this computer or a private network"),
            ("http://10.0.0.1/story", None, "this computer or a private network"),
        ]:
            sentence = refused(annotator("import", source, given=given))
            assert words in sentence
            assert sentence.endswith(".")


def test_a_file_without_end_is_not_read_to_its_end(annotator: Command) -> None:
    assert "is the most" in refused(annotator("import", "/dev/zero"))


# ---- demo


def test_the_demo_is_loaded_once(annotator: Command, data: Path) -> None:
    assert annotator("demo").output.startswith("Loaded: article 1, “")
    with nothing_saved(data / "annotator.db"):
        assert annotator("demo").output.startswith("Already there: article 1, “")


def test_the_demo_is_known_by_its_text_whatever_is_said_about_it(annotator: Command, data: Path) -> None:
    annotator("demo")
    with closing(sqlite3.connect(data / "annotator.db")) as connection, connection:
        connection.execute("update article set outlet = 'The Delta Post', title = 'Ferry'")
    assert annotator("demo").output == "Already there: article 1, “Ferry”\n"


def test_a_demo_that_was_deleted_comes_back(annotator: Command, data: Path) -> None:
    annotator("demo")
    with Storage(data / "annotator.db", "Owen Castell") as storage:
        storage.articles.delete(1, None)
    result = annotator("demo")
    assert result.exit_code == 0, result.output
    assert rows(data / "annotator.db", "select deleted_at from article") == [(None,)]


# ---- backup


def test_a_backup_holds_what_was_saved_while_somebody_is_writing(
    annotator: Command, data: Path, tmp_path: Path
) -> None:
    annotator("import", "-", given=STORY)
    target = tmp_path / "copy.db"
    with closing(sqlite3.connect(data / "annotator.db")) as writer:
        writer.execute("begin immediate")
        writer.execute("update article set title = 'half done'")
        result = annotator("backup", str(target))
        writer.rollback()
    assert result.output == f"Written: {target}\n"
    assert rows(target, "select title from article") == [("A mayor resigns",)]
    assert rows(target, "pragma integrity_check") == [("ok",)]
    with Storage(target, "Daria Lindqvist") as storage:
        assert [hit.article_title for hit in storage.search.find("Zażółć")] == ["A mayor resigns"]


def test_a_backup_never_overwrites(annotator: Command, tmp_path: Path) -> None:
    annotator("import", "-", given=STORY)
    target = tmp_path / "copy.db"
    target.write_text("the only copy of something else")
    assert "exists already" in refused(annotator("backup", str(target)))
    assert target.read_text() == "the only copy of something else"


def test_a_backup_of_nothing_is_refused_and_makes_no_database(annotator: Command, data: Path, tmp_path: Path) -> None:
    assert "There is no database" in refused(annotator("backup", str(tmp_path / "copy.db")))
    assert not data.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_backup_to_where_nothing_can_be_written_says_so(annotator: Command, tmp_path: Path) -> None:
    annotator("import", "-", given=STORY)
    assert "cannot be opened or written" in refused(annotator("backup", str(tmp_path / "no" / "folder.db")))


# ---- the data folder


@pytest.mark.parametrize("command", [["demo"], ["import", "-"], ["run"]], ids=["demo", "import", "run"])
def test_a_file_of_another_program_is_left_alone(annotator: Command, data: Path, command: list[str]) -> None:
    data.mkdir()
    file = data / "annotator.db"
    if command == ["run"]:
        command = ["run", "--port", str(free_port())]
    file.write_bytes(b"no database at all, but a text" * 40)
    assert "not a readable SQLite file" in refused(annotator(*command, given=STORY))
    file.unlink()
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("create table bookmark (id integer primary key)")
    content = file.read_bytes()
    assert "belongs to another program" in refused(annotator(*command, given=STORY))
    assert file.read_bytes() == content


def test_the_folder_of_the_option_goes_before_that_of_the_environment(
    annotator: Command, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    monkeypatch.setenv("ANNOTATOR_DATA", str(other))
    annotator("demo")
    assert (data / "annotator.db").exists()
    assert not other.exists()
    CliRunner().invoke(main, ["demo"])
    assert (other / "annotator.db").exists()


# ---- run


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "::1", "192.168.1.7", "example.org", "localhost.example.org"])
def test_an_address_that_others_may_reach_is_refused(annotator: Command, data: Path, host: str) -> None:
    assert "there are no accounts" in refused(annotator("run", "--host", host))
    assert not data.exists()


def test_a_taken_port_is_refused_before_anything_is_made(annotator: Command, data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        sentence = refused(annotator("run", "--port", str(port)))
    assert f"Port {port} is taken" in sentence
    assert "--port" in sentence
    assert not data.exists()


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_what_is_no_port_is_refused(annotator: Command, port: str) -> None:
    assert annotator("run", "--port", port).exit_code == 2


def test_the_app_is_served_for_real_until_it_is_interrupted(data: Path) -> None:
    started = time.monotonic()
    with Running(data) as running:
        _, library = running.get("/")
        assert time.monotonic() - started < 15  # a second on an idle machine; the others share it with us
        status, out, err = running.stop(signal.SIGINT)
    assert "Ferry Returns to a Flooded River Town" in library
    assert (status, err) == (0, "")
    assert f"Open http://127.0.0.1:{running.port}/ in a browser" in out
    assert "the demo article is loaded" in out
    assert str(data) in out
    assert {path.name for path in data.iterdir()} == {"annotator.db", "queue.db"}  # both write-ahead logs were merged


def test_the_app_ends_cleanly_when_it_is_told_to(data: Path) -> None:
    with Running(data, "--no-demo") as running:
        response, library = running.get("/")
        status, out, err = running.stop(signal.SIGTERM)
    assert "No article is here yet" in library
    assert response.headers["Server"] is None
    assert (status, err) == (0, "")
    assert "demo" not in out
