"""The desk by hand and by keyboard: take, decide, ask back, answer, object, and see what others do."""

import pytest
from playwright.sync_api import Page, expect

from annotator.domain.subjects import Subject, SubjectKind
from tests.browser.conftest import Open
from tests.browser.hands import press
from tests.browser.served import Served
from tests.browser.watch import Watch


@pytest.fixture
def demo(served: Served) -> int:
    return served.add_demo().id


def open_first(page: Page) -> None:
    """Open the first in the list by its key, and wait for what listens to keys there."""
    press(page, "n")
    expect(page.locator("#say")).to_be_visible()
    page.wait_for_load_state()


@pytest.fixture
def page(open_page: Open, demo: int) -> Page:
    """The queue, in a wide window."""
    return open_page("/review")


def test_a_whole_shift_by_keyboard_alone(page: Page, served: Served) -> None:
    """Take the worst, decide with a reason of the newsroom, and go on to the next with one key each."""
    press(page, "t")
    expect(page.locator("#taken")).to_contain_text("(you)")
    page.wait_for_load_state()
    heading = page.locator("h1").inner_text()
    press(page, "4", "e")
    page.keyboard.insert_text("Checked on the tape.")
    press(page, "Tab", "ArrowDown")
    expect(page.locator("#reason")).not_to_have_value("Checked on the tape.")
    reason = page.locator("#reason").input_value()
    press(page, "Escape")
    page.locator("input[value=wrong]").focus()
    press(page, "s")
    expect(page.locator("h1")).not_to_have_text(heading)
    page.wait_for_load_state()
    second = page.url
    assert served.rows("select verdict, reason, author from decision order by id desc limit 1") == [
        ("wrong", reason, "Ines Ortega")
    ]
    assert reason.startswith("Checked on the tape.\n")
    press(page, "2", "s")
    page.wait_for_url(lambda url: url != second)
    assert len(served.rows("select id from decision where author = 'Ines Ortega'")) == 2


def test_a_question_goes_to_the_translator_and_back_without_leaving_the_page(page: Page, served: Served) -> None:
    open_first(page)
    address = page.url
    press(page, "m")
    page.keyboard.insert_text("Is it on the tape? سلام <b>🙏</b>")
    page.get_by_role("button", name="Send back with this question").click()
    expect(page.locator(".comment.question .body")).to_have_text("Is it on the tape? سلام <b>🙏</b>")
    expect(page.locator("#asked")).to_contain_text("asked the translator")
    expect(page.locator("#say")).to_have_value("")
    page.locator("#say").fill("It is.")
    page.get_by_role("button", name="Answer").click()
    expect(page.locator(".comment.answer .body")).to_have_text("It is.")
    expect(page.locator("#asked")).to_have_text("")
    assert page.url.partition("#")[0] == address
    press(page, "Tab")
    assert served.rows("select kind from comment order by id") == [("question",), ("answer",)]


def test_an_empty_comment_is_refused_beside_the_field_and_a_draft_survives_a_reload(
    page: Page, served: Served, watch: Watch
) -> None:
    watch.expect("status of 400")
    open_first(page)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".say .trouble")).to_contain_text("The comment is empty")
    page.locator("#say").fill("Half a thou")
    page.reload()
    expect(page.locator("#say")).to_have_value("Half a thou")
    page.locator("#say").fill("A whole thought.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".comment .body")).to_have_text("A whole thought.")
    page.reload()
    expect(page.locator("#say")).to_have_value("")
    assert served.rows("select text from comment") == [("A whole thought.",)]


def test_ones_own_comment_is_edited_deleted_and_brought_back(page: Page, served: Served) -> None:
    open_first(page)
    press(page, "m")
    page.keyboard.insert_text("First.")
    press(page, "Control+Enter")
    page.locator(".comment summary").click()
    page.locator(".comment textarea").fill("Second.")
    page.get_by_role("button", name="Save the comment").click()
    expect(page.locator(".comment .body")).to_have_text("Second.")
    expect(page.locator(".comment .meta").first).to_contain_text("edited")
    page.locator(".comment summary").click()
    page.get_by_role("button", name="Delete the comment").click()
    expect(page.locator(".comment")).to_have_count(0)
    page.locator("#flash").get_by_role("button", name="Undo").click()
    expect(page.locator(".comment .body")).to_have_text("Second.")
    assert served.rows("select text, deleted_at from comment") == [("Second.", None)]


def test_somebody_else_at_the_same_discrepancy_is_seen_without_a_reload(
    open_page: Open, page: Page, served: Served
) -> None:
    open_first(page)
    with served.storage() as storage:
        storage.act_as("Olena <b>")
        ((kind, number),) = served.rows("select kind, subject_id from presence")
        storage.assignments.arrive(Subject(SubjectKind(kind), number))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#others")).to_have_text("Olena <b> has this open too.")


def test_two_windows_that_decide_at_once_are_shown_both_versions(
    open_page: Open, page: Page, served: Served, watch: Watch
) -> None:
    watch.expect("status of 409")
    open_first(page)
    other = open_page(page.url.removeprefix(served.url))
    press(page, "1", "s")
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_url(lambda url: url != other.url)
    other.locator("#wording").fill("Otherwise.")
    press(other, "Tab")
    other.locator("input[value=wrong]").check()
    press(other, "Control+Enter")
    expect(other.locator(".trouble")).to_contain_text("Faithful")
    expect(other.locator(".trouble")).to_contain_text("Otherwise.")
    expect(other.locator("#wording")).to_have_value("Otherwise.")


@pytest.mark.parametrize("path", ["/review?kind=passage", "/answers", "/overview", "/review/reasons", "/review/1"])
def test_everything_works_without_a_script(open_page: Open, demo: int, path: str) -> None:
    page = open_page(path, java_script_enabled=False)
    expect(page.locator("h1")).to_be_visible()
    page.goto("/review/1")
    page.get_by_label("Your comment").fill("Without a script.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".comment .body")).to_have_text("Without a script.")


def test_filters_are_kept_and_lead_back(page: Page) -> None:
    page.get_by_label("Severity").select_option("critical")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_placeholder("Name for this filter").fill("The worst 🙏")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("link", name="Show all").click()
    page.get_by_role("link", name="The worst 🙏").click()
    expect(page.get_by_label("Severity")).to_have_value("critical")
    page.get_by_role("button", name="Delete the filter “The worst 🙏”").click()
    expect(page.get_by_role("link", name="The worst 🙏")).to_have_count(0)
