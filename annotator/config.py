"""Settings, from the environment, loud on bad values.

| variable       | meaning                                                              | default          |
|----------------|----------------------------------------------------------------------|------------------|
| ANNOTATOR_DATA | folder of the database, backups, added models and the own typology  | ./annotator-data |
| ANNOTATOR_USER | name under which changes are recorded                                | the login name   |
"""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import InvalidSetting

DATABASE = "annotator.db"


@dataclass(frozen=True, slots=True)
class Config:
    """Where the data lives, and under whose name changes are recorded."""

    data: Path
    user: str

    @property
    def database(self) -> Path:
        """The one SQLite file that holds everything."""
        return self.data / DATABASE

    @property
    def typology(self) -> Path:
        """The newsroom's own typology, read instead of ours where it exists."""
        return self.data / "typology.toml"


def from_environment(environment: Mapping[str, str]) -> Config:
    """Return the settings in `environment`; raises `InvalidSetting` for a value that cannot be used."""
    data = _folder(environment.get("ANNOTATOR_DATA") or "annotator-data")
    if data.exists() and not data.is_dir():
        raise InvalidSetting(f"ANNOTATOR_DATA is “{data}”, which is a file: name a folder.")
    user = (environment.get("ANNOTATOR_USER") or "").strip() or _login_name()
    return Config(data, user)


def _folder(named: str) -> Path:
    try:
        return Path(named).expanduser().absolute()
    except RuntimeError as error:
        raise InvalidSetting(f"ANNOTATOR_DATA is “{named}”, the home of nobody known here: name a folder.") from error


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user on this machine, as in some containers
        return "local"
