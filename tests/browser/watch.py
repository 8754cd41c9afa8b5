"""What must not happen behind a page: errors of its scripts, errors in the console, requests that leave the machine."""

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Error, Page, Request


@dataclass
class Watch:
    """Collects `problems`; those that hold a text given to `expect` are part of what the test is about."""

    problems: list[str] = field(default_factory=list)
    _expected: list[str] = field(default_factory=list)

    def expect(self, text: str) -> None:
        """Say that problems which hold `text` belong to the test."""
        self._expected.append(text)

    def over(self, page: Page, home: str) -> None:
        """Watch a page of the app at `home`."""

        def on_console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self._add(f"console: {message.text}")

        def on_error(error: Error) -> None:
            self._add(f"script: {error}")

        def on_request(request: Request) -> None:
            if not request.url.startswith((f"{home}/", "data:", "blob:", "about:")):
                self._add(f"request to another host: {request.url}")

        page.on("console", on_console)
        page.on("pageerror", on_error)
        page.on("request", on_request)

    def _add(self, problem: str) -> None:
        if not any(text in problem for text in self._expected):
            self.problems.append(problem)
