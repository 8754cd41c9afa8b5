"""An article of 10,000 words with 300 passages opens, and marking in it still works."""

from playwright.sync_api import Page, expect

from annotator.domain.passages import PassageDetails
from annotator.domain.spans import Span
from annotator.services.mark_passage import mark_passage
from tests.browser.hands import drag_over, reporter_row
from tests.browser.served import Served

PARAGRAPHS = 300
TEXT = "A long story\n\n" + "\n\n".join(
    f"Paragraph {number} begins here and says at some length what the witness of that day, whose name is not given, "
    f"had seen and heard from window {number} of the house at the river, before."
    for number in range(PARAGRAPHS)
)


def test_it_opens_and_marking_still_works(page: Page, served: Served) -> None:
    assert 9_500 < len(TEXT.split()) < 10_500
    article = served.add_article(TEXT)
    with served.storage() as storage, storage.write():
        for number in range(PARAGRAPHS):
            start = article.text.index(f"Paragraph {number} begins")
            mark_passage(storage, article.id, Span(start, start + 30), PassageDetails())
    page.goto(f"/articles/{article.id}")
    expect(page.locator("#article-text mark")).to_have_count(PARAGRAPHS)
    drag_over(page, "from window 271 of the house")
    page.keyboard.press("m")
    expect(reporter_row(page)).to_have_text("from window 271 of the house")
    expect(page.locator(".desk-head h2")).to_have_text(f"Passage 273 of {PARAGRAPHS + 1}")
    expect(page.locator("#article-text mark.chosen")).to_be_in_viewport()
    start = article.text.index("from window 271")
    assert served.rows("select span_start, exact from passage order by id desc limit 1") == [
        (start, "from window 271 of the house")
    ]


def test_the_page_stands_still_when_one_begins_to_select_far_down(page: Page, served: Served) -> None:
    """The cursor of the keyboard stands at the beginning; a mouse must not be carried there."""
    page.goto(f"/articles/{served.add_article(TEXT).id}")
    page.locator("[data-start]").nth(200).scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.locator("[data-start]").nth(200).click()
    assert page.evaluate("scrollY") == before > 1000
