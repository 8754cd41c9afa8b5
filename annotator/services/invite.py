"""Make links that work once: to join, and to choose a new password; and take them."""

import datetime

from annotator.domain.invitations import Invitation
from annotator.domain.passwords import check_password
from annotator.domain.people import Person, Role, email_address, login_key, login_name
from annotator.errors import InvalidInput
from annotator.services.add_person import add_person
from annotator.services.passwords import hashed
from annotator.services.sign_in import new_token, token_hash
from annotator.storage import Storage

LASTS = datetime.timedelta(days=7)  # an invitation
RESET_LASTS = datetime.timedelta(days=1)  # a link to choose a new password


def invite(storage: Storage, role: Role, email: str, at: datetime.datetime) -> str:
    """Make a link to join with a role and return its token, which is stored nowhere.

    `email` says whom it is for, "" for whoever has the link. Raises `InvalidInput` for what is no address, and where
    there is no account yet.
    """
    if not storage.people.exist():
        raise InvalidInput("There are no accounts yet: make your own first, then invite others.")
    token = new_token()
    storage.invitations.add(token_hash(token), role, email_address(email), at + LASTS)
    return token


def make_reset_link(storage: Storage, name: str, at: datetime.datetime) -> str:
    """Make a link with which a person chooses a new password and return its token; earlier ones stop working.

    Raises `NotFound`, and `InvalidInput` for a disabled account.
    """
    person = storage.people.get(name)
    if person.disabled:
        raise InvalidInput(f"The account of {person.name} is disabled: enable it first.")
    token = new_token()
    role = person.role or Role.TRANSLATOR  # a reset link gives no role
    storage.invitations.add(token_hash(token), role, person.email, at + RESET_LASTS, person.id)
    return token


def open_invitation(storage: Storage, token: str, at: datetime.datetime) -> Invitation:
    """Return the link that a token opens; raises `InvalidInput` where it is unknown, used or too old."""
    found = storage.invitations.with_token(token_hash(token))
    if found is None:
        raise InvalidInput(
            "This link leads nowhere: it was withdrawn or copied in part, so ask an admin for a new one."
        )
    if found.used:
        raise InvalidInput("This link was used already: sign in, or ask an admin for a new one.")
    if not found.usable(at):
        raise InvalidInput("This link is too old to be used: ask an admin for a new one.")
    return found


def join(storage: Storage, token: str, name: str, shown: str, password: str, at: datetime.datetime) -> Person:
    """Add the account of a person who was invited; raises `InvalidInput` where anything of it cannot be used."""
    open_invitation(storage, token, at)  # before the work of hashing, which nobody's write has to wait for
    own = login_name(name)
    check_password(password, own)
    password_hash = hashed(password)
    with storage.write():
        invitation = open_invitation(storage, token, at)
        if invitation.for_name is not None:
            raise InvalidInput("This link is for a new password: open it again.")
        storage.act_as(own)  # who joins adds their own account
        person = add_person(storage, own, invitation.role, shown=shown, email=invitation.email)
        storage.people.set_password_hash(person.id, password_hash)
        storage.invitations.use(invitation.id, person.name, at)
        return person


def choose_new_password(storage: Storage, token: str, password: str, at: datetime.datetime) -> Person:
    """Set the password of whom a reset link is for, and sign them out everywhere; raises `InvalidInput`."""
    name = open_invitation(storage, token, at).for_name
    if name is None:
        raise InvalidInput("This link is for somebody who joins: open it again.")
    check_password(password, name)
    password_hash = hashed(password)
    with storage.write():
        invitation = open_invitation(storage, token, at)
        person = storage.people.get(name)
        if person.disabled:
            raise InvalidInput("This account is disabled: ask an admin to enable it.")
        storage.invitations.use(invitation.id, person.name, at)
        storage.people.set_password_hash(person.id, password_hash)
        storage.sessions.end_all(person.id)
        storage.sessions.forget_failures(login_key(person.name))
        return person
