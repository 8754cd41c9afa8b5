"""Translation jobs on pages: offered, followed, cancelled, tried again; and where a text leaves the machine."""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from annotator.config import Config
from annotator.engines.canned import CannedEngine
from annotator.jobs.background import background
from annotator.web import create_app
from annotator.web.state import EXTENSION
from tests.contents import rows
from tests.web import house as houses
from tests.web.house import House
from tests.web.page import Page

REMOTE = """
[[engine]]
name = "newsroom"
kind = "libretranslate"
url = "https://translate.example.org"
pairs = ["ru-en", "de-en", "en-ru"]
"""


def _job(client: FlaskClient, path: str, engine: str = "canned") -> str:
    response = client.post(path, data={"engine": engine})
    assert response.status_code == 303
    return str(response.location)


def test_an_article_is_translated_while_one_goes_on_working(
    app: Flask, client: FlaskClient, house: House, database: Path, engine: CannedEngine
) -> None:
    before = rows(database, "select count(*) from rendering")[0][0]
    _job(client, house.path("/articles/{demo}/translations"))
    page = Page(client.get(house.path("/articles/{demo}")).text)
    bar = next(each for each in page.elements if each.tag == "progress")
    assert (bar.get("value"), page.by_id["job"].get("data-follow")) == ("0", house.path("/articles/{demo}"))
    assert "translate-all" not in page.by_id  # it is being translated
    (job,) = rows(database, "select max(id) from job")[0]
    passages = rows(database, "select count(*) from job_task where job_id = ?", job)[0][0]
    with background(Config(database.parent, houses.PERSON), app.extensions[EXTENSION].engines):
        deadline = time.monotonic() + 20
        while "data-follow" in client.get(f"/jobs/{job}").text:
            time.sleep(0.05)
            assert time.monotonic() < deadline
    assert rows(database, "select count(*) from rendering")[0][0] == before + passages
    assert f"All {passages} passages translated" in client.get(f"/jobs/{job}").text
    again = Page(client.get(house.path("/articles/{demo}")).text)
    assert "translate-all" in again.by_id
    assert "job" not in again.by_id


def test_a_script_gets_the_progress_alone(client: FlaskClient, house: House) -> None:
    answer = client.get(house.path("/jobs/{job}"), headers={"X-Regions": "job"}).text
    assert "<html" not in answer
    assert 'id="job"' in answer
    whole = client.get(house.path("/jobs/{job}")).text
    assert '<noscript><meta http-equiv="refresh"' in whole
    assert '<meta http-equiv="refresh"' not in client.get(house.path("/jobs/{failed_job}")).text


def test_a_job_that_nobody_looks_after_says_so(client: FlaskClient, house: House, database: Path) -> None:
    _sql(database, "update job set created_at = strftime('%Y-%m-%dT%H:%M:%f+00:00')")
    assert "annotator run" not in client.get(house.path("/jobs/{job}")).text
    _sql(database, "update job set created_at = '2020-01-01T00:00:00.000+00:00'")
    assert "start the app with “annotator run”" in client.get(house.path("/jobs/{job}")).text
    assert "start the app with “annotator run”" in client.get("/jobs").text


def test_a_job_is_cancelled_and_gone_on_with(client: FlaskClient, house: House) -> None:
    assert "Cancel the rest" in client.get(house.path("/jobs/{job}")).text
    response = client.post(house.path("/jobs/{job}/cancel"))
    assert "Translate the rest" in client.get(response.location).text
    response = client.post(house.path("/jobs/{job}/retry"))
    assert "Cancel the rest" in client.get(response.location).text


def test_what_failed_is_told_with_its_passage_and_tried_again(client: FlaskClient, house: House) -> None:
    page = client.get(house.path("/jobs/{failed_job}")).text
    assert "&lt;b&gt;No&lt;/b&gt; answer came: try again." in page
    assert house.path("/articles/{article}?passage={passage}") in page
    client.post(house.path("/jobs/{failed_job}/retry"))
    assert "answer came" not in client.get(house.path("/jobs/{failed_job}")).text


def test_the_library_has_all_articles_translated(client: FlaskClient, house: House, database: Path) -> None:
    assert "Translate all passages of all articles" in client.get("/").text
    location = _job(client, "/translations")
    page = client.get(location)
    assert "Translate the passages of all articles" in page.text
    assert rows(database, "select article_id from job order by id desc limit 1") == [(None,)]


def test_without_originals_nothing_is_offered(client: FlaskClient, house: House) -> None:
    assert "Translate all" not in client.get(house.path("/articles/{bridge}")).text


@pytest.fixture
def remote(house: House, tmp_path: Path) -> FlaskClient:
    """A browser of an app with a translation server configured, which no test reaches."""
    shutil.copy(house.file, tmp_path / "annotator.db")
    (tmp_path / "remote.toml").write_text(REMOTE)
    return create_app(Config(tmp_path, houses.PERSON), houses.engines(tmp_path, houses.canned())).test_client()


def test_a_text_leaves_the_machine_only_by_a_button_that_says_where_it_goes(remote: FlaskClient, house: House) -> None:
    page = Page(remote.get(house.path("/articles/{article}?passage={passage}")).text)
    forms = [form for form in page.elements if form.tag == "form" and "ranslations" in (form.get("action") or "")]
    forms += [form for form in page.elements if form.tag == "form" and "renderings" in (form.get("action") or "")]
    assert len(forms) == 4
    for form in forms:
        away = any((field.get("value") or "").startswith("remote:") for field in form.all("input"))
        assert away == ("sent to translate.example.org" in form.text)
        assert not any((option.get("value") or "").startswith("remote:") for option in form.all("option"))
    shown = [button.text for form in forms for button in form.all("button")]
    assert "Translate with newsroom (the text is sent to translate.example.org)" in shown
    assert "Put them back with newsroom (they are sent to translate.example.org)" in shown


def test_so_it_is_for_whole_articles_and_for_all_of_them(remote: FlaskClient, house: House) -> None:
    for path in (house.path("/articles/{demo}"), "/"):
        page = Page(remote.get(path).text)
        buttons = [
            each.text for each in page.elements if each.tag == "button" and each.text.startswith("Translate all")
        ]
        assert len(buttons) == 2
        assert buttons[1].endswith("with newsroom (the texts are sent to translate.example.org)")


def test_a_server_that_was_made_the_preferred_is_named_where_no_engine_is(house: House, tmp_path: Path) -> None:
    shutil.copy(house.file, tmp_path / "annotator.db")
    (tmp_path / "remote.toml").write_text(REMOTE.replace('"en-ru"', '"ar-en", "uk-en"') + "automatic = true\n")
    client = create_app(Config(tmp_path, houses.PERSON), houses.engines(tmp_path)).test_client()
    page = Page(client.get(house.path("/articles/{demo}")).text)
    assert "texts are sent to translate.example.org" in page.by_id["translate-all-preferred"].text


def test_the_reporters_words_are_put_back_and_shown_under_their_own_name(
    client: FlaskClient, house: House, database: Path, engine: CannedEngine
) -> None:
    path = house.path("/articles/{article}?passage={passage}")
    assert "Put them back into Russian" in client.get(path).text
    before = rows(database, "select count(*) from rendering")
    response = client.post(house.path("/passages/{passage}/back-translations"), data={"engine": "canned"})
    assert response.location == path
    page = Page(client.get(path).text)
    back = page.by_id["way-back"]
    told = " ".join(back.text.split())
    assert "Reporter, put back into Russian by Canned answers (fixed answers for demonstrations" in told
    assert "the machine may be at fault" in told
    assert "«We left no one behind»" in back.text
    assert str(engine.signature("en", "ru")) in back.text
    assert "no evidence of what was said" in back.text
    words = next(each for each in back.all("p") if each.get("lang"))
    assert (words.get("lang"), words.get("dir")) == ("ru", "ltr")
    assert rows(database, "select count(*) from rendering") == before


def test_where_no_engine_can_put_them_back_it_is_said_what_can_be_done(client: FlaskClient, house: House) -> None:
    page = Page(client.get(house.path("/articles/{article}?passage={bare}")).text)
    told = page.by_id["way-back"].text
    assert "No installed model translates English into Arabic" in told
    assert "annotator models add facebook/m2m100_418M" in told
    assert "way-back" not in Page(client.get(house.path("/articles/{article}?passage={wider}")).text).by_id


def _sql(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement)
