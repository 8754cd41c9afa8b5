"""What a request needs: the settings, the engines, the typology, a connection of its own, and who is asking."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import current_app, g, request

from annotator.config import Config
from annotator.domain.people import Person, local_person
from annotator.domain.sessions import Session
from annotator.domain.typology import Typology
from annotator.engines.registry import Engines
from annotator.errors import SignInNeeded
from annotator.services.read_document import Readings
from annotator.services.sign_in import who_is
from annotator.services.survey_desk import Surveys
from annotator.storage import Storage

EXTENSION = "annotator"
COOKIE = "annotator_session"
LOOPBACK = ("127.", "::1", "::ffff:127.")  # what addresses of this machine begin with


def utc_now() -> datetime.datetime:
    """Return the present moment."""
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True, slots=True)
class State:
    """What lives as long as the application; `clock` tells the time by which sessions and links end."""

    config: Config
    engines: Engines
    typology: Typology
    readings: Readings = field(default_factory=Readings)
    surveys: Surveys = field(default_factory=Surveys)
    clock: Callable[[], datetime.datetime] = utc_now


def state() -> State:
    """Return what the running application was built with."""
    found: State = current_app.extensions[EXTENSION]
    return found


def storage() -> Storage:
    """Return this request's connection, opened when it is first asked for, under the name of who is asking."""
    if "storage" not in g:
        config = state().config
        g.storage = Storage(config.database, "")
        _identify(g.storage)
    opened: Storage = g.storage
    return opened


def asking() -> Person | None:
    """Return who is asking, None for somebody who is not signed in; without accounts, the local user."""
    storage()
    found: Person | None = g.person
    return found


def person() -> Person:
    """Return who is asking; raises `SignInNeeded` for somebody who is not signed in."""
    found = asking()
    if found is None:
        raise SignInNeeded("You are not signed in, or were signed out: sign in first.")
    return found


def session() -> Session | None:
    """Return the session of this browser, None for the local user and where nobody is signed in."""
    storage()
    found: Session | None = g.session
    return found


def people() -> list[Person]:
    """Return everybody who can be given work or be mentioned: accounts that are not disabled, or the local user."""
    there = [each for each in storage().people.all() if not each.disabled]
    return there or [local_person(state().config.user)]


def _identify(opened: Storage) -> None:
    g.session = g.person = None
    g.session, g.person = who_is(opened, request.cookies.get(COOKIE, ""), state().clock())
    if g.person is None and _is_local() and not opened.people.exist():
        g.person = local_person(state().config.user)
    opened.act_as(g.person.name if g.person else "")
    if g.session:
        opened.second_opinions.blindfold()


def _is_local() -> bool:
    """Return whether the request came from this machine to an app that is not served to others."""
    return (request.remote_addr or "").startswith(LOOPBACK) and not state().config.url


def close_storage(_error: BaseException | None = None) -> None:
    """Close the connection of this request, if it opened one."""
    opened: Storage | None = g.pop("storage", None)
    if opened:
        opened.close()
