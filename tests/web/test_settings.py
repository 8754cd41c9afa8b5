"""The page of models, and the choice between them."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from annotator.config import Config
from annotator.engines.registry import Engines
from annotator.resources import folder
from annotator.web import create_app
from tests.contents import nothing_saved
from tests.web import house as houses
from tests.web.house import House
from tests.web.newsroom import Newsroom
from tests.web.page import Page
from tests.web.routes import MARKUP, Bad
from tests.web.setting_routes import BAD, READS, WRITES
from tests.web.test_routes import JSON, SENTENCE, message

CHOOSE = WRITES["settings.choose"]
STARTER = "local:starter-en"


@pytest.fixture
def choices(app: Flask) -> Path:
    """The file of choices of the application, which every test finds missing."""
    path = Path(app.extensions["annotator"].engines.preferences.path)
    path.unlink(missing_ok=True)
    return path


@pytest.fixture
def with_models(house: House, tmp_path: Path) -> Flask:
    """An application with the models that ship, one that was added, and a canned engine."""
    data = tmp_path / "data"
    added = data / "models" / "second"
    shutil.copytree(folder("models") / "starter-en", added)
    card = (added / "model.toml").read_text(encoding="utf-8")
    (added / "model.toml").write_text(card.replace('name = "starter-en"', 'name = "second"'), encoding="utf-8")
    shutil.copy(house.file, data / "annotator.db")
    return create_app(Config(data, houses.PERSON), Engines(data, also=[houses.canned()]))


@pytest.mark.parametrize("path", READS["settings.models"])
def test_the_page_is_well_made(client: FlaskClient, database: Path, choices: Path, path: str) -> None:
    with nothing_saved(database):
        response = client.get(path)
    assert response.status_code == 200
    assert Page(response.text).faults == []
    assert MARKUP not in response.text
    assert client.get("/settings").location == "/settings/models"


def test_a_choice_counts_at_once_and_can_be_taken_back(with_models: Flask) -> None:
    client, engines = with_models.test_client(), with_models.extensions["annotator"].engines
    assert engines.for_pair("ru", "en").name == "local:second"
    for engine, taken in ((STARTER, STARTER), ("canned", "canned"), ("", "local:second")):
        response = client.post(CHOOSE.path, data=CHOOSE.form | {"engine": engine})
        assert response.status_code == 303
        assert engines.for_pair("ru", "en").name == taken
        assert engines.for_pair("uk", "en").name == "local:second"
        page = Page(client.get(response.location).text)
        assert page.faults == []
        assert taken in page.by_id["pair-ru-en"].text
        assert "Saved." in page.by_id["pair-ru-en"].text


def test_models_are_shown_with_size_licence_scores_and_weaknesses(with_models: Flask) -> None:
    text = " ".join(Page(with_models.test_client().get("/settings/models").text).by_id["main"].text.split())
    for shown in (STARTER, "Russian, Ukrainian", "into English", " MB", "Licence:", "BLEU", "Long sentences lose"):
        assert shown in text
    assert "comes with the app" in text
    assert "added here" in text
    assert "loads when it is first used" in text


def _words(app: Flask, part: str = "main") -> str:
    return " ".join(Page(app.test_client().get("/settings/models").text).by_id[part].text.split())


def test_it_says_how_to_put_a_stronger_model_in_place_and_where_the_card_lies(with_models: Flask) -> None:
    shown = _words(with_models)
    assert "Put a stronger model in its place" in shown
    assert "is a model that was added here, then one that comes with the app" in shown
    assert "pip install 'translation-aware-annotator[torch]'" in shown
    assert str(folder("models") / "starter-en" / "README.md") in shown


def test_a_server_that_may_be_taken_says_where_texts_go(with_models: Flask) -> None:
    engines = with_models.extensions["annotator"].engines
    (engines.places.added.parent / "remote.toml").write_text(
        '[[engine]]\nname = "desk"\nkind = "libretranslate"\nurl = "https://mt.example.org"\npairs = ["ru-en"]\n',
        encoding="utf-8",
    )
    assert "remote:desk (sends texts to mt.example.org)" in _words(with_models, "pair-ru-en")
    assert "mt.example.org" not in _words(with_models, "pair-uk-en")
    with_models.test_client().post(CHOOSE.path, data=CHOOSE.form | {"engine": "remote:desk"})
    assert "remote:desk sends texts to mt.example.org" in _words(with_models, "pair-ru-en")


def test_a_broken_folder_and_a_choice_that_is_gone_are_explained(with_models: Flask) -> None:
    client, engines = with_models.test_client(), with_models.extensions["annotator"].engines
    client.post(CHOOSE.path, data=CHOOSE.form | {"engine": "local:second"})
    (engines.places.added / "second" / "model.bin").unlink()
    page = Page(client.get("/settings/models").text).by_id["main"].text
    assert "The model second lacks the file model.bin" in page
    assert "“local:second” was chosen and is not there any more." in page
    assert engines.for_pair("ru", "en").name == STARTER
    engines.preferences.path.write_text("[default", encoding="utf-8")
    assert "engines.toml is not used, for it cannot be read" in client.get("/settings/models").text
    refused = client.post(CHOOSE.path, data=CHOOSE.form)
    assert "mend or delete it" in message(refused)


def test_without_a_model_the_page_says_how_to_get_one(house: House, tmp_path: Path) -> None:
    shutil.copy(house.file, tmp_path / "annotator.db")
    app = create_app(Config(tmp_path, houses.PERSON), Engines(tmp_path, embedded=tmp_path / "none"))
    assert "annotator models add Helsinki-NLP/opus-mt-ru-en" in app.test_client().get("/settings/models").text


@pytest.mark.parametrize("bad", BAD, ids=[bad.why for bad in BAD])
def test_a_bad_choice_is_refused_and_nothing_is_written(client: FlaskClient, choices: Path, bad: Bad) -> None:
    form = {name: value for name, value in {**CHOOSE.form, **bad.changes}.items() if value is not None}
    page = client.post(CHOOSE.path, data=form)
    assert page.status_code == bad.status
    assert bad.words in message(page)
    assert SENTENCE.fullmatch(message(page))
    assert MARKUP not in page.text
    assert client.post(CHOOSE.path, data=form, headers=JSON).json == {"error": message(page)}
    assert not choices.exists()


def test_only_an_admin_chooses(newsroom: Newsroom, choices: Path) -> None:
    for who in ("translator", "editor"):
        shown = newsroom.client(who).get("/settings/models")
        assert shown.status_code == 200
        assert "/settings/models/default" not in shown.text
        assert newsroom.client(who).post(CHOOSE.path, data=CHOOSE.form).status_code == 403
    assert not choices.exists()
    assert newsroom.client("admin").post(CHOOSE.path, data=CHOOSE.form).status_code == 303
    assert 'ru-en = "canned"' in choices.read_text(encoding="utf-8")
    choices.unlink()


def test_a_form_on_another_site_chooses_nothing(client: FlaskClient, choices: Path) -> None:
    response = client.post(CHOOSE.path, data=CHOOSE.form, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert not choices.exists()
