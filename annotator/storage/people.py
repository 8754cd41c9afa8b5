"""The people who work here, and what they sign in with."""

from collections.abc import Mapping
from typing import Any

from annotator.domain.people import Person, Role, login_key
from annotator.errors import InvalidInput, NotFound
from annotator.storage.connection import write
from annotator.storage.records import Records, Row, moment, now


class People:
    """Read and write accounts. Every change is recorded; password hashes are kept apart and never are."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def exist(self) -> bool:
        """Return whether there is any account, disabled or not: then a login is required."""
        (found,) = self._db.execute("select exists (select 1 from person)").fetchone()
        return bool(found)

    def all(self) -> list[Person]:
        """Return all people, disabled ones last, by name."""
        rows = self._db.query("select * from person order by disabled, key")
        return [person_of(row) for row in rows]

    def find(self, name: str) -> Person | None:
        """Return the person whom a login name means, written in any case or Unicode form; None for nobody."""
        row = self._row("key", login_key(name))
        return person_of(row) if row else None

    def get(self, name: str) -> Person:
        """Return a person by the login name; raises `NotFound`."""
        person = self.find(name)
        if not person:
            raise NotFound(f"There is nobody here by the name “{name[:60]}”: see the list of people.")
        return person

    def with_id(self, person_id: int) -> Person:
        """Return a person; raises `NotFound`."""
        return person_of(self._records.find("person", person_id))

    def with_email(self, email: str) -> Person | None:
        """Return the person with an e-mail address, None for nobody, and for an address that several people have."""
        rows = list(self._db.query("select * from person where lower(email) = lower(?) and email != ''", [email]))
        return person_of(rows[0]) if len(rows) == 1 else None

    def add(self, person: Person) -> Person:
        """Add an account without a password; raises `InvalidInput` where the name is, or looks like, a taken one."""
        values = {
            "name": person.name,
            "key": login_key(person.name),
            "display_name": person.display_name,
            "email": person.email,
            "role": str(person.role or ""),
        }
        with write(self._db):
            taken = self._row("key", values["key"])
            if taken:
                raise InvalidInput(f"There is already somebody by the name “{taken['name']}”: choose another.")
            return person_of(self._records.insert("person", values, article_id=None))

    def change(self, name: str, **changes: str | bool) -> Person:
        """Change the display name, e-mail address, role or `disabled` of a person; raises `NotFound`."""
        values: dict[str, Any] = {
            key: int(value) if isinstance(value, bool) else str(value) for key, value in changes.items()
        }
        return person_of(self._records.update("person", self.get(name).id, None, values))

    def working_admins(self) -> int:
        """Return how many admins can sign in."""
        (count,) = self._db.execute(
            "select count(*) from person where role = ? and not disabled", [Role.ADMIN.value]
        ).fetchone()
        return int(count)

    def password_hash(self, person_id: int) -> str | None:
        """Return the hash of a person's password, None where none was chosen yet."""
        row = self._db.execute("select password_hash from credential where person_id = ?", [person_id]).fetchone()
        return str(row[0]) if row else None

    def set_password_hash(self, person_id: int, password_hash: str) -> None:
        """Store the hash of a person's new password in place of the old one."""
        with write(self._db):
            self._db.execute(
                "insert into credential (person_id, password_hash, changed_at) values (?, ?, ?)"
                " on conflict (person_id) do update set password_hash = excluded.password_hash,"
                " changed_at = excluded.changed_at",
                [person_id, password_hash, now()],
            )

    def of_identity(self, issuer: str, subject: str) -> Person | None:
        """Return the person whom an OpenID Connect provider knows as `subject`."""
        rows = self._db.query(
            "select person.* from person join identity on identity.person_id = person.id"
            " where issuer = ? and subject = ?",
            [issuer, subject],
        )
        row = next(iter(rows), None)
        return person_of(row) if row else None

    def add_identity(self, person_id: int, issuer: str, subject: str) -> None:
        """Remember who a person is at an OpenID Connect provider."""
        with write(self._db):
            values = {"person_id": person_id, "issuer": issuer, "subject": subject, "created_at": now()}
            self._records.insert_plain("identity", values)

    def has_identity(self, person_id: int, issuer: str) -> bool:
        """Return whether a person is already known to sign in through this provider."""
        row = self._db.execute(
            "select 1 from identity where person_id = ? and issuer = ?", [person_id, issuer]
        ).fetchone()
        return row is not None

    def _row(self, column: str, value: str) -> Row | None:
        return next(iter(self._db.query(f'select * from person where "{column}" = ?', [value])), None)


def person_of(row: Mapping[str, Any]) -> Person:
    """Return the person in a row of `person`."""
    known = {role.value: role for role in Role}
    return Person(
        row["name"],
        known.get(row["role"]),
        row["display_name"],
        row["email"],
        bool(row["disabled"]),
        row["id"],
        moment(row["created_at"]),
    )
