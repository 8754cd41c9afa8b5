"""Coming in: with and without accounts, sessions and their end, too many attempts."""

import dataclasses
import datetime
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from annotator.config import Config
from annotator.domain.people import Role
from annotator.domain.sessions import ABSOLUTE, IDLE, LONGEST_WAIT
from annotator.services.add_person import add_person
from annotator.services.sign_in import token_hash
from annotator.storage import Storage
from annotator.web import create_app
from annotator.web.state import COOKIE, EXTENSION
from tests.contents import nothing_saved, rows
from tests.web.account_routes import NEW
from tests.web.house import PERSON, engines
from tests.web.newsroom import PASSWORD, Newsroom
from tests.web.test_routes import JSON, message

FIRST = {"name": PERSON, "shown": "", "email": "", "password": NEW, "password_again": NEW}


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime.datetime.now(datetime.UTC)

    def __call__(self) -> datetime.datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += datetime.timedelta(**time)


@pytest.fixture
def clock(app: Flask) -> Iterator[Clock]:
    """The clock by which the app ends sessions and links, and counts attempts."""
    before = app.extensions[EXTENSION]
    clock = Clock()
    app.extensions[EXTENSION] = dataclasses.replace(before, clock=clock)
    yield clock
    app.extensions[EXTENSION] = before


def log_in(client: FlaskClient, name: str = "Ines", password: str = PASSWORD, **headers: str) -> TestResponse:
    """Send the login form."""
    return client.post("/login", data={"name": name, "password": password}, headers=headers)


# ---- without accounts


def test_without_accounts_nobody_signs_in(client: FlaskClient) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/login").location == "/"
    assert "There are no accounts" in client.get("/account").text
    assert client.post("/login", data={"name": PERSON, "password": ""}).status_code == 401


def test_without_accounts_only_this_machine_is_answered(client: FlaskClient) -> None:
    for address, status in [("127.0.0.1", 200), ("127.8.8.8", 200), ("::1", 200), ("192.168.1.7", 303), ("", 303)]:
        response = client.get("/", environ_base={"REMOTE_ADDR": address})
        assert response.status_code == status, address


def test_the_first_account_is_an_admins_and_signs_in_at_once(app: Flask, client: FlaskClient) -> None:
    other = app.test_client()
    response = client.post("/people", data={**FIRST, "role": "translator"})
    assert response.status_code == 303
    assert client.get(response.location).status_code == 200
    assert client.get("/account").text.count(PERSON) >= 2
    assert other.get("/").location == "/login"
    assert log_in(other, PERSON, NEW).status_code == 303
    assert other.get("/people").status_code == 200


def test_a_first_account_that_cannot_be_used_leaves_the_app_open(client: FlaskClient) -> None:
    response = client.post("/people", data={**FIRST, "password": "short", "password_again": "short"})
    assert response.status_code == 400
    assert "needs 10" in message(response)
    assert client.get("/").status_code == 200


def test_the_local_user_has_nothing_to_change_or_invite_to(client: FlaskClient) -> None:
    for path, form in [
        ("/account", {"shown": "X", "email": ""}),
        ("/account/password", {"old": "", "new": NEW, "new_again": NEW}),
        ("/people/invitations", {"role": "editor", "email": ""}),
    ]:
        response = client.post(path, data=form)
        assert response.status_code in {400, 404}, path
        assert message(response).endswith(".")


# ---- signing in


def test_a_person_signs_in_and_goes_on_to_the_page_that_was_asked_for(newsroom: Newsroom) -> None:
    client = newsroom.client()
    asked = client.get("/search?q=%D0%BC%D0%BE%D1%81%D1%82&x=1")
    assert asked.status_code == 303
    login = client.get(asked.location)
    form = {"name": "ines", "password": PASSWORD, "next": "/search?q=%D0%BC%D0%BE%D1%81%D1%82&x=1"}
    assert 'value="/search?q=%D0%BC%D0%BE%D1%81%D1%82&amp;x=1"' in login.text
    response = client.post("/login", data=form)
    assert response.location == form["next"]
    assert client.get(response.location).status_code == 200


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(newsroom: Newsroom, target: str) -> None:
    client = newsroom.client()
    assert client.post("/login", data={"name": "Ines", "password": PASSWORD, "next": target}).location == "/"
    assert client.get("/login", query_string={"next": target}).location == "/"


def test_the_cookie_can_be_read_by_no_script_and_sent_by_no_other_site(newsroom: Newsroom) -> None:
    cookie = log_in(newsroom.client()).headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    secure = newsroom.client().post("/login", data={"name": "Ines", "password": PASSWORD}, base_url="https://localhost")
    assert "Secure" in secure.headers["Set-Cookie"].split("; ")


def test_only_a_hash_of_the_token_is_stored(newsroom: Newsroom) -> None:
    client = newsroom.client()
    log_in(client)
    cookie = client.get_cookie(COOKIE)
    assert cookie
    assert newsroom.rows("select count(*) from session where token_hash = ?", token_hash(cookie.value)) == [(1,)]
    assert newsroom.rows("select count(*) from session where token_hash = ?", cookie.value) == [(0,)]


def test_every_sign_in_gets_a_token_of_its_own_and_ends_the_one_before(newsroom: Newsroom) -> None:
    client, old = newsroom.client("admin"), newsroom.client("admin")
    log_in(client)
    assert client.get_cookie(COOKIE).value != newsroom.tokens["admin"]  # type: ignore[union-attr]
    assert old.get("/").location == "/login"


@pytest.mark.parametrize("token", ["", "x", "x" * 4_000, "é", "' or 1=1 --"])
def test_a_token_that_is_none_opens_nothing(newsroom: Newsroom, token: str) -> None:
    client = newsroom.client()
    client.set_cookie(COOKIE, token)
    assert client.get("/").location == "/login"


def test_signing_out_ends_the_session_for_good(newsroom: Newsroom) -> None:
    client, copied = newsroom.client("editor"), newsroom.client("editor")
    assert client.post("/logout").location == "/login"
    assert copied.get("/").location == "/login"
    assert newsroom.client().post("/logout").location == "/login"


def test_who_was_signed_out_learns_that_nothing_was_saved(newsroom: Newsroom) -> None:
    with nothing_saved(newsroom.database):
        page = newsroom.client().post("/articles", data={"text": "A mayor resigns"})
        answer = newsroom.client().post("/articles", data={"text": "A mayor resigns"}, headers=JSON)
        region = newsroom.client().get("/", headers={"X-Regions": "library"})
    assert (page.status_code, answer.status_code, region.status_code) == (401, 401, 401)
    assert "sign in, then send this again" in message(page)
    assert 'href="/login"' in page.text
    assert answer.json == {"error": message(page)}


# ---- the end of sessions and links


def test_a_session_ends_when_nobody_used_it_for_a_week(newsroom: Newsroom, clock: Clock) -> None:
    client = newsroom.client("editor")
    for _ in range(3):
        clock.pass_(days=IDLE.days - 1)
        assert client.get("/").status_code == 200
    clock.pass_(days=IDLE.days)
    assert client.get("/").location == "/login"


def test_a_session_ends_after_a_month_however_it_was_used(newsroom: Newsroom, clock: Clock) -> None:
    client = newsroom.client("editor")
    for _ in range(ABSOLUTE.days // 5 - 1):
        clock.pass_(days=5)
        assert client.get("/").status_code == 200
    clock.pass_(days=5)
    assert client.get("/").location == "/login"
    log_in(newsroom.client())
    assert newsroom.rows("select count(*) from session") == [(1,)]  # those that ended are forgotten


def test_the_last_use_is_written_at_most_once_a_minute(newsroom: Newsroom, clock: Clock) -> None:
    client = newsroom.client("editor")
    clock.pass_(minutes=2)
    client.get("/")
    with nothing_saved(newsroom.database):
        clock.pass_(seconds=59)
        client.get("/")
    clock.pass_(seconds=1)
    client.get("/")
    (seen,) = newsroom.rows(
        "select max(seen_at) from session join person on person.id = person_id where name = 'سلمى'"
    )[0]
    assert seen == clock.now.isoformat(timespec="milliseconds")


def test_a_page_does_not_wait_for_a_lock_to_write_the_last_use(newsroom: Newsroom, clock: Clock) -> None:
    clock.pass_(minutes=2)
    with closing(sqlite3.connect(newsroom.database)) as other:
        other.execute("begin immediate")
        began = datetime.datetime.now(datetime.UTC)
        assert newsroom.client("editor").get("/").status_code == 200
        assert (datetime.datetime.now(datetime.UTC) - began).total_seconds() < 4  # a write would wait for five


@pytest.mark.parametrize(("link", "lasts"), [("joining", 7), ("resetting", 7)])
def test_a_link_that_is_too_old_is_refused(newsroom: Newsroom, clock: Clock, link: str, lasts: int) -> None:
    clock.pass_(days=lasts, seconds=1)
    form = {"name": "Zoe", "password": NEW, "password_again": NEW}
    with nothing_saved(newsroom.database):
        for response in (
            newsroom.client().get(newsroom.path(f"/invitation/{{{link}}}")),
            newsroom.client().post(newsroom.path(f"/invitation/{{{link}}}"), data=form),
        ):
            assert response.status_code == 400
            assert "too old" in message(response)


# ---- too many attempts


def test_after_five_failures_under_a_name_one_has_to_wait_longer_each_time(newsroom: Newsroom, clock: Clock) -> None:
    client = newsroom.client()
    for _ in range(5):
        assert log_in(client, password="no").status_code == 401
    for wait in ("15 seconds", "30 seconds", "1 minute", "2 minutes"):
        with nothing_saved(newsroom.database):
            refused = log_in(client)
            assert refused.status_code == 429
            assert f"wait {wait}, then" in message(refused)
        clock.pass_(seconds=121)
        assert log_in(client, "INES", "no").status_code == 401
    clock.pass_(seconds=LONGEST_WAIT.total_seconds())
    assert log_in(client).status_code == 303
    assert newsroom.rows("select count(*) from login_attempt where key = 'ines'") == [(0,)]


def test_waiting_outlives_a_restart_and_hits_nobody_else(newsroom: Newsroom, clock: Clock) -> None:
    for _ in range(5):
        log_in(newsroom.client(), password="no")
    assert rows(newsroom.database, "select count(*) from login_attempt") == [(5,)]
    assert log_in(newsroom.client()).status_code == 429
    assert log_in(newsroom.client(), "Noor").status_code == 303
    assert newsroom.client("admin").get("/").status_code == 200


def test_an_address_that_tries_many_names_has_to_wait(newsroom: Newsroom, clock: Clock) -> None:
    client = newsroom.client()
    for number in range(20):
        assert log_in(client, f"guess{number}", "no").status_code == 401
    assert log_in(client).status_code == 429
    elsewhere = client.post(
        "/login", data={"name": "Ines", "password": PASSWORD}, environ_base={"REMOTE_ADDR": "10.0.0.9"}
    )
    assert elsewhere.status_code == 303


def test_the_old_password_cannot_be_guessed_either(newsroom: Newsroom, clock: Clock) -> None:
    client = newsroom.client("editor")
    form = {"old": "no", "new": NEW, "new_again": NEW}
    statuses = [client.post("/account/password", data=form).status_code for _ in range(6)]
    assert statuses == [400] * 5 + [429]


# ---- served to others


def test_an_app_with_an_address_answers_to_it_and_trusts_no_local_user(database: Path, tmp_path: Path) -> None:
    shutil.copy(database, tmp_path / "annotator.db")
    config = Config(tmp_path, PERSON, "https://check.example.org")
    client = create_app(config, engines(tmp_path)).test_client()
    named = {"Host": "check.example.org"}
    assert client.get("/", headers=named).location == "/login"
    assert "annotator user add NAME --role admin" in client.get("/login", headers=named).text
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    with Storage(config.database, PERSON) as storage:
        add_person(storage, "Ines", Role.ADMIN, password=PASSWORD)
    for origin, status in [("https://check.example.org", 303), ("http://evil.example", 403)]:
        response = log_in(client, **named, Origin=origin)
        assert response.status_code == status
        assert ("Secure" in response.headers.get("Set-Cookie", "")) == (status == 303)
