"""The whole job, from a pasted article to a decided discrepancy, and what the file then holds."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from annotator.engines.base import Engine
from annotator.engines.registry import Engines
from tests.browser.conftest import Open
from tests.browser.hands import ARTICLE, drag_over, passage_in_work, press, reporter_row, select_back_to
from tests.browser.served import USER, Served

TEXT = """Ferry returns 🚢 to Verbny

“We left no one behind,” the captain told a café full of people — 👩‍👩‍👧 among them.

She would not leave the town, she said in Russian."""
ORIGINAL = "Насколько мне известно, мы никого не оставили."


def import_by_paste(page: Page) -> None:
    page.get_by_role("link", name="Add an article").first.click()
    page.get_by_label("Paste the text").fill(TEXT)
    page.get_by_role("button", name="Add the pasted text").click()
    expect(page.locator(ARTICLE)).to_contain_text("Ferry returns")


def mark_by_mouse(page: Page) -> int:
    drag_over(page, "We left no one behind")
    page.locator("#mark-bar").get_by_role("button", name="Mark").click()
    expect(reporter_row(page)).to_have_text("We left no one behind")
    return passage_in_work(page)


def mark_by_keyboard(page: Page) -> int:
    """Walk to the last paragraph with the arrow keys and take its last words, without touching the mouse."""
    page.reload()
    page.locator("body").click(position={"x": 1, "y": 400})
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "article-text":
            break
    press(page, *["ArrowDown"] * 12, *["ArrowRight"] * 60)
    select_back_to(page, "she said in Russian.")
    expect(page.locator("#mark-bar")).to_be_visible()
    page.keyboard.press("m")
    expect(reporter_row(page)).to_have_text("she said in Russian.")
    return passage_in_work(page)


def attach_original(page: Page) -> None:
    page.keyboard.press("o")
    expect(page.get_by_label("What was really said")).to_be_focused()
    page.keyboard.insert_text(ORIGINAL)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".voice.source .words")).to_have_text(ORIGINAL)
    expect(page.locator(".voice.source .words")).to_have_attribute("lang", "ru")


def translate(page: Page) -> str:
    page.keyboard.press("t")
    row = page.locator(".voice.machine .words")
    expect(row).to_be_visible(timeout=120_000)
    return row.inner_text()


def write_note(page: Page) -> None:
    """Pick the hedge in the original with the keyboard and the reporter's first word with the mouse."""
    page.locator(".voice.source .words").focus()
    press(page, "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")
    reporter_row(page).locator(".w", has_text="We").click()
    chips = page.locator("#note-form .chip q")
    expect(chips).to_have_text(["Насколько мне известно", "We"])
    page.keyboard.press("c")
    page.get_by_label("What it is").select_option("certainty")
    page.get_by_label("Major").check()
    page.locator("#new-note-text").fill("“As far as I know” is lost.")
    page.locator("#new-note-text").press("Control+Enter")
    expect(page.locator("#notes .note .body")).to_have_text("“As far as I know” is lost.")


def decide_by_keyboard(page: Page) -> None:
    page.goto("/review")
    page.keyboard.press("n")
    expect(page.locator("h1")).to_contain_text("Certainty")
    page.wait_for_load_state()
    press(page, "3", "w")
    page.keyboard.insert_text("“As far as I know, we left no one behind,”")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("She was careful; we are not.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Nothing is left to decide")).to_be_visible()


def check_passages(served: Served, by_mouse: int, by_keyboard: int) -> None:
    text = served.rows("select text from article_version")[0][0]
    assert text == TEXT
    start = text.index("We left")
    quoted = "We left no one behind"
    end = start + len(quoted)
    columns = "span_start, span_end, exact, prefix, suffix, source_language, kind, status"
    assert served.rows(f"select {columns} from passage where id = ?", by_mouse) == [
        (start, end, quoted, text[:start], text[end : end + 32], "ru", "direct-quote", "confirmed")
    ]
    last = text.index("she said in")
    assert served.rows(f"select {columns} from passage where id = ?", by_keyboard) == [
        (last, len(text), "she said in Russian.", text[last - 32 : last], "", "", "direct-quote", "confirmed")
    ]


def check_source_and_rendering(served: Served, passage: int, machine: str, engine: Engine) -> None:
    assert served.rows(
        "select d.text, d.language, s.span_start, s.span_end, s.exact from source s"
        " join source_document d on d.id = s.source_document_id where s.passage_id = ?",
        passage,
    ) == [(ORIGINAL, "ru", 0, len(ORIGINAL), ORIGINAL)]
    signature = str(engine.signature("ru", "en"))
    assert served.rows("select passage_id, text, language, signature from rendering") == [
        (passage, machine, "en", signature)
    ]
    assert served.rows("select text, signature from translation") == [(machine, signature)]
    links = served.rows("select source_end, rendering_id is null, signature from automatic_link")
    assert {made_by.partition("|")[0] for *_, made_by in links} <= {"engine:aligner", signature.partition("|")[0]}
    assert {is_reporter for _, is_reporter, _ in links} == {0, 1}
    assert all(source_end <= len(ORIGINAL) for source_end, *_ in links)


def check_note_and_decision(served: Served, passage: int) -> int:
    ((note, *details),) = served.rows(
        "select id, passage_id, category, severity, text, state, author from note where origin = 'person'"
    )
    assert details == [passage, "certainty", "major", "“As far as I know” is lost.", "decided", USER]
    start = TEXT.index("We left")
    spans = "select side, span_start, span_end, exact from note_span where note_id = ? order by side desc"
    assert served.rows(spans, note) == [
        ("source", 0, 22, "Насколько мне известно"),
        ("reporter", start, start + 2, "We"),
    ]
    assert served.rows("select note_id, verdict, wording, reason, author from decision") == [
        (note, "misleading", "“As far as I know, we left no one behind,”", "She was careful; we are not.", USER)
    ]
    return int(note)


def check_history(served: Served, passages: set[int], note: int) -> None:
    """Every change is there, by the person who made it, with the row as it was afterwards."""
    history = "select entity_id, action, actor from event where entity = ? order by id"
    made = [event for event in served.rows(history, "passage") if event[0] in passages and event[1] == "create"]
    assert made == [(passage, "create", USER) for passage in sorted(passages)]
    noted = [event for event in served.rows(history, "note") if event[0] == note]
    assert noted == [(note, "create", USER), (note, "update", USER)]
    (decided,) = served.rows("select action, actor, after from event where entity = 'decision'")
    assert decided[:2] == ("create", USER)
    assert json.loads(decided[2])["verdict"] == "misleading"


def do_the_job(page: Page, served: Served, engine: Engine) -> None:
    import_by_paste(page)
    by_mouse = mark_by_mouse(page)
    by_keyboard = mark_by_keyboard(page)
    page.keyboard.press("p")
    expect(reporter_row(page)).to_have_text("We left no one behind")
    attach_original(page)
    machine = translate(page)
    write_note(page)
    decide_by_keyboard(page)
    check_passages(served, by_mouse, by_keyboard)
    check_source_and_rendering(served, by_mouse, machine, engine)
    note = check_note_and_decision(served, by_mouse)
    check_history(served, {by_mouse, by_keyboard}, note)


def test_an_article_goes_from_paste_to_decision(page: Page, served: Served, engines: Engines) -> None:
    do_the_job(page, served, engines.named("canned"))


class TestWithTheRealEngine:
    @pytest.fixture
    def engines(self, tmp_path: Path) -> Iterator[Engines]:
        installed = Engines(tmp_path)
        if ("ru", "en") not in installed.pairs():
            pytest.skip("no model that translates Russian into English is installed in annotator/models")
        yield installed
        installed.unload()

    def test_an_article_goes_from_paste_to_decision(self, open_page: Open, served: Served, engines: Engines) -> None:
        do_the_job(open_page(), served, engines.for_pair("ru", "en"))
