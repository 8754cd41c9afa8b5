"""Reading the cue data of the checks: one TOML file for each language in the package's folder `data/checks`."""

import tomllib
from functools import cache
from pathlib import Path

from annotator.domain.checks.cues import Cues, no_cues, parse_cues
from annotator.errors import UnreadableFile
from annotator.resources import folder


@cache
def check_data(language: str) -> Cues:
    """Return the cue data of a language (a two-letter code), empty where the app has none; read once, then kept.

    Raises `UnreadableFile` and `InvalidSetting` for a broken file.
    """
    return read_check_data(_folder() / f"{language}.toml") if language in available() else no_cues(language)


def available() -> list[str]:
    """Return the codes of the languages that there is cue data for."""
    return sorted(path.stem for path in _folder().glob("*.toml"))


def read_check_data(path: Path) -> Cues:
    """Return the cue data of one file; raises `UnreadableFile` where it is no TOML, `InvalidSetting` for bad tables."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UnreadableFile(f"The cue data {path.name} cannot be read ({problem}): restore it.") from problem
    return parse_cues(data)


def _folder() -> Path:
    return folder("data") / "checks"
