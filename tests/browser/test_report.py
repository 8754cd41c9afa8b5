"""The report as a PDF from the browser's print, on A4 and letter, read back."""

import io
import re
import unicodedata

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from annotator.domain.articles import ArticleDetails
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import NoteDetails
from annotator.domain.passages import PassageDetails
from annotator.domain.sources import SourceDetails
from annotator.domain.spans import Span
from annotator.services.attach_source import attach_source
from annotator.services.decide import decide
from annotator.services.load_typology import load_typology
from annotator.services.mark_passage import mark_quote
from annotator.services.write_note import write_note
from tests.browser.conftest import Open
from tests.browser.served import Served

_LAST_HEADING = re.compile(
    r"(Passages|At a glance|Correction for the outlet|How this was made)"
    r"( Report on translated passages)?( \d+ / \d+)?$"
)
SIZES = {"A4": (595, 842), "Letter": (612, 792)}  # points


def printed(page: Page, size: str = "A4") -> list[str]:
    """Return the text of each sheet, on one line each."""
    sheets = PdfReader(io.BytesIO(page.pdf(format=size))).pages
    assert all(
        abs(float(sheet.mediabox.width) - SIZES[size][0]) < 2 and abs(float(sheet.mediabox.height) - SIZES[size][1]) < 2
        for sheet in sheets
    )
    # Ligatures and the shapes of Arabic letters are folded back into the letters.
    return [" ".join(unicodedata.normalize("NFKC", sheet.extract_text()).split()) for sheet in sheets]


@pytest.fixture
def article_id(served: Served) -> int:
    """The demo with two of its discrepancies decided."""
    article = served.add_demo()
    with served.storage() as storage:
        waiting = storage.sign_offs.undecided(article.id)
        for matter, verdict in zip(waiting, (Verdict.WRONG, Verdict.MISLEADING), strict=False):
            assert matter.note_id
            decide(
                storage, matter.note_id, None, DecisionDetails(verdict, f"A {verdict} rendering, mended", "Why not.")
            )
    return article.id


@pytest.mark.parametrize("size", SIZES)
def test_everything_an_editor_needs_is_on_paper(open_page: Open, article_id: int, size: str) -> None:
    sheets = printed(open_page(f"/articles/{article_id}/report"), size)
    paper = " ".join(sheets)
    assert 4 <= len(sheets) <= 10
    for words in (
        "Ferry Returns to a Flooded River Town",
        "Not signed off",
        "discrepancies wait for a decision",
        "Correction for the outlet",
        "A faithful rendering is: “A wrong rendering, mended”.",
        "A draft made from the decisions",
        "полторы тысячи человек",
        "Chaika took 500 people",
        "Number, date or unit, critical noted by Daria Lindqvist",
        "decided by Ines Ortega",
        "themselves a translation (relay)",
        "https://example.org/nizovye/2025/04/09/kapitan-chaiki",
        "SHA-256",
        "12. Partial quote",
    ):
        assert words in paper, words
    for words in ("Sign the article off", "Save the correction", "Search", "Library", "Undo"):
        assert words not in paper, words
    for number, sheet in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in sheet


def test_a_short_passage_is_not_cut_by_the_end_of_a_page(open_page: Open, article_id: int) -> None:
    page = open_page(f"/articles/{article_id}/report")
    titles = page.locator(".passage:not(.long) h3 > span:first-child").all_inner_texts()
    words = page.locator(".passage:not(.long) .reporter blockquote").all_inner_texts()
    assert len(titles) > 5
    sheets = printed(page)
    for title, said in zip(titles, words, strict=True):
        (sheet,) = [sheet for sheet in sheets if f" {title}" in f" {sheet}"]
        assert " ".join(said.split())[-25:] in sheet


def test_no_heading_stands_alone_at_the_end_of_a_page(open_page: Open, article_id: int) -> None:
    for sheet in printed(open_page(f"/articles/{article_id}/report")):
        assert not _LAST_HEADING.search(sheet)


def test_the_voices_are_told_apart_without_colour(open_page: Open, article_id: int) -> None:
    page = open_page(f"/articles/{article_id}/report", color_scheme="dark")
    page.emulate_media(media="print")
    style = "e => { const s = getComputedStyle(e); return [s.borderLeftStyle, s.borderLeftColor, s.color]; }"
    for voice, line in (("source", "solid"), ("reporter", "double")):
        said = page.locator(f".said.{voice}").first
        assert said.evaluate(style) == [line, "rgb(0, 0, 0)", "rgb(0, 0, 0)"]
        assert said.locator(".who").inner_text().split()[0].lower() in ("original", "reporter")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_an_article_without_passages_prints_one_sheet(open_page: Open, served: Served) -> None:
    article = served.add_article("Nothing to report\n\nThe day was quiet.")
    (sheet,) = printed(open_page(f"/articles/{article.id}/report"))
    assert "No passage is marked in this article yet." in sheet
    assert "No decision asks for a correction" in sheet


def test_three_hundred_passages_print(open_page: Open, served: Served) -> None:
    sentences = [f"“Word number {number} was said,” she said. 🙏" for number in range(300)]
    with served.storage() as storage, storage.write():
        article = storage.articles.add(ArticleDetails("A long story"), "\n\n".join(["A long story", *sentences]))
        for number in range(300):
            words = f"Word number {number} was said"
            start = article.text.index(words)
            storage.passages.add(
                article.id, article.version_id, article.text, Span(start, start + len(words)), PassageDetails()
            )
    sheets = printed(open_page(f"/articles/{article.id}/report"))
    paper = " ".join(sheets)
    assert 25 <= len(sheets) <= 90
    assert all(f"Word number {number} was said" in paper for number in range(300))


def test_right_to_left_and_emoji_are_printed(open_page: Open, served: Served) -> None:
    article = served.add_article("שלום 🚢\n\n“We asked nobody 👩‍👩‍👧,” the nurse said in Arabic. هدى agreed.")
    with served.storage() as storage:
        passage = mark_quote(storage, article.id, "We asked nobody 👩‍👩‍👧", None, PassageDetails(speaker="هدى منسي"))
        attach_source(storage, passage.id, None, SourceDetails("لم نسأل أحدًا من أين جاء", "ar", "تسجيل"))
        typology = load_typology(served.config.typology)
        write_note(storage, typology, passage.id, NoteDetails("tone", "minor", "<b>Not</b> said 🙏"), [])
    page = open_page(f"/articles/{article.id}/report")
    expect(page.locator(".source blockquote")).to_have_attribute("dir", "rtl")
    expect(page.locator(".source blockquote")).to_have_attribute("lang", "ar")
    paper = " ".join(printed(page))
    assert "We asked nobody" in paper
    assert "<b>Not</b> said" in paper
    assert re.search(r"[\u0600-\u06ff]{3}", paper)


def test_an_editor_signs_off_and_a_later_change_opens_the_article_again(open_page: Open, served: Served) -> None:
    article = served.add_article("Rain is over\n\n“Dry,” she said in Polish.")
    with served.storage() as storage:
        mark_quote(storage, article.id, "Dry", None, PassageDetails())
    page = open_page(f"/articles/{article.id}/report")
    page.get_by_label("Remark").fill("Read twice.")
    page.get_by_role("button", name="Sign the article off").click()
    expect(page.locator("#sign-off h2")).to_have_text("Signed off")
    assert "Signed off by Ines Ortega" in " ".join(printed(page))
    with served.storage() as storage:
        mark_quote(storage, article.id, "she said", None, PassageDetails())
    page.reload()
    expect(page.locator("#sign-off h2")).to_have_text("Open again")
    expect(page.locator("#sign-off")).to_contain_text("Ines Ortega marked a passage: she said")


def test_a_correction_is_edited_and_printed(open_page: Open, served: Served, article_id: int) -> None:
    page = open_page(f"/articles/{article_id}/report")
    page.locator("#edit-correction > summary").click()
    page.locator("#correction-text").fill("We said 500 people.\n\nIt was 1,500. 🙏")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.locator("#correction .meta").first).to_contain_text("Saved by Ines Ortega")
    paper = " ".join(printed(page))
    assert "We said 500 people. It was 1,500." in paper
    assert "A draft made" not in paper
