"""One HTTP GET to an address that was checked, with limits on time and size.

http.client on a socket of our own rather than a client library: the socket goes to the checked address and nowhere
else, whatever the name resolves to a moment later, and no proxy, cookie, login file or retry from the environment
can come between.
"""

import contextlib
import http
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from annotator import __version__
from annotator.errors import FetchFailed, TooLarge
from annotator.exchange.limits import MAX_UPLOAD, check_upload

_STEP = 64 * 1024  # bytes read at a time
_HEADERS = {
    "User-Agent": f"Mozilla/5.0 (compatible; annotator/{__version__})",
    "Accept": "text/html, application/xhtml+xml, text/plain, application/pdf, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: `host` is the name for the certificate and the Host header, `target` path and query."""

    secure: bool
    host: str
    port: int
    target: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: its status, the headers that matter to us, and its body, unpacked ("" for a redirect)."""

    status: int
    location: str
    content_type: str
    body: bytes


def get(to: Target, deadline: float) -> Answer:
    """Return the answer of the first of the addresses that can be reached, before `deadline` (`time.monotonic()`).

    Raises `FetchFailed` where it does not come in time or not at all, `TooLarge` where it is larger than an upload
    may be, packed or unpacked.
    """
    with _Watch(to.host, deadline) as watch:
        try:
            return _exchange(to, watch)
        except ssl.SSLError as error:
            raise watch.explained(
                f"The connection to {to.host} is not secure ({_reason(error)}): paste the text."
            ) from error
        except (http.client.HTTPException, OSError, ValueError, zlib.error) as error:
            raise watch.explained(
                f"{to.host} cannot be reached or breaks off: try again, or paste the text."
            ) from error


def _reason(error: ssl.SSLError) -> str:
    return getattr(error, "verify_message", "") or (error.reason or "TLS failure").lower().replace("_", " ")


class _Watch:
    """Cuts the connection at the deadline: socket timeouts alone let a server drip one byte at a time for ever."""

    def __init__(self, host: str, deadline: float) -> None:
        self._host = host
        self.deadline = deadline
        self._timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._cut)
        self._timer.daemon = True
        self._socket: socket.socket | None = None
        self.over = False

    def __enter__(self) -> "_Watch":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._socket is not None:
            self._socket.close()

    def hold(self, connection: socket.socket) -> None:
        """Watch over `connection` from now on, and close it at the end."""
        self._socket = connection
        if self.over:
            self._cut()

    def _cut(self) -> None:
        self.over = True
        if self._socket is not None:
            # The base class's: SSLSocket.shutdown() changes state that the reading thread is using.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def remaining(self) -> float:
        """Return the seconds left; raises `FetchFailed` where none are."""
        left = self.deadline - time.monotonic()
        if self.over or left <= 0:
            raise self.explained("")
        return left

    def explained(self, message: str) -> FetchFailed:
        """Return the error for the user: that time is up, where it is, else `message`."""
        if self.over or time.monotonic() >= self.deadline or not message:
            return FetchFailed(f"{self._host} did not answer in time: try again later, or paste the text.")
        return FetchFailed(message)


def _exchange(to: Target, watch: _Watch) -> Answer:
    connection = http.client.HTTPConnection(to.host, to.port)
    # http.client writes the port into the Host header unless it is the scheme's own.
    connection.default_port = 443 if to.secure else 80
    connection.sock = _connected(to, watch)
    connection.request("GET", to.target, headers=_HEADERS)
    response = connection.getresponse()
    location = response.headers.get("Location", "") if 300 <= response.status < 400 else ""
    wanted = response.status == http.HTTPStatus.OK and _may_be_text(response.headers.get("Content-Type", ""))
    body = b"".join(_body(response, watch)) if wanted else b""
    watch.remaining()  # a connection that was cut looks like the end of the body
    return Answer(response.status, location, response.headers.get("Content-Type", ""), body)


def _may_be_text(content_type: str) -> bool:
    return content_type.partition("/")[0].strip().lower() not in {"image", "audio", "video", "font"}


def _connected(to: Target, watch: _Watch) -> socket.socket:
    failure: OSError = OSError("no address")
    for address in to.addresses:
        try:
            plain = socket.create_connection((address, to.port), timeout=watch.remaining())
        except OSError as error:
            failure = error
            continue
        watch.hold(plain)
        return _secured(plain, to.host, watch) if to.secure else plain
    raise failure


def _secured(plain: socket.socket, host: str, watch: _Watch) -> socket.socket:
    wrapped = _tls().wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
    watch.hold(wrapped)
    wrapped.do_handshake()
    return wrapped


@cache
def _tls() -> ssl.SSLContext:
    """Return a context with the system's certificates and certifi's: Python for macOS has none of its own."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _body(response: http.client.HTTPResponse, watch: _Watch) -> Iterator[bytes]:
    """Yield the body, unpacked, and never hold more of it than the limit, packed or not."""
    check_upload(int(response.headers.get("Content-Length") or 0))
    unpack = _unpacker(response.headers.get("Content-Encoding", "").strip().lower())
    packed = total = 0
    while piece := response.read1(_STEP):
        watch.remaining()
        packed += len(piece)
        check_upload(packed)
        for part in unpack(piece):
            total += len(part)
            if total > MAX_UPLOAD:
                raise TooLarge("The page unpacks to far more than an article can have: paste the text instead.")
            yield part
    yield from unpack(b"")
    if packed < int(response.headers.get("Content-Length") or 0):
        raise http.client.IncompleteRead(b"")


class _Inflate:
    """Unpacks gzip or deflate piece by piece, never more than `_STEP` bytes at once; an empty piece is the end."""

    def __init__(self, window: int) -> None:
        self._inflater = zlib.decompressobj(window)

    def __call__(self, piece: bytes) -> Iterator[bytes]:
        if not piece:
            yield self._inflater.flush()
            if not self._inflater.eof:
                raise zlib.error("the packed page is not whole")
        while piece and not self._inflater.eof:
            yield self._inflater.decompress(piece, _STEP)
            piece = self._inflater.unconsumed_tail


def _as_it_is(piece: bytes) -> Iterator[bytes]:
    yield piece


def _unpacker(encoding: str) -> Callable[[bytes], Iterator[bytes]]:
    if encoding in {"gzip", "x-gzip"}:
        return _Inflate(16 + zlib.MAX_WBITS)
    if encoding == "deflate":
        return _Inflate(zlib.MAX_WBITS)
    if encoding in {"", "identity"}:
        return _as_it_is
    raise FetchFailed(f"The site sends the page packed as {encoding[:20]}, which was not asked for: paste the text.")
