"""A real Chromium on the real server; what goes wrong unseen on a page fails its test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from annotator.engines.canned import CannedEngine
from annotator.engines.registry import Engines
from tests.browser.chromium import HOW, chromium, flags
from tests.browser.served import Served
from tests.browser.watch import Watch

TIMEOUT = 30_000  # milliseconds; a busy machine is slow, and only a failing test waits that long
ANSWERS = {
    "Насколько мне известно, мы никого не оставили.": ["As far as I know, we did not leave anyone."],
    "Я никуда не поеду.": ["I am not going anywhere."],
}

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that `-m "not browser"` leaves them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium()
    if program is None:
        pytest.skip(f"no Chromium on this machine: {HOW}")
    with sync_playwright() as playwright:
        expect.set_options(timeout=TIMEOUT)
        started = playwright.chromium.launch(executable_path=program, args=flags())
        yield started
        started.close()


@pytest.fixture
def engines(tmp_path: Path) -> Engines:
    """Fixed answers, so that these tests do not depend on the models that are installed."""
    return Engines(tmp_path, also=[CannedEngine({("ru", "en"): ANSWERS})], embedded=tmp_path / "none")


@pytest.fixture
def served(tmp_path: Path, engines: Engines) -> Iterator[Served]:
    """The app on an empty database."""
    with Served(tmp_path / "data", engines) as running:
        yield running


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What the pages of a test must not do; checked when the test is over."""
    watching = Watch()
    yield watching
    assert not watching.problems


@pytest.fixture
def open_page(browser: Browser, served: Served, watch: Watch) -> Iterator[Open]:
    """Open pages, each in a window of its own, with any of Playwright's settings of a context."""
    contexts = []

    def open_(path: str = "/", **settings: Any) -> Page:  # noqa: ANN401 what Playwright takes
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "base_url": served.url, **settings}
        )
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        page = context.new_page()
        watch.over(page, served.url)
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Open) -> Page:
    """The library, in a wide window."""
    return open_page()
