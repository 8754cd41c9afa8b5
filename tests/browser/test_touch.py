"""Marking by finger: the system selects words and tells the page; the bar stands where a thumb reaches it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.hands import marked_spans, reporter_row, select
from tests.browser.served import Served

PHONE = {"viewport": {"width": 400, "height": 800}, "has_touch": True, "is_mobile": True, "device_scale_factor": 1}
TEXT = "A river town\n\n" + "\n\n".join(f"Paragraph {number} of a long story." for number in range(40))


@pytest.fixture
def page(open_page: Open, served: Served) -> Page:
    return open_page(f"/articles/{served.add_article(TEXT).id}", **PHONE)


def test_a_selection_brings_the_bar_and_a_tap_marks(page: Page, served: Served) -> None:
    select(page, "Paragraph 30 of a long")
    bar = page.locator("#mark-bar")
    expect(bar).to_be_in_viewport(ratio=1)
    bar.get_by_role("button", name="Mark").tap()
    expect(reporter_row(page)).to_have_text("Paragraph 30 of a long")
    expect(reporter_row(page)).to_be_in_viewport()
    expect(bar).to_be_hidden()
    assert [exact for *_, exact in marked_spans(served)] == ["Paragraph 30 of a long"]


def test_handles_that_are_dragged_change_what_will_be_marked(page: Page, served: Served) -> None:
    select(page, "Paragraph 3")
    select(page, "Paragraph 3 of a long")
    page.get_by_label("Kind of passage").select_option("caption")
    page.locator("#mark-bar").get_by_role("button", name="Mark").tap()
    expect(reporter_row(page)).to_have_text("Paragraph 3 of a long")
    assert served.rows("select exact, kind from passage") == [("Paragraph 3 of a long", "caption")]


def test_a_tap_on_marked_words_opens_their_passage_in_view(page: Page) -> None:
    select(page, "Paragraph 30")
    page.locator("#mark-bar").get_by_role("button", name="Mark").tap()
    expect(reporter_row(page)).to_have_text("Paragraph 30")
    page.get_by_role("link", name="All passages").tap()
    expect(page.get_by_role("heading", name="Passages")).to_be_visible()
    page.locator("#article-text mark").tap()
    expect(reporter_row(page)).to_have_text("Paragraph 30")
    expect(reporter_row(page)).to_be_in_viewport()


def test_words_are_picked_by_tapping_them(page: Page, served: Served) -> None:
    select(page, "Paragraph 3 of a long story")
    page.locator("#mark-bar").get_by_role("button", name="Mark").tap()
    for word in ("long", "story"):
        reporter_row(page).locator(".w", has_text=word).tap()
    expect(page.locator("#note-form .chip q")).to_have_text(["long story"])
    page.get_by_role("button", name="Save the note").tap()
    expect(page.locator(".note .spans q")).to_have_text("long story")
    assert served.rows("select exact from note_span") == [("long story",)]
