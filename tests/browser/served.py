"""The application on a real server, in a thread of the test's own process."""

import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from waitress import wasyncore
from waitress.server import create_server

from annotator.config import Config
from annotator.domain.articles import Article
from annotator.engines.registry import Engines
from annotator.exchange.plain_text import read_text
from annotator.services.import_article import import_article
from annotator.services.load_demo import load_demo
from annotator.services.load_typology import load_typology
from annotator.storage import Storage
from annotator.web import create_app
from tests.contents import Rows, rows

USER = "Ines Ortega"


@dataclass
class Served:
    """A running app; `with Served(...) as served` starts it on a free port of loopback and stops it."""

    data: Path
    engines: Engines | None = None
    port: int = 0

    def __post_init__(self) -> None:
        self.config = Config(self.data, USER)

    def __enter__(self) -> "Served":
        app = create_app(self.config, self.engines)
        self._server: Any = create_server(app, listen=f"127.0.0.1:{self.port}", threads=4)
        self.port = int(self._server.effective_port)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop answering; may be called twice. Sockets are closed by the thread that serves them."""
        if self._thread.is_alive():
            self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._server._map))
            self._thread.join()
            self._server.task_dispatcher.shutdown()

    @property
    def url(self) -> str:
        """The address of the library."""
        return f"http://127.0.0.1:{self.port}"

    def storage(self) -> Storage:
        """Return a connection of its own, to prepare what a test begins with."""
        return Storage(self.config.database, USER)

    def rows(self, query: str, *values: object) -> Rows:
        """Return what a query finds in the file, read past the app."""
        return rows(self.config.database, query, *values)

    def add_article(self, text: str) -> Article:
        """Import a text as if it had been pasted."""
        with self.storage() as storage:
            return import_article(storage, read_text(text)).article

    def add_demo(self) -> Article:
        """Load the demo."""
        return load_demo(self.config.database, load_typology(self.config.typology))
