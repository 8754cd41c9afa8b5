"""The page of the checks, and reasons for rejecting what they suspect."""

from pathlib import Path

from flask.testing import FlaskClient

from annotator.domain.checks import CHECKS
from annotator.domain.checks.explanations import EXPLANATIONS
from annotator.domain.notes import NoteDetails, NoteState
from annotator.storage import Storage
from tests.contents import nothing_saved, rows
from tests.web.house import House
from tests.web.newsroom import Newsroom
from tests.web.page import Page
from tests.web.routes import WEIRD


def told(client: FlaskClient, code: str) -> str:
    """Return what the page says of one check."""
    page = Page(client.get("/checks").text)
    assert page.faults == []
    return " ".join(page.by_id[f"check-{code}"].text.split())


def test_an_admin_switches_a_check_off_and_on_and_everybody_reads_who_it_was(newsroom: Newsroom) -> None:
    admin, translator = newsroom.client("admin"), newsroom.client("translator")
    assert "Switch off" in told(admin, "numbers")
    response = admin.post("/checks/numbers", data={"do": "off"})
    assert (response.status_code, response.location) == (303, "/checks#check-numbers")
    assert "Ines switched it off on" in told(translator, "numbers")
    assert "Switch" not in told(translator, "numbers")
    assert "Switch on again" in told(admin, "numbers")
    newsroom.client("second admin").post("/checks/numbers", data={"do": "on"})
    assert "Noor switched it on again on" in told(translator, "numbers")


def test_the_page_says_what_each_check_looks_for_and_is_found_from_the_review_desk(client: FlaskClient) -> None:
    for check in CHECKS:
        assert " ".join(EXPLANATIONS[check.code].split()) in told(client, check.code)
    assert 'href="/checks"' in client.get("/review").text


def test_only_an_admin_switches(newsroom: Newsroom) -> None:
    with nothing_saved(newsroom.database):
        for who in ("translator", "editor"):
            assert newsroom.client(who).post("/checks/numbers", data={"do": "off"}).status_code == 403


def test_a_passage_says_which_checks_are_off(client: FlaskClient, house: House) -> None:
    client.post("/checks/names", data={"do": "off"})
    page = Page(client.get(house.path("/articles/{article}?passage={passage}")).text)
    assert "not looked for: “Names and titles”" in page.by_id["suspicions"].text


def test_counts_become_a_share_when_there_are_enough_of_them(client: FlaskClient, house: House, database: Path) -> None:
    assert "No verdict yet." in told(client, "tone")
    with Storage(database, "Ines") as storage:
        for number in range(12):
            details = NoteDetails("tone", "minor", "An insult was lost.")
            state = NoteState.REJECTED if number < 3 else NoteState.OPEN
            storage.notes.add(
                house.ids["passage"], house.ids["article"], details, [], origin="tone", state=state, confidence=0.7
            )
            if number == 8:
                assert "6 right, 3 wrong. 9 verdicts are too few" in told(client, "tone")
    assert "75 % right. 9 right, 3 wrong." in told(client, "tone")
    assert "With 12 verdicts, anything between 47 and 91 % fits." in told(client, "tone")
    assert "The last 3 rejected suspicions" in told(client, "tone")


def test_a_suspicion_is_rejected_at_once_without_a_reason(client: FlaskClient, house: House, database: Path) -> None:
    address = house.path("/articles/{article}?passage={passage}")
    page = Page(client.get(address).text)
    form = page.by_id[f"reject-{house.ids['suspicion']}"]
    fields = {each.get("name"): each.get("value") for each in form.all("input") if each.get("name")}
    assert fields == {"revision": "1", "verdict": "reject", "reason": ""}
    button = next(each for each in page.elements if each.get("data-key") == "reject")
    assert button.get("form") == form.get("id")  # the key sends this form as it is
    assert client.post(form.get("action"), data=fields).status_code == 303
    state = rows(database, "select state, rejection from note where id = ?", house.ids["suspicion"])
    assert state == [("rejected", "")]


def test_a_reason_is_shown_on_the_passage_and_with_the_check(client: FlaskClient, house: House, database: Path) -> None:
    form = {"verdict": "reject", "revision": "1", "reason": WEIRD}
    assert client.post(house.path("/suspicions/{suspicion}"), data=form).status_code == 303
    ((kept,),) = rows(database, "select rejection from note where id = ?", house.ids["suspicion"])
    page = Page(client.get(house.path("/articles/{article}?passage={passage}")).text)
    assert page.faults == []
    assert page.by_id[f"rejection-{house.ids['suspicion']}"].get("value") == kept
    assert " ".join(kept.split()) in told(client, "numbers")
    links = {each.get("href") for each in Page(client.get("/checks").text).by_id["check-numbers"].all("a")}
    assert house.path("/articles/{article}?passage={passage}") in links


def test_a_reason_given_afterwards_stands_in_the_history(client: FlaskClient, house: House) -> None:
    path = house.path("/suspicions/{turned_down}/reason")
    assert client.post(path, data={"reason": "She is called so.", "revision": "1"}).status_code == 303
    assert "She is called so." in told(client, "names")
    history = Page(client.get(house.path("/notes/{turned_down}/history")).text).by_id["main"].text
    assert "Reason for rejecting it" in history
    assert "She is called so." in history
