"""What a person does with a page: point at words, select them, read what is marked."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.served import Served

# Finds words in an element, across the marks in it, without the app's own scripts.
_RANGE = """([selector, words, from]) => {
  const root = document.querySelector(selector);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest("[data-start]")) nodes.push(walker.currentNode);
  }
  const text = nodes.map((node) => node.data).join("");
  const at = text.indexOf(words, from);
  if (at < 0) throw new Error(`“${words}” is not in ${selector}`);
  const point = (index, back) => {
    for (const node of nodes) {
      if (back ? index <= node.data.length : index < node.data.length) return [node, index];
      index -= node.data.length;
    }
  };
  const range = document.createRange();
  range.setStart(...point(at, false));
  range.setEnd(...point(at + words.length, true));
  return range;
}"""

# The left and right edge of words, and the middle of their first and last line.
EDGES = f"""(given) => {{
  const range = ({_RANGE})(given);
  range.startContainer.parentElement.scrollIntoView({{ block: "center" }});
  const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
  const [first, last] = [boxes[0], boxes.at(-1)];
  return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
}}"""

_SELECT = f"""(given) => {{
  const range = ({_RANGE})(given);
  range.startContainer.parentElement.scrollIntoView({{ block: "center" }});
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}}"""

ARTICLE = "#article-text"


def drag_over(page: Page, words: str, selector: str = ARTICLE) -> None:
    """Select words with the mouse, from left to right."""
    left, top, right, bottom = page.evaluate(EDGES, [selector, words, 0])
    page.mouse.move(left + 1, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=3)
    page.mouse.move(right - 1, bottom, steps=3)
    page.mouse.up()


def select(page: Page, words: str, selector: str = ARTICLE) -> None:
    """Select words as a finger leaves them selected: the browser itself tells the page."""
    page.evaluate(_SELECT, [selector, words, 0])


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def select_back_to(page: Page, words: str) -> None:
    """Press Shift and the left arrow until `words` are selected: how far one press goes is the system's habit."""
    for _ in range(len(words)):
        page.keyboard.press("Shift+ArrowLeft")
        if page.evaluate("getSelection().toString()").strip() == words:
            return
    raise AssertionError(f"“{words}” could not be selected by the keyboard")


def mark(page: Page, words: str) -> int:
    """Mark words of the article and return the new passage, open in the panel."""
    before = page.url
    select(page, words)
    expect(page.locator("#mark-bar")).to_be_visible()
    page.keyboard.press("m")
    expect(reporter_row(page)).to_have_text(words)
    page.wait_for_url(lambda url: url != before and "passage=" in url)
    return passage_in_work(page)


def passage_in_work(page: Page) -> int:
    """Return the passage that the address names."""
    return int(page.url.partition("passage=")[2].partition("&")[0].partition("#")[0])


def reporter_row(page: Page) -> Locator:
    """Return the reporter's words of the passage in work."""
    return page.locator(".voice.reporter .words")


def focused(page: Page) -> str:
    """Describe the element that has the focus, so that a failing test says where it went."""
    found: str = page.evaluate(
        """() => { const e = document.activeElement;
        return e === document.body ? "nothing" : `${e.tagName.toLowerCase()}#${e.id} ${e.getAttribute("aria-label")
            ?? e.textContent.trim().slice(0, 40)}`; }"""
    )
    return found


def marked_spans(served: Served) -> list[tuple[int, int, str]]:
    """Return (start, end, exact words) of the passages that are not deleted, in reading order."""
    return served.rows(
        "select span_start, span_end, exact from passage"
        " where deleted_at is null and status = 'confirmed' order by span_start, span_end"
    )
