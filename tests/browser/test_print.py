"""The article prints: its text and marks on white paper, none of the controls."""

import io

from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.served import Served

COLOURS = """() => [getComputedStyle(document.querySelector("#article-text p")).color,
  getComputedStyle(document.documentElement).backgroundColor]"""


def printed(page: Page) -> str:
    """Return the text on paper, on one line."""
    pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in pages).split())


def test_the_text_is_printed_and_the_controls_are_not(page: Page, served: Served) -> None:
    page.goto(f"/articles/{served.add_demo().id}?passage=3")
    paper = printed(page)
    for words in ("Ferry Returns to a Flooded River Town", "Chaika took 500 people", "wrote down every name."):
        assert words in paper
    for words in ("Save the note", "All passages", "Search", "Library"):
        assert words not in paper


def test_a_dark_screen_prints_black_on_white(page: Page, served: Served) -> None:
    page.goto(f"/articles/{served.add_demo().id}")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(COLOURS) == ["rgb(235, 231, 223)", "rgb(25, 24, 22)"]
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(COLOURS) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_the_review_of_a_discrepancy_is_printed(page: Page, served: Served) -> None:
    served.add_demo()
    page.goto("/review/1")
    paper = printed(page)
    assert "Number, date or unit" in paper
    assert "полторы тысячи" in paper
    assert "an easy misreading" in paper
