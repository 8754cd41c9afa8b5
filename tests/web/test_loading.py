"""A model that takes long to load, asked on a page: with and without a script one sees what is going on."""

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from annotator.config import Config
from annotator.engines.folders import read
from annotator.engines.local import LocalEngine
from annotator.engines.network import Runner
from annotator.engines.registry import Engines
from annotator.errors import EngineFailed
from annotator.resources import folder
from annotator.web import create_app
from tests.contents import nothing_saved, rows
from tests.web import house as houses
from tests.web.house import House
from tests.web.page import Page
from tests.web.test_routes import message

NAME = "local:starter-en"


class Slow(LocalEngine):
    """Loads its network when it is told to, and fails then where it is told that, too."""

    def __init__(self) -> None:
        super().__init__(read(folder("models") / "starter-en"))
        self.go_on, self.trouble = threading.Event(), ""

    def runner(self) -> Runner:
        self.go_on.wait(20)
        if self.trouble:
            raise EngineFailed(self.trouble)
        return super().runner()


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def client(house: House, tmp_path: Path, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr("annotator.web.translations.PATIENCE", 0.05)
    shutil.copy(house.file, tmp_path / "annotator.db")
    engines = Engines(tmp_path, also=[slow], embedded=tmp_path / "none")
    return create_app(Config(tmp_path, houses.PERSON), engines).test_client()


def _until(done: Callable[[], object]) -> None:
    until = time.monotonic() + 20
    while not done():
        time.sleep(0.01)
        assert time.monotonic() < until


def _wait(slow: Slow) -> None:
    slow.go_on.set()
    _until(lambda: not slow.progress)


def test_without_a_script_a_page_says_how_far_the_model_is_and_then_goes_on(
    client: FlaskClient, house: House, slow: Slow, tmp_path: Path
) -> None:
    passage = house.path("/articles/{article}?passage={passage}")
    assert "its model is loaded at the first use" in client.get(passage).text
    form, action = {"engine": NAME}, house.path("/passages/{passage}/renderings")
    with nothing_saved(tmp_path / "annotator.db", {"presence"}):
        sent = client.post(action, data=form)
        assert (sent.status_code, sent.location.partition("?")[0]) == (303, house.path("/passages/{passage}/loading"))
        _until(lambda: "step 3" in slow.progress)
        page = client.get(sent.location)
        assert Page(page.text).faults == []
        assert "Loading the model starter-en: reading its network, step 3 of 3…" in page.text
        assert '<noscript><meta http-equiv="refresh"' in page.text
        assert client.post(action, data=form).location == sent.location  # asked again meanwhile
        _wait(slow)
        ready = Page(client.get(sent.location).text)
    assert "go-on" in ready.by_id
    assert "refresh" not in client.get(sent.location).text
    button = next(each for each in ready.elements if each.tag == "form" and each.get("action") == action)
    assert [field.get("value") for field in button.all("input")] == [NAME]
    assert client.post(action, data=form).location == passage
    assert "its model is loaded at the first use" not in client.get(passage).text
    made = rows(tmp_path / "annotator.db", "select signature from rendering")
    assert sum(signature.startswith("engine:local") for (signature,) in made) == 1


def test_a_script_asks_for_the_step_while_its_form_is_out(client: FlaskClient, house: House, slow: Slow) -> None:
    bench = Page(client.get(house.path("/articles/{article}?passage={passage}")).text)
    wait = next(each.get("data-wait") for each in bench.elements if each.get("data-wait"))
    assert wait == house.path("/passages/{passage}/loading")
    answer: list[int] = []
    headers = {"X-Regions": "comparison suspicions"}

    def send() -> None:
        sent = client.application.test_client().post(
            house.path("/passages/{passage}/renderings"), data={"engine": NAME}, headers=headers
        )
        answer.append(sent.status_code)

    thread = threading.Thread(target=send)
    thread.start()
    until = time.monotonic() + 20
    while "loading-step" not in (told := client.get(f"{wait}?engine={NAME}", headers={"X-Regions": "loading"}).text):
        time.sleep(0.02)
        assert time.monotonic() < until
    assert "<html" not in told
    assert answer == []
    _wait(slow)
    thread.join(20)
    assert answer == [303]


def test_a_model_that_cannot_be_loaded_says_so_where_it_is_asked(client: FlaskClient, house: House, slow: Slow) -> None:
    slow.trouble = "The checkpoint is damaged: get it again."
    slow.go_on.set()
    action = house.path("/passages/{passage}/renderings")
    refused = client.post(action, data={"engine": NAME})
    while refused.status_code == 303:  # it took longer than a twentieth of a second to fail
        time.sleep(0.1)
        refused = client.post(action, data={"engine": NAME})
    assert (refused.status_code, message(refused)) == (503, slow.trouble)


def _heading(client: FlaskClient, where: str) -> str:
    return " ".join(next(each.text for each in Page(client.get(where).text).elements if each.tag == "h1").split())


def test_the_page_says_what_happens_and_for_which_passage(client: FlaskClient, house: House, slow: Slow) -> None:
    where = house.path("/passages/{passage}/loading") + f"?engine={NAME}"
    assert _heading(client, where) == "The model is not loaded yet"
    client.post(house.path("/passages/{passage}/renderings"), data={"engine": NAME})
    _until(lambda: "step 3" in slow.progress)
    assert _heading(client, where) == "Loading starter-en"
    ((words, title),) = rows(
        house.file,
        "select passage.exact, article.title from passage join article on article.id = article_id"
        f" where passage.id = {house.path('{passage}')}",
    )
    shown = Page(client.get(where).text).by_id["main"].text
    assert words in shown
    assert title in shown
    _wait(slow)
    assert _heading(client, where) == "The model is ready"


def test_a_model_that_fails_after_a_long_load_says_so_on_the_page_that_waits(
    client: FlaskClient, house: House, slow: Slow
) -> None:
    sent = client.post(house.path("/passages/{passage}/renderings"), data={"engine": NAME})
    assert sent.status_code == 303
    slow.trouble = "The checkpoint is damaged: get it again."
    _wait(slow)
    page = Page(client.get(sent.location).text)
    assert page.faults == []
    assert slow.trouble in page.by_id["main"].text
    assert _heading(client, sent.location) == "starter-en cannot be loaded"
    assert page.by_id["go-on"].text.strip() == "Try again"
    slow.trouble = ""
    slow.load()
    assert _heading(client, sent.location) == "The model is ready"


def test_the_way_back_waits_on_its_own_page(client: FlaskClient, house: House) -> None:
    sent = client.get(house.path("/passages/{passage}/loading?back=1"))
    assert sent.status_code == 503  # nothing that is installed here writes Russian
    assert "Russian" in message(sent)
