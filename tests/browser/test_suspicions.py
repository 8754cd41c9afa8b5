"""Suspicions are settled one after the other by one key each, and what was done is told."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.hands import press
from tests.browser.served import Served
from tests.browser.test_accessibility import violations
from tests.browser.test_links import add
from tests.browser.test_touch import PHONE
from tests.services.test_suspect_discrepancies import RIGHT, WRONG

SAID = "لن نقبل شرطًا من الحكومة الإسرائيلية."
WRITTEN = "We will not accept a condition from the government"


@pytest.fixture
def page(open_page: Open, served: Served) -> Page:
    return open_page(add(served, RIGHT, WRONG.rstrip(".")))


def shown(page: Page) -> Locator:
    return page.locator(".suspicion:visible")


def states(served: Served) -> list[str]:
    return [str(state) for (state,) in served.rows("select state from note where state != 'suspected' order by id")]


def test_the_keyboard_goes_from_one_suspicion_to_the_next_and_is_told_what_it_did(page: Page, served: Served) -> None:
    total = page.locator(".suspicion").count()
    second = shown(page).nth(1)
    name, after = second.get_attribute("id"), shown(page).nth(2).get_attribute("id")
    second.locator("[data-key=accept]").focus()
    expect(second.locator("[data-key=accept] kbd")).to_be_visible()
    expect(shown(page).first.locator("kbd").first).to_be_hidden()
    expect(page.locator(".voice .w.linked").first).to_be_attached()
    press(page, "x")
    expect(page.locator(f"#{name}")).to_have_count(0)
    expect(page.locator("#told")).to_contain_text(f"rejected. {total - 1} to settle.")
    expect(page.locator(f"#{after} button").first).to_be_focused()
    assert states(served) == ["rejected"]


def test_without_a_place_the_keys_mean_the_first(page: Page, served: Served) -> None:
    first = shown(page).first.get_attribute("id")
    press(page, "d")
    expect(page.locator(f"#{first}")).to_have_count(0)
    expect(page.locator("#told")).to_contain_text("a defensible choice")
    assert states(served) == ["decided"]


def test_five_stand_open_and_the_next_moves_up(page: Page) -> None:
    expect(shown(page)).to_have_count(5)
    sixth = page.locator("#more-suspicions .suspicion").first.get_attribute("id")
    shown(page).first.locator("[data-key=reject]").focus()
    press(page, "x")
    expect(shown(page).last).to_have_attribute("id", str(sixth))
    expect(shown(page)).to_have_count(5)


def test_the_last_one_leaves_the_keyboard_at_the_list(open_page: Open, served: Served) -> None:
    page = open_page(add(served, "Мы ушли из города с 300 людьми.", "We left the town with 200 people"))
    expect(shown(page)).to_have_count(1)
    shown(page).locator("[data-key=accept]").focus()
    press(page, "a")
    expect(page.locator("#told")).to_contain_text("Nothing more to settle here.")
    expect(page.locator("#suspicions-title")).to_be_focused()
    expect(page.locator(".note")).to_have_count(1)


def test_a_reason_that_quotes_arabic_reads_from_the_left(open_page: Open, served: Served) -> None:
    page = open_page(add(served, SAID, WRITTEN, "ar"))
    reason = shown(page).first.locator("p[dir]")
    expect(reason).to_contain_text(re.compile("is in the original"))
    assert reason.evaluate("(element) => getComputedStyle(element).direction") == "ltr"
    assert violations(page) == []


def test_on_a_telephone_no_keys_are_offered_and_the_words_are_one_tap_away(open_page: Open, served: Served) -> None:
    page = open_page(add(served, RIGHT, WRONG.rstrip(".")), **PHONE)
    first = shown(page).first
    expect(first.locator("kbd").first).to_be_hidden()
    link = first.get_by_role("link", name="Show the words")
    target = str(link.get_attribute("href"))
    link.tap()
    expect(page.locator(target)).to_be_in_viewport()
    assert violations(page) == []
