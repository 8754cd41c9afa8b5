"""Nothing that was typed is lost: reloads, half-written notes, details that save themselves, undo."""

import pytest
from playwright.sync_api import Page, Route, expect

from annotator.domain.passages import PassageDetails
from annotator.domain.sources import SourceDetails
from annotator.services.attach_source import attach_source
from annotator.services.mark_passage import mark_quote
from tests.browser.conftest import Open
from tests.browser.hands import reporter_row
from tests.browser.served import Served

TEXT = """A river town

The water rose over the lower streets.

The next morning the boats came."""
ORIGINAL = "Я никуда не поеду."


@pytest.fixture
def page(open_page: Open, served: Served) -> Page:
    """An article with two passages, the first in work and with its original."""
    article = served.add_article(TEXT)
    with served.storage() as storage:
        first = mark_quote(storage, article.id, "The water rose", None, PassageDetails())
        mark_quote(storage, article.id, "the boats came", None, PassageDetails())
        attach_source(storage, first.id, None, SourceDetails(ORIGINAL, "ru"))
    return open_page(f"/articles/{article.id}?passage={first.id}")


def go_to_second(page: Page) -> None:
    page.get_by_label("Next passage").click()
    expect(reporter_row(page)).to_have_text("the boats came")


def test_a_half_written_note_survives_a_reload_until_it_is_saved(page: Page, served: Served) -> None:
    note = page.locator("#new-note-text")
    note.fill("Half a thought")
    page.reload()
    expect(note).to_have_value("Half a thought")
    expect(page.get_by_text("This is what you had typed and not saved.")).to_be_visible()
    note.press("Control+Enter")
    expect(page.locator("#notes .note .body")).to_have_text("Half a thought")
    expect(note).to_have_value("")
    page.reload()
    expect(note).to_have_value("")
    assert served.rows("select text from note") == [("Half a thought",)]


def test_a_half_written_note_waits_at_its_own_passage(page: Page) -> None:
    page.locator("#new-note-text").fill("About the water")
    go_to_second(page)
    expect(page.locator("#new-note-text")).to_have_value("")
    page.get_by_label("Previous passage").click()
    expect(page.locator("#new-note-text")).to_have_value("About the water")


def test_a_half_written_original_survives_a_reload(page: Page, served: Served) -> None:
    go_to_second(page)
    original = page.get_by_label("What was really said")
    original.fill("Наутро пришли")
    page.reload()
    expect(original).to_have_value("Наутро пришли")
    expect(original).to_be_visible()
    original.fill("Наутро пришли лодки.")
    page.get_by_label("Language", exact=True).select_option("ru")
    page.get_by_role("button", name="Save the original").click()
    expect(page.locator(".voice.source .words")).to_have_text("Наутро пришли лодки.")
    assert served.rows("select text from source_document order by id")[1:] == [("Наутро пришли лодки.",)]


def test_a_half_corrected_note_survives_a_reload(page: Page) -> None:
    page.locator("#new-note-text").fill("First thought")
    page.locator("#new-note-text").press("Control+Enter")
    page.locator(".note summary").click()
    page.locator(".note textarea").fill("Second thought")
    page.reload()
    expect(page.locator(".note textarea")).to_have_value("Second thought")
    expect(page.locator(".note textarea")).to_be_visible()


def test_details_save_themselves(page: Page, served: Served) -> None:
    page.get_by_text("About the passage").click()
    page.get_by_label("Speaker").fill("Galina Sedykh")
    expect(page.locator(".saved")).to_have_text("Saved.")
    page.get_by_role("combobox", name="Kind", exact=True).select_option("indirect-speech")
    page.get_by_role("combobox", name="Source language").select_option("uk")
    with page.expect_response(lambda answer: "she told the radio" in (answer.request.post_data or "")):
        page.get_by_label("Attribution").fill("she told the radio")
    page.reload()
    page.get_by_text("About the passage").click()
    expect(page.get_by_label("Attribution")).to_have_value("she told the radio")
    expect(page.get_by_label("Speaker")).to_have_value("Galina Sedykh")
    assert served.rows("select kind, speaker, source_language, attribution from passage where id = 1") == [
        ("indirect-speech", "Galina Sedykh", "uk", "she told the radio")
    ]


def test_details_typed_a_moment_ago_are_saved_when_another_passage_is_opened(page: Page, served: Served) -> None:
    page.get_by_text("About the passage").click()
    page.get_by_label("Speaker").fill("Galina Sedykh")
    go_to_second(page)
    assert served.rows("select speaker from passage where id = 1") == [("Galina Sedykh",)]


def test_details_typed_a_moment_ago_survive_a_reload(page: Page, served: Served) -> None:
    page.get_by_text("About the passage").click()
    page.get_by_label("Speaker").fill("Galina Sedykh")
    page.reload()
    expect(page.get_by_label("Speaker")).to_have_value("Galina Sedykh")
    expect(page.locator(".saved")).to_have_text("Saved.")
    assert served.rows("select speaker from passage where id = 1") == [("Galina Sedykh",)]


def test_what_is_typed_while_a_save_is_under_way_survives_a_reload(page: Page, served: Served) -> None:
    held: list[Route] = []
    page.get_by_text("About the passage").click()
    page.route("**/passages/1", lambda route: held.append(route))
    with page.expect_request("**/passages/1"):
        page.get_by_label("Speaker").fill("Galina Sedykh")
    page.get_by_label("Attribution").fill("she told the radio")
    held[0].continue_()
    expect(page.locator(".saved")).to_have_text("Saved.")
    page.unroute_all(behavior="ignoreErrors")
    page.reload()
    expect(page.get_by_label("Attribution")).to_have_value("she told the radio")
    expect(page.locator(".saved")).to_have_text("Saved.")
    assert served.rows("select speaker, attribution from passage where id = 1") == [
        ("Galina Sedykh", "she told the radio")
    ]


def test_an_edge_moved_right_after_typing_is_no_conflict_with_oneself(page: Page, served: Served) -> None:
    page.get_by_text("About the passage").click()
    page.get_by_label("Speaker").fill("Galina Sedykh")
    page.get_by_role("button", name="End one word later").click()
    expect(reporter_row(page)).to_have_text("The water rose over")
    assert served.rows("select speaker, exact from passage where id = 1") == [("Galina Sedykh", "The water rose over")]


def test_a_deleted_note_comes_back_with_its_words(page: Page, served: Served) -> None:
    reporter_row(page).locator(".w", has_text="rose").click()
    page.locator("#new-note-text").fill("It fell.")
    page.get_by_role("button", name="Save the note").last.click()
    expect(page.locator(".note .body")).to_have_text("It fell.")
    page.locator(".note summary").click()
    page.get_by_role("button", name="Delete the note").click()
    expect(page.locator(".note")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".note .body")).to_have_text("It fell.")
    expect(page.locator(".note .spans q")).to_have_text("rose")
    assert served.rows("select exact from note_span") == [("rose",)]
    assert served.rows("select count(*) from note where deleted_at is null") == [(1,)]


def test_a_detached_original_comes_back(page: Page, served: Served) -> None:
    page.get_by_text("Original words: edit").click()
    page.get_by_role("button", name="Detach the original").click()
    expect(page.get_by_text("Not attached yet.")).to_be_visible()
    assert served.rows("select count(*) from source where deleted_at is null") == [(0,)]
    page.locator("main").press("u")
    expect(page.locator(".voice.source .words")).to_have_text(ORIGINAL)
    assert served.rows("select exact from source where deleted_at is null") == [(ORIGINAL,)]


def test_a_deleted_article_comes_back(page: Page, served: Served) -> None:
    page.get_by_role("link", name="Edit").click()
    page.get_by_role("button", name="Delete the article").click()
    expect(page.get_by_text("No article is here yet.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="A river town")).to_be_visible()
    assert served.rows("select deleted_at from article") == [(None,)]


def test_a_corrected_original_makes_the_machines_row_stale(page: Page) -> None:
    page.get_by_role("button", name="Translate by machine").click()
    expect(page.locator(".voice.machine .words")).to_have_text("I am not going anywhere.")
    page.get_by_text("Original words: edit").click()
    page.get_by_label("What was really said").fill("Я никуда не поеду, сказала она.")
    page.get_by_role("button", name="Save the original").click()
    expect(page.locator(".voice.machine.stale")).to_contain_text("of an earlier wording of the original")
    expect(page.get_by_role("button", name="Translate by machine")).to_be_visible()
