"""Passwords: hashed, checked in the same time for everybody, and hashed again when the parameters change."""

import datetime
import time

import pytest
from argon2 import PasswordHasher

from annotator.domain.people import Person, Role
from annotator.errors import SignInFailed
from annotator.services.log_in import log_in
from annotator.services.passwords import fits, hashed, is_outdated
from annotator.storage import Storage

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
PASSWORD = "lantern orchard violin"


@pytest.fixture
def person(storage: Storage) -> Person:
    """An account with a password."""
    added = storage.people.add(Person("Ines", Role.ADMIN))
    storage.people.set_password_hash(added.id, hashed(PASSWORD))
    return added


def test_the_same_password_has_another_hash_each_time() -> None:
    assert hashed(PASSWORD) != hashed(PASSWORD)
    assert hashed(PASSWORD).startswith("$argon2id$v=19$m=47104,t=1,p=1$")


def test_a_password_fits_in_every_unicode_form_and_no_other() -> None:
    password_hash = hashed("cafe\u0301 orchard")
    assert fits("caf\u00e9 orchard", password_hash)
    assert not fits("cafe orchard", password_hash)
    assert not fits("", password_hash)
    assert not fits("caf\u00e9 orchard" + "x" * 10_000, password_hash)


@pytest.mark.parametrize("broken", [None, "", "no hash", "$argon2id$v=19$m=1"])
def test_nothing_fits_what_is_no_hash(broken: str | None) -> None:
    assert not fits(PASSWORD, broken)
    assert not fits("the password of nobody", broken)


def test_an_unknown_name_takes_as_long_as_a_wrong_password(storage: Storage, person: Person) -> None:
    def took(name: str) -> float:
        began = time.process_time()
        with pytest.raises(SignInFailed, match="do not fit together"):
            log_in(storage, name, "wrong password", "127.0.0.1", NOON)
        storage.sessions.forget_failures(name.casefold())
        return time.process_time() - began

    took("nobody")  # the hash of nobody is made once
    assert min(took("nobody") for _ in range(3)) > 0.5 * min(took("Ines") for _ in range(3))


def test_a_hash_with_other_parameters_is_made_again(storage: Storage, person: Person) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    storage.people.set_password_hash(person.id, old)
    assert is_outdated(old)
    assert log_in(storage, "ines", PASSWORD, "127.0.0.1", NOON) == person
    new = storage.people.password_hash(person.id)
    assert new
    assert not is_outdated(new)
    assert log_in(storage, "ines", PASSWORD, "127.0.0.1", NOON) == person


def test_who_has_no_password_cannot_sign_in_with_one(storage: Storage) -> None:
    storage.people.add(Person("Noor", Role.ADMIN))
    for password in ("", "the password of nobody", PASSWORD):
        with pytest.raises(SignInFailed, match="do not fit together"):
            log_in(storage, "Noor", password, "127.0.0.1", NOON)
