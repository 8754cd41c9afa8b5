"""From a web address to an `Extraction`: only the public web, each redirect checked like the first address."""

import time
from dataclasses import dataclass, replace
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import quote, urljoin, urlsplit

from annotator.domain.extraction import Extraction
from annotator.errors import FetchFailed, InvalidInput
from annotator.exchange import addresses
from annotator.exchange.addresses import PUBLIC_WEB, Reach, Resolver, system_resolver
from annotator.exchange.http_get import Answer, Target, get
from annotator.exchange.read import read_bytes

MAX_REDIRECTS = 5
_LONGEST_URL = 2048  # characters; what browsers and proxies agree to pass on
_PORTS = {"http": 80, "https": 443}
_READ = {
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/vtt",
    "application/x-subrip",
    "application/pdf",
    "",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/octet-stream",
    "application/x-pdf",
    "binary/octet-stream",  # "look for yourself"
}
_SAFE = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True)
class _Place:
    """A URL taken apart, without its fragment: hosts in ASCII, path and query quoted."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def fetch(
    url: str, *, timeout: float = 15.0, reach: Reach = PUBLIC_WEB, resolver: Resolver = system_resolver
) -> Extraction:
    """Return what the page or file at `url` holds; all of it, redirects too, takes at most `timeout` seconds.

    `reach` says which addresses and ports may be connected to, and `resolver` finds a host's addresses: both are there
    for tests. Raises `InvalidInput` for what is no web address, `ForbiddenAddress` where it or a redirect leads to
    this computer or a private network, `FetchFailed` where no article comes, and whatever `read_bytes` raises.
    """
    deadline = time.monotonic() + timeout
    place = _place(url.strip())
    for _ in range(MAX_REDIRECTS + 1):
        answer = _get(place, deadline, reach, resolver)
        if not answer.location:
            return _extraction(answer, place)
        place = _place(urljoin(place.url, answer.location), answer.location)
    raise FetchFailed(f"{place.host} redirects more than {MAX_REDIRECTS} times: paste the text instead.")


def is_url(text: str) -> bool:
    """Return whether `text` is meant as a web address rather than as a file name or an article."""
    stripped = text.strip()
    return stripped.lower().startswith(("http://", "https://")) and len(stripped.split()) == 1


def _place(url: str, redirect: str = "") -> _Place:
    """Take `url` apart; raises `InvalidInput` where it is not a web address that may be asked for."""
    shown = (redirect or url)[:80]
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _ascii_host(parts.hostname or "")
    except ValueError as error:
        raise InvalidInput(f"“{shown}” is not a web address: check how it is written.") from error
    if parts.scheme not in _PORTS or not host or len(url) > _LONGEST_URL:
        raise InvalidInput(f"“{shown}” is not a web address: it has to begin with http:// or https://.")
    if parts.username is not None or parts.password is not None:
        raise InvalidInput("The address has a user name or password in it: take them out, or paste the text.")
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return _Place(parts.scheme, host, port or _PORTS[parts.scheme], target)


def _ascii_host(host: str) -> str:
    """Return `host` as DNS writes it; raises `ValueError` (`UnicodeError` is one) where it cannot be a host."""
    if ":" in host:
        return str(ip_address(host))
    ascii_host = host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
    if any(letter.isspace() or letter in "/\\@?#%" for letter in ascii_host):
        raise ValueError("not a host")
    return ascii_host


def _get(place: _Place, deadline: float, reach: Reach, resolver: Resolver) -> Answer:
    left = max(0.0, deadline - time.monotonic())
    found = addresses.checked(place.host, place.port, reach, resolver, left)
    return get(Target(place.scheme == "https", place.host, place.port, place.target, tuple(found)), deadline)


def _extraction(answer: Answer, place: _Place) -> Extraction:
    if answer.status != HTTPStatus.OK:
        raise FetchFailed(_refusal(answer.status, place.host))
    media_type = answer.content_type.partition(";")[0].strip().lower()
    if media_type not in _READ:
        raise FetchFailed(
            f"There is no article at this address but {_seems(media_type)}: give the address of the page."
        )
    name = place.target.partition("?")[0].rpartition("/")[2]
    found = read_bytes(
        answer.body, name if name.lower().endswith((".docx", ".pdf")) else "", answer.content_type, place.url
    )
    return found if found.url else replace(found, url=place.url)


def _seems(media_type: str) -> str:
    kinds = {"image": "an image", "video": "a video", "audio": "a sound file", "font": "a font"}
    return f"{kinds.get(media_type.partition('/')[0], 'a file')} ({media_type[:60]})"


def _refusal(status: int, host: str) -> str:
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return f"{host} has no page at this address ({status}): check the address."
    if status in {401, 402, 403, 451}:
        return f"{host} does not let programs read this page ({status}): open it in a browser and paste the text."
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return f"{host} asks to come back later ({status}): wait a few minutes, or paste the text."
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"{host} has a fault of its own at the moment ({status}): try again later, or paste the text."
    return f"{host} gave no page ({status}): check the address, or paste the text."
