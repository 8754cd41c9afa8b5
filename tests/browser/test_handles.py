"""Moving the edges of a passage by their handles: mouse and keyboard, words and letters, both directions of writing."""

import pytest
from playwright.sync_api import Page, expect

from annotator.domain.passages import PassageDetails
from annotator.domain.spans import Span
from annotator.services.mark_passage import mark_passage
from tests.browser.conftest import Open
from tests.browser.hands import ARTICLE, EDGES, mark, marked_spans, reporter_row, select
from tests.browser.served import Served

TEXT = """A river town

The water rose over the lower streets before anybody there had been woken up.

The next morning the boats came."""


@pytest.fixture
def page(open_page: Open, served: Served) -> Page:
    return open_page(f"/articles/{served.add_article(TEXT).id}")


def words(served: Served) -> list[str]:
    return [exact for _, _, exact in marked_spans(served)]


RIVER = """Мост и река

قال سامر: لن نغادر الجسر قبل الفجر أبدا.

The nurse said in Arabic: لن نغادر الجسر and went on."""

_MARKED = """() => {
  const walker = document.createTreeWalker(document.getElementById("article-text"), NodeFilter.SHOW_TEXT);
  let boxes = [];
  while (walker.nextNode()) if (walker.currentNode.parentElement.closest("mark.chosen")) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    boxes.push(...range.getClientRects());
  }
  boxes = boxes.filter((box) => box.width > 0);
  return { left: Math.min(...boxes.map((box) => box.left)), right: Math.max(...boxes.map((box) => box.right)) };
}"""


def _middle(page: Page, edge: str) -> tuple[float, float]:
    box = page.locator(f".handle.{edge}").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _drag(page: Page, edge: str, words: str, side: str) -> None:
    """Take a handle to the left or right edge of `words`."""
    left, top, right, bottom = page.evaluate(EDGES, [ARTICLE, words, 0])
    page.mouse.move(*_middle(page, edge))
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=3)
    page.mouse.move(left + 1 if side == "left" else right - 1, top if side == "left" else bottom, steps=3)
    page.mouse.up()


def test_an_edge_is_dragged_by_its_handle_and_snaps_to_a_word(page: Page, served: Served) -> None:
    mark(page, "rose over")
    _drag(page, "end", "the lowe", "right")
    expect(reporter_row(page)).to_have_text("rose over the lower")
    _drag(page, "start", "ater rose", "left")
    expect(reporter_row(page)).to_have_text("water rose over the lower")
    assert words(served) == ["water rose over the lower"]


def test_with_alt_an_edge_is_dragged_to_any_letter(page: Page, served: Served) -> None:
    mark(page, "rose over")
    page.keyboard.down("Alt")
    _drag(page, "end", "the lowe", "right")
    page.keyboard.up("Alt")
    expect(reporter_row(page)).to_have_text("rose over the lowe")
    assert words(served) == ["rose over the lowe"]


def test_a_handle_is_moved_by_words_and_by_letters_with_the_arrow_keys(page: Page, served: Served) -> None:
    mark(page, "rose over")
    here = page.locator(".ref[aria-current]")
    start = str(here.get_attribute("data-span")).partition(":")[0]
    handle = page.locator(".handle.end")
    handle.focus()
    for key, expected in (
        ("ArrowRight", "rose over the"),
        ("Control+ArrowRight", "rose over the l"),  # no passage ends with a space
        ("Control+ArrowLeft", "rose over the"),
        ("Control+ArrowLeft", "rose over th"),
        ("ArrowLeft", "rose over"),
    ):
        page.keyboard.press(key)
        expect(here).to_have_attribute("data-span", f"{start}:{int(start) + len(expected)}")
        expect(reporter_row(page)).to_have_text(expected)
        expect(handle).to_be_focused()
    assert words(served) == ["rose over"]


def test_the_box_in_the_bar_marks_what_is_selected_to_the_letter(page: Page, served: Served) -> None:
    select(page, "ater ros")
    bar = page.locator("#mark-bar")
    bar.locator("[name=exact]").check()
    bar.get_by_role("button", name="Mark").click()
    expect(reporter_row(page)).to_have_text("ater ros")
    assert words(served) == ["ater ros"]


@pytest.mark.parametrize("before", ["قال سامر: ", "Arabic: "], ids=["own paragraph", "within English"])
def test_where_words_run_to_the_left_the_handles_and_keys_do_too(open_page: Open, served: Served, before: str) -> None:
    article = served.add_article(RIVER)
    start = article.text.index(f"{before}لن نغادر") + len(before)
    with served.storage() as storage:
        span = Span(start, start + len("لن نغادر"))
        passage = mark_passage(storage, article.id, span, PassageDetails())
    page = open_page(f"/articles/{article.id}?passage={passage.id}")
    if before.startswith("قال"):  # the browser lays out by the article's language; this paragraph is to be Arabic
        page.evaluate("document.querySelectorAll('#article-text [data-start]')[1].dir = 'rtl'")
        page.evaluate("dispatchEvent(new Event('resize'))")
    box = page.evaluate(_MARKED)
    (first, _), (last, _) = _middle(page, "start"), _middle(page, "end")
    assert abs(first - box["right"]) < 3
    assert abs(last - box["left"]) < 3
    page.locator(".handle.end").focus()
    page.keyboard.press("ArrowLeft")
    expect(reporter_row(page)).to_have_text("لن نغادر الجسر")
    page.keyboard.press("ArrowRight")
    expect(reporter_row(page)).to_have_text("لن نغادر")
