"""The application on a temporary copy of a newsroom's database, with a canned engine."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from annotator.config import Config
from annotator.engines.canned import CannedEngine
from annotator.web import create_app
from tests.web import house as houses
from tests.web.house import House
from tests.web.newsroom import Newsroom, open_newsroom


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The database that every test starts from; not to be changed."""
    return houses.build(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="session")
def served(house: House, tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, CannedEngine, Path]:
    """One application for all tests, because its templates take a while to compile."""
    data = tmp_path_factory.mktemp("data")
    config = Config(data, houses.PERSON)
    shutil.copy(house.file, config.database)
    engine = houses.canned()
    return create_app(config, houses.engines(data, engine)), engine, config.database


@pytest.fixture
def database(served: tuple[Flask, CannedEngine, Path], house: House) -> Path:
    """The database of the application, as every test finds it."""
    path = served[2]
    # Also which engines an earlier test chose: a form that names none would be answered by that one.
    for leftover in (*path.parent.glob("annotator.db*"), *path.parent.glob("*.toml")):
        leftover.unlink()
    return Path(shutil.copy(house.file, path))


@pytest.fixture
def app(served: tuple[Flask, CannedEngine, Path], database: Path) -> Flask:
    """The application."""
    return served[0]


@pytest.fixture
def engine(served: tuple[Flask, CannedEngine, Path]) -> CannedEngine:
    """The engine "canned": quick and well, until a test says otherwise."""
    engine = served[1]
    engine.seconds, engine.failure = 0.0, None
    return engine


@pytest.fixture
def client(app: Flask, engine: CannedEngine) -> FlaskClient:
    """A browser without cookies."""
    return app.test_client()


@pytest.fixture
def newsroom(app: Flask, database: Path, house: House, engine: CannedEngine) -> Newsroom:
    """The same house with accounts, so that everybody has to sign in."""
    return open_newsroom(app, database, house)
