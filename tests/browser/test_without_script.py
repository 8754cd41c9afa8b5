"""The whole job by forms alone, in a browser whose scripts are switched off."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.hands import reporter_row
from tests.browser.served import Served
from tests.browser.test_job import ORIGINAL, TEXT


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page(java_script_enabled=False)


def mark(page: Page, words: str) -> None:
    page.get_by_text("Mark by writing the words down").click()
    page.get_by_label("Words of the article, letter by letter").fill(words)
    page.get_by_role("button", name="Mark", exact=True).click()
    expect(reporter_row(page)).to_have_text(words)


def test_an_article_goes_from_paste_to_decision(page: Page, served: Served) -> None:
    page.get_by_role("link", name="Add an article").first.click()
    page.get_by_label("Paste the text").fill(TEXT)
    page.get_by_role("button", name="Add the pasted text").click()
    mark(page, "We left no one behind")
    page.get_by_label("What was really said").fill(ORIGINAL)
    page.get_by_role("button", name="Save the original").click()
    expect(page.locator(".voice.source .words")).to_have_text(ORIGINAL)
    page.get_by_role("button", name="Translate by machine").click()
    expect(page.locator(".voice.machine .words")).to_have_text("As far as I know, we did not leave anyone.")
    new = page.locator("#note-form")
    new.get_by_label("What it is").select_option("certainty")
    new.get_by_label("Critical").check()
    new.get_by_label("Original’s words").fill("Насколько мне известно")
    new.get_by_label("Machine’s words").fill("As far as I know")
    new.get_by_label("Note", exact=True).fill("The hedge is lost.")
    new.get_by_role("button", name="Save the note").click()
    expect(page.locator(".note .spans q")).to_have_text(["Насколько мне известно", "As far as I know"])
    page.get_by_role("link", name="Review").click()
    page.locator(".queue a").first.click()
    page.get_by_label("Wrong").check()
    page.get_by_role("textbox", name="Reason").fill("She did not claim to know.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Nothing is left to decide")).to_be_visible()
    start = TEXT.index("We left")
    passage = "select span_start, span_end, exact from passage where status = 'confirmed'"
    assert served.rows(passage) == [(start, start + 21, "We left no one behind")]
    assert served.rows(
        "select exact from note_span join note on note.id = note_id where origin = 'person' order by note_span.id"
    ) == [
        ("Насколько мне известно",),
        ("As far as I know",),
    ]
    assert served.rows("select verdict, reason from decision") == [("wrong", "She did not claim to know.")]


def test_a_passage_is_corrected_deleted_and_brought_back(page: Page, served: Served) -> None:
    article = served.add_article("A river town\n\nThe water rose over the streets.")
    page.goto(f"/articles/{article.id}")
    mark(page, "water rose")
    page.get_by_text("About the passage").click()
    page.get_by_label("Speaker").fill("Galina Sedykh")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("About the passage").click()
    expect(page.get_by_label("Speaker")).to_have_value("Galina Sedykh")
    page.get_by_role("button", name="Start one word earlier").click()
    expect(reporter_row(page)).to_have_text("The water rose")
    page.get_by_text("About the passage").click()
    page.get_by_role("button", name="Delete the passage").click()
    expect(page.get_by_text("Passage deleted")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(reporter_row(page)).to_have_text("The water rose")
    assert served.rows("select exact, speaker, deleted_at from passage") == [("The water rose", "Galina Sedykh", None)]


def test_articles_are_found_by_a_search(page: Page, served: Served) -> None:
    served.add_demo()
    page.get_by_role("searchbox").fill("полторы тысячи")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".hits mark").first).to_have_text("полторы", ignore_case=True)
    page.locator(".hits a").first.click()
    expect(page.locator(".voice.source .words")).to_contain_text("полторы тысячи")


def test_nothing_is_offered_that_only_a_script_can_do(page: Page, served: Served) -> None:
    page.goto(f"/articles/{served.add_demo().id}?passage=3")
    for hidden in ("#mark-bar", ".keys-button", ".handle"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("#note-form .without-script")).to_be_visible()
