"""What the app suggests is accepted or rejected by a person, one by one, by key or button."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.hands import ARTICLE, reporter_row
from tests.browser.served import Served

TEXT = """A river town

“We saw the water rise,” the nurse said in Arabic. Nobody wrote that down.

“The boats came late,” the captain told the Russian outlet Nizovye Online."""


@pytest.fixture
def page(open_page: Open, served: Served) -> Page:
    return open_page(f"/articles/{served.add_article(TEXT).id}")


def statuses(served: Served) -> dict[str, str]:
    return dict(served.rows("select exact, status from passage"))


def test_suggestions_are_accepted_and_rejected_by_key(page: Page, served: Served) -> None:
    assert set(statuses(served).values()) == {"suggested"}
    first, second = list(statuses(served))
    page.locator(".passages a").first.click()
    expect(reporter_row(page)).to_have_text(first)
    page.keyboard.press("a")
    expect(reporter_row(page)).to_have_text(second)
    page.keyboard.press("x")
    expect(page.locator(f"{ARTICLE} mark[data-passage]")).to_have_text([first])
    assert statuses(served) == {first: "confirmed", second: "rejected"}
    page.get_by_text("1 rejected suggestion").click()
    page.get_by_role("button", name="It is a passage").click()
    expect(page.locator(f"{ARTICLE} mark[data-passage]")).to_have_text([first, second])
    assert statuses(served) == {first: "confirmed", second: "confirmed"}


def test_a_rejected_suggestion_is_accepted_by_marking_its_words(page: Page, served: Served) -> None:
    page.get_by_role("button", name="Reject all").click()
    expect(page.locator(f"{ARTICLE} mark[data-passage]")).to_have_count(0)
    first = next(iter(statuses(served)))
    page.get_by_text("Mark by writing the words down").click()
    page.get_by_label("Words of the article, letter by letter").fill(first)
    page.get_by_role("button", name="Mark", exact=True).click()
    expect(reporter_row(page)).to_have_text(first)
    assert statuses(served)[first] == "confirmed"
