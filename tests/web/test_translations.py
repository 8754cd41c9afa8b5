"""Machine translation on a page: remembered, optional, and never in the way."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from annotator.engines.canned import CannedEngine
from tests.contents import nothing_saved, rows
from tests.web.house import RENDERED, House
from tests.web.page import Page
from tests.web.test_routes import message

DEMO_PASSAGE = "select id from passage where article_id = ? and source_language = 'de' order by id limit 1"


def _demo_passage(database: Path, house: House) -> int:
    return int(rows(database, DEMO_PASSAGE, house.ids["demo"])[0][0])


def test_a_translation_is_stored_with_its_signature_and_shown(
    client: FlaskClient, engine: CannedEngine, house: House, database: Path
) -> None:
    passage = _demo_passage(database, house)
    response = client.post(f"/passages/{passage}/renderings", data={"engine": "canned"})
    assert response.status_code == 303
    page = Page(client.get(response.location).text)
    row = next(each for each in page.elements if each.get("data-side") == "machine")
    assert (row.get("lang"), row.text.strip()[0]) == ("en", "«")
    ((signature, language),) = rows(database, "select signature, language from rendering where passage_id = ?", passage)
    assert language == "en"
    assert signature == str(engine.signature("de", "en"))
    assert signature in page.by_id["comparison"].text


def test_a_translation_is_made_once(client: FlaskClient, engine: CannedEngine, house: House, database: Path) -> None:
    path = f"/passages/{_demo_passage(database, house)}/renderings"
    client.post(path, data={"engine": "canned"})
    first = engine.calls
    client.post(path, data={"engine": "canned"})
    assert rows(database, "select count(*) from rendering where passage_id = ?", int(path.split("/")[2])) == [(1,)]
    assert engine.calls - first <= 2  # links are looked for again, the words are not


def test_a_changed_source_leaves_the_old_translation_marked_as_such(client: FlaskClient, house: House) -> None:
    client.post(house.path("/passages/{passage}/source"), data={"text": "Мы ушли.", "language": "ru", "revision": "1"})
    page = client.get(house.path("/articles/{article}?passage={passage}")).text
    assert RENDERED.split()[-2] in page
    assert "of an earlier wording of the original" in page


def test_an_engine_that_fails_is_quoted_and_the_page_stays_usable(
    client: FlaskClient, engine: CannedEngine, house: House, database: Path
) -> None:
    path = f"/passages/{_demo_passage(database, house)}/renderings"
    engine.failure = "The model ran out of memory: close other programs."
    with nothing_saved(database):
        response = client.post(path, data={"engine": "canned"})
    assert response.status_code == 503
    assert message(response) == "The model ran out of memory: close other programs."
    page = client.get(house.path("/articles/{article}?passage={passage}"))
    assert page.status_code == 200
    note = {"category": "none", "severity": "neutral", "text": "Without the machine."}
    assert client.post(house.path("/passages/{passage}/notes"), data=note).status_code == 303


def test_a_pair_of_languages_without_an_engine_is_said_before_anybody_asks(client: FlaskClient, house: House) -> None:
    source = {"text": "לא השארנו אף אחד מאחור.", "language": "he", "revision": ""}
    client.post(house.path("/passages/{bare}/source"), data=source)
    page = client.get(house.path("/articles/{article}?passage={bare}")).text
    assert "No installed model translates Hebrew into English" in page
    response = client.post(house.path("/passages/{bare}/renderings"))
    assert response.status_code == 503
    assert "Hebrew into English" in message(response)


def test_while_a_slow_engine_works_others_read_and_write(
    app: Flask, engine: CannedEngine, house: House, database: Path
) -> None:
    path = f"/passages/{_demo_passage(database, house)}/renderings"
    engine.seconds = 0.4  # for each of the three calls that a translation with its links takes
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(lambda: app.test_client().post(path, data={"engine": "canned"}))
        time.sleep(0.2)
        client = app.test_client()
        note = {"category": "none", "severity": "neutral", "text": "Meanwhile."}
        assert client.get(house.path("/articles/{article}?passage={passage}")).status_code == 200
        assert client.post(house.path("/passages/{passage}/notes"), data=note).status_code == 303
        assert not slow.done()
        assert slow.result().status_code == 303
    assert rows(database, "select text from note where origin = 'person' order by id desc limit 1") == [("Meanwhile.",)]
    assert rows(database, "select count(*) from rendering where passage_id = ?", int(path.split("/")[2])) == [(1,)]


def test_words_that_change_while_the_engine_works_leave_its_answer_as_stale(
    app: Flask, engine: CannedEngine, house: House, database: Path
) -> None:
    engine.seconds = 0.3
    client = app.test_client()
    source = {"text": "Ми нікого не залишили.", "language": "uk", "revision": ""}
    client.post(house.path("/passages/{wider}/source"), data=source)
    with ThreadPoolExecutor(1) as pool:
        path = house.path("/passages/{wider}/renderings")
        slow = pool.submit(lambda: app.test_client().post(path, data={"engine": "canned"}))
        time.sleep(0.15)
        changed = client.post(
            house.path("/passages/{wider}/source"),
            data={**source, "text": "Нікого ми не залишили там.", "revision": "1"},
        )
        assert changed.status_code == 303
        assert slow.result().status_code in {303, 409, 503}
    page = client.get(house.path("/articles/{article}?passage={wider}"))
    assert page.status_code == 200
    assert Page(page.text).faults == []
    if "«Ми нікого" in page.text:
        assert "of an earlier wording of the original" in page.text
