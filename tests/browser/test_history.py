"""Undo, redo and the history, by key, by button and without a script."""

import pytest
from playwright.sync_api import Page, expect

from annotator.domain.notes import NoteDetails
from annotator.domain.passages import PassageDetails
from annotator.services.load_typology import load_typology
from annotator.services.mark_passage import mark_quote
from annotator.services.write_note import write_note
from tests.browser.conftest import Open
from tests.browser.served import Served
from tests.browser.test_keeping import TEXT


@pytest.fixture
def address(served: Served) -> str:
    """An article with one passage in work, and a note on it."""
    article = served.add_article(TEXT)
    with served.storage() as storage:
        passage = mark_quote(storage, article.id, "The water rose", None, PassageDetails())
        write_note(
            storage, load_typology(served.config.typology), passage.id, NoteDetails("tone", "minor", "As it was."), []
        )
    return f"/articles/{article.id}?passage={passage.id}"


def _edit(page: Page, text: str) -> None:
    page.locator(".note summary").click()
    page.locator(".note textarea").fill(text)
    page.locator(".note").get_by_role("button", name="Save the note").click()
    expect(page.locator(".note .body")).to_have_text(text)


def test_keys_undo_and_redo_what_was_done_last(open_page: Open, served: Served, address: str) -> None:
    page = open_page(address)
    body = page.locator(".note .body")
    _edit(page, "Second.")
    _edit(page, "Third.")
    page.locator("#panel").focus()
    page.keyboard.press("u")
    expect(body).to_have_text("Second.")
    page.keyboard.press("Control+z")
    expect(body).to_have_text("As it was.")
    page.keyboard.press("Shift+U")
    expect(body).to_have_text("Second.")
    page.keyboard.press("Control+y")
    expect(body).to_have_text("Third.")
    expect(page.locator("#undoing form[data-key=redo]")).to_have_count(0)
    assert served.rows("select kind from change order by id desc limit 4") == [
        ("redo",),
        ("redo",),
        ("undo",),
        ("undo",),
    ]


def test_ctrl_z_in_a_field_takes_back_what_was_typed_and_nothing_else(
    open_page: Open, served: Served, address: str
) -> None:
    page = open_page(address)
    page.locator("#new-note-text").fill("Half a thought")
    page.locator("#new-note-text").press("Control+z")
    page.locator("#new-note-text").press("u")
    expect(page.locator(".note .body")).to_have_text("As it was.")
    assert served.rows("select count(*) from change where kind != 'save'") == [(0,)]


def test_an_undone_passage_leads_back_to_the_list(open_page: Open, served: Served) -> None:
    article = served.add_article(TEXT)
    with served.storage() as storage:
        passage = mark_quote(storage, article.id, "The water rose", None, PassageDetails())
    page = open_page(f"/articles/{article.id}?passage={passage.id}")
    page.locator("#undoing").get_by_role("button", name="Undo").click()
    expect(page.locator(".desk-head")).to_have_count(0)
    page.locator("#undoing").get_by_role("button", name="Redo").click()
    expect(page.locator(".desk-head h2")).to_contain_text("Passage 1")


def test_what_somebody_else_changed_since_is_not_undone_and_a_sentence_says_so(
    open_page: Open, served: Served, address: str, watch: object
) -> None:
    watch.expect("status of 409")  # type: ignore[attr-defined]
    page = open_page(address)
    with served.storage() as storage:
        storage.act_as("Owen Castell")
        note = storage.notes.get(1)
        storage.notes.edit(1, note.revision, NoteDetails("tone", "major", "Owen’s words."))
    page.keyboard.press("u")
    expect(page.locator("#undoing .trouble")).to_contain_text("changed again since by Owen Castell")


def test_the_history_tells_each_change_and_restores_a_state(open_page: Open, served: Served, address: str) -> None:
    page = open_page(address)
    _edit(page, "It rose slowly, she said.")
    page.locator("#panel").focus()
    page.keyboard.press("h")
    page.wait_for_url("**/history")
    newest = page.locator(".change").first
    expect(newest).to_contain_text("Ines Ortega")
    expect(newest.locator("ins").first).to_be_visible()
    page.get_by_role("button", name="Restore this state: As it was.").click()
    page.wait_for_load_state()
    expect(page.locator(".change").first).to_contain_text("Restored an earlier state")
    assert served.rows("select text from note") == [("As it was.",)]


@pytest.mark.parametrize("kind", ["articles", "passages", "notes"])
def test_the_pages_of_the_history_show_words_and_no_codes(open_page: Open, served: Served, kind: str) -> None:
    served.add_demo()
    page = open_page(f"/{kind}/1/history")
    text = page.locator("main").inner_text()
    for code in ("span_start", "deleted_at", "{", "direct-quote", "null", "None"):
        assert code not in text


def test_undo_works_without_a_script(open_page: Open, served: Served, address: str) -> None:
    page = open_page(address, java_script_enabled=False)
    page.locator("#undoing").get_by_role("button", name="Undo").click()
    expect(page.locator(".note")).to_have_count(0)
    page.locator("#undoing").get_by_role("button", name="Redo").click()
    expect(page.locator(".note .body")).to_have_text("As it was.")
