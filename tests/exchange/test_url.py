"""Fetching from a real server on this computer, which production never connects to: the tests widen the reach."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import ClassVar

import pytest

from annotator.errors import FetchFailed, ForbiddenAddress, InvalidInput, TooLarge, UnreadableFile
from annotator.exchange.addresses import Reach
from annotator.exchange.url import fetch, is_url

BODY = "The minister said on Friday that the border would stay open, whatever the neighbours decided about theirs."
PAGE = f"<!doctype html><html lang='en'><title>We stay open</title><h1>We stay open</h1><p>{BODY}</p></html>".encode()
ONLY_127_0_0_1 = Reach(allows=lambda address: address == ip_address("127.0.0.1"), ports=None)
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Site(BaseHTTPRequestHandler):
    """Answers each path with a fixed case; keeps the headers of the last request."""

    protocol_version = "HTTP/1.1"
    seen: ClassVar[dict[str, str]] = {}

    def do_GET(self) -> None:
        Site.seen = dict(self.headers)
        getattr(self, self.path.strip("/").split("/")[0].split("?")[0].replace("-", "_").replace(".", "_"))()

    def log_message(self, *args: object) -> None: ...

    def _send(self, body: bytes = b"", headers: dict[str, str] = HTML, status: int = 200) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def page(self) -> None:
        self._send(PAGE)

    def text(self) -> None:
        self._send(BODY.encode("utf-16"), {"Content-Type": "text/plain"})

    def packed(self) -> None:
        self._send(gzip.compress(PAGE), {**HTML, "Content-Encoding": "gzip"})

    def deflated(self) -> None:
        self._send(zlib.compress(PAGE), {**HTML, "Content-Encoding": "deflate"})

    def brotli(self) -> None:
        self._send(PAGE, {**HTML, "Content-Encoding": "br"})

    def bomb(self) -> None:
        self._send(gzip.compress(b" " * (64 * 1024 * 1024)), {**HTML, "Content-Encoding": "gzip"})

    def truncated(self) -> None:
        self._send(gzip.compress(PAGE * 50)[:-30], {**HTML, "Content-Encoding": "gzip"})

    def short(self) -> None:
        self._send(PAGE, {**HTML, "Content-Length": str(len(PAGE) + 9), "Connection": "close"})
        self.close_connection = True

    def declared_large(self) -> None:
        self._send(b"", {**HTML, "Content-Length": str(20 * 1024 * 1024)})

    def endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.close_connection = True
        for _ in range(20 * 16):
            self.wfile.write(b" " * 65536)

    def image(self) -> None:
        self._send(b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, {"Content-Type": "image/png"})

    def disguised(self) -> None:
        self._send(b"\x89PNG\r\n\x1a\n" + b"\x00" * 99)

    def json(self) -> None:
        self._send(b"{}", {"Content-Type": "application/json"})

    def missing(self) -> None:
        self._send(b"gone", status=404)

    def forbidden(self) -> None:
        self._send(b"no", status=403)

    def broken(self) -> None:
        self._send(b"oops", status=503)

    def moved(self) -> None:
        self._send(status=301, headers={"Location": "/page"})

    def loop(self) -> None:
        self._send(status=302, headers={"Location": "/loop"})

    def private(self) -> None:
        self._send(status=302, headers={"Location": "http://127.0.0.2:80/admin"})

    def local_file(self) -> None:
        self._send(status=302, headers={"Location": "file:///etc/passwd"})

    def slow(self) -> None:
        time.sleep(1.5)
        self._send(PAGE)

    def dripping(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        for _ in range(30):
            self.wfile.write(b"<p>a ")
            self.wfile.flush()
            time.sleep(0.05)


class QuietServer(ThreadingHTTPServer):
    """Does not print that a client went away: that is what the tests are about."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None: ...


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = QuietServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["page", "packed", "deflated", "moved"])
def test_a_page_is_read_packed_or_not_and_after_a_redirect(site: str, path: str) -> None:
    found = fetch(f"{site}/{path}", reach=ONLY_127_0_0_1)
    assert found.text == f"We stay open\n\n{BODY}"
    assert found.url == (f"{site}/page" if path == "moved" else f"{site}/{path}")
    assert found.language == "en"


def test_plain_text_is_read_and_the_fragment_dropped_from_the_address(site: str) -> None:
    found = fetch(f" {site}/text?a=ж#part ", reach=ONLY_127_0_0_1)
    assert (found.text, found.url) == (BODY, f"{site}/text?a=%D0%B6")


def test_the_name_goes_into_the_host_header_and_the_connection_to_the_checked_address(site: str) -> None:
    port = site.rpartition(":")[2]
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    fetch(f"http://news.example:{port}/page", reach=ONLY_127_0_0_1, resolver=resolver)
    assert Site.seen["Host"] == f"news.example:{port}"
    assert asked == ["news.example"]  # once: a second answer could differ
    fetch(f"http://новости.example:{port}/page", reach=ONLY_127_0_0_1, resolver=resolver)
    assert Site.seen["Host"] == f"xn--b1amnebsh.example:{port}"


def test_a_proxy_in_the_environment_is_not_used(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert fetch(f"{site}/page", reach=ONLY_127_0_0_1).title == "We stay open"


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/",
     "http://169.254.169.254/latest/meta-data", "http://0.0.0.0/", "http://2130706433/", "http://0x7f.1/"],
)  # fmt: skip
def test_this_computer_and_private_networks_are_out_of_reach(url: str) -> None:
    with pytest.raises(ForbiddenAddress):
        fetch(url)


def test_the_local_server_of_these_tests_is_out_of_reach_by_default(site: str) -> None:
    with pytest.raises(ForbiddenAddress):
        fetch(f"{site}/page")


def test_a_redirect_into_a_private_network_is_refused(site: str) -> None:
    with pytest.raises(ForbiddenAddress, match=r"127\.0\.0\.2"):
        fetch(f"{site}/private", reach=ONLY_127_0_0_1)


def test_a_redirect_to_a_file_is_refused(site: str) -> None:
    with pytest.raises(InvalidInput, match="not a web address"):
        fetch(f"{site}/local-file", reach=ONLY_127_0_0_1)


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("loop", FetchFailed, "redirects more than 5 times"),
        ("image", FetchFailed, "an image .image/png."),
        ("json", FetchFailed, "a file .application/json."),
        ("disguised", UnreadableFile, "a PNG image"),
        ("missing", FetchFailed, "no page at this address .404."),
        ("forbidden", FetchFailed, "does not let programs read"),
        ("broken", FetchFailed, "fault of its own"),
        ("brotli", FetchFailed, "packed as br"),
        ("bomb", TooLarge, "unpacks to far more"),
        ("truncated", FetchFailed, "breaks off"),
        ("short", FetchFailed, "breaks off"),
        ("declared-large", TooLarge, "20.0 MB"),
        ("endless", TooLarge, "16 MB is the most"),
    ],
)
def test_what_gives_no_article_is_explained(site: str, path: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        fetch(f"{site}/{path}", reach=ONLY_127_0_0_1)


@pytest.mark.parametrize("path", ["slow", "dripping"])
def test_a_server_that_is_slow_or_drips_is_left_at_the_deadline(site: str, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="did not answer in time"):
        fetch(f"{site}/{path}", timeout=0.4, reach=ONLY_127_0_0_1)
    assert time.monotonic() - began < 1.0


def test_a_server_that_never_speaks_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        for scheme in ("http", "https"):
            with pytest.raises(FetchFailed, match="did not answer in time"):
                fetch(f"{scheme}://127.0.0.1:{port}/", timeout=0.3, reach=ONLY_127_0_0_1)


def test_a_port_where_nobody_listens_cannot_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(FetchFailed, match="cannot be reached"):
        fetch(f"http://127.0.0.1:{port}/", reach=ONLY_127_0_0_1)


def test_a_server_that_speaks_no_tls_is_not_secure(site: str) -> None:
    with pytest.raises(FetchFailed, match="not secure"):
        fetch(site.replace("http:", "https:") + "/page", reach=ONLY_127_0_0_1)


def test_an_unknown_host_is_explained() -> None:
    with pytest.raises(FetchFailed, match="no site called"):
        fetch("http://no-such-host.invalid/")


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "ftp://example.org/a", "file:///etc/passwd", "javascript:alert(1)", "http://", "http:///a",
     "http://[::1", "http://example.org:99999/", "http://a b/", "http://exa\u2100mple.org\\@127.0.0.1/",
     "http://" + "a" * 3000],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput):
        fetch(url)


@pytest.mark.parametrize(
    "url", ["http://user:secret@example.org/", "http://user@example.org/", "http://:@example.org/"]
)
def test_a_password_in_the_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="user name or password"):
        fetch(url)


def test_an_address_is_told_from_a_file_name() -> None:
    assert is_url(" https://example.org/a ")
    assert not is_url("article.txt")
    assert not is_url("https://example.org/a is where I read it")
