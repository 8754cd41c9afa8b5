"""Source documents in the browser: added from files, searched, and looked in for a passage."""

import io
from pathlib import Path

from flask.testing import FlaskClient

from tests.contents import rows
from tests.web.house import SUBTITLES, House
from tests.web.page import Page


def _upload(client: FlaskClient, data: bytes, name: str, **fields: str) -> str:
    response = client.post("/sources", data={"file": (io.BytesIO(data), name), **fields})
    assert response.status_code == 303, response.text
    return response.location


def test_subtitles_are_shown_with_their_times_their_turns_and_what_was_wrong(client: FlaskClient) -> None:
    other = SUBTITLES.replace("Мы никого", "Мы, кажется, никого")
    page = client.get(_upload(client, other.encode(), "ночной_эфир.srt")).text
    assert "ночной эфир" in page
    assert '<span class="time" lang="en" dir="ltr">0:03</span>' in page
    assert '<span class="speaker">С. Лозовой:</span>' in page
    assert "overlap with the one before" in page
    assert Page(page).faults == []


def test_the_same_text_twice_leads_to_the_document_that_has_it(
    client: FlaskClient, house: House, database: Path
) -> None:
    before = rows(database, "select count(*) from source_document")
    location = _upload(client, SUBTITLES.encode(), "again.srt")
    assert location == f"/sources/{house.ids['transcript']}?known=yes"
    assert "already here" in client.get(location).text
    assert rows(database, "select count(*) from source_document") == before


def test_a_relay_and_a_wrong_language_are_plainly_warned_of(client: FlaskClient, house: House) -> None:
    assert "themselves a translation (relay)" in client.get(house.path("/sources/{transcript}")).text
    words = "Мы никого не оставили на том берегу, но считала я по головам, а не по фамилиям."
    page = client.get(_upload(client, words.encode(), "a.txt", language="uk")).text
    assert "said to be Ukrainian, but seems to be Russian" in page


def test_a_document_that_is_added_for_a_passage_is_searched_at_once(client: FlaskClient, house: House) -> None:
    words = "Капитан устала. Мы никого не оставили позади, сказала она, и все молчали. Потом пошёл дождь."
    location = _upload(client, words.encode(), "a.txt", passage=str(house.ids["passage"]))
    assert location.startswith(house.path("/passages/{passage}/locate?document="))
    page = client.get(location).text
    assert '<mark class="used">' in page
    assert 'data-digit="1"' in page


def test_what_is_not_there_is_plainly_not_found(client: FlaskClient, house: House) -> None:
    words = "Министр подписал бюджет на будущий год. Биржа закрылась ростом. Погода завтра будет ясной."
    location = _upload(client, words.encode(), "a.txt", passage=str(house.ids["passage"]))
    page = client.get(location).text
    assert "<strong>Not found.</strong>" in page
    assert "data-digit" not in page


def test_a_region_of_the_page_is_what_a_script_gets(client: FlaskClient, house: House) -> None:
    path = house.path("/passages/{passage}/locate?document={transcript}")
    page = client.get(path, headers={"X-Regions": "panel"}).text
    assert 'id="panel"' in page
    assert 'id="article"' not in page
    assert "<html" not in page


def test_a_chosen_place_is_the_original_of_the_passage(client: FlaskClient, house: House) -> None:
    attached = house.path("{source}:1")
    form = {"document": str(house.ids["transcript"]), "start": "0", "end": "11", "revision": "1", "attached": attached}
    page = client.post(house.path("/passages/{passage}/locate"), data=form, follow_redirects=True).text
    assert "In context" in page
    assert house.path("/sources/{transcript}") in page


def test_documents_are_searched_by_their_words(client: FlaskClient) -> None:
    page = client.get("/sources?words=берегу").text
    assert page.count('<mark class="hit">берегу</mark>') >= 1
    assert "No source document fits" in client.get("/sources?words=крокодил").text
