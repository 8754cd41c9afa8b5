"""Source documents: add one, find a passage's original in it, choose it by one key; and be told where it is not."""

import pytest
from playwright.sync_api import Page, expect

from annotator.domain.passages import PassageDetails
from annotator.services.mark_passage import mark_quote
from tests.browser.conftest import Open
from tests.browser.served import Served
from tests.browser.watch import Watch

TEXT = """Ferry returns

“We left no one behind on that bank,” the captain told a café full of people."""
QUOTE = "We left no one behind on that bank"
SUBTITLES = """1
00:00:01,000 --> 00:00:04,000
Ведущая: Все ли успели уйти?

2
00:01:05,000 --> 00:01:09,000
Седых: Мы никого не оставили на том берегу.

3
00:01:08,000 --> 00:01:12,000
Погода была плохая, и ветер дул с моря."""
ELSEWHERE = "Погода была плохая. Рынок открылся утром. Дети пошли в школу. Вечером играла музыка."


@pytest.fixture
def passage(served: Served) -> int:
    article = served.add_article(TEXT)
    with served.storage() as storage:
        return mark_quote(storage, article.id, QUOTE, None, PassageDetails(source_language="ru")).id


def _article(served: Served) -> str:
    return f"/articles/{served.rows('select max(id) from article')[0][0]}"


def test_subtitles_are_pasted_for_a_passage_and_its_words_chosen_by_one_key(
    open_page: Open, served: Served, passage: int
) -> None:
    page = open_page(f"{_article(served)}?passage={passage}")
    page.keyboard.press("f")
    page.get_by_role("link", name="Add a source document").click()
    page.get_by_label("A paste").fill(SUBTITLES)
    page.get_by_role("button", name="Add the document").click()
    first = page.locator(".candidate").first
    expect(first.locator("mark.used")).to_contain_text("никого не оставили")
    expect(first.locator(".hint strong")).to_have_text("1:05")
    page.wait_for_load_state()  # a key is heard when the scripts are there
    page.keyboard.press("1")
    expect(page.locator(".voice.source .words")).to_contain_text("никого не оставили")
    assert "никого не оставили" in served.rows("select exact from source where deleted_at is null")[0][0]
    page.reload()
    expect(page.locator(".voice.source .words")).to_contain_text("никого не оставили")


def test_where_the_words_are_not_the_page_says_so_and_offers_another_document(
    open_page: Open, served: Served, passage: int
) -> None:
    page = open_page(f"/sources/new?passage={passage}")
    page.get_by_label("A paste").fill(ELSEWHERE)
    page.get_by_role("button", name="Add the document").click()
    expect(page.get_by_text("Not found.")).to_be_visible()
    expect(page.locator("button[data-digit]")).to_have_count(0)
    page.wait_for_load_state()  # a key is heard when the scripts are there
    page.keyboard.press("1")
    expect(page.get_by_role("link", name="Add a source document")).to_be_visible()
    assert served.rows("select count(*) from source") == [(0,)]


def test_a_place_found_before_somebody_else_chose_is_not_put_over_theirs(
    open_page: Open, served: Served, watch: Watch, passage: int
) -> None:
    watch.expect("status of 409")
    page = open_page(f"/sources/new?passage={passage}")
    page.get_by_label("A paste").fill(SUBTITLES)
    page.get_by_role("button", name="Add the document").click()
    expect(page.locator(".candidate").first).to_be_visible()
    other = open_page(page.url)
    other.wait_for_load_state()  # a key is heard when the scripts are there
    other.keyboard.press("1")
    expect(other.locator(".voice.source .words")).to_be_visible()
    chosen = served.rows("select id, exact from source where deleted_at is null")
    page.locator(".candidate input[name=start]").first.evaluate("field => { field.value = '0'; }")
    page.locator(".candidate form").first.evaluate("form => form.submit()")
    expect(page.get_by_role("alert")).to_contain_text("changed in another window")
    assert served.rows("select id, exact from source where deleted_at is null") == chosen


def test_a_document_is_listed_searched_corrected_and_deleted_with_an_undo(open_page: Open, served: Served) -> None:
    page = open_page("/sources")
    expect(page.get_by_text("No source document is here yet")).to_be_visible()
    page.get_by_role("link", name="Add a source document").first.click()
    page.get_by_label("A paste").fill(ELSEWHERE)
    page.get_by_label("Title", exact=True).fill("Вечер")
    page.get_by_label("They are themselves a translation").check()
    page.get_by_role("button", name="Add the document").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Вечер")
    page.get_by_role("link", name="All sources").click()
    page.get_by_label("Words").fill("музыка")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#documents mark.hit")).to_have_text("музыка")
    expect(page.get_by_text("Relay: itself a translation")).to_be_visible()
    page.get_by_role("link", name="Вечер").click()
    page.get_by_role("link", name="Details, correct, delete").click()
    page.get_by_text("Correct the text").click()
    page.locator("#source-words").fill(f"{ELSEWHERE} Всё.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".transcript")).to_contain_text("музыка. Всё.")
    page.get_by_role("link", name="Details, correct, delete").click()
    page.get_by_role("button", name="Delete the document").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".transcript")).to_contain_text("музыка. Всё.")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (400, "light")])
def test_the_pages_of_sources_fit_their_window(
    open_page: Open, served: Served, passage: int, width: int, scheme: str
) -> None:
    page: Page = open_page("/sources", viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in ("/sources", f"/sources/new?passage={passage}", f"/passages/{passage}/locate"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
