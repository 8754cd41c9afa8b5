"""What a request needs: the settings, the engines, the typology, and a connection of its own to the database."""

from dataclasses import dataclass, field

from flask import current_app, g

from annotator.config import Config
from annotator.domain.typology import Typology
from annotator.engines.registry import Engines
from annotator.services.read_document import Readings
from annotator.storage import Storage

EXTENSION = "annotator"


@dataclass(frozen=True, slots=True)
class State:
    """What lives as long as the application."""

    config: Config
    engines: Engines
    typology: Typology
    readings: Readings = field(default_factory=Readings)


def state() -> State:
    """Return what the running application was built with."""
    found: State = current_app.extensions[EXTENSION]
    return found


def storage() -> Storage:
    """Return this request's connection, opened when it is first asked for, under the local user's name."""
    if "storage" not in g:
        config = state().config
        g.storage = Storage(config.database, config.user)
    opened: Storage = g.storage
    return opened


def close_storage(_error: BaseException | None = None) -> None:
    """Close the connection of this request, if it opened one."""
    opened: Storage | None = g.pop("storage", None)
    if opened:
        opened.close()
