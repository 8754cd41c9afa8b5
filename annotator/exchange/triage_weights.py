"""Reading the weights of triage: the TOML file `data/triage.toml` of the package."""

import tomllib
from functools import cache
from pathlib import Path

from annotator.domain.triage import Case, Weights, parse_weights
from annotator.errors import UnreadableFile
from annotator.resources import folder


@cache
def triage_weights(case: Case) -> Weights:
    """Return the weights for a case of evidence; read once, then kept.

    Raises `UnreadableFile` and `InvalidSetting` for a broken file.
    """
    return read_triage_weights(folder("data") / "triage.toml", case)


def read_triage_weights(path: Path, case: Case) -> Weights:
    """Return the weights in a file; raises `UnreadableFile` where it is no TOML, `InvalidSetting` for bad tables."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UnreadableFile(f"The triage weights {path.name} cannot be read ({problem}): restore them.") from problem
    return parse_weights(data, case)
