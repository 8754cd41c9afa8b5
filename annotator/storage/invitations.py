"""Links that work once: to join, to choose a new password, and to come back from an OpenID Connect provider."""

import datetime
from collections.abc import Mapping
from typing import Any

from annotator.domain.invitations import Invitation, ProviderRequest
from annotator.domain.people import Role
from annotator.storage.connection import write
from annotator.storage.records import MAX_ID, Records, Row, moment, now, stamp


class Invitations:
    """Read and write links that work once; of each only the SHA-256 is kept. They are no part of the history."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def add(
        self, token_hash: str, role: Role, email: str, expires_at: datetime.datetime, person_id: int | None = None
    ) -> Invitation:
        """Make a link to join with a role; where a person is named, one to choose a new password instead.

        A new link for the same person ends the earlier ones.
        """
        values = {
            "token_hash": token_hash,
            "role": role.value,
            "email": email,
            "person_id": person_id,
            "created_by": self._records.actor,
            "created_at": now(),
            "expires_at": stamp(expires_at),
        }
        with write(self._db):
            if person_id is not None:
                self._db.execute("delete from invitation where person_id = ? and used_at is null", [person_id])
            row = self._records.insert_plain("invitation", values)
        return _invitation({**row, "for_name": None})

    def with_token(self, token_hash: str) -> Invitation | None:
        """Return the link that a token opens, used and expired ones included."""
        return next((_invitation(row) for row in self._rows("token_hash = ?", token_hash)), None)

    def waiting(self, at: datetime.datetime) -> list[Invitation]:
        """Return the links that can still be used, newest first."""
        rows = self._rows("used_at is null and expires_at > ?", stamp(at))
        return [_invitation(row) for row in rows]

    def use(self, invitation_id: int, name: str, at: datetime.datetime) -> bool:
        """Mark a link as used by a person; returns whether it was not used before."""
        with write(self._db):
            cursor = self._db.execute(
                "update invitation set used_at = ?, used_by = ? where id = ? and used_at is null",
                [stamp(at), name, invitation_id],
            )
            return cursor.rowcount == 1

    def withdraw(self, invitation_id: int) -> None:
        """Make a link useless; nothing happens where it was used or is gone."""
        with write(self._db):
            self._db.execute("delete from invitation where id = ? and used_at is null", [min(invitation_id, MAX_ID)])

    def remember(self, state_hash: str, request: ProviderRequest, at: datetime.datetime) -> None:
        """Remember a sign-in that is sent to a provider, and forget those that never came back."""
        values = {
            "state_hash": state_hash,
            "browser_hash": request.browser_hash,
            "nonce": request.nonce,
            "verifier": request.verifier,
            "next": request.next,
            "invitation": request.invitation,
            "expires_at": stamp(request.expires_at),
        }
        with write(self._db):
            self._db.execute("delete from provider_request where expires_at <= ?", [stamp(at)])
            self._records.insert_plain("provider_request", values)

    def recall(self, state_hash: str) -> ProviderRequest | None:
        """Return, once, the sign-in that comes back from a provider."""
        with write(self._db):
            cursor = self._db.execute(
                "delete from provider_request where state_hash = ?"
                " returning browser_hash, nonce, verifier, next, invitation, expires_at",
                [state_hash],
            )
            row = cursor.fetchone()
        if not row:
            return None
        browser_hash, nonce, verifier, following, invitation, expires_at = row
        return ProviderRequest(browser_hash, nonce, verifier, following, invitation, moment(expires_at))

    def _rows(self, condition: str, value: str) -> list[Row]:
        return list(
            self._db.query(
                "select invitation.*, person.name as for_name from invitation"
                f" left join person on person.id = invitation.person_id where {condition} order by invitation.id desc",
                [value],
            )
        )


def _invitation(row: Mapping[str, Any]) -> Invitation:
    known = {role.value: role for role in Role}
    return Invitation(
        row["id"],
        known.get(row["role"], Role.TRANSLATOR),
        row["email"],
        row["created_by"],
        moment(row["created_at"]),
        moment(row["expires_at"]),
        row["used_at"] is not None,
        row["for_name"],
    )
