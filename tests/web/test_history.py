"""The pages of the history, undo and redo, the report: what they show, and who may do what."""

import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import NoteDetails, NoteState
from annotator.domain.people import Role
from annotator.services.add_person import add_person
from annotator.services.decide import decide
from annotator.services.sign_in import open_session
from annotator.storage import Storage
from annotator.web.state import COOKIE
from tests.contents import nothing_saved, rows
from tests.web.house import QUOTE, House
from tests.web.page import Page, fields
from tests.web.routes import WEIRD, WRITES


def _undo_form(client: FlaskClient, path: str, word: str = "Undo") -> dict[str, str]:
    """Return the address and fields of a button beside the article."""
    page = Page(client.get(path).text)
    for form in page.by_id["undoing"].all("form"):
        if word in form.text:
            return {"action": form.get("action"), **fields(form)}
    raise AssertionError(f"there is no {word} on {path}")


def test_what_was_done_last_is_undone_and_done_again_beside_the_article(
    client: FlaskClient, house: House, database: Path
) -> None:
    path = house.path("/articles/{article}?passage={passage}")
    client.post(house.path("/notes/{note}"), data=WRITES["notes.save"].sent(house))
    changed = rows(database, "select text from note where id = ?", house.ids["note"])
    for word, text in (("Undo", "The note: “as far as I know” is lost."), ("Redo", changed[0][0])):
        form = _undo_form(client, path, word)
        answer = client.post(form.pop("action"), data=form)
        assert answer.location == path
        assert rows(database, "select text from note where id = ?", house.ids["note"]) == [(text,)]


def test_the_history_of_a_passage_tells_who_did_what_without_codes(client: FlaskClient, house: House) -> None:
    client.post(house.path("/passages/{passage}"), data=WRITES["passages.describe"].sent(house))
    text = Page(client.get(house.path("/passages/{passage}/history")).text).by_id["main"].text
    for words in (
        "Daria Lindqvist",
        "Speaker",
        "Galina Sedykh",
        "Partial quote",
        "wrote a note",
        "attached original words",
    ):
        assert words in text
    for code in ("partial-quote", "span_start", "revision", "{", "null"):
        assert code not in text


def test_a_deleted_passage_keeps_its_history_and_comes_back_from_it(
    client: FlaskClient, house: House, database: Path
) -> None:
    page = Page(client.get(house.path("/passages/{gone}/history")).text)
    form = next(each for each in page.elements if each.tag == "form" and "Bring it back" in each.text)
    answer = client.post(form.get("action"), data=fields(form))
    assert answer.location == house.path("/passages/{gone}/history")
    assert rows(database, "select deleted_at from passage where id = ?", house.ids["gone"]) == [(None,)]


def test_markup_and_marks_of_direction_are_told_as_they_are(client: FlaskClient, house: House) -> None:
    form = WRITES["notes.save"].sent(house, {"text": WEIRD})
    client.post(house.path("/notes/{note}"), data=form)
    client.post(house.path("/articles/{article}/correction"), data={"text": WEIRD, "revision": "1"})
    for path in ("/notes/{note}/history", "/articles/{article}/history", "/articles/{article}/report"):
        answer = client.get(house.path(path))
        assert "<script>alert" not in answer.text
        assert Page(answer.text).faults == []


def test_an_article_that_was_deleted_keeps_its_history(client: FlaskClient, house: House) -> None:
    client.post(house.path("/articles/{article}/delete"), data={"revision": "1"})
    assert "deleted the article" in client.get(house.path("/articles/{article}/history")).text
    assert client.get(house.path("/articles/{article}/report")).status_code == 404


@pytest.mark.parametrize("next_path", ["https://example.org/", "//example.org", "/\\example.org", "/\r\nx"])
def test_an_undo_leads_to_no_other_site(client: FlaskClient, house: House, next_path: str) -> None:
    answer = client.post(house.path("/changes/{own_change}/undo"), data={"next": next_path})
    assert answer.location.startswith(house.path("/articles/{article}"))


@pytest.fixture
def people(app: Flask, database: Path) -> dict[str, FlaskClient]:
    """A browser for each role, signed in."""
    browsers = {}
    with Storage(database, "admin") as storage:
        for role in (Role.ADMIN, Role.EDITOR, Role.TRANSLATOR):
            person = add_person(storage, f"the {role}", role)
            token = open_session(storage, person, "127.0.0.1", "test", datetime.datetime.now(datetime.UTC))
            browsers[role.value] = app.test_client()
            browsers[role.value].set_cookie(COOKIE, token)
    return browsers


def test_a_translator_neither_undoes_nor_restores_what_only_an_editor_decides(
    people: dict[str, FlaskClient], house: House, database: Path
) -> None:
    with Storage(database, "the translator") as storage:  # decided before the role was taken away
        decide(storage, house.ids["note"], None, DecisionDetails(Verdict.WRONG))
        decision = storage.decisions.of_note(house.ids["note"])
        assert decision
        (event,) = storage.events.of("decision", decision.id)
    paths = [f"/changes/{event.change_id}/undo", f"/events/{event.id}/undo", f"/events/{event.id}/restore"]
    with nothing_saved(database):
        for path in paths:
            assert people["translator"].post(path, data={"revision": "1"}).status_code == 403
    assert people["editor"].post(paths[1], data={}).status_code == 303


def test_a_translator_may_undo_the_settling_of_a_suspicion(
    people: dict[str, FlaskClient], house: House, database: Path
) -> None:
    translator, suspected = people["translator"], NoteDetails("tone", "minor", "It sounds surer.")
    with Storage(database, "the app") as storage:
        suspicion = storage.notes.add(
            house.ids["bare"], house.ids["article"], suspected, [], origin="tone", state=NoteState.SUSPECTED
        )
    settled = {"verdict": "defensible", "revision": "1"}
    assert translator.post(f"/suspicions/{suspicion.id}", data=settled).status_code == 303
    form = _undo_form(translator, house.path("/articles/{article}?passage={passage}"))
    assert translator.post(form.pop("action"), data=form).status_code == 303
    assert rows(database, "select state from note where id = ?", suspicion.id) == [("suspected",)]


def test_nobody_is_offered_to_undo_what_somebody_else_did(people: dict[str, FlaskClient], house: House) -> None:
    page = Page(people["editor"].get(house.path("/articles/{article}?passage={passage}")).text)
    assert list(page.by_id["undoing"].all("form")) == []


def test_who_may_not_sign_off_or_publish_sees_no_form_for_it(people: dict[str, FlaskClient], house: House) -> None:
    for role, shown in (("translator", False), ("editor", True)):
        page = Page(people[role].get(house.path("/articles/{bridge}/report")).text)
        actions = {each.get("action") for each in page.elements if each.tag == "form"}
        assert (house.path("/articles/{bridge}/sign-off") in actions) is shown
        assert (house.path("/articles/{bridge}/correction") in actions) is shown


def test_a_sign_off_is_refused_with_what_is_open_and_then_given(
    client: FlaskClient, house: House, database: Path
) -> None:
    path, form = house.path("/articles/{article}/sign-off"), {"version": house.path("{version}")}
    assert QUOTE in Page(client.post(path, data=form).text).by_id["problem"].text
    with Storage(database, "Daria Lindqvist") as storage:
        waiting = storage.sign_offs.undecided(house.ids["article"])
    for matter in waiting:
        client.post(f"/review/{matter.note_id}", data={"verdict": "faithful", "revision": ""})
    assert client.post(path, data=form).status_code == 303
    report = Page(client.get(house.path("/articles/{article}/report")).text).by_id["sign-off"].text
    assert "Signed off" in report
    client.post(house.path("/passages/{wider}/delete"), data={"revision": "1"})
    again = Page(client.get(house.path("/articles/{article}/report")).text).by_id["sign-off"].text
    assert "Open again" in again
    assert "deleted a passage" in again
    assert rows(database, "select count(*) from sign_off where deleted_at is null") == [(2,)]
