"""Everything can be reached and done without a mouse, and one sees where one is."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.hands import focused, press, reporter_row
from tests.browser.served import Served

# What a person can use and Tab has to reach; of radio buttons with one name Tab reaches one.
REACHABLE = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden], [type=radio]), select, textarea, summary, [tabindex='0']")]
  .filter((each) => each.checkVisibility({ checkVisibilityCSS: true }) && !each.disabled && each.tabIndex >= 0)
  .map((each) => (each.dataset.walk ??= String(Math.random()), each.dataset.walk))"""
HERE = """() => {
  const here = document.activeElement;
  const style = getComputedStyle(here);
  return [here.dataset.walk ?? null, here.matches(":focus-visible"), style.outlineStyle, parseFloat(style.outlineWidth),
    here.outerHTML.slice(0, 90)];
}"""


@pytest.fixture
def demo(served: Served) -> int:
    return served.add_demo().id


@pytest.fixture
def page(open_page: Open, demo: int) -> Page:
    """The passage with the wrong number in work."""
    return open_page(f"/articles/{demo}?passage=3")


@pytest.mark.parametrize("path", ["/", "/articles/new", "/articles/1", "/articles/1?passage=3", "/review", "/review/1"])
def test_tab_reaches_every_control_and_shows_where_it_is(page: Page, path: str) -> None:
    page.goto(path)
    wanted, seen = set(page.evaluate(REACHABLE)), set()
    for _ in range(3 * len(wanted)):
        page.keyboard.press("Tab")
        name, visible, style, width, markup = page.evaluate(HERE)
        if name is not None:
            assert visible, markup
            assert style != "none", markup
            assert width >= 2, markup
            seen.add(name)
        if wanted <= seen:
            break
    missed = [page.locator(f"[data-walk='{name}']").evaluate("e => e.outerHTML.slice(0, 90)") for name in wanted - seen]
    assert not missed


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    page.goto("/review")
    press(page, "Tab", "Enter", "Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def test_after_each_save_the_focus_stays_where_the_work_is(page: Page) -> None:
    page.get_by_text("About the passage").click()
    later = page.get_by_role("button", name="End one word earlier")
    later.focus()
    page.keyboard.press("Enter")
    expect(reporter_row(page)).not_to_contain_text("eastern bank.")
    expect(later).to_be_focused()
    save = page.locator("#note-form").get_by_role("button", name="Save the note")
    save.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".note")).to_have_count(2)
    expect(save).to_be_focused()
    page.locator(".note summary").last.focus()
    page.keyboard.press("Enter")
    page.locator(".note").last.get_by_role("button", name="Delete the note").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".note")).to_have_count(2)
    expect(page.locator("#panel")).to_be_focused()


def test_the_focus_follows_from_passage_to_passage(page: Page) -> None:
    following = page.get_by_label("Next passage")
    following.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".desk-head h2")).to_contain_text("Passage 4")
    expect(following).to_be_focused()
    page.get_by_role("link", name="All passages").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Passages", exact=True)).to_be_visible()
    expect(page.locator("#panel")).to_be_focused()
    page.locator(".passages a").nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".desk-head h2")).to_contain_text("Passage 3")
    expect(page.locator("#panel")).to_be_focused()


def test_a_word_that_is_taken_back_leaves_the_focus_on_the_next(page: Page) -> None:
    for word in ("500", "days"):
        reporter_row(page).locator(".w", has_text=word).click()
    remove = page.locator("#note-form .chip button")
    remove.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#note-form .chip q")).to_have_text(["500"])
    expect(remove).to_be_focused()
    page.keyboard.press("Enter")
    expect(remove).to_have_count(0)
    expect(reporter_row(page)).to_be_focused()


def test_words_are_walked_and_picked_with_arrows_and_space(page: Page, served: Served) -> None:
    page.locator(".voice.source .words").focus()
    press(page, "ArrowRight", "ArrowRight", "Space")
    reporter_row(page).focus()
    press(page, "ArrowRight", "ArrowRight", "ArrowRight", "Enter")
    expect(page.locator("#note-form .chip q")).to_have_text(["первые", "first"])
    page.keyboard.press("Space")
    expect(page.locator("#note-form .chip q")).to_have_text(["первые"])


def test_the_question_mark_lists_the_keys_and_they_can_be_turned_off(page: Page) -> None:
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys on this page")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("next, previous passage")
    page.keyboard.press("n")
    expect(page.locator(".desk-head h2")).to_contain_text("Passage 3")
    keys.get_by_label("Single-letter keys are on").uncheck()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    press(page, "n", "?")
    page.reload()
    page.keyboard.press("n")
    expect(page.locator(".desk-head h2")).to_contain_text("Passage 3")
    expect(keys).to_be_hidden()
    page.get_by_role("button", name="Keys", exact=True).click()
    keys.get_by_label("Single-letter keys are on").check()
    keys.get_by_role("button", name="Close").click()
    page.keyboard.press("n")
    expect(page.locator(".desk-head h2")).to_contain_text("Passage 4")


def test_letters_that_are_typed_into_a_field_are_no_keys(page: Page) -> None:
    page.locator("#new-note-text").focus()
    page.keyboard.type("another number, oddly: [x] {t} u?")
    expect(page.locator("#new-note-text")).to_have_value("another number, oddly: [x] {t} u?")
    expect(page.locator(".desk-head h2")).to_contain_text("Passage 3")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("nomad")
    expect(page.get_by_role("searchbox")).to_have_value("nomad")
    assert focused(page) != "nothing"


def test_the_editor_goes_through_the_queue_by_keys(page: Page, served: Served) -> None:
    page.goto("/review")
    for keys, title in (
        (["n"], "Number"),
        (["n"], "Certainty"),
        (["p"], "Number"),
        (["4", "Control+Enter"], "Certainty"),
    ):
        press(page, *keys)
        expect(page.locator("h1")).to_contain_text(title)
        page.wait_for_load_state()
    assert served.rows("select verdict from decision where note_id = 1") == [("wrong",)]
