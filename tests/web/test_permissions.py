"""Every page and form, asked for by everybody: allowed or refused exactly as the tables say."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from annotator.domain.people import Role
from annotator.domain.permissions import NOBODY, ROLES, Permission, holders
from annotator.web.permissions import PERMISSIONS
from tests.contents import nothing_saved
from tests.web import account_routes, routes, setting_routes
from tests.web.newsroom import Newsroom
from tests.web.page import Page
from tests.web.test_routes import JSON, message

READS = routes.READS | account_routes.READS | account_routes.PROVIDER | setting_routes.READS
WRITES = routes.WRITES | account_routes.WRITES | setting_routes.WRITES
EVERYBODY = {
    "": NOBODY,
    "disabled": NOBODY,
    "vanished": NOBODY,
    "translator": ROLES[Role.TRANSLATOR],
    "editor": ROLES[Role.EDITOR],
    "admin": ROLES[Role.ADMIN],
}


def ask(newsroom: Newsroom, endpoint: str, who: str, *, json: bool = False) -> TestResponse:
    """Send the request for a page, or the form, as somebody."""
    client, headers = newsroom.client(who), JSON if json else {}
    if endpoint == "static":
        return client.get("/static/icon.svg", buffered=True)
    if endpoint in WRITES:
        write = WRITES[endpoint]
        return client.post(newsroom.path(write.path), data=newsroom.sent(write), headers=headers)
    return client.get(newsroom.path(READS[endpoint][0]), headers=headers)


def is_refused(response: TestResponse, who: str) -> bool:
    """Return whether a request was refused, and refused well."""
    if response.status_code == 303:
        return response.location.partition("?")[0] == "/login"
    if response.status_code not in {401, 403}:
        return False
    words = message(response)
    assert ("not signed in" in words) == (who in {"", "disabled"}), words
    assert ("ask an admin for a role" in words) == (who == "vanished"), words
    return True


def test_every_endpoint_has_its_row_and_every_row_its_endpoint(app: Flask) -> None:
    assert set(PERMISSIONS) == {rule.endpoint for rule in app.url_map.iter_rules()}


@pytest.mark.parametrize("endpoint", PERMISSIONS)
def test_everybody_may_do_what_the_table_says_and_nothing_else(newsroom: Newsroom, endpoint: str) -> None:
    needed = PERMISSIONS[endpoint]
    refused = [who for who, permissions in EVERYBODY.items() if needed not in permissions]
    with nothing_saved(newsroom.database):
        for who in refused:
            assert is_refused(ask(newsroom, endpoint, who), who), who
            answer = ask(newsroom, endpoint, who, json=True)
            assert (answer.status_code, answer.is_json) == (401 if who in {"", "disabled"} else 403, True), who
    if needed is Permission.ENTER:
        return
    for who in EVERYBODY.keys() - set(refused):
        response = ask(newsroom, endpoint, who)
        assert response.status_code not in {401, 403}, (who, response.text)
        assert not is_refused(response, who), who


@pytest.mark.parametrize("endpoint", [each for each, needed in PERMISSIONS.items() if needed is Permission.ENTER])
def test_the_entrance_is_open_to_everybody(newsroom: Newsroom, endpoint: str) -> None:
    assert ask(newsroom, endpoint, "").status_code in ({404} if endpoint in account_routes.PROVIDER else {200, 303})


def test_a_page_without_a_row_is_refused_to_everybody(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    others = {endpoint: needed for endpoint, needed in PERMISSIONS.items() if endpoint != "library.index"}
    monkeypatch.setattr("annotator.web.permissions.PERMISSIONS", others)
    for who in EVERYBODY:
        response = newsroom.client(who).get("/")
        assert response.status_code == 403
        assert "not open to anybody" in message(response)


def test_every_role_may_do_all_that_the_one_below_may() -> None:
    assert NOBODY < ROLES[Role.TRANSLATOR] < ROLES[Role.EDITOR] < ROLES[Role.ADMIN] == set(Permission)


def test_who_is_refused_is_told_who_may(newsroom: Newsroom) -> None:
    response = newsroom.client("translator").post(newsroom.path("/review/{decided}"), data={"verdict": "wrong"})
    assert response.status_code == 403
    words = "As a translator you may not decide on a discrepancy: an editor or an admin (Ines, Noor, سلمى 🖊️) may."
    assert message(response) == words
    assert holders(Permission.ADMINISTER) == [Role.ADMIN]


@pytest.mark.parametrize("who", ["translator", "editor", "admin"])
def test_pages_lead_nobody_to_what_they_may_not_do(newsroom: Newsroom, who: str) -> None:
    client, permissions = newsroom.client(who), EVERYBODY[who]
    adapter, wrong = newsroom.app.url_map.bind("localhost"), set()
    for path in [path for endpoint, paths in READS.items() if PERMISSIONS[endpoint] in permissions for path in paths]:
        response = client.get(newsroom.path(path), follow_redirects=True)
        assert response.status_code == 200 or "/login/" in path, path
        page = Page(response.text, whole=False)
        for target, method in offered(page):
            endpoint, _ = adapter.match(target.partition("?")[0].partition("#")[0], method)
            if PERMISSIONS[endpoint] not in permissions:
                wrong.add(f"{endpoint} on {path}")
    assert wrong == set()


def offered(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the address and the method of every link, form and button of a page that leads to this app."""
    for each in page.elements:
        if each.tag == "form" and each.get("action").startswith("/"):
            yield each.get("action"), (each.get("method") or "get").upper()
        if each.get("formaction"):
            yield each.get("formaction"), "POST"
        if each.tag == "a" and each.get("href").startswith("/") and each.get("target") != "_blank":
            yield each.get("href"), "GET"
