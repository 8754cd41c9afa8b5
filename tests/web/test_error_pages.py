"""Errors: who asks for JSON gets it, and a bug is shown as one without its details."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from annotator import errors
from annotator.web.error_pages import status_of
from tests.web.house import House
from tests.web.page import Page, fields
from tests.web.test_routes import message


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("application/json", "application/json"),
        ("application/json, text/html;q=0.5", "application/json"),
        ("text/html", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
    ],
)
def test_an_error_comes_in_the_form_that_was_asked_for(client: FlaskClient, accept: str, mimetype: str) -> None:
    for response in (
        client.get("/articles/999999", headers={"Accept": accept}),
        client.get("/nowhere", headers={"Accept": accept}),
        client.put("/", headers={"Accept": accept}),
        client.post("/articles", headers={"Accept": accept}),
    ):
        assert response.status_code >= 400
        assert response.mimetype == mimetype


def test_every_error_of_ours_has_its_status() -> None:
    classes = [
        value for value in vars(errors).values() if isinstance(value, type) and value.__module__ == errors.__name__
    ]
    plain = [kind for kind in classes if kind is not errors.Conflict]
    statuses = {kind.__name__: status_of(kind("Something is wrong.")) for kind in plain}
    assert statuses["TooLarge"] == 413
    assert statuses["UnreadableFile"] == 415
    assert statuses["InvalidSpan"] == statuses["UnknownLanguage"] == 400
    assert statuses["ForbiddenAddress"] == statuses["FetchFailed"] == 502
    assert statuses["DatabaseBusy"] == statuses["EngineMissing"] == statuses["UnsupportedText"] == 503
    assert status_of(errors.Conflict("Twice.", current={}, submitted={})) == 409


def test_a_bug_is_told_without_its_details_and_written_to_the_log(
    client: FlaskClient, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("drop table event")
    with caplog.at_level(logging.ERROR):
        response = client.post("/articles", data={"text": "A mayor resigns"})
    assert response.status_code == 500
    assert "made a mistake" in message(response)
    assert "event" not in message(response)
    assert "no such table" in caplog.text


def test_a_data_folder_that_went_away_is_named(client: FlaskClient, app: Flask, database: Path) -> None:
    hidden = database.parent.rename(database.parent.with_name("hidden"))
    try:
        response = client.get("/")
    finally:
        hidden.rename(database.parent)
    assert response.status_code == 500
    assert "check folder, rights and disk" in message(response)


def test_an_address_that_was_stored_broken_breaks_no_page(client: FlaskClient, house: House, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("update article set url = 'http://[::1'")
        connection.execute("update source_document set url = 'https://x]y[', title = ''")
    for path in ("/", "/articles/{article}?passage={passage}", "/articles/{article}/details", "/review/{note}"):
        assert client.get(house.path(path)).status_code == 200


def test_both_versions_are_shown_when_two_people_saved(client: FlaskClient, house: House) -> None:
    path, form = house.path("/passages/{passage}"), {"speaker": "Galina Sedykh", "revision": "2"}
    assert client.post(path, data=form).status_code == 303
    page = client.post(path, data={**form, "speaker": "The <captain>"})
    assert page.status_code == 409
    assert "The two versions" in page.text
    assert "Galina Sedykh" in page.text
    assert "The &lt;captain&gt;" in page.text
    answer = client.post(path, data={**form, "speaker": "The <captain>"}, headers={"Accept": "application/json"})
    assert answer.json
    assert answer.json["current"]["speaker"] == "Galina Sedykh"
    assert answer.json["submitted"]["speaker"] == "The <captain>"


@pytest.mark.parametrize(
    ("path", "field", "form"),
    [
        ("/articles/{article}/details", "title", {"language": "en"}),
        ("/notes/{note}", "text", {"category": "tone", "severity": "minor"}),
        ("/review/{decided}", "reason", {"verdict": "wrong"}),
        ("/passages/{passage}/source", "text", {"language": "ru"}),
    ],
)
def test_the_second_of_two_windows_sees_what_the_first_saved(
    client: FlaskClient, house: House, path: str, field: str, form: dict[str, str]
) -> None:
    for value, status in [("Первое окно", 303), ("Второе окно", 409)]:
        response = client.post(house.path(path), data={**form, field: value, "revision": "1"})
        assert response.status_code == status
    problem = Page(response.text).by_id["problem"]
    assert "Первое окно" in problem.text
    assert "Второе окно" in problem.text


def test_a_source_attached_in_another_window_is_not_overwritten(client: FlaskClient, house: House) -> None:
    path = house.path("/passages/{bare}/source")
    for words, status in [("لم نسأل أحدًا", 303), ("لم نسأل أي شخص", 409)]:
        response = client.post(path, data={"text": words, "language": "ar", "revision": ""})
        assert response.status_code == status
    assert "لم نسأل أحدًا" in Page(response.text).by_id["problem"].text


@pytest.mark.parametrize(
    ("path", "field", "form"),
    [
        ("/articles/{article}/details", "title", {"language": "en"}),
        ("/passages/{passage}", "speaker", {"kind": "caption"}),
        ("/notes/{note}", "text", {"category": "tone", "severity": "minor"}),
        ("/passages/{passage}/source", "text", {"language": "ru"}),
        ("/sources/{unused}/edit", "text", {"language": "uk", "kind": "post"}),
    ],
)
def test_who_saw_both_versions_may_save_their_own_without_typing_it_again(
    client: FlaskClient, house: House, path: str, field: str, form: dict[str, str]
) -> None:
    first = "2" if "{passage}" in path and "source" not in path else "1"
    for value in ("Первое окно", "<b>Второе</b> & “окно”"):
        response = client.post(house.path(path), data={**form, field: value, "revision": first})
    page = Page(response.text)
    assert response.status_code == 409
    again = client.post(page.by_id["resend"].get("action"), data=fields(page.by_id["resend"]))
    assert again.status_code == 303
    assert "<b>Второе</b> & “окно”" in Page(client.get(house.path(HISTORY[path])).text).root.text


HISTORY = {
    "/articles/{article}/details": "/articles/{article}/history",
    "/passages/{passage}": "/passages/{passage}/history",
    "/notes/{note}": "/notes/{note}/history",
    "/passages/{passage}/source": "/sources/{document}/history",
    "/sources/{unused}/edit": "/sources/{unused}/history",
}


def test_a_decision_made_in_another_window_is_not_overwritten(client: FlaskClient, house: House) -> None:
    path = house.path("/review/{note}")
    for verdict, status in [("faithful", 303), ("wrong", 409)]:
        response = client.post(path, data={"verdict": verdict, "revision": ""})
        assert response.status_code == status
