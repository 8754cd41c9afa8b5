"""A translation job in the browser: by keyboard, without a reload and after one, without a script, and for axe."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from annotator.engines.canned import CannedEngine
from annotator.engines.registry import Engines
from annotator.jobs.background import background
from annotator.storage import Storage
from tests.browser.conftest import Open
from tests.browser.served import USER, Served
from tests.browser.test_accessibility import SCHEMES, violations
from tests.jobs.conftest import fill

PASSAGES = 40


@pytest.fixture
def engine() -> CannedEngine:
    return CannedEngine({("ru", "en"): {}, ("en", "ru"): {}}, echo=True)


@pytest.fixture
def engines(tmp_path: Path, engine: CannedEngine) -> Engines:
    return Engines(tmp_path, also=[engine], embedded=tmp_path / "none")


@pytest.fixture
def article(served: Served) -> int:
    with Storage(served.config.database, USER) as storage:
        return fill(storage, PASSAGES)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def test_a_job_is_started_followed_and_cancelled_by_keyboard(
    open_page: Open, served: Served, engines: Engines, engine: CannedEngine, article: int
) -> None:
    engine.seconds = 0.1
    page = open_page(f"/articles/{article}")
    with background(served.config, engines):
        _press(page, "Translate all passages that have an original")
        expect(page.locator("#job")).to_contain_text(f"of {PASSAGES} passages")
        page.evaluate("document.body.dataset.same = 'page'")
        expect(page.locator("#job")).to_contain_text("Translating: 2", timeout=20_000)  # the second, or twenty-first
        assert page.evaluate("document.body.dataset.same") == "page"
        page.reload()
        expect(page.locator("#job progress")).to_have_attribute("max", str(PASSAGES))
        page.get_by_role("link", name="See this job").focus()
        page.keyboard.press("Enter")
        _press(page, "Cancel the rest")
        expect(page.locator("#job")).to_contain_text("Cancelled after")
        engine.seconds = 0.0
        _press(page, "Translate the rest")
        expect(page.locator("#job")).to_contain_text(f"All {PASSAGES} passages translated")
    assert served.rows("select count(*), count(distinct passage_id) from rendering") == [(PASSAGES, PASSAGES)]


def test_without_a_script_the_page_of_a_job_goes_on_by_itself(
    open_page: Open, served: Served, engines: Engines, engine: CannedEngine, article: int
) -> None:
    engine.seconds = 0.02
    page = open_page("/", java_script_enabled=False)
    with background(served.config, engines):
        page.get_by_role("button", name="Translate all passages of all articles").click()
        expect(page.locator("#job")).to_contain_text(f"All {PASSAGES} passages translated")


def test_the_pages_of_jobs_have_no_fault(
    open_page: Open, served: Served, engines: Engines, engine: CannedEngine, article: int
) -> None:
    page = open_page("/jobs")
    assert violations(page) == []
    page.goto(f"/articles/{article}")
    page.get_by_role("button", name="Translate all passages").click()
    expect(page.locator("#job")).to_be_visible()
    faults = {}
    for path in ("/", "/jobs", "/jobs/1", f"/articles/{article}", f"/articles/{article}?passage=1"):
        page.goto(path)
        for width, scheme in zip((1280, 400), SCHEMES, strict=True):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            faults[f"{path}, {width} px, {scheme}"] = violations(page)
            over = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            assert not over, path
    assert {name: found for name, found in faults.items() if found} == {}


def test_the_reporters_words_are_put_back_in_their_place_by_keyboard(
    open_page: Open, engines: Engines, article: int
) -> None:
    page = open_page(f"/articles/{article}?passage=1")
    page.locator("#way-back > summary").focus()
    page.keyboard.press("Enter")
    _press(page, "Put them back into Russian")
    expect(page.locator(".voice.back")).to_contain_text("«Ferryman 0 said nobody was left behind.»")
    expect(page.locator(".voice.back .words")).to_have_attribute("lang", "ru")
