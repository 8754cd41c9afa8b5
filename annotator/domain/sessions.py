"""Being signed in: for how long, and how often one may try."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

IDLE = datetime.timedelta(days=7)  # a session that nobody used for so long is over
ABSOLUTE = datetime.timedelta(days=30)  # and so is one that began so long ago, used or not
TOUCH = datetime.timedelta(minutes=1)  # how often at most the last use is written down

WINDOW = datetime.timedelta(hours=1)  # failures that are older do not count
FREE_BY_NAME = 5  # failures under one name before one has to wait
FREE_BY_ADDRESS = 20  # failures from one address, behind which a whole newsroom may sit
LONGEST_WAIT = datetime.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Session:
    """A browser in which somebody is signed in."""

    id: int
    address: str
    browser: str
    created_at: datetime.datetime
    seen_at: datetime.datetime
    expires_at: datetime.datetime

    def alive(self, at: datetime.datetime) -> bool:
        """Return whether the session still holds."""
        return at < self.expires_at and at - self.seen_at < IDLE


def waiting_time(failures: Sequence[datetime.datetime], free: int, at: datetime.datetime) -> datetime.timedelta:
    """Return how long to wait before the next attempt; zero or less where one may try.

    `failures` are the times of those of the last `WINDOW`, oldest first. After `free` of them every further one doubles
    the time to wait, from a quarter of a minute up to `LONGEST_WAIT`, counted from the last.
    """
    if len(failures) < free:
        return datetime.timedelta()
    doublings = min(len(failures) - free, 10)
    return min(datetime.timedelta(seconds=15 * 2**doublings), LONGEST_WAIT) - (at - failures[-1])


def in_words(wait: datetime.timedelta) -> str:
    """Return a time to wait, rounded up: "20 seconds", "1 minute", "15 minutes"."""
    seconds = max(1, -(-int(wait.total_seconds() * 1000) // 1000))
    number, unit = (seconds, "second") if seconds < 60 else (-(-seconds // 60), "minute")
    return f"{number} {unit}{'' if number == 1 else 's'}"


_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrom", "Chrome"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"))


def browser_name(agent: str) -> str:
    """Return what people call a browser that introduces itself as `agent`: "Firefox on Windows"."""
    browser = _first(agent, (*_BROWSERS, ("Safari/", "Safari"))) or "a browser"
    system = _first(agent, (*_SYSTEMS, ("Linux", "Linux")))
    return f"{browser} on {system}" if system else browser


def _first(agent: str, signs: Sequence[tuple[str, str]]) -> str:
    return next((name for sign, name in signs if sign in agent), "")
