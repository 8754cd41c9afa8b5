"""What goes wrong on the way to a translation server, and how often it is tried again."""

import datetime
import email.utils
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from annotator.engines.remote.client import ATTEMPTS, LIMIT, Client
from annotator.errors import EngineFailed
from tests.engines.speaking import Reply, Speaking, speaking

KEY = "sk-Geheim-0123456789"
GOOD = {"translatedText": "Goodbye."}
Make = Callable[..., Client]


@pytest.fixture
def server() -> Iterator[Speaking]:
    with speaking() as running:
        yield running


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def make(server: Speaking, slept: list[float]) -> Make:
    return lambda **changed: Client(server.settings("libretranslate", **{"key": KEY, **changed}), slept.append)


def _ask(client: Client) -> object:
    return client.ask("/translate", {"q": "До свидания.", "api_key": KEY})


def test_an_answer_is_given_as_it_is(make: Make, server: Speaking, slept: list[float]) -> None:
    server.replies = [Reply(GOOD)]
    assert _ask(make()) == GOOD
    ((path, body, headers),) = server.asked
    assert (path, body["q"]) == ("/translate", "До свидания.")
    assert headers["Content-Type"] == "application/json"
    assert slept == []


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again_after_a_random_pause_that_grows(
    make: Make, server: Speaking, slept: list[float], status: int
) -> None:
    server.replies = [Reply({"error": "busy"}, status), Reply({"error": "busy"}, status), Reply(GOOD)]
    assert _ask(make()) == GOOD
    assert len(slept) == 2
    assert 0 <= slept[0] <= 1
    assert 0 <= slept[1] <= 2


def test_it_is_tried_a_few_times_only(make: Make, server: Speaking, slept: list[float]) -> None:
    server.replies = [Reply({}, 503)] * 10
    with pytest.raises(EngineFailed, match=r"127\.0\.0\.1:\d+ is in trouble \(503\): try again later"):
        _ask(make())
    assert len(server.asked) == ATTEMPTS
    assert len(slept) == ATTEMPTS - 1


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_the_pause_that_the_server_asks_for_is_kept(
    make: Make, server: Speaking, slept: list[float], form: str
) -> None:
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=7)
    wait = "7" if form == "seconds" else email.utils.format_datetime(later, usegmt=True)
    server.replies = [Reply({"error": "slow down"}, 429, {"Retry-After": wait}), Reply(GOOD)]
    assert _ask(make()) == GOOD
    assert slept == [pytest.approx(7, abs=1.5)]


def test_a_pause_beyond_all_patience_is_said_instead_of_waited(
    make: Make, server: Speaking, slept: list[float]
) -> None:
    server.replies = [Reply({}, 429, {"Retry-After": "3600"})]
    with pytest.raises(EngineFailed, match=r"is asked too often \(429\): try again in 3600 seconds"):
        _ask(make())
    assert slept == []
    assert len(server.asked) == 1


@pytest.mark.parametrize("nonsense", ["soon", "-5", ""])
def test_a_pause_that_nobody_understands_is_our_own(
    make: Make, server: Speaking, slept: list[float], nonsense: str
) -> None:
    server.replies = [Reply({}, 429, {"Retry-After": nonsense}), Reply(GOOD)]
    assert _ask(make()) == GOOD
    assert len(slept) == 1
    assert slept[0] <= 1


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_not_tried_again_and_what_the_server_says_of_it_is_kept_back(
    make: Make, server: Speaking, status: int
) -> None:
    server.replies = [Reply({"error": {"message": "Incorrect API key: sk-Geh***89"}}, status)]
    with pytest.raises(EngineFailed, match="refuses the key") as raised:
        _ask(make())
    assert "sk-" not in str(raised.value)
    assert len(server.asked) == 1


def test_what_the_server_says_of_a_request_is_repeated_in_short_and_without_the_key(
    make: Make, server: Speaking
) -> None:
    server.replies = [Reply({"error": f"  ru is not\nsupported, {KEY} {'x' * 900}"}, 400)]
    with pytest.raises(EngineFailed, match=r"refuses the text \(400: ru is not supported, …") as raised:
        _ask(make())
    assert KEY not in str(raised.value)
    assert len(str(raised.value)) < 300
    server.replies = [Reply(b"<h1>Bad request</h1>", 400)]
    with pytest.raises(EngineFailed, match=r"refuses the text \(400\)"):
        _ask(make())


@pytest.mark.parametrize("status", [401, 403])
def test_a_server_that_wants_a_key_and_one_that_bars_us_say_so(make: Make, server: Speaking, status: int) -> None:
    server.replies = [Reply({"error": "Too many request limits violations"}, status)]
    with pytest.raises(EngineFailed, match=rf"refuses the key \({status}: Too many request limits violations\)"):
        _ask(make())
    server.replies = [Reply({"error": "Please contact the server operator to get an API key"}, status)]
    with pytest.raises(EngineFailed, match=rf"lets nobody in without a key \({status}\): give the engine one"):
        _ask(make(key=""))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_so_that_text_and_key_stay_where_they_were_sent(
    make: Make, server: Speaking, status: int
) -> None:
    with speaking() as elsewhere:
        target = f"http://127.0.0.1:{elsewhere.port}/translate?secret=1"
        server.replies = [Reply({}, status, {"Location": target})]
        with pytest.raises(EngineFailed, match=f"leads on to 127.0.0.1:{elsewhere.port}, where nothing is sent"):
            _ask(make())
        assert elsewhere.asked == []


@pytest.mark.parametrize("body", [b"<html>Welcome</html>", b"", b"\xff\xfe\x00", b"{'single': 1}"])
def test_an_answer_that_is_no_json_is_said(make: Make, server: Speaking, body: bytes) -> None:
    server.replies = [Reply(body)]
    with pytest.raises(EngineFailed, match="something that is no JSON"):
        _ask(make())


def test_an_answer_without_end_is_cut_off(make: Make, server: Speaking) -> None:
    server.replies = [Reply(b'"' + b"x" * (LIMIT + 10) + b'"')]
    with pytest.raises(EngineFailed, match="more than a translation can be"):
        _ask(make())


def test_a_server_that_is_silent_or_drips_is_given_up(make: Make, server: Speaking) -> None:
    server.replies = [Reply(GOOD, seconds=0.05)] * ATTEMPTS
    began = time.monotonic()
    with pytest.raises(EngineFailed, match="did not answer in time"):
        _ask(make(timeout=0.2))
    assert time.monotonic() - began < 3
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = make(url=f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=0.1)
        with pytest.raises(EngineFailed, match="did not answer in time"):
            _ask(client)


def test_a_server_that_is_not_there_is_said(make: Make, slept: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(EngineFailed, match=f"127.0.0.1:{port} cannot be reached"):
        _ask(make(url=f"http://127.0.0.1:{port}"))
    assert len(slept) == ATTEMPTS - 1


def test_a_server_that_speaks_no_tls_is_not_talked_to(make: Make, server: Speaking) -> None:
    with pytest.raises(EngineFailed, match=r"is not secure .*: nothing was sent"):
        _ask(make(url=f"https://127.0.0.1:{server.port}"))
    assert server.asked == []


def test_no_more_is_asked_than_the_rate_allows_from_any_number_of_threads(make: Make, slept: list[float]) -> None:
    client = make(requests_per_minute=120)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: _ask(client), range(4)))
    assert sorted(round(pause, 1) for pause in slept) == [0.5, 1.0, 1.5]


def test_a_rate_that_would_try_anybodys_patience_is_said(make: Make, server: Speaking) -> None:
    client = make(requests_per_minute=1, patience=5)
    _ask(client)
    with pytest.raises(EngineFailed, match="is asked too often"):
        _ask(client)
    assert len(server.asked) == 1


def test_what_runs_on_this_machine_is_not_asked_through_a_proxy(
    make: Make, server: Speaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.replies = [Reply(GOOD)]
    assert _ask(make()) == GOOD
