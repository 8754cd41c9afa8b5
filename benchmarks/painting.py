"""Seconds in Chromium from navigation until all passages are painted, and from a click until one is opened or marked.

    python -m benchmarks.painting [--json] [--runs 7] [--passages 300] [--overlapping 1000]

Articles of 1,000 and of 10,000 words with 300 passages each, and one of 10,000 words with 1,000 of which each overlaps
the next. The page's own clock starts with the navigation; it is read one animation frame after the one in which all the
marks are in the document, when that one has been painted. `open` is the time from a click on another passage until its
words stand in the panel, `mark` that from the key until a new passage is saved and shown. Medians; the machine's other
work is in them.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from annotator.domain.articles import ArticleDetails
from annotator.domain.passages import PassageDetails
from annotator.domain.spans import Span, trimmed
from annotator.storage import Storage, prepare
from benchmarks.servers import app_command, free_port, serving

STORY = "the river rose again on Monday and the mayor said that nobody had been warned because water came at night"
# Looks at every frame, so that neither scripts nor whatever else loads after the marks are painted count.
PAINTED = """
const look = () => {
  if (document.querySelectorAll("a.ref").length < PASSAGES) return requestAnimationFrame(look);
  requestAnimationFrame(() => { window.paintedAfter = performance.now() / 1000; });
};
requestAnimationFrame(look);
"""
# Seconds until the panel shows what a click asks for; `current` is the link of the passage in work.
_UNTIL = """
  return new Promise((resolve) => {
    const look = () => {
      const current = document.querySelector("a.ref[aria-current]")?.id;
      if (!done(current) || document.querySelectorAll(".desk-head").length !== 1) return requestAnimationFrame(look);
      requestAnimationFrame(() => resolve((performance.now() - from) / 1000));
    };
    requestAnimationFrame(look);
  });
}
"""
OPENED = f"""(id) => {{
  const from = performance.now();
  const done = (current) => current === id;
  document.getElementById(id).click();
  {_UNTIL}"""
SELECTED = """(id) => {
  const text = document.getElementById(id).closest("[data-start]").firstChild;
  const node = text.nodeType === Node.TEXT_NODE ? text : text.firstChild;
  getSelection().setBaseAndExtent(node, 0, node, Math.min(5, node.length));
}"""
MARKED = f"""() => {{
  const from = performance.now();
  const before = document.querySelector("a.ref[aria-current]").id;
  const done = (current) => current && current !== before;
  document.dispatchEvent(new KeyboardEvent("keydown", {{ key: "m", bubbles: true }}));
  {_UNTIL}"""


def measure(words: int, passages: int, runs: int, *, overlapping: bool = False) -> dict[str, float]:
    """Return the median, least and largest seconds of `runs` navigations to an article of `words` words.

    With the medians of as many openings and markings.
    """
    with tempfile.TemporaryDirectory() as folder:
        data, port = Path(folder), free_port()
        _write_article(data, words, passages, overlapping=overlapping)
        with serving(app_command(data, port), port), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
            address = f"http://127.0.0.1:{port}/articles/1"
            times = [_paint(browser, address, passages) for _ in range(runs + 1)][1:]
            opened, marked = _work(browser, address, passages, runs)
            browser.close()
    found = {"median": statistics.median(times), "min": min(times), "max": max(times), "open": opened, "mark": marked}
    return {name: round(value, 3) for name, value in found.items()}


def _write_article(data: Path, words: int, passages: int, *, overlapping: bool) -> None:
    chance = random.Random(words)
    blocks = [" ".join(chance.choices(STORY.split(), k=50)).capitalize() + "." for _ in range(words // 50)]
    text = "\n\n".join(blocks)
    prepare(data / "annotator.db")
    with Storage(data / "annotator.db", "bench") as storage, storage.write():
        article = storage.articles.add(ArticleDetails("Benchmark"), text)
        for number in range(passages):
            step = len(text) // passages
            start = number * step if overlapping else chance.randrange(len(text) - 80)
            length = step + chance.randrange(20, 120) if overlapping else chance.randrange(10, 80)
            span = trimmed(Span(start, min(len(text), start + length)), text)
            storage.passages.add(article.id, article.version_id, text, span, PassageDetails())


def _paint(browser: Browser, url: str, passages: int) -> float:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(PAINTED.replace("PASSAGES", str(passages)))
    page.goto(url)
    page.wait_for_function("window.paintedAfter")
    marked = page.locator("a.ref").count()
    if marked != passages:
        raise RuntimeError(f"{marked} passages are marked, not {passages}")
    seconds = float(page.evaluate("window.paintedAfter"))
    page.close()
    return seconds


def _work(browser: Browser, url: str, passages: int, runs: int) -> tuple[float, float]:
    """Return the median seconds until a passage is opened by a click, and until a new one is marked."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{url}?passage=1")
    opened, marked = [], []
    for number in range(runs):
        address = f"p{1 + (number + 1) * (passages // (runs + 1))}"
        opened.append(page.evaluate(OPENED, address))
        page.evaluate(SELECTED, f"{address}")
        marked.append(page.evaluate(MARKED))
    page.close()
    return statistics.median(opened), statistics.median(marked)


def _chromium() -> str:
    named = [os.environ.get("ANNOTATOR_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    found = next((path for path in map(shutil.which, filter(None, named)) if path), None)
    if found is None:
        raise SystemExit("This benchmark needs Chromium: install it, or name it in ANNOTATOR_CHROMIUM.")
    return found


def main() -> None:
    """Print the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--passages", type=int, default=300)
    parser.add_argument("--overlapping", type=int, default=1000, help="passages of which each overlaps the next")
    arguments = parser.parse_args()
    results = {str(words): measure(words, arguments.passages, arguments.runs) for words in (1000, 10000)}
    results["10000 overlapping"] = measure(10000, arguments.overlapping, arguments.runs, overlapping=True)
    if arguments.json:
        print(json.dumps(results))
        return
    print("Seconds from navigation until all passages are painted, and from a click until one is opened or marked:")
    counts = (arguments.passages, arguments.passages, arguments.overlapping)
    for (name, found), count, goal in zip(results.items(), counts, (0.3, 0.6, 1.5), strict=True):
        print(
            f"  {name:>18} words, {count} passages: median {found['median']} ({found['min']} to {found['max']}), "
            f"goal under {goal}; open {found['open']}, mark {found['mark']}"
        )


if __name__ == "__main__":
    main()
