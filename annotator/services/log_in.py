"""Sign in with a name and a password."""

import datetime

from annotator.domain.people import Person, login_key
from annotator.domain.sessions import FREE_BY_ADDRESS, FREE_BY_NAME, WINDOW, in_words, waiting_time
from annotator.errors import SignInFailed, TooManyAttempts
from annotator.services.passwords import fits, hashed, is_outdated
from annotator.storage import Storage

_LONGEST_KEY = 200  # code points of a name that is remembered with a failure


def log_in(storage: Storage, name: str, password: str, address: str, at: datetime.datetime) -> Person:
    """Return the person whose name and password these are; `address` is where the request comes from.

    An attempt counts as failed before the password is looked at, so that many at once are no way around the limit.
    Raises `TooManyAttempts` where one has to wait, and `SignInFailed` otherwise, in the same words and the same time
    whether the name is unknown or the password wrong.
    """
    key = login_key(name)[:_LONGEST_KEY]
    count_attempt(storage, key, address, at)
    person = storage.people.find(name)
    password_hash = storage.people.password_hash(person.id) if person else None
    if not fits(password, password_hash) or person is None or password_hash is None:
        raise SignInFailed("Name and password do not fit together: check both, or ask an admin for a reset link.")
    if person.disabled:
        raise SignInFailed("This account is disabled: ask an admin to enable it.")
    storage.sessions.forget_failures(key)
    if is_outdated(password_hash):
        storage.people.set_password_hash(person.id, hashed(password))
    return person


def count_attempt(storage: Storage, key: str, address: str, at: datetime.datetime) -> None:
    """Count an attempt to sign in as failed; raises `TooManyAttempts` where one has to wait for the next."""
    with storage.write():
        by_name, by_address = storage.sessions.failures(key, address, at - WINDOW)
        wait = max(waiting_time(by_name, FREE_BY_NAME, at), waiting_time(by_address, FREE_BY_ADDRESS, at))
        if wait > datetime.timedelta():
            raise TooManyAttempts(f"There were too many attempts to sign in: wait {in_words(wait)}, then try again.")
        storage.sessions.add_failure(key, address, at, at - 24 * WINDOW)
