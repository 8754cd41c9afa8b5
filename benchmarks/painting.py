"""Seconds in Chromium from navigation until 300 passages are painted, in an article of 1,000 and of 10,000 words.

    python -m benchmarks.painting [--json] [--runs 7] [--passages 300]

The page's own clock starts with the navigation; it is read one animation frame after the one in which all the marks are
in the document, when that one has been painted. Medians; the machine's other work is in them.
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


def measure(words: int, passages: int, runs: int) -> dict[str, float]:
    """Return the median, least and largest seconds of `runs` navigations to an article of `words` words."""
    with tempfile.TemporaryDirectory() as folder:
        data, port = Path(folder), free_port()
        _write_article(data, words, passages)
        with serving(app_command(data, port), port), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
            times = [_paint(browser, f"http://127.0.0.1:{port}/articles/1", passages) for _ in range(runs + 1)][1:]
            browser.close()
    return {"median": round(statistics.median(times), 3), "min": round(min(times), 3), "max": round(max(times), 3)}


def _write_article(data: Path, words: int, passages: int) -> None:
    chance = random.Random(words)
    blocks = [" ".join(chance.choices(STORY.split(), k=50)).capitalize() + "." for _ in range(words // 50)]
    text = "\n\n".join(blocks)
    prepare(data / "annotator.db")
    with Storage(data / "annotator.db", "bench") as storage, storage.write():
        article = storage.articles.add(ArticleDetails("Benchmark"), text)
        for _ in range(passages):
            start = chance.randrange(len(text) - 80)
            span = trimmed(Span(start, start + chance.randrange(10, 80)), text)
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
    arguments = parser.parse_args()
    results = {words: measure(words, arguments.passages, arguments.runs) for words in (1000, 10000)}
    if arguments.json:
        print(json.dumps(results))
        return
    print(f"Navigation until {arguments.passages} passages are painted, seconds:")
    for (words, found), goal in zip(results.items(), (0.3, 0.6), strict=True):
        print(f"  {words:6,} words: median {found['median']} ({found['min']} to {found['max']}), goal under {goal}")


if __name__ == "__main__":
    main()
