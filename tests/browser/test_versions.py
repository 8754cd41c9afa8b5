"""A changed story: paste its text, see what changed, give lost passages their place, meet somebody else’s version."""

import pytest
from playwright.sync_api import Page, expect

from annotator.domain.passages import PassageDetails
from annotator.services.mark_passage import mark_quote
from tests.browser.conftest import Open
from tests.browser.served import Served
from tests.browser.watch import Watch

TEXT = """Ferry returns

The captain spoke to a café full of people on Monday evening.

“We left no one behind on that bank,” the captain said. Nobody in the crowd believed her.

The nurse counted twelve children and went home."""
LATER = TEXT.replace("full of people", "full of reporters").replace("twelve children", "fifteen children")


@pytest.fixture
def page(open_page: Open, served: Served) -> Page:
    article = served.add_article(TEXT)
    with served.storage() as storage:
        for words in ("We left no one behind on that bank", "twelve children"):
            mark_quote(storage, article.id, words, None, PassageDetails())
    return open_page(f"/articles/{article.id}/versions")


def _paste(page: Page, text: str) -> None:
    page.get_by_text("The outlet changed the story").click()
    page.get_by_label("The whole new text").fill(text)
    page.get_by_role("button", name="Save as version").click()


def test_a_changed_story_keeps_its_passages_and_asks_about_the_one_it_changed(page: Page, served: Served) -> None:
    _paste(page, LATER)
    expect(page.locator(".changes ins")).to_have_text(["reporters", "fifteen"])
    lost = page.locator(".unplaced")
    expect(lost.locator("q")).to_have_text("twelve children")
    lost.get_by_role("button", name="It belongs here").first.click()
    expect(lost).to_have_count(0)
    placed = served.rows("select exact, anchor from passage order by span_start")
    assert placed == [("We left no one behind on that bank", "anchored"), ("fifteen children", "moved")]


def test_two_who_paste_a_new_text_both_see_both(page: Page, open_page: Open, served: Served, watch: Watch) -> None:
    watch.expect("status of 409")
    other = open_page(page.url)
    _paste(other, LATER)
    expect(other.locator(".changes ins").first).to_be_visible()
    mine = TEXT.replace("Monday", "Tuesday")
    _paste(page, mine)
    expect(page.get_by_role("alert")).to_contain_text("version 2 is there now")
    expect(page.locator("section").first.locator("ins")).to_contain_text(["people", "Tuesday", "twelve"])
    expect(page.get_by_label("The whole new text")).to_have_value(mine)
    page.get_by_role("button", name="Save as version 3").click()
    expect(page.get_by_text("Version 3")).to_be_visible()
    assert [text for (text,) in served.rows("select text from article_version order by number")] == [TEXT, LATER, mine]


def test_an_empty_text_and_the_same_text_are_refused_in_a_sentence(page: Page, served: Served, watch: Watch) -> None:
    watch.expect("status of 400")
    page.get_by_text("The outlet changed the story").click()
    page.get_by_role("button", name="Save as version").click()
    expect(page.get_by_role("alert")).to_contain_text("nothing was changed")
    assert served.rows("select count(*) from article_version") == [(1,)]
