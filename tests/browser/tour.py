"""Take the pictures of the tour in README.md: `UPDATE_TOUR=1 python -m tests.browser.tour`.

What they show is always the same: the demo, dated to the day of its story, seen in the same windows, and a machine
translation by the model that comes with the app.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import connect
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from annotator.config import Config
from tests.browser.chromium import HOW, chromium, flags
from tests.browser.hands import drag_over, press
from tests.browser.png import with_palette
from tests.browser.served import Served

FOLDER = Path(__file__).parents[2] / "docs" / "tour"
MAX_BYTES = 150_000
Scheme = Literal["light", "dark"]
WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=400, height=800)
NUMBER = 3  # the passage that has 500 people where 1,500 were meant
MOMENT = "2025-04-15T10:30:00.000+00:00"
DATED = {"note": "created_at", "event": "at", "decision": "updated_at", "article_version": "created_at"}

TOUR = (
    "library",
    "workbench",
    "marking",
    "note",
    "review",
    "decision",
    "phone",
    "dark",
)


def take(browser: Browser, served: Served, folder: Path) -> list[Path]:
    """Write all pictures of the tour into `folder`, and return them; `served` is an app on an empty database."""
    article = served.add_demo().id
    passage = f"/articles/{article}?passage={NUMBER}"
    with _window(browser, served, WIDE) as page:
        page.goto(passage)
        page.get_by_role("button", name="Translate by machine").click()
        expect(page.locator(".voice.machine .words")).to_be_visible(timeout=120_000)
        _date(served.config)
        shots = [_shoot(page, folder, "library", "/"), _shoot(page, folder, "workbench", passage)]
        page.goto(f"/articles/{article}")
        drag_over(page, "300 loaves and a brass band")
        expect(page.locator("#mark-bar")).to_be_visible()
        shots.append(_shoot(page, folder, "marking"))
        page.goto(passage)
        _write_half_a_note(page)
        shots += [_shoot(page, folder, "note"), _shoot(page, folder, "review", "/review")]
        shots.append(_shoot(page, folder, "decision", "/review/1"))
    with _window(browser, served, PHONE) as page:
        shots.append(_shoot(page, folder, "phone", passage))
    with _window(browser, served, WIDE, "dark") as page:
        shots.append(_shoot(page, folder, "dark", passage))
    return shots


def _write_half_a_note(page: Page) -> None:
    page.locator(".voice.source .words").focus()
    press(page, *["ArrowRight"] * 6, "Shift+ArrowRight", "Shift+ArrowRight")
    page.locator(".voice.reporter .w").nth(4).click()
    page.locator("#note-form").scroll_into_view_if_needed()
    page.locator("#new-note-text").fill("Is a landing stage the same as «причал» here?")
    page.locator("#note-form").evaluate("form => form.scrollIntoView({ block: 'center' })")


def _date(config: Config) -> None:
    """Give everything the day of the story: the pictures must not change with the calendar."""
    with closing(connect(config.database)) as database, database:
        for table, column in DATED.items():
            database.execute(f"update {table} set {column} = ?", [MOMENT])


@contextmanager
def _window(browser: Browser, served: Served, size: ViewportSize, scheme: Scheme = "light") -> Iterator[Page]:
    context = browser.new_context(viewport=size, base_url=served.url, reduced_motion="reduce", color_scheme=scheme)
    try:
        yield context.new_page()
    finally:
        context.close()


def _shoot(page: Page, folder: Path, name: str, path: str | None = None) -> Path:
    if path:
        page.goto(path)
    page.evaluate("document.fonts.ready.then(() => true)")
    target = folder / f"{name}.png"
    page.screenshot(path=target, animations="disabled", caret="hide")
    return target


def main() -> None:
    """Take the pictures into docs/tour where UPDATE_TOUR is 1, else into a temporary folder."""
    program = chromium()
    if program is None:
        sys.exit(f"No Chromium on this machine: {HOW}.")
    os.environ["TZ"] = "UTC"
    time.tzset()
    folder = FOLDER if os.environ.get("UPDATE_TOUR") == "1" else Path(tempfile.mkdtemp(prefix="tour-"))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, Served(Path(data)) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags())
        for shot in take(browser, served, folder):
            shot.write_bytes(with_palette(shot.read_bytes()))
            sys.stdout.write(f"{shot} {shot.stat().st_size:,} bytes\n")
        browser.close()


if __name__ == "__main__":
    main()
