"""Add an account."""

from annotator.domain.passwords import check_password
from annotator.domain.people import Person, Role, display_name, email_address, login_name
from annotator.errors import InvalidInput
from annotator.services.passwords import hashed
from annotator.storage import Storage


def add_person(
    storage: Storage, name: str, role: Role, *, shown: str = "", email: str = "", password: str | None = None
) -> Person:
    """Add an account, without a password where none is given, and return it; all are as they were entered.

    Raises `InvalidInput` for a name that cannot be used or is taken, a password that is too weak, and for a first
    account that is no admin's, because nobody could add another then.
    """
    person = Person(login_name(name), role, display_name(shown), email_address(email))
    if password is not None:
        check_password(password, person.name)
    password_hash = None if password is None else hashed(password)
    with storage.write():
        if role is not Role.ADMIN and not storage.people.exist():
            raise InvalidInput("The first account has to be an admin’s, who can add the others: give it that role.")
        added = storage.people.add(person)
        if password_hash:
            storage.people.set_password_hash(added.id, password_hash)
        return added
