"""Change one's own password."""

import datetime

from annotator.domain.passwords import check_password
from annotator.domain.people import Person, login_key
from annotator.errors import InvalidInput
from annotator.services.log_in import count_attempt
from annotator.services.passwords import fits, hashed
from annotator.storage import Storage


def change_password(
    storage: Storage, person: Person, old: str, new: str, address: str, at: datetime.datetime, session_id: int | None
) -> None:
    """Change the password of a person, and sign them out everywhere but in this session.

    Raises `InvalidInput` where the old password is wrong or the new one too weak, `TooManyAttempts` where the old one
    was guessed at, and `NotFound` for the local user, who has none.
    """
    check_password(new, storage.people.get(person.name).name)
    key = login_key(person.name)
    count_attempt(storage, key, address, at)
    if not fits(old, storage.people.password_hash(person.id)):
        raise InvalidInput("The old password is not right: nothing was changed.")
    password_hash = hashed(new)
    with storage.write():
        storage.sessions.forget_failures(key)
        storage.people.set_password_hash(person.id, password_hash)
        storage.sessions.end_all(person.id, but=session_id)
