"""The page of an article's versions."""

from pathlib import Path

from flask.testing import FlaskClient

from tests.contents import nothing_saved, rows
from tests.web.house import TEXT, House
from tests.web.page import Page, fields

THEIRS = TEXT.replace("The nurse said in Arabic", "A nurse said in Arabic")
MINE = TEXT.replace("a café full of people", "reporters")


def test_who_pastes_over_a_version_he_did_not_see_gets_both_and_may_save_his_own(
    client: FlaskClient, house: House, database: Path
) -> None:
    path = house.path("/articles/{article}/versions")
    assert client.post(path, data={"text": THEIRS, "version": "1"}).status_code == 303
    with nothing_saved(database):
        answer = client.post(path, data={"text": MINE, "version": "1"})
    page = Page(answer.text)
    assert (answer.status_code, page.faults) == (409, [])
    assert "version 2 is there now" in page.by_id["problem"].text
    difference = answer.text.partition("What yours would change")[2].partition("</section>")[0]
    assert "<del>" in difference
    assert "<ins>reporters</ins>" in difference
    form = page.form(path)
    assert fields(form)["text"] == MINE
    assert client.post(path, data=fields(form)).status_code == 303
    texts = rows(database, "select text from article_version where article_id = ?", house.ids["article"])
    assert texts == [(TEXT,), (THEIRS,), (MINE,)]


def test_a_program_gets_both_texts(client: FlaskClient, house: House) -> None:
    path = house.path("/articles/{article}/versions")
    client.post(path, data={"text": THEIRS, "version": "1"})
    answer = client.post(path, data={"text": MINE, "version": "1"}, headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert answer.json
    assert (answer.json["current"], answer.json["submitted"]) == ({"text": THEIRS}, {"text": MINE})
