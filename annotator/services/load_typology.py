"""Load the newsroom's typology."""

import tomllib
from pathlib import Path

from annotator import resources
from annotator.domain.typology import Typology, parse
from annotator.errors import InvalidSetting


def load_typology(own: Path) -> Typology:
    """Return the typology in the file `own` where that exists, else the one that ships.

    Raises `InvalidSetting` where the newsroom's own file cannot be read.
    """
    path = own if own.exists() else resources.folder("data") / "typology.toml"
    try:
        return parse(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidSetting(f"The typology file “{path}” cannot be read: {error}.") from error
