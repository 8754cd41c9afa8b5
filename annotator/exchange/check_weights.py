"""Reading the fitted weights of the checks: the TOML file `data/check_weights.toml` of the package."""

import tomllib
from functools import cache
from pathlib import Path

from annotator.domain.checks.weights import Weights, parse_weights
from annotator.errors import UnreadableFile
from annotator.resources import folder


@cache
def check_weights() -> Weights:
    """Return the weights that the app judges by; read once, then kept.

    Raises `UnreadableFile` and `InvalidSetting` for a broken file.
    """
    return read_check_weights(folder("data") / "check_weights.toml")


def read_check_weights(path: Path) -> Weights:
    """Return the weights in a file; raises `UnreadableFile` where it is no TOML, `InvalidSetting` for bad tables."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UnreadableFile(f"The check weights {path.name} cannot be read ({problem}): restore them.") from problem
    return parse_weights(data)
