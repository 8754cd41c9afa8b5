"""axe finds nothing against WCAG 2.2 AA, nothing is cut off sideways: light and dark, wide and narrow."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.served import Served
from tests.browser.watch import Watch

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PAGES = {
    "library": "/",
    "new article": "/articles/new",
    "article details": "/articles/1/details",
    "versions": "/articles/1/versions",
    "list of passages": "/articles/1",
    "passage": "/articles/1?passage=3",
    "Arabic passage": "/articles/1?passage=10",
    "search": "/search?q=Chaika",
    "search without result": "/search?q=zzz",
    "queue": "/review",
    "decision": "/review/1",
    "decision made": "/review/5",
    "passages to decide on": "/review?kind=passage&language=ru",
    "passage as a whole": "/review/passages/3",
    "answers": "/answers",
    "overview": "/overview",
    "reasons": "/review/reasons",
    "checks": "/checks",
    "history": "/articles/1/history",
    "history of a passage": "/passages/7/history",
    "report": "/articles/1/report",
    "links": "/passages/3/links",
    "sources": "/sources",
    "source document": "/sources/1",
    "people": "/people",
    "models": "/settings/models",
    "jobs": "/jobs",
    "loading a model": "/passages/3/loading?engine=canned",
    "second opinion": "/articles/1/second-opinion",
    "error": "/articles/999",
}


@pytest.fixture(autouse=True)
def demo(served: Served, watch: Watch) -> None:
    served.add_demo()
    watch.expect("status of 404")


def violations(page: Page) -> list[str]:
    found = (
        Axe()
        .run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
        .response["violations"]
    )
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def faults(page: Page) -> dict[str, list[str]]:
    """Return what axe finds on a page in both widths and both schemes, and how far it is cut off sideways."""
    found = {}
    for width in (1280, 400):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("scrollTo(0, 0)")  # a control half under the header that stays would count as too small
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found[f"{width} px, {scheme}"] = violations(page)
        if hidden := page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"):
            found[f"{width} px, cut off"] = [f"{hidden} px"]
    return {name: each for name, each in found.items() if each}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_has_a_fault(open_page: Open, path: str) -> None:
    assert faults(open_page(path)) == {}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_is_cut_off_sideways(open_page: Open, path: str) -> None:
    page = open_page(path)
    wider = {}
    for width in (1280, 1000, 400, 320):
        page.set_viewport_size({"width": width, "height": 640})
        wider[width] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert {width: pixels for width, pixels in wider.items() if pixels} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_opens_on_the_workbench_has_no_fault(open_page: Open, scheme: str) -> None:
    page = open_page("/articles/1?passage=3", color_scheme=scheme)
    for closed in page.locator("#panel summary").all():
        closed.click()
    page.locator(".voice.reporter .w").first.click()
    page.locator(".voice.source .w").first.hover()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#article-text p'))")
    expect(page.locator("#mark-bar")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
