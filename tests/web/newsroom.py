"""A newsroom with accounts: people of each role, one who was disabled, and one whose role does not exist any more."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from annotator.domain.notes import BY_PERSON, NoteDetails, NoteState
from annotator.domain.people import Person, Role
from annotator.services.passwords import hashed
from annotator.services.sign_in import open_session, token_hash
from annotator.storage import Storage
from annotator.web.state import COOKIE
from tests.contents import rows
from tests.web.house import House
from tests.web.routes import Changes, Form, Write

PASSWORD = "три зелёных моста"
MONDAY = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
STAFF = {
    "translator": Person("Олена Б.", Role.TRANSLATOR, "Олена <b>Бойко</b>", "olena@example.org"),
    "editor": Person("سلمى", Role.EDITOR, "سلمى 🖊️"),
    "admin": Person("Ines", Role.ADMIN, "", "ines@example.org"),
    "second admin": Person("Noor", Role.ADMIN),
    "disabled": Person("Kaspar", Role.EDITOR),
    "vanished": Person("Mira", Role.EDITOR),
}
_HASH = hashed(PASSWORD)


@dataclass(frozen=True)
class Newsroom:
    """A database with accounts, and a session of each person; `now` is the time the app is told."""

    app: Flask
    database: Path
    house: House
    tokens: Mapping[str, str]
    ids: Mapping[str, int | str]

    def client(self, who: str = "") -> FlaskClient:
        """Return a browser in which somebody is signed in, or nobody."""
        client = self.app.test_client()
        if who:
            client.set_cookie(COOKIE, self.tokens[who])
        return client

    def path(self, template: str) -> str:
        """Return an address with the ids filled in."""
        return template.format_map({**self.house.ids, **self.ids})

    def sent(self, write: Write, changes: Changes | None = None) -> Form:
        """Return a form that works, with `changes`."""
        form = {**write.form, **(changes or {})}
        return {name: self.path(value) for name, value in form.items() if value is not None}

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Return what a query finds."""
        return rows(self.database, query, *values)


def open_newsroom(app: Flask, database: Path, house: House) -> Newsroom:
    """Add the accounts to the database of the app."""
    now = datetime.datetime.now(datetime.UTC)
    tokens: dict[str, str] = {}
    ids: dict[str, int | str] = {}
    with Storage(database, "Ines") as storage:
        for who, person in STAFF.items():
            added = storage.people.add(person)
            storage.people.set_password_hash(added.id, _HASH)
            tokens[who] = open_session(storage, added, "127.0.0.1", "Mozilla/5.0 (X11; Linux) Firefox/140.0", now)
            ids[who.replace(" ", "_")] = added.id
        storage.people.change("Kaspar", disabled=True)
        storage.people.change("Mira", role="photographer")
        later = now + datetime.timedelta(hours=1)
        ids |= {"joining": "j" * 43, "resetting": "r" * 43}
        invited = storage.invitations.add(token_hash("j" * 43), Role.EDITOR, "zoe@example.org", later)
        translator = storage.people.get(STAFF["translator"].name)
        storage.invitations.add(token_hash("r" * 43), Role.TRANSLATOR, "", later, translator.id)
        ids["invitation"] = invited.id
        open_session(storage, translator, "192.168.1.7", "Mozilla/5.0 (iPhone) Safari/604.1", now)
        for article in ("demo", "bridge"):  # on the second both are done
            storage.second_opinions.ask(house.ids[article], translator.name, "Ines")
        for one in (translator.name, "Ines"):
            storage.act_as(one)
            storage.second_opinions.set_done(house.ids["bridge"], done=True)
        details = NoteDetails("tone", "minor", "Forgave is too warm.")
        note = storage.notes.add(
            house.ids["kept"], house.ids["bridge"], details, [], origin=BY_PERSON, state=NoteState.OPEN
        )
        ids["bridge_note"] = note.id
        ids["other_session"] = storage.sessions.of(translator.id)[0].id
    return Newsroom(app, database, house, tokens, ids)
