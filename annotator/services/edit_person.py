"""Change what somebody is called, is there for, and whether they may come in."""

from annotator.domain.people import Person, Role, display_name, email_address
from annotator.errors import InvalidInput
from annotator.storage import Storage

_LAST = "{} is the last admin who can sign in: make somebody else an admin first."


def describe(storage: Storage, name: str, shown: str, email: str | None = None) -> Person:
    """Change the display name of a person, and the e-mail address where one is given.

    That address says whose account a sign-in through a provider means, so people do not change their own. Raises
    `InvalidInput` and `NotFound`.
    """
    changes = {} if email is None else {"email": email_address(email)}
    return storage.people.change(name, display_name=display_name(shown), **changes)


def set_role(storage: Storage, name: str, role: Role) -> Person:
    """Give a person another role, from the next request on; raises `InvalidInput` for the last admin."""
    with storage.write():
        if role is not Role.ADMIN:
            _keep_an_admin(storage, name)
        return storage.people.change(name, role=role)


def disable(storage: Storage, name: str) -> Person:
    """Keep a person out, and sign them out everywhere; raises `InvalidInput` for the last admin."""
    with storage.write():
        _keep_an_admin(storage, name)
        person = storage.people.change(name, disabled=True)
        storage.sessions.end_all(person.id)
        return person


def enable(storage: Storage, name: str) -> Person:
    """Let a person in again."""
    return storage.people.change(name, disabled=False)


def _keep_an_admin(storage: Storage, name: str) -> None:
    person = storage.people.get(name)
    if person.role is Role.ADMIN and not person.disabled and storage.people.working_admins() < 2:
        raise InvalidInput(_LAST.format(person.name))
