"""The people of a newsroom: their names, and what each is there for."""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.text import canonical
from annotator.errors import InvalidInput

MAX_NAME = 60  # code points of a login name
MAX_DISPLAY_NAME = 120  # code points of a display name
MAX_EMAIL = 254  # characters; the longest address that mail can be sent to (RFC 5321, 4.5.3.1.3)

# Marks that turn the direction of what follows, and characters without a shape: two names must not look alike by them.
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


class Role(StrEnum):
    """What a person is there for; what each may do is in `annotator.domain.permissions`."""

    TRANSLATOR = "translator"
    EDITOR = "editor"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        """The name shown on pages."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here, known everywhere by the unchanging `name`.

    `role` is None where the database names one that this version does not know: such a person may do nothing.
    `local` marks the one person of an app without accounts.
    """

    name: str
    role: Role | None
    display_name: str = ""
    email: str = ""
    disabled: bool = False
    id: int = 0
    created_at: datetime.datetime | None = None
    local: bool = False

    @property
    def shown(self) -> str:
        """The name that pages show."""
        return self.display_name or self.name


def local_person(name: str) -> Person:
    """Return the one person of an app without accounts, who may do everything."""
    return Person(name, Role.ADMIN, local=True)


def login_name(entered: str) -> str:
    """Return a login name as it is stored: NFC, on one line, in any script.

    Raises `InvalidInput` for one that is empty, too long, has no letter or digit, or hides characters.
    """
    name = " ".join(canonical(entered).split())
    if not name:
        raise InvalidInput("A person needs a login name: write one, in any script.")
    if len(name) > MAX_NAME:
        raise InvalidInput(f"The login name has {len(name):,} characters, and {MAX_NAME} is the most: shorten it.")
    if _HIDDEN.search(name) or not any(character.isalnum() for character in name):
        raise InvalidInput("The login name needs a letter or a digit, and no invisible characters: write another.")
    return name


def login_key(entered: str) -> str:
    """Return what two login names share when people would take them for the same.

    Compatibility forms and case are folded (Unicode Standard, 3.13, D146: NFKC_Casefold without its deletions).
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", entered).casefold())
    return " ".join(canonical(unicodedata.normalize("NFKC", folded.casefold())).split())


def display_name(entered: str) -> str:
    """Return a display name as it is stored; raises `InvalidInput` for one that is too long."""
    name = " ".join(canonical(entered).split())
    if len(name) > MAX_DISPLAY_NAME:
        raise InvalidInput(f"The name has {len(name):,} characters, and {MAX_DISPLAY_NAME} is the most: shorten it.")
    return name


def email_address(entered: str) -> str:
    """Return an e-mail address, "" for none; raises `InvalidInput` for what is plainly not one."""
    address = canonical(entered)
    if address and (len(address) > MAX_EMAIL or not _EMAIL.fullmatch(address)):
        raise InvalidInput(f"“{address[:40]}” is not an e-mail address: write it as name@example.org, or leave it out.")
    return address


def role_named(value: str) -> Role:
    """Return a role by its name; raises `InvalidInput` for one that does not exist."""
    try:
        return Role(value)
    except ValueError as error:
        known = ", ".join(Role)
        raise InvalidInput(f"“{value[:40]}” is not a role: choose one of {known}.") from error
