"""When something goes wrong a sentence says so, and nothing that was typed is lost."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from annotator.domain.passages import PassageDetails
from annotator.domain.sources import SourceDetails
from annotator.engines.canned import CannedEngine
from annotator.engines.registry import Engines
from annotator.services.attach_source import attach_source
from annotator.services.mark_passage import mark_quote
from tests.browser.conftest import Open
from tests.browser.hands import select
from tests.browser.served import Served
from tests.browser.test_keeping import ORIGINAL, TEXT
from tests.browser.watch import Watch


@pytest.fixture
def address(served: Served) -> str:
    """An article with one passage in work, and its original."""
    article = served.add_article(TEXT)
    with served.storage() as storage:
        passage = mark_quote(storage, article.id, "The water rose", None, PassageDetails())
        attach_source(storage, passage.id, None, SourceDetails(ORIGINAL, "ru"))
    return f"/articles/{article.id}?passage={passage.id}"


def test_two_windows_that_save_the_same_note_see_both_versions(
    open_page: Open, served: Served, address: str, watch: Watch
) -> None:
    watch.expect("status of 409")
    one = open_page(address)
    one.locator("#new-note-text").fill("As it was.")
    one.locator("#new-note-text").press("Control+Enter")
    expect(one.locator(".note .body")).to_have_text("As it was.")
    other = open_page(address)
    for page, text in ((one, "Mine, saved first."), (other, "Mine, saved second.")):
        page.locator(".note summary").click()
        page.locator(".note textarea").fill(text)
        page.locator(".note").get_by_role("button", name="Save the note").click()
    versions = other.locator(".trouble .versions")
    expect(versions).to_contain_text("Mine, saved first.")
    expect(versions).to_contain_text("Mine, saved second.")
    expect(other.locator(".note textarea")).to_have_value("Mine, saved second.")
    expect(one.locator(".note .body")).to_have_text("Mine, saved first.")
    assert served.rows("select text from note") == [("Mine, saved first.",)]


def test_two_windows_that_describe_the_same_passage_see_both_versions(
    open_page: Open, served: Served, address: str, watch: Watch
) -> None:
    watch.expect("status of 409")
    one, other = open_page(address), open_page(address)
    for page, speaker, status in ((one, "Olena", "Saved."), (other, "Olha", "Not saved.")):
        page.get_by_text("About the passage").click()
        page.get_by_label("Speaker").fill(speaker)
        expect(page.locator(".saved")).to_have_text(status)
    expect(other.locator(".trouble .versions")).to_contain_text("Olena")
    expect(other.get_by_label("Speaker")).to_have_value("Olha")
    assert served.rows("select speaker from passage") == [("Olena",)]


def test_two_editors_who_decide_the_same_discrepancy_see_both_versions(
    open_page: Open, served: Served, watch: Watch
) -> None:
    watch.expect("status of 409")
    served.add_demo()
    one, other = open_page("/review/1"), open_page("/review/1")
    for page, verdict, reason in ((one, "Wrong", "It is 1,500."), (other, "Misleading", "Somewhat more.")):
        page.get_by_label(verdict).check()
        page.get_by_role("textbox", name="Reason").fill(reason)
        page.get_by_role("button", name="Decide").click()
    expect(other.locator(".trouble .versions")).to_contain_text("It is 1,500.")
    expect(other.get_by_role("textbox", name="Reason")).to_have_value("Somewhat more.")
    other.reload()
    expect(other.get_by_role("textbox", name="Reason")).to_have_value("Somewhat more.")
    assert served.rows("select verdict, reason from decision where note_id = 1") == [("wrong", "It is 1,500.")]


def test_a_note_written_while_the_app_is_gone_is_saved_when_it_is_back(
    open_page: Open, served: Served, engines: Engines, address: str, watch: Watch
) -> None:
    watch.expect("net::ERR")
    page = open_page(address)
    served.stop()
    note = page.locator("#new-note-text")
    note.fill("Typed into the void.")
    note.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("The app cannot be reached")
    expect(note).to_have_value("Typed into the void.")
    with Served(served.data, engines, port=served.port):
        note.press("Control+Enter")
        expect(page.locator(".note .body")).to_have_text("Typed into the void.")
    assert served.rows("select text from note") == [("Typed into the void.",)]


def test_another_passage_cannot_be_opened_while_the_app_is_gone_and_the_page_says_so(
    open_page: Open, served: Served, address: str, watch: Watch
) -> None:
    watch.expect("net::ERR")
    page = open_page(address)
    page.locator("#new-note-text").fill("Half a thought")
    served.stop()
    page.get_by_role("link", name="All passages").click()
    expect(page.get_by_role("alert")).to_contain_text("The app cannot be reached")
    expect(page.locator("#new-note-text")).to_have_value("Half a thought")


def test_marking_while_the_app_is_gone_says_so_beside_the_words(
    open_page: Open, served: Served, address: str, watch: Watch
) -> None:
    watch.expect("net::ERR")
    page = open_page(address)
    served.stop()
    select(page, "the boats")
    page.keyboard.press("m")
    expect(page.locator("#mark-bar").get_by_role("alert")).to_contain_text("The app cannot be reached")
    assert page.evaluate("getSelection().toString()") == "the boats"


class TestWithAFailingEngine:
    @pytest.fixture
    def engines(self, tmp_path: Path) -> Engines:
        broken = CannedEngine({("ru", "en"): {}}, failure="The engine fell over: start it again.")
        return Engines(tmp_path, also=[broken], embedded=tmp_path / "none")

    def test_the_page_says_what_happened_and_stays_usable(
        self, open_page: Open, served: Served, address: str, watch: Watch
    ) -> None:
        watch.expect("status of 503")
        page = open_page(address)
        page.get_by_role("button", name="Translate by machine").click()
        expect(page.get_by_role("alert")).to_have_text("The engine fell over: start it again.")
        expect(page.get_by_role("button", name="Translate by machine")).to_be_enabled()
        page.locator("#new-note-text").fill("Without a machine.")
        page.locator("#new-note-text").press("Control+Enter")
        expect(page.locator(".note .body")).to_have_text("Without a machine.")
        assert served.rows("select count(*) from rendering") == [(0,)]


def test_an_empty_paste_is_refused_and_leaves_nothing(open_page: Open, served: Served, watch: Watch) -> None:
    watch.expect("status of 400")
    page = open_page("/articles/new")
    page.get_by_label("Paste the text").fill("  \n\n ")
    page.get_by_role("button", name="Add the pasted text").click()
    expect(page.get_by_role("alert")).to_contain_text("nothing to import")
    assert served.rows("select count(*) from article") == [(0,)]


def test_a_file_that_is_no_word_document_is_refused_and_leaves_nothing(
    open_page: Open, served: Served, tmp_path: Path, watch: Watch
) -> None:
    watch.expect("status of 4")
    wrong = tmp_path / "story.docx"
    wrong.write_text("This is no Word document at all.")
    page = open_page("/articles/new")
    page.get_by_label("Upload a file").set_input_files(wrong)
    page.get_by_role("button", name="Add the file").click()
    expect(page.get_by_role("alert")).to_contain_text(".docx")
    expect(page.get_by_role("button", name="Add the file")).to_be_enabled()
    assert served.rows("select count(*) from article") == [(0,)]


def test_an_address_in_a_private_network_is_refused(open_page: Open, served: Served, watch: Watch) -> None:
    watch.expect("status of 502")
    page = open_page("/articles/new")
    page.get_by_label("Fetch a web page").fill("http://192.168.0.1/story")
    page.get_by_role("button", name="Fetch the page").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Fetch a web page")).to_have_value("http://192.168.0.1/story")
    assert served.rows("select count(*) from article") == [(0,)]


@pytest.mark.parametrize("path", ["/articles/999", "/review/999", "/nowhere", "/articles/1?passage=999"])
def test_an_address_that_leads_nowhere_leads_back_to_the_library(
    open_page: Open, address: str, watch: Watch, path: str
) -> None:
    watch.expect("status of 404")
    page = open_page(path)
    expect(page.get_by_role("heading", name="Not here")).to_be_visible()
    page.locator("main").get_by_role("link", name="library").click()
    expect(page.get_by_role("heading", name="Library")).to_be_visible()


def test_a_text_that_is_there_already_opens_its_article(page: Page, served: Served) -> None:
    served.add_article(TEXT)
    page.goto("/articles/new")
    page.get_by_label("Paste the text").fill(TEXT)
    page.get_by_role("button", name="Add the pasted text").click()
    expect(page.get_by_text("This text is already in the library")).to_be_visible()
    assert served.rows("select count(*) from article") == [(1,)]
