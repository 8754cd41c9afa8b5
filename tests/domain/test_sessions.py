import datetime

import pytest

from annotator.domain.sessions import ABSOLUTE, IDLE, LONGEST_WAIT, Session, browser_name, in_words, waiting_time

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def seconds(number: float) -> datetime.timedelta:
    return datetime.timedelta(seconds=number)


def test_a_session_holds_until_it_is_idle_or_old() -> None:
    session = Session(1, "", "", NOON, NOON, NOON + ABSOLUTE)
    assert session.alive(NOON + IDLE - seconds(1))
    assert not session.alive(NOON + IDLE)
    used = Session(1, "", "", NOON, NOON + ABSOLUTE - seconds(9), NOON + ABSOLUTE)
    assert used.alive(NOON + ABSOLUTE - seconds(1))
    assert not used.alive(NOON + ABSOLUTE)


@pytest.mark.parametrize(
    ("failures", "wait"), [(0, 0), (4, 0), (5, 15), (6, 30), (7, 60), (10, 480), (11, 900), (40, 900), (1_000, 900)]
)
def test_the_time_to_wait_doubles_up_to_a_quarter_of_an_hour(failures: int, wait: int) -> None:
    assert waiting_time([NOON] * failures, 5, NOON) == seconds(wait)
    assert seconds(wait) <= LONGEST_WAIT


def test_the_time_to_wait_runs_from_the_last_failure() -> None:
    times = [NOON - seconds(100)] * 4 + [NOON]
    assert waiting_time(times, 5, NOON + seconds(10)) == seconds(5)
    assert waiting_time(times, 5, NOON + seconds(15)) <= seconds(0)


@pytest.mark.parametrize(
    ("wait", "words"),
    [(0.2, "1 second"), (1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (61, "2 minutes"), (900, "15 minutes")],
)
def test_a_wait_is_told_rounded_up(wait: float, words: str) -> None:
    assert in_words(seconds(wait)) == words


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari on Mac"),
        ("curl/8.5", "a browser"),
        ("", "a browser"),
    ],
)
def test_a_browser_is_called_what_people_call_it(agent: str, name: str) -> None:
    assert browser_name(agent) == name
