"""Links that work once, and for some days."""

import datetime
from dataclasses import dataclass

from annotator.domain.people import Role


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link to join with a role; where `for_name` names a person, one to choose a new password instead."""

    id: int
    role: Role
    email: str
    created_by: str
    created_at: datetime.datetime
    expires_at: datetime.datetime
    used: bool = False
    for_name: str | None = None

    def usable(self, at: datetime.datetime) -> bool:
        """Return whether the link still works."""
        return not self.used and at < self.expires_at


@dataclass(frozen=True, slots=True)
class ProviderRequest:
    """A sign-in on its way through an OpenID Connect provider.

    `browser_hash` is the SHA-256 of a cookie, so that it can only come back to the browser it began in. `nonce` and
    `verifier` are those of OpenID Connect Core 1.0, 3.1.2.1, and RFC 7636, 4.1. `next` is the page that was asked for,
    `invitation` the token of an invitation that is being taken, "" for none.
    """

    browser_hash: str
    nonce: str
    verifier: str
    next: str
    invitation: str
    expires_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is at an OpenID Connect provider; `email` is "" unless the provider says that it is verified.

    `names` are what the person might be called here, the best first.
    """

    issuer: str
    subject: str
    email: str
    names: tuple[str, ...]
    shown: str = ""
