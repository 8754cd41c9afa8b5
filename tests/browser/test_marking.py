"""Marking passages: overlapping ones, edges that move, deletion and undo, the address and the back button."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.hands import (
    ARTICLE,
    drag_over,
    focused,
    mark,
    marked_spans,
    passage_in_work,
    press,
    reporter_row,
    select,
)
from tests.browser.served import Served
from tests.browser.watch import Watch

TEXT = """A river town

The water rose over the lower streets before anybody there had been woken up.

The next morning the boats came."""


@pytest.fixture
def page(open_page: Open, served: Served) -> Page:
    return open_page(f"/articles/{served.add_article(TEXT).id}")


def words(served: Served) -> list[str]:
    return [exact for _, _, exact in marked_spans(served)]


def test_the_bar_appears_with_a_selection_and_goes_with_it(page: Page) -> None:
    bar = page.locator("#mark-bar")
    expect(bar).to_be_hidden()
    drag_over(page, "The water rose")
    expect(bar).to_be_visible()
    expect(bar.get_by_text("Set the passage")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    assert page.evaluate("getSelection().toString()") == ""


def test_the_bar_marks_with_the_chosen_kind(page: Page, served: Served) -> None:
    drag_over(page, "The water rose")
    page.get_by_label("Kind of passage").select_option("caption")
    page.locator("#mark-bar").get_by_role("button", name="Mark").click()
    expect(reporter_row(page)).to_have_text("The water rose")
    assert served.rows("select exact, kind from passage") == [("The water rose", "caption")]


def test_overlapping_and_nested_passages_are_all_drawn_and_each_opens(page: Page, served: Served) -> None:
    outer = mark(page, "The water rose over the lower streets")
    inner = mark(page, "over the lower")
    crossing = mark(page, "lower streets before anybody")
    assert words(served) == [
        "The water rose over the lower streets",
        "over the lower",
        "lower streets before anybody",
    ]
    drawn = page.locator(f"{ARTICLE} mark")
    expect(drawn).to_have_text(["The water rose ", "over the ", "lower", " streets", " before anybody"])
    expect(page.locator("h1, p", has=page.locator("mark"))).to_contain_text("The water rose over the lower streets")
    for passage, exact in (
        (outer, "The water rose over the lower streets"),
        (inner, "over the lower"),
        (crossing, "lower streets before anybody"),
    ):
        page.locator(f"#p{passage}").click()
        expect(reporter_row(page)).to_have_text(exact)
        expect(page.locator(f"#p{passage}")).to_have_attribute("aria-current", "true")
    drawn.nth(0).click()
    expect(reporter_row(page)).to_have_text("The water rose over the lower streets")


def test_a_passage_may_reach_over_paragraphs(page: Page, served: Served) -> None:
    select(page, "been woken up.The next morning")
    page.keyboard.press("m")
    expect(page.locator(f"{ARTICLE} mark")).to_have_text(["been woken up.", "The next morning"])
    assert words(served) == ["been woken up.\n\nThe next morning"]


def test_buttons_move_the_edges_by_a_word(page: Page, served: Served) -> None:
    mark(page, "rose over")
    page.get_by_text("About the passage").click()
    for name, expected in (
        ("Start one word earlier", "water rose over"),
        ("End one word later", "water rose over the"),
        ("Start one word later", "rose over the"),
        ("End one word earlier", "rose over"),
    ):
        page.get_by_role("button", name=name).click()
        expect(reporter_row(page)).to_have_text(expected)
        assert words(served) == [expected]


def test_keys_move_the_edges_by_a_word(page: Page, served: Served) -> None:
    mark(page, "rose over")
    for key, expected in (
        ("[", "water rose over"),
        ("}", "water rose over the"),
        ("]", "rose over the"),
        ("{", "rose over"),
    ):
        page.keyboard.press(key)
        expect(reporter_row(page)).to_have_text(expected)
    assert words(served) == ["rose over"]


def test_an_edge_that_can_go_no_further_says_so(page: Page, watch: Watch) -> None:
    watch.expect("status of 400")
    mark(page, "boats")
    page.get_by_text("About the passage").click()
    page.get_by_role("button", name="Start one word later").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot move any further")
    expect(reporter_row(page)).to_have_text("boats")


@pytest.mark.parametrize("by_key", [True, False])
def test_a_passage_is_set_to_other_words_and_keeps_what_is_attached(page: Page, served: Served, by_key: bool) -> None:
    passage = mark(page, "The water rose over")
    page.locator("#new-note-text").fill("Look again.")
    page.locator("#new-note-text").press("Control+Enter")
    expect(page.locator("#notes .note")).to_have_count(1)
    drag_over(page, "lower streets")
    if by_key:
        page.keyboard.press("b")
    else:
        page.get_by_role("button", name="Set the passage to these words").click()
    expect(reporter_row(page)).to_have_text("lower streets")
    assert passage_in_work(page) == passage
    assert words(served) == ["lower streets"]
    expect(page.locator("#notes .note .body")).to_have_text("Look again.")


def test_marking_goes_on_from_the_keyboard_where_it_stopped(page: Page, served: Served) -> None:
    """The cursor stays in the article after a mark, so that the next one needs no mouse and no Tab."""
    page.locator(ARTICLE).focus()
    press(page, "ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight", "m")
    expect(reporter_row(page)).to_be_visible()
    expect(page.locator(ARTICLE)).to_be_focused()
    expect(page.locator(".caret")).to_be_visible()
    first = passage_in_work(page)
    press(page, "ArrowRight", "ArrowRight", "Shift+ArrowRight", "Enter")
    page.wait_for_url(lambda url: f"passage={first}" not in url)
    expect(page.locator(f"{ARTICLE} mark")).to_have_count(2)
    assert len(words(served)) == 2


def test_a_deleted_passage_comes_back_with_its_note(page: Page, served: Served) -> None:
    passage = mark(page, "The next morning")
    page.locator("#new-note-text").fill("Which morning?")
    page.locator("#new-note-text").press("Control+Enter")
    expect(page.locator("#notes .note")).to_have_count(1)
    page.get_by_text("About the passage").click()
    page.get_by_role("button", name="Delete the passage").click()
    expect(page.get_by_text("Passage deleted")).to_be_visible()
    expect(page.locator(f"{ARTICLE} mark")).to_have_count(0)
    assert words(served) == []
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.reload()
    page.get_by_role("button", name="Undo").click()
    expect(reporter_row(page)).to_have_text("The next morning")
    expect(page.locator("#notes .note .body")).to_have_text("Which morning?")
    assert passage_in_work(page) == passage
    assert words(served) == ["The next morning"]


def test_back_and_forward_show_the_passage_of_the_address(page: Page) -> None:
    first, second = mark(page, "The water"), mark(page, "the boats")
    page.locator("#p" + str(first)).click()
    expect(reporter_row(page)).to_have_text("The water")
    page.go_back()
    expect(reporter_row(page)).to_have_text("the boats")
    page.go_back()
    expect(reporter_row(page)).to_have_text("The water")
    page.go_back()
    expect(page.get_by_role("heading", name="Passages")).to_be_visible()
    page.go_forward()
    page.go_forward()
    expect(reporter_row(page)).to_have_text("the boats")
    expect(page.locator(f"#p{second}")).to_have_attribute("aria-current", "true")
    assert passage_in_work(page) == second


def test_next_and_previous_follow_the_text(page: Page) -> None:
    mark(page, "the boats")
    mark(page, "The water")
    page.keyboard.press("n")
    expect(reporter_row(page)).to_have_text("the boats")
    page.keyboard.press("p")
    expect(reporter_row(page)).to_have_text("The water")
    page.get_by_label("Next passage").focus()
    page.keyboard.press("Enter")
    expect(reporter_row(page)).to_have_text("the boats")
    assert focused(page) != "nothing"


def test_marking_the_same_words_again_opens_the_passage_that_is_there(page: Page, served: Served) -> None:
    first = mark(page, "The water")
    page.get_by_role("link", name="All passages").click()
    expect(page.get_by_role("heading", name="Passages")).to_be_visible()
    assert mark(page, "The water") == first
    assert words(served) == ["The water"]
