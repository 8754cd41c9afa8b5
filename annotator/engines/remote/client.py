"""Ask a translation server over HTTP: one JSON document there, one back, with patience and within limits.

urllib of the standard library, because that is all it takes: it honours the proxies of the environment, and retries,
waiting and limits, which no client library decides for us in one sentence to the user, are below. Redirects are not
followed: neither a text nor a key goes to a host that nobody configured.
"""

import email.utils
import http.client
import json
import random
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlsplit

from annotator import __version__
from annotator.engines.remote.settings import RemoteSettings
from annotator.errors import EngineFailed

LIMIT = 1024 * 1024  # bytes of an answer: a hundred times the longest text that is sent
ATTEMPTS = 4
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 20.0  # seconds; doubled with each attempt, and a random part of that is waited
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})  # statuses that another attempt may mend
_SHOWN = 160  # code points of what a server says about an error
_PART = 4  # letters of a key that no message may hold
_STEP = 64 * 1024  # bytes read at a time


class NotThus(EngineFailed):
    """A request that may come through in another form: refused as it is, or more than is done in time."""


class _PassingFault(Exception):
    """Something that another attempt may mend; `wait` is how many seconds the server asks for, None if it does not.

    `by_form` tells that the request itself may be what the server cannot do, or not in time.
    """

    def __init__(self, sentence: str, wait: float | None = None, *, by_form: bool = False) -> None:
        super().__init__(sentence)
        self.wait = wait
        self.by_form = by_form


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 as the base class has it
        return None


class Client:
    """Asks one server; safe to use from several threads, which share its rate limit. `sleep` waits so many seconds."""

    def __init__(self, settings: RemoteSettings, sleep: Callable[[float], None] = time.sleep) -> None:
        self._settings = settings
        self._host = settings.host
        self._sleep = sleep
        self._lock = threading.Lock()
        self._next = 0.0  # when the next request may start, by `time.monotonic`

    def ask(
        self,
        path: str,
        payload: object | None = None,
        headers: dict[str, str] | None = None,
        *,
        tentative: bool = False,
    ) -> Any:  # noqa: ANN401 JSON
        """Return the JSON that the server answers at `path`; POST with a payload, GET without.

        Raises `EngineFailed` with what is wrong and what to do; never with the key or the text in it. Where the form of
        the request may be at fault, that is `NotThus`: at once for a `tentative` request, after all attempts otherwise.
        """
        deadline = time.monotonic() + self._settings.patience
        for attempt in range(1, ATTEMPTS + 1):
            self._wait(self._turn(), deadline, f"{self._host} is asked too often: try again in a minute.")
            try:
                return self._once(path, payload, headers or {}, deadline)
            except _PassingFault as fault:
                if fault.by_form and (tentative or attempt == ATTEMPTS):
                    raise NotThus(str(fault)) from fault
                if attempt == ATTEMPTS:
                    raise EngineFailed(str(fault)) from fault
                pause = fault.wait if fault.wait is not None else _pause(attempt)
                self._wait(pause, deadline, str(fault))
        raise AssertionError("the last attempt returns or raises")

    def _turn(self) -> float:
        """Return how many seconds this request has to wait for the rate limit, and book its turn."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + 60.0 / self._settings.requests_per_minute
            return turn - now

    def _wait(self, pause: float, deadline: float, otherwise: str) -> None:
        if time.monotonic() + pause > deadline:
            raise EngineFailed(otherwise)
        if pause > 0:
            self._sleep(pause)

    def _once(self, path: str, payload: object | None, headers: dict[str, str], deadline: float) -> Any:  # noqa: ANN401
        body = None if payload is None else json.dumps(payload, ensure_ascii=False).encode()
        request = urllib.request.Request(  # noqa: S310 the scheme was checked with the settings
            self._settings.url + path,
            data=body,
            headers={
                "Content-Type": "application/json",
                "Accept": "application/json",
                "User-Agent": f"annotator/{__version__}",
                **headers,
            },
        )
        left = max(0.1, deadline - time.monotonic())
        end = time.monotonic() + min(self._settings.timeout, left)
        try:
            with self._opener.open(request, timeout=min(self._settings.timeout, left)) as response:
                return self._parsed(self._read(response, end))
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error) from error
        except ssl.SSLError as error:
            raise self._insecure(error) from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, ssl.SSLError):
                raise self._insecure(error.reason) from error
            raise self._unreachable(error.reason) from error
        except (http.client.HTTPException, OSError) as error:
            raise self._unreachable(error) from error

    def _read(self, response: http.client.HTTPResponse, end: float) -> bytes:
        body = b""
        while piece := response.read1(_STEP):
            body += piece
            if len(body) > LIMIT:
                raise EngineFailed(f"{self._host} answers with more than a translation can be: check its address.")
            if time.monotonic() > end:  # a server that drips is as good as one that is silent
                raise TimeoutError
        return body

    def _parsed(self, body: bytes) -> Any:  # noqa: ANN401
        try:
            return json.loads(body)
        except ValueError as error:
            raise EngineFailed(
                f"{self._host} answers with something that is no JSON: check that its address is that of the API."
            ) from error

    def _refused(self, error: urllib.error.HTTPError) -> Exception:
        code = error.code
        if 300 <= code < 400:
            leads = urlsplit(error.headers.get("Location", "")).netloc or "another address"
            return EngineFailed(
                f"{self._host} leads on to {leads[:_SHOWN]}, where nothing is sent: configure the address that answers."
            )
        if code in {401, 403} and not self._settings.key:
            return EngineFailed(f"{self._host} lets nobody in without a key ({code}): give the engine one.")
        if code in {401, 403}:  # the key is wrong, or has no rights, or was used too often: the server's words tell
            said = self._said(error)
            return EngineFailed(
                f"{self._host} refuses the key ({code}{said}): check the key and what it is allowed to do."
            )
        if code in _PASSING:
            reason = "is asked too often" if code == http.client.TOO_MANY_REQUESTS else "is in trouble"
            wait = _retry_after(error.headers.get("Retry-After"))
            later = f"in {wait:.0f} seconds" if wait else "later"
            sentence = f"{self._host} {reason} ({code}): try again {later}."
            return _PassingFault(sentence, wait, by_form=code == http.client.INTERNAL_SERVER_ERROR)
        said = self._said(error)
        return NotThus(f"{self._host} refuses the text ({code}{said}): check the engine's settings.")

    def _said(self, error: urllib.error.HTTPError) -> str:
        """Return what a server says about an error: `{"error": "…"}`, or `{"error": {"message": "…"}}`."""
        try:
            given = json.loads(error.read(_STEP))["error"]
            sentence = given["message"] if isinstance(given, dict) else given
        except (ValueError, KeyError, TypeError, OSError, http.client.HTTPException):
            return ""
        words = " ".join(str(sentence).split())
        if self._settings.key:
            words = words.replace(self._settings.key, "…")
        return f": {words[:_SHOWN].rstrip('.')}" if words and not self._tells_the_key(words) else ""

    def _tells_the_key(self, words: str) -> bool:
        """Return whether words hold a part of the key, as in “Incorrect API key provided: sk-ab***yz”."""
        key = self._settings.key
        parts = (key[at : at + _PART] for at in range(max(1, len(key) - _PART + 1))) if key else ()
        return any(part in words for part in parts)

    def _unreachable(self, reason: object) -> _PassingFault:
        if isinstance(reason, TimeoutError):
            sentence = f"{self._host} did not answer in time: try again later, or choose another engine."
            return _PassingFault(sentence, by_form=True)
        return _PassingFault(f"{self._host} cannot be reached: check the network and the address of the engine.")

    def _insecure(self, error: ssl.SSLError) -> EngineFailed:
        reason = getattr(error, "verify_message", "") or (error.reason or "TLS failure").lower().replace("_", " ")
        return EngineFailed(f"The connection to {self._host} is not secure ({reason}): nothing was sent.")

    @cached_property
    def _opener(self) -> urllib.request.OpenerDirector:
        # What runs on this machine is not asked through a proxy, whatever the environment says.
        proxies = urllib.request.ProxyHandler({} if self._settings.is_loopback else None)
        return urllib.request.build_opener(_NoRedirects(), proxies, urllib.request.HTTPSHandler(context=_tls()))


@cache
def _tls() -> ssl.SSLContext:
    """Return a context with the system's certificates and certifi's: Python for macOS has none of its own."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _pause(attempt: int) -> float:
    """Return a random pause ("full jitter"), so that clients that failed together do not come back together."""
    return random.uniform(0, min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**attempt))  # noqa: S311 no secret hangs on it


def _retry_after(value: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for, a number or a date (RFC 9110, 10.2.3); None without."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
