"""The pictures of the README can be taken, and those that are committed are all there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from annotator.engines.registry import Engines
from tests.browser.png import with_palette
from tests.browser.served import Served
from tests.browser.tour import FOLDER, MAX_BYTES, TOUR, take


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[Engines]:
    installed = Engines(tmp_path)
    if ("ru", "en") not in installed.pairs():
        pytest.skip("no model that translates Russian into English is installed in annotator/models")
    yield installed
    installed.unload()


def test_every_picture_of_the_tour_is_taken(browser: Browser, served: Served, tmp_path: Path) -> None:
    shots = take(browser, served, tmp_path)
    assert [shot.stem for shot in shots] == list(TOUR)
    smaller = with_palette(shots[0].read_bytes())
    assert 10_000 < len(smaller) < shots[0].stat().st_size


def test_the_committed_pictures_are_those_of_the_tour() -> None:
    assert sorted(picture.stem for picture in FOLDER.glob("*.png")) == sorted(TOUR)
    assert all(picture.stat().st_size < MAX_BYTES for picture in FOLDER.glob("*.png"))
