"""What holds for every route: a new one without its tests fails here."""

import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.contents import contents, nothing_saved, rows
from tests.web import account_routes, setting_routes
from tests.web.house import House
from tests.web.page import Page
from tests.web.routes import BAD, MARKUP, READS, WRITES, Bad, Write

JSON = {"Accept": "application/json"}
PRESENT = {"presence", "notice"}  # a page says that it is open, and that its notices were read
SENTENCE = re.compile(r"[A-Z“].{10,600}[.!]", re.DOTALL)


def message(response: TestResponse) -> str:
    """Return what an error page says."""
    page = Page(response.text)
    assert page.faults == []
    problem = page.by_id["problem"]
    assert problem.get("role") == "alert"
    return next(problem.all("p")).text


def test_every_route_has_its_tests(app: Flask) -> None:
    rules = {rule.endpoint: rule.methods or set() for rule in app.url_map.iter_rules()}
    reads = READS.keys() | account_routes.READS.keys() | account_routes.PROVIDER.keys() | setting_routes.READS.keys()
    writes = WRITES.keys() | account_routes.WRITES.keys() | setting_routes.WRITES.keys()
    assert {endpoint for endpoint, methods in rules.items() if "GET" in methods} - {"static"} == reads
    assert {endpoint for endpoint, methods in rules.items() if "POST" in methods} == writes
    assert all(methods <= {"GET", "HEAD", "OPTIONS", "POST"} for methods in rules.values())


def test_every_form_has_bad_input_to_refuse() -> None:
    only_ids = {
        "jobs.cancel",
        "desk_lists.forget",
        "desk_lists.delete",
        "answers.read",
        "articles.delete",
        "passages.delete",
        "notes.delete",
        "history.take_back",
        "suspicions.look",
    }
    assert {bad.endpoint for bad in BAD} == set(WRITES) - only_ids


@pytest.mark.parametrize("path", [path for paths in READS.values() for path in paths])
def test_a_page_is_well_made_in_every_state(client: FlaskClient, house: House, path: str) -> None:
    response = client.get(house.path(path))
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert Page(response.text).faults == []


@pytest.mark.parametrize("path", [path for paths in READS.values() for path in paths])
def test_looking_at_a_page_changes_nothing(client: FlaskClient, house: House, database: Path, path: str) -> None:
    with nothing_saved(database, PRESENT):
        client.get(house.path(path))
        assert client.head(house.path(path)).data == b""


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_good_form_is_saved_and_leads_to_a_page(
    client: FlaskClient, house: House, database: Path, write: Write
) -> None:
    before = contents(database)
    response = client.post(house.path(write.path), data=write.sent(house))
    assert response.status_code == 303, response.text
    assert response.location.startswith("/")
    after = client.get(response.location)
    assert after.status_code == 200
    assert Page(after.text).faults == []
    changed = {table for table, rows_after in contents(database).items() if rows_after != before[table]}
    assert changed or write.endpoint == "translations.add"  # which answers from memory what was translated before


# What is no record of anything: what a person has read, and how far the machine has come.
UNRECORDED = {
    "answers.read",
    "translations.go_back",
    "jobs.translate_article",
    "jobs.translate_all",
    "jobs.cancel",
    "jobs.retry",
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_change_is_recorded_under_the_name_of_who_made_it(
    client: FlaskClient, house: House, database: Path, write: Write
) -> None:
    (last,) = rows(database, "select max(id) from event")[0]
    client.post(house.path(write.path), data=write.sent(house))
    new = rows(database, "select actor, after from event where id > ?", last)
    assert {actor for actor, _ in new} == ({"Daria Lindqvist"} if write.endpoint not in UNRECORDED else set())
    assert all(after for _, after in new)


@pytest.mark.parametrize("bad", BAD, ids=[f"{bad.endpoint}: {bad.why}" for bad in BAD])
def test_a_bad_form_is_refused_with_a_sentence_and_saves_nothing(
    client: FlaskClient, house: House, database: Path, bad: Bad
) -> None:
    write = WRITES[bad.endpoint]
    path, form = house.path(bad.path or write.path), write.sent(house, bad.changes)
    with nothing_saved(database):
        page, answer = client.post(path, data=form), client.post(path, data=form, headers=JSON)
    assert (page.status_code, answer.status_code) == (bad.status, bad.status), message(page)
    assert MARKUP not in page.text
    assert SENTENCE.fullmatch(message(page))
    assert bad.words in message(page)
    assert answer.json == {"error": message(page)}


def _unknown(path: str) -> Iterator[str]:
    for number in ("0", "999999", "9" * 18, "9" * 19, "9" * 30):
        yield re.sub(r"\{\w+\}", number, path)


@pytest.mark.parametrize("endpoint", [*READS, *WRITES])
def test_an_unknown_id_is_not_found(client: FlaskClient, house: House, database: Path, endpoint: str) -> None:
    write = WRITES.get(endpoint)
    path = write.path if write else READS[endpoint][0]
    if "{" not in path:
        return
    with nothing_saved(database):
        for address in _unknown(path):
            response = client.post(address, data=write.sent(house)) if write else client.get(address)
            assert response.status_code == 404, address
            assert SENTENCE.fullmatch(message(response))


@pytest.mark.parametrize("endpoint", [*READS, *WRITES])
def test_a_wrong_method_is_refused_and_the_right_ones_are_named(
    client: FlaskClient, house: House, database: Path, endpoint: str, app: Flask
) -> None:
    path = house.path((WRITES[endpoint].path if endpoint in WRITES else READS[endpoint][0]).partition("?")[0])
    allowed = set().union(*(rule.methods or () for rule in app.url_map.iter_rules() if _fits(app, rule.endpoint, path)))
    with nothing_saved(database):
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - allowed:
            response = client.open(path, method=method)
            assert response.status_code == 405, method
            assert response.allow.as_set(preserve_casing=True) == allowed
            assert SENTENCE.fullmatch(message(response))


def _fits(app: Flask, endpoint: str, path: str) -> bool:
    adapter = app.url_map.bind("localhost")
    return any(adapter.test(path, method) and adapter.match(path, method)[0] == endpoint for method in ("GET", "POST"))


GUARDED = {endpoint: write for endpoint, write in WRITES.items() if write.guards}
OPTIONAL = {"sources.save", "review.save", "report.correct"}  # an empty revision says that there was nothing yet


@pytest.mark.parametrize("write", GUARDED.values(), ids=GUARDED)
def test_a_form_that_was_opened_before_somebody_else_saved_is_refused(
    client: FlaskClient, house: House, database: Path, write: Write
) -> None:
    assert write.guards
    table, name = write.guards
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(f"update {table} set revision = revision + 1 where id = ?", [house.ids[name]])
    with nothing_saved(database):
        page = client.post(house.path(write.path), data=write.sent(house))
        answer = client.post(house.path(write.path), data=write.sent(house), headers=JSON)
    assert (page.status_code, answer.status_code) == (409, 409)
    assert "changed in another window" in message(page)
    assert answer.json
    assert set(answer.json) == {"error", "current", "submitted"}


@pytest.mark.parametrize("write", GUARDED.values(), ids=GUARDED)
@pytest.mark.parametrize("revision", ["", None], ids=["empty", "missing"])
def test_a_form_that_does_not_say_what_it_saw_overwrites_nothing(
    client: FlaskClient, house: House, database: Path, write: Write, revision: str | None
) -> None:
    with nothing_saved(database):
        response = client.post(house.path(write.path), data=write.sent(house, {"revision": revision}))
    assert response.status_code == (409 if write.endpoint in OPTIONAL else 400)
    assert SENTENCE.fullmatch(message(response))


def test_while_another_program_writes_pages_are_shown_and_forms_are_told_to_come_back(
    app: Flask, house: House, database: Path
) -> None:
    def post(write: Write) -> TestResponse:
        return app.test_client().post(house.path(write.path), data=write.sent(house))

    new = Write("notes.add", "/passages/{bare}/notes", {"category": "none", "severity": "neutral", "text": "Hm."})
    writes = [*WRITES.values(), new]
    with closing(sqlite3.connect(database)) as other, nothing_saved(database):
        other.execute("begin immediate")
        with ThreadPoolExecutor(len(writes)) as pool:  # all at once, because each waits for five seconds
            waiting = [pool.submit(post, write) for write in writes]
            for paths in READS.values():
                assert app.test_client().get(house.path(paths[0])).status_code == 200
            answers = {write.endpoint: future.result() for write, future in zip(writes, waiting, strict=True)}
        other.rollback()
    assert {endpoint: answer.status_code for endpoint, answer in answers.items()} == dict.fromkeys(WRITES, 503)
    assert {message(answer) for answer in answers.values()} == {
        "Another program is writing to the database: nothing was saved, try again."
    }
