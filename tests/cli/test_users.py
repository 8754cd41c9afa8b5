"""Accounts from the command line, and serving others once there are some."""

import re
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner, Result

from annotator.cli import main
from annotator.cli.reach import behind_proxy, reachable
from annotator.config import Config
from annotator.services.passwords import fits
from annotator.storage import Storage
from tests.contents import nothing_saved, rows
from tests.web.running import Running

PASSWORD = "lantern orchard violin"
Command = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder; it does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def user(data: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run `annotator user ...` on the data folder."""
    monkeypatch.setenv("ANNOTATOR_USER", "root")

    def run(*arguments: str, given: str = "") -> Result:
        return CliRunner().invoke(main, ["--data", str(data), "user", *arguments], input=given)

    return run


@pytest.fixture
def staff(user: Command) -> None:
    """An admin and a translator."""
    twice = f"{PASSWORD}\n{PASSWORD}\n"
    assert user("add", "Ines", "--role", "admin", given=twice).exit_code == 0
    added = user("add", "Олена Б.", "--email", "olena@example.org", "--display-name", "Олена 🖊️", given=twice)
    assert added.exit_code == 0, added.output


def refused(result: Result) -> str:
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    return result.output.rpartition("Error: ")[2].strip()


def test_accounts_are_added_and_listed(user: Command, data: Path) -> None:
    assert "There are no accounts" in user("list").output
    result = user("add", "Ines", "--role", "admin", given=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.output.endswith("Added: Ines, admin\n")
    assert PASSWORD not in result.output
    assert user("add", "سلمى", "--role", "editor", "--no-password").exit_code == 0
    assert user("list").output == "Ines\tadmin\nسلمى\teditor\n"
    with Storage(data / "annotator.db", "x") as storage:
        assert fits(PASSWORD, storage.people.password_hash(storage.people.get("Ines").id))
        assert storage.people.password_hash(storage.people.get("سلمى").id) is None


@pytest.mark.usefixtures("staff")
def test_what_cannot_be_added_is_refused_with_a_sentence(user: Command, data: Path) -> None:
    with nothing_saved(data / "annotator.db"):
        assert "already somebody" in refused(user("add", "INES", given=f"{PASSWORD}\n{PASSWORD}\n"))
        assert "needs 10" in refused(user("add", "Jan", given="short\nshort\n"))
        assert "needs a letter" in refused(user("add", "🚢", "--no-password"))
        assert "not an e-mail" in refused(user("add", "Jan", "--email", "x", "--no-password"))
        assert user("add", "Jan", "--role", "owner", "--no-password").exit_code == 2


def test_the_first_account_is_an_admins(user: Command, data: Path) -> None:
    assert "has to be an admin’s" in refused(user("add", "Olena", "--no-password"))
    assert rows(data / "annotator.db", "select count(*) from person") == [(0,)]


@pytest.mark.usefixtures("staff")
def test_roles_and_accounts_are_changed_and_recorded(user: Command, data: Path) -> None:
    assert user("role", "олена б.", "editor").output == "Олена Б. is editor now\n"
    assert user("disable", "Олена Б.").exit_code == 0
    assert "disabled" in user("list").output
    assert "enable it first" in refused(user("reset", "Олена Б."))
    assert user("enable", "Олена Б.").exit_code == 0
    assert user("list").output == "Ines\tadmin\nОлена Б.\teditor\tОлена 🖊️\tolena@example.org\n"
    actors = rows(data / "annotator.db", "select distinct actor from event where entity = 'person'")
    assert actors == [("root",)]


@pytest.mark.usefixtures("staff")
def test_the_last_admin_and_nobody_are_refused(user: Command, data: Path) -> None:
    with nothing_saved(data / "annotator.db"):
        assert "last admin" in refused(user("disable", "Ines"))
        assert "last admin" in refused(user("role", "Ines", "editor"))
        for command in (["role", "Zoe", "editor"], ["reset", "Zoe"], ["disable", "Zoe"], ["enable", "Zoe"]):
            assert "nobody here by the name “Zoe”" in refused(user(*command))


@pytest.mark.usefixtures("staff")
def test_a_reset_link_leads_to_the_app(user: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/invitation/[\w-]{43}\n", user("reset", "Ines").output)
    monkeypatch.setenv("ANNOTATOR_URL", "https://Check.example.org/")
    assert user("reset", "Ines").output.startswith("https://check.example.org/invitation/")


# ---- serving others


def test_without_accounts_only_loopback_is_served(data: Path) -> None:
    assert reachable(Config(data, "root"), "127.0.0.1", 8000) == Config(data, "root")
    run = CliRunner().invoke(main, ["--data", str(data), "run", "--host", "0.0.0.0"])
    assert "there are no accounts" in refused(run)
    assert "annotator user add NAME --role admin" in run.output


@pytest.mark.usefixtures("staff")
def test_with_accounts_others_are_served_under_a_name_that_is_known(data: Path) -> None:
    config = Config(data, "root")
    assert reachable(config, "192.168.1.7", 8000).url == "http://192.168.1.7:8000"
    assert reachable(config, "Desk.local", 80).url == "http://desk.local"
    named = Config(data, "root", "https://check.example.org")
    assert reachable(named, "0.0.0.0", 8000) == named
    for host in ("0.0.0.0", "::"):
        run = CliRunner().invoke(main, ["--data", str(data), "run", "--host", host])
        assert "set ANNOTATOR_URL" in refused(run)
    elsewhere = CliRunner().invoke(main, ["--data", str(data), "run", "--host", "192.0.2.1"])
    assert "is no address of this machine" in refused(elsewhere)


def test_a_web_server_in_front_is_trusted_only_where_one_is_meant(tmp_path: Path) -> None:
    assert behind_proxy(Config(tmp_path, "root"), "127.0.0.1") == {}
    named = Config(tmp_path, "root", "https://check.example.org")
    assert behind_proxy(named, "127.0.0.1")["trusted_proxy"] == "127.0.0.1"
    assert behind_proxy(named, "0.0.0.0") == {}
    elsewhere = replace(named, proxy="192.0.2.9")
    assert behind_proxy(elsewhere, "0.0.0.0")["trusted_proxy"] == "192.0.2.9"


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    ("trusted", "counted"), [({}, "203.0.113.7"), ({"ANNOTATOR_TRUSTED_PROXY": "192.0.2.9"}, "127.0.0.1")]
)
def test_attempts_count_by_the_address_that_a_trusted_web_server_names(
    data: Path, trusted: dict[str, str], counted: str
) -> None:
    """What stands before the last address is what anybody may write there."""
    with Running(data, "--no-demo", environment={"ANNOTATOR_URL": "http://127.0.0.1", **trusted}) as running:
        asked = Request(
            f"http://127.0.0.1:{running.port}/login",
            urlencode({"name": "Nobody", "password": "not this one at all"}).encode(),
            {"X-Forwarded-For": "198.51.100.1, 203.0.113.7", "X-Forwarded-Proto": "http"},
        )
        with pytest.raises(HTTPError) as refusal:
            urlopen(asked, timeout=20)
        refusal.value.close()
    assert refusal.value.code == 401
    assert rows(data / "annotator.db", "select address from login_attempt") == [(counted,)]


@pytest.mark.usefixtures("staff")
def test_the_app_serves_its_login_under_its_own_name_and_no_other(data: Path) -> None:
    environment = {"ANNOTATOR_URL": "http://127.0.0.1"}
    with Running(data, "--no-demo", environment=environment) as running:
        response, page = running.get("/")
        assert response.url.endswith("/login")
        assert 'name="password"' in page
        status, _, err = running.stop(signal.SIGTERM)
    assert (status, err) == (0, "")
