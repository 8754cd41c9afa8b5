"""Pages and forms of accounts: well made, saved as entered, refused with a sentence."""

import re

import pytest
from flask.testing import FlaskClient

from annotator.domain.people import Role
from tests.contents import contents, nothing_saved
from tests.web.account_routes import BAD, NEW, READER, READS, SENDER, WRITES
from tests.web.newsroom import PASSWORD, Newsroom
from tests.web.page import Page
from tests.web.routes import MARKUP, Bad, Write
from tests.web.test_routes import JSON, SENTENCE, message

EVERY_PAGE = pytest.mark.parametrize(
    ("endpoint", "path"), [(endpoint, path) for endpoint, paths in READS.items() for path in paths]
)
EVERY_WRITE = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)


@EVERY_PAGE
def test_a_page_is_well_made_and_looking_at_it_changes_nothing(newsroom: Newsroom, endpoint: str, path: str) -> None:
    with nothing_saved(newsroom.database):
        response = newsroom.client(READER[endpoint]).get(newsroom.path(path))
    assert response.status_code == 200
    assert Page(response.text).faults == []


@EVERY_WRITE
def test_a_good_form_is_saved_and_leads_to_a_page(newsroom: Newsroom, write: Write) -> None:
    before = contents(newsroom.database)
    client = newsroom.client(SENDER[write.endpoint])
    response = client.post(newsroom.path(write.path), data=newsroom.sent(write))
    assert response.status_code == 303, response.text
    after = client.get(response.location)
    assert after.status_code == 200
    assert Page(after.text).faults == []
    assert contents(newsroom.database) != before


@pytest.mark.parametrize("bad", BAD, ids=[f"{bad.endpoint}: {bad.why}" for bad in BAD])
def test_a_bad_form_is_refused_with_a_sentence_beside_what_was_typed(newsroom: Newsroom, bad: Bad) -> None:
    write, client = WRITES[bad.endpoint], newsroom.client(SENDER[bad.endpoint])
    path, form = newsroom.path(bad.path or write.path), newsroom.sent(write, bad.changes)
    before = contents(newsroom.database)
    page, answer = client.post(path, data=form), client.post(path, data=form, headers=JSON)
    after = contents(newsroom.database)
    assert {name for name in after if after[name] != before[name]} <= {"login_attempt"}
    assert (page.status_code, answer.status_code) == (bad.status, bad.status), message(page)
    assert MARKUP not in page.text
    assert PASSWORD not in page.text
    assert bad.words in message(page)
    assert SENTENCE.fullmatch(message(page))
    assert answer.json == {"error": message(page)}


@pytest.mark.parametrize(
    "endpoint", ["people.save", "people.keep_out", "people.let_in", "people.reset", "people.sign_out"]
)
def test_nobody_by_that_id_is_not_found(newsroom: Newsroom, endpoint: str) -> None:
    write = WRITES[endpoint]
    with nothing_saved(newsroom.database):
        for number in ("0", "999999", "9" * 30):
            path = re.sub(r"\{\w+\}", number, write.path)
            response = newsroom.client("admin").post(path, data=newsroom.sent(write))
            assert response.status_code == 404
            assert SENTENCE.fullmatch(message(response))


@EVERY_WRITE
def test_a_form_on_another_site_saves_nothing(newsroom: Newsroom, write: Write) -> None:
    with nothing_saved(newsroom.database):
        response = newsroom.client(SENDER[write.endpoint]).post(
            newsroom.path(write.path), data=newsroom.sent(write), headers={"Sec-Fetch-Site": "cross-site"}
        )
    assert response.status_code == 403
    assert "Set-Cookie" not in response.headers


@EVERY_WRITE
def test_an_address_of_a_form_shows_no_other_method(newsroom: Newsroom, write: Write) -> None:
    for method in ("PUT", "PATCH", "DELETE"):
        assert newsroom.client("admin").open(newsroom.path(write.path), method=method).status_code == 405


def send(newsroom: Newsroom, client: FlaskClient, endpoint: str, **changes: str | None) -> str:
    """Send a good form with `changes`; return where it leads."""
    write = WRITES[endpoint]
    response = client.post(newsroom.path(write.path), data=newsroom.sent(write, changes))
    assert response.status_code == 303, response.text
    return str(response.location)


def test_a_name_in_arabic_with_markup_and_emoji_is_shown_as_it_was_entered(newsroom: Newsroom) -> None:
    shown = 'نور <i>الهدى</i> 👩‍👩‍👧 & "co"'
    send(newsroom, newsroom.client("translator"), "accounts.save", shown=shown)
    page = Page(newsroom.client("admin").get("/people").text)
    assert shown in [each.text for each in page.elements if each.tag == "bdi"]
    header = Page(newsroom.client("translator").get("/").text)
    assert shown in [each.text for each in header.elements if each.tag == "bdi"]


def test_everything_is_recorded_under_the_name_of_who_does_it(newsroom: Newsroom) -> None:
    (last,) = newsroom.rows("select max(id) from event")[0]
    for who, name in [("translator", "Олена Б."), ("editor", "سلمى"), ("admin", "Ines")]:
        newsroom.client(who).post("/articles", data={"text": f"A story of {who}\n\n“Yes,” she said in Polish."})
        recorded = newsroom.rows("select distinct actor from event where id > ?", last)
        assert recorded == [(name,)]
        (last,) = newsroom.rows("select max(id) from event")[0]


def test_changes_of_people_are_in_the_history_and_passwords_are_not(newsroom: Newsroom) -> None:
    (last,) = newsroom.rows("select max(id) from event")[0]
    send(newsroom, newsroom.client("admin"), "people.save")
    send(newsroom, newsroom.client("translator"), "accounts.save_password")
    new = newsroom.rows("select actor, entity, before, after from event where id > ?", last)
    assert {(actor, entity) for actor, entity, *_ in new} == {("Ines", "person")}
    assert '"role": "translator"' in str(new[0][2])
    assert '"role": "editor"' in str(new[0][3])
    assert newsroom.rows("select count(*) from event where before || after like '%argon2%'") == [(0,)]


@pytest.mark.parametrize("do", ["keep_out", "save"])
def test_the_last_admin_stays_one(newsroom: Newsroom, do: str) -> None:
    path = newsroom.path("/people/{admin}" if do == "save" else "/people/{admin}/disable")
    other = newsroom.path("/people/{second_admin}/disable")
    assert newsroom.client("admin").post(other).status_code == 303
    with nothing_saved(newsroom.database):
        response = newsroom.client("admin").post(path, data={"role": "editor", "shown": "", "email": ""})
    assert response.status_code == 400
    assert message(response) == "Ines is the last admin who can sign in: make somebody else an admin first."


def test_a_role_counts_from_the_next_click_on(newsroom: Newsroom) -> None:
    translator = newsroom.client("translator")
    assert translator.get("/people").status_code == 403
    for role, status in [(Role.ADMIN, 200), (Role.EDITOR, 403)]:
        newsroom.client("admin").post(
            newsroom.path("/people/{translator}"), data={"role": role, "shown": "", "email": ""}
        )
        assert translator.get("/people").status_code == status


def test_who_is_disabled_is_out_at_once_and_in_again_only_by_signing_in(newsroom: Newsroom) -> None:
    editor = newsroom.client("editor")
    assert editor.get("/sources").status_code == 200
    newsroom.client("admin").post(newsroom.path("/people/{editor}/disable"))
    assert editor.get("/").location == "/login"
    newsroom.client("admin").post(newsroom.path("/people/{editor}/enable"))
    assert editor.get("/").location == "/login"
    send(newsroom, editor, "signing_in.enter", name="سلمى")
    assert editor.get("/").status_code == 200


def test_a_new_password_ends_the_other_sessions_and_the_old_password(newsroom: Newsroom) -> None:
    here, there = newsroom.client("translator"), newsroom.client()
    send(newsroom, there, "signing_in.enter")
    send(newsroom, here, "accounts.save_password")
    assert here.get("/").status_code == 200
    assert there.get("/").location == "/login"
    assert there.post("/login", data={"name": "Олена Б.", "password": PASSWORD}).status_code == 401
    send(newsroom, there, "signing_in.enter", password=NEW)


def test_sessions_are_listed_and_ended_and_nobody_elses_can_be(newsroom: Newsroom) -> None:
    here = newsroom.client("translator")
    page = here.get("/account").text
    assert "Safari on iPhone" in page
    assert "from 192.168.1.7" in page
    with nothing_saved(newsroom.database):
        newsroom.client("editor").post(newsroom.path("/account/sessions/{other_session}/end"))
    send(newsroom, here, "accounts.end")
    assert "192.168.1.7" not in here.get("/account").text
    assert here.get("/").status_code == 200


def test_an_invitation_makes_one_account_with_the_role_it_names(newsroom: Newsroom) -> None:
    client = newsroom.client()
    send(newsroom, client, "signing_in.accept")
    assert newsroom.rows("select name, role, email, display_name from person where name like 'Zo%'") == [
        ("Zoë", "editor", "zoe@example.org", "Zoë Marsh 🚢")
    ]
    assert client.get("/").status_code == 200
    for method in (client.get, client.post):
        response = method(newsroom.path("/invitation/{joining}"), data={"name": "Another"})
        assert response.status_code == 400
        assert "was used already" in message(response)
    assert newsroom.rows("select actor from event where entity = 'person' order by id desc limit 1") == [("Zoë",)]


def test_a_reset_link_gives_a_new_password_and_ends_all_sessions(newsroom: Newsroom) -> None:
    form = {"password": NEW, "password_again": NEW, "name": "Ines"}
    client = newsroom.client()
    assert client.post(newsroom.path("/invitation/{resetting}"), data=form).status_code == 303
    assert "Олена" in client.get("/account").text
    assert newsroom.client("translator").get("/").location == "/login"
    again = newsroom.client().post("/login", data={"name": "олена б.", "password": NEW})
    assert again.status_code == 303


def test_an_admin_gets_a_link_that_works_and_is_stored_nowhere(newsroom: Newsroom) -> None:
    location = send(newsroom, newsroom.client("admin"), "people.invite")
    page = Page(newsroom.client("admin").get(location).text)
    link = page.by_id["link"].get("value")
    assert link.startswith("http://localhost/invitation/")
    assert link.rpartition("/")[2] not in str(contents(newsroom.database))
    assert newsroom.client().get(link.removeprefix("http://localhost")).status_code == 200


def test_a_link_that_was_withdrawn_leads_nowhere(newsroom: Newsroom) -> None:
    send(newsroom, newsroom.client("admin"), "people.withdraw")
    response = newsroom.client().get(newsroom.path("/invitation/{joining}"))
    assert response.status_code == 400
    assert "leads nowhere" in message(response)
