"""Two people with accounts save the same thing: the second sees both versions, and nothing is lost silently."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import NoteDetails
from annotator.domain.passages import PassageDetails
from annotator.domain.people import Role
from annotator.domain.sources import SourceDetails
from annotator.services.add_person import add_person
from annotator.services.attach_source import attach_source
from annotator.services.decide import decide
from annotator.services.draft_correction import save_correction
from annotator.services.load_typology import load_typology
from annotator.services.mark_passage import mark_quote
from annotator.services.sign_in import open_session
from annotator.services.write_note import write_note
from annotator.web.state import COOKIE
from tests.browser.conftest import Open
from tests.browser.served import Served
from tests.browser.test_keeping import ORIGINAL, TEXT
from tests.browser.watch import Watch

PEOPLE = ("Ines Ortega", "Owen Castell")


@dataclass
class Two:
    """Two windows, each of a person who is signed in."""

    open_page: Open
    cookies: list[str]
    url: str

    def open(self, path: str) -> tuple[Page, Page]:
        one, other = (self._open(path, cookie) for cookie in self.cookies)
        return one, other

    def _open(self, path: str, cookie: str) -> Page:
        page = self.open_page("/login")
        page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": self.url}])
        page.goto(path)
        return page


@pytest.fixture
def two(open_page: Open, served: Served) -> Two:
    """An article with everything that can be edited once, and two people who may edit all of it."""
    article = served.add_article(TEXT)
    with served.storage() as storage:
        cookies = []
        for name in PEOPLE:
            person = add_person(storage, name, Role.ADMIN)
            cookies.append(open_session(storage, person, "127.0.0.1", "test", datetime.datetime.now(datetime.UTC)))
        passage = mark_quote(storage, article.id, "The water rose", None, PassageDetails())
        attach_source(storage, passage.id, None, SourceDetails(ORIGINAL, "ru"))
        typology = load_typology(served.config.typology)
        note = write_note(storage, typology, passage.id, NoteDetails("tone", "minor", "As it was."), [])
        decide(storage, note.id, None, DecisionDetails(Verdict.WRONG, "It rose."))
        save_correction(storage, article.id, None, "We were wrong.")
    return Two(open_page, cookies, served.url)


def _note(page: Page, text: str) -> None:
    page.locator(".note summary").click()
    page.locator(".note textarea").fill(text)
    page.locator(".note").get_by_role("button", name="Save the note").click()


def _original(page: Page, text: str) -> None:
    page.locator("#source-form summary").click()
    page.locator("#source-text").fill(text)
    page.get_by_role("button", name="Save the original").click()


def _speaker(page: Page, text: str) -> None:
    page.get_by_text("About the passage").click()
    page.get_by_label("Speaker").fill(text)


def _title(page: Page, text: str) -> None:
    page.get_by_label("Title").fill(text)
    page.locator("main form").first.get_by_role("button", name="Save").first.click()


def _wording(page: Page, text: str) -> None:
    page.locator("#wording").fill(text)
    page.locator("#wording").press("Control+Enter")


def _correction(page: Page, text: str) -> None:
    page.locator("#edit-correction > summary").click()
    page.locator("#correction-text").fill(text)
    page.get_by_role("button", name="Save the correction").click()


Edit = Callable[[Page, str], None]
THINGS: dict[str, tuple[str, Edit, str]] = {
    "a note": ("/articles/1?passage=1", _note, "select text from note"),
    "original words": ("/articles/1?passage=1", _original, "select text from source_document"),
    "what is known of a passage": ("/articles/1?passage=1", _speaker, "select speaker from passage"),
    "what is known of an article": ("/articles/1/details", _title, "select title from article"),
    "a decision": ("/review/1", _wording, "select wording from decision"),
    "a correction": ("/articles/1/report", _correction, "select text from correction"),
}


@pytest.mark.parametrize("thing", THINGS)
def test_the_second_sees_both_versions_and_may_save_theirs(two: Two, served: Served, watch: Watch, thing: str) -> None:
    path, edit, query = THINGS[thing]
    watch.expect("status of 409")
    one, other = two.open(path)
    edit(one, "Первые слова")
    _until(served, query, "Первые слова")
    edit(other, "Other words 🙏")
    trouble = other.locator(".trouble")
    expect(trouble).to_contain_text("changed by Ines Ortega")
    expect(trouble.locator(".versions")).to_contain_text("Первые слова")
    expect(trouble.locator(".versions")).to_contain_text("Other words 🙏")
    assert served.rows(query) == [("Первые слова",)]
    trouble.get_by_role("button", name="Save yours over it").click()
    _until(served, query, "Other words 🙏")
    told = other.context.new_page()
    told.goto("/articles/1/history")
    expect(told.locator("main")).to_contain_text("Первые слова")


def _until(served: Served, query: str, text: str) -> None:
    deadline = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=30)
    while served.rows(query) != [(text,)]:
        assert datetime.datetime.now(datetime.UTC) < deadline, served.rows(query)


def test_without_a_script_both_versions_stand_on_a_page_of_their_own(
    two: Two, open_page: Open, served: Served, watch: Watch
) -> None:
    watch.expect("status of 409")
    with served.storage() as storage:
        revision = storage.articles.get(1).revision
    page = open_page("/login", java_script_enabled=False)
    page.context.add_cookies([{"name": COOKIE, "value": two.cookies[0], "url": served.url}])
    page.goto("/articles/1/details")
    with served.storage() as storage:
        storage.act_as("Owen Castell")
        details = storage.articles.get(1).details
        storage.articles.edit(1, revision, type(details)("Owen’s headline"))
    _title(page, "My headline")
    expect(page.locator("#problem")).to_contain_text("changed by Owen Castell")
    expect(page.locator(".versions")).to_contain_text("Owen’s headline")
    page.get_by_role("button", name="Save yours over it").click()
    assert served.rows("select title from article") == [("My headline",)]
