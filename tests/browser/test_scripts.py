"""Offsets are code points in every script: what was marked in the browser is what the file holds."""

import random

import pytest
from playwright.sync_api import Page, expect

from annotator.domain.passages import PassageStatus
from annotator.services.suggest_passages import settle_suggestions
from tests.browser.conftest import Open
from tests.browser.hands import marked_spans
from tests.browser.served import Served

TEXT = """👩‍👩‍👧‍👦 families 🇺🇦🇩🇪 cross the river 🏳️‍🌈 at noon

The nurse said in Arabic «لم نَسْأَلْ أحدًا من أين جاء» and the sign read בְּרוּכִים הַבָּאִים 👍🏽 beside it.

Zoe\u0308 sang “Zi\u0308\u0323e”, e\u0301t\u0323\u0307e\u0301, क्षत्रिय and 𝔊𝔬𝔱𝔥𝔦𝔠 𝒎𝒂𝒕𝒉 letters; 👨🏿‍🚒 listened.

כולם כאן. كلنا هنا. 我们都在这里🙂。 Ми всі тут 🫶🏻."""

# Selects [start, end) in code points, counted here and not by the app's scripts; false where it cannot be done.
SELECT = """([start, end]) => {
  const points = [];
  const paragraphs = document.querySelectorAll("#article-text [data-start]");
  paragraphs.forEach((paragraph) => {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      let index = 0;
      for (const character of walker.currentNode.data) {
        points.push([walker.currentNode, index, index += character.length]);
      }
    }
    points.push([paragraph, null], [paragraph, null]);
  });
  const [first, last] = [points[start], points[end - 1]];
  if (first[1] === null || last[1] === null) return false;
  getSelection().setBaseAndExtent(first[0], first[1], last[0], last[2]);
  return true;
}"""


def spans(text: str, count: int) -> list[tuple[int, int]]:
    """Return different ranges whose edges are no white space; seeded, so that a failure comes again."""
    chance = random.Random(20250415)
    found: set[tuple[int, int]] = set()
    while len(found) < count:
        start = chance.randrange(len(text))
        end = min(len(text), start + chance.randint(1, 45))
        if text[start:end].strip() == text[start:end] != "":
            found.add((start, end))
    return sorted(found, key=lambda span: chance.random())


@pytest.fixture
def page(open_page: Open, served: Served) -> Page:
    article = served.add_article(TEXT)
    with served.storage() as storage:
        settle_suggestions(storage, article.id, PassageStatus.REJECTED)
    return open_page(f"/articles/{article.id}")


def test_marked_ranges_come_back_as_the_very_same_text(page: Page, served: Served) -> None:
    text = served.rows("select text from article_version")[0][0]
    for number, (start, end) in enumerate(spans(text, 20), 1):
        assert page.evaluate(SELECT, [start, end])
        expect(page.locator("#mark-bar input[name=start]")).to_have_value(str(start))
        expect(page.locator("#mark-bar input[name=end]")).to_have_value(str(end))
        page.get_by_label("exactly these letters").check()
        page.locator("#mark-bar").get_by_role("button", name="Mark").click()
        expect(page.locator(".desk-head small")).to_have_text(f"of {number}")
        rows = served.rows("select span_start, span_end, exact, prefix, suffix from passage order by id desc limit 1")
        assert rows == [(start, end, text[start:end], text[max(0, start - 32) : start], text[end : end + 32])]
        expect(page.locator(".voice.reporter .words")).to_have_text(text[start:end].replace("\n\n", "\n"))
    assert sorted((start, end) for start, end, _ in marked_spans(served)) == sorted(spans(text, 20))


def test_words_picked_in_a_right_to_left_row_are_stored_as_they_stand(page: Page, served: Served) -> None:
    text = served.rows("select text from article_version")[0][0]
    start = text.index("«لم") + 1
    page.evaluate(SELECT, [start, text.index("»")])
    page.keyboard.press("m")
    expect(page.locator(".voice.reporter .words")).to_be_visible()
    page.locator(".voice.reporter .w").nth(2).click()
    page.locator("#new-note-text").fill("أحدًا is nobody here.")
    page.locator("#new-note-text").press("Control+Enter")
    expect(page.locator(".note .spans q")).to_have_text("أحدًا")
    assert served.rows("select span_start, exact from note_span") == [(text.index("أحدًا"), "أحدًا")]


def test_arabic_and_hebrew_originals_are_set_from_right_to_left(page: Page, served: Served) -> None:
    page.evaluate(SELECT, [0, 7])
    page.keyboard.press("m")
    expect(page.locator(".voice.reporter .words")).to_be_visible()
    original = page.get_by_label("What was really said")
    for words, language in (("لم نسأل أحدًا من أين جاء", "ar"), ("לא שאלנו אף אחד מאיפה בא", "he")):
        if not original.is_visible():
            page.get_by_text("Original words: edit").click()
        page.get_by_label("Language", exact=True).select_option(language)
        expect(original).to_have_attribute("dir", "rtl")
        original.fill(words)
        page.get_by_role("button", name="Save the original").click()
        row = page.locator(".voice.source .words")
        expect(row).to_have_text(words)
        expect(row).to_have_attribute("lang", language)
        expect(row).to_have_css("direction", "rtl")
