"""Know people again by the token in their browser, sign them in, and out."""

import contextlib
import datetime
import hashlib
import secrets

from annotator.domain.people import Person
from annotator.domain.sessions import ABSOLUTE, TOUCH, Session
from annotator.errors import DatabaseBusy
from annotator.storage import Storage


def who_is(storage: Storage, token: str, at: datetime.datetime) -> tuple[Session | None, Person | None]:
    """Return the session that a cookie's token opens, and whose it is; (None, None) where it opens none any more.

    Writes down at most once a minute that the session is in use.
    """
    found = storage.sessions.with_token(token_hash(token)) if token else None
    if not found or not found[0].alive(at) or found[1].disabled:
        return None, None
    if at - found[0].seen_at >= TOUCH:
        with contextlib.suppress(DatabaseBusy):  # a page must not wait for it, and the next one will tell
            storage.sessions.touch(found[0].id, at)
    return found


def open_session(storage: Storage, person: Person, address: str, browser: str, at: datetime.datetime) -> str:
    """Sign a person in; returns the token for the cookie, which is stored nowhere else."""
    token = new_token()
    storage.sessions.add(person.id, token_hash(token), address, browser, at, at + ABSOLUTE)
    return token


def new_token() -> str:
    """Return 256 random bits as text that can stand in an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return the SHA-256 of a token, as 64 hexadecimal digits: enough for a secret that nobody can guess."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
