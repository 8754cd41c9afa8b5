"""A translation server on this machine that speaks both protocols, and misbehaves when it is told to."""

import json
import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from annotator.engines.remote.settings import RemoteSettings

LANGUAGES = [
    {"code": "en", "name": "English", "targets": ["ru", "uk", "zh-Hans", "en"]},
    {"code": "ru", "name": "Russian", "targets": ["en", "uk"]},
    {"code": "zh-Hans", "name": "Chinese", "targets": ["en"]},
    {"code": "eo", "name": "Esperanto", "targets": ["en"]},
    {"code": "fr", "name": "French", "targets": ["ru"]},
]


@dataclass
class Reply:
    """What the server sends: `body` as JSON, or as it is where it is bytes; it drips where `seconds` is set."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass
class Speaking:
    """A server that is running: what it was asked, and what it is to answer instead of a translation, in order."""

    port: int
    asked: list[tuple[str, dict[str, Any], dict[str, str]]] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    def settings(self, kind: str, **changed: object) -> RemoteSettings:
        """Return settings that lead to this server."""
        given: dict[str, Any] = {
            "name": "desk",
            "kind": kind,
            "url": f"http://127.0.0.1:{self.port}",
            "pairs": frozenset({("ru", "en"), ("uk", "en"), ("zh", "en")}),
            "model": "large" if kind == "chat" else "",
            "requests_per_minute": math.inf,
            **changed,
        }
        return RemoteSettings(**given)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """What was posted, in order."""
        return [body for path, body, _ in self.asked if path != "/languages"]


def translated(text: str) -> str:
    """Return what the server makes of a text: as many English words, and the same marks at the ends of paragraphs."""
    return "\n\n".join(
        " ".join("word" if any(map(str.isalpha, one)) else one for one in p.split()) + "." for p in text.split("\n\n")
    )


def _translation(asked: str | list[str], others: int) -> dict[str, object]:
    """Return what `/translate` of LibreTranslate answers to a text, or to a list of them."""
    texts = [asked] if isinstance(asked, str) else asked
    found = [translated(text) for text in texts]
    more = [[f"{text[:-1]} {n}." for n in range(others)] for text in found]
    whole = isinstance(asked, str)
    return {"translatedText": found[0] if whole else found} | (
        {"alternatives": more[0] if whole else more} if others else {}
    )


@contextmanager
def speaking() -> Iterator[Speaking]:
    """Run a server until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    state = Speaking(server.server_address[1])
    server.state = state  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: dict[str, Any]) -> None:
        state: Speaking = self.server.state  # type: ignore[attr-defined]
        state.asked.append((self.path, body, dict(self.headers)))
        if self.path != "/languages" and state.replies:
            self._send(state.replies.pop(0))
        else:
            self._send(Reply(self._well_behaved(body)))

    def _well_behaved(self, body: dict[str, Any]) -> object:
        if self.path == "/languages":
            return LANGUAGES
        if not body:
            return []
        if self.path == "/translate":
            return _translation(body["q"], body.get("alternatives", 0))
        said = translated(body["messages"][1]["content"])
        return {"choices": [{"message": {"role": "assistant", "content": said}, "finish_reason": "stop"}]}

    def _send(self, reply: Reply) -> None:
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            for place in range(0, len(body), 4 if reply.seconds else len(body) or 1):
                self.wfile.write(body[place : place + (4 if reply.seconds else len(body))])
                self.wfile.flush()
                time.sleep(reply.seconds)
        except OSError:  # the client has gone away
            return

    def log_message(self, *_: object) -> None:
        """Keep quiet."""
