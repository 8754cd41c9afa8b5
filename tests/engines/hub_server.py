"""A small server on loopback that speaks the part of the hub's interface by which models are fetched.

`/api/models/NAME` lists the files with sizes and hashes, `/NAME/resolve/COMMIT/FILE` gives them, whole or from a
place on. It can break off, answer with errors, send other bytes than it promised, and counts what it sent.
"""

import hashlib
import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

COMMIT = "0123456789abcdef0123456789abcdef01234567"
LARGE = 1000  # bytes from which a file has a SHA-256 instead of Git's hash


@dataclass
class Hub:
    """What the server gives: the files of one model, and how it misbehaves."""

    name: str = "newsroom/tiny-ru-en"
    files: dict[str, bytes] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)  # other sizes than the true ones, to promise
    break_off: dict[str, int] = field(default_factory=dict)  # file: bytes after which the connection is cut, once
    damaged: set[str] = field(default_factory=set)
    down: bool = False
    sent: dict[str, int] = field(default_factory=dict)  # bytes of each file that went out
    ranges: list[str] = field(default_factory=list)  # what was asked to be resumed

    def listing(self) -> dict[str, object]:
        """Return what the interface says about the model."""
        return {
            "id": self.name,
            "sha": COMMIT,
            "private": False,
            "tags": [],
            "cardData": {"license": "cc-by-4.0"},
            "siblings": [self._listed(name, content) for name, content in self.files.items()],
        }

    def _listed(self, name: str, content: bytes) -> dict[str, object]:
        size = self.sizes.get(name, len(content))
        blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
        row: dict[str, object] = {"rfilename": name, "size": size, "blobId": blob}
        if len(content) >= LARGE:
            row["lfs"] = {"sha256": hashlib.sha256(content).hexdigest(), "size": size, "pointerSize": 130}
        return row


class Answers(BaseHTTPRequestHandler):
    """What answers the requests for a hub."""

    hub: Hub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if self.hub.down:
            self._send(503, b"down")
        elif path.startswith(f"/api/models/{self.hub.name}"):
            self._send(200, json.dumps(self.hub.listing()).encode())
        elif path.startswith(f"/{self.hub.name}/resolve/{COMMIT}/"):
            self._file(path.rpartition("/")[2])
        else:
            self._send(404, b"{}", {"X-Error-Code": "RepoNotFound"})

    def _file(self, name: str) -> None:
        content = self.hub.files[name]
        if name in self.hub.damaged:
            content = bytes(len(content))
        start = 0
        wanted = self.headers.get("Range")
        if wanted:
            self.hub.ranges.append(f"{name} {wanted}")
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
        part = content[start:]
        cut = self.hub.break_off.pop(name, None)
        self.hub.sent[name] = self.hub.sent.get(name, 0) + len(part if cut is None else part[:cut])
        headers = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if wanted else {}
        self._send(206 if wanted else 200, part, headers, cut)
        self.hub.down = self.hub.down or cut is not None

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None, cut: int | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), "ETag": '"x"', **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body if cut is None else body[:cut])
        self.close_connection = cut is not None

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def handler(given: Hub) -> type[Answers]:
    """Return what answers the requests for one hub."""
    return type("Given", (Answers,), {"hub": given})
