"""Reading the cue lists: one TOML file for each article language that passages can be suggested in."""

import tomllib
from functools import cache
from pathlib import Path

from annotator.domain.suggestions.cue_list import CueList, parse_cues
from annotator.errors import NotFound, UnreadableFile
from annotator.resources import folder


@cache
def cue_list(language: str) -> CueList:
    """Return the cue list for articles in `language` (an ISO 639 code).

    Raises `NotFound` where the app has none for that language, `UnreadableFile` and `InvalidInput` for a broken file.
    """
    if language not in available():
        raise NotFound(f"Passages cannot be suggested in articles in “{language}” yet: mark them by hand.")
    return read_cue_list(_folder() / f"{language}.toml")


def available() -> list[str]:
    """Return the codes of the article languages that there is a cue list for."""
    return sorted(path.stem for path in _folder().glob("*.toml"))


def read_cue_list(path: Path) -> CueList:
    """Return the cue list of one file; raises `UnreadableFile` where it is not TOML, `InvalidInput` for bad tables."""
    try:
        return parse_cues(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UnreadableFile(f"The cue list {path.name} cannot be read ({problem}): restore it.") from problem


def _folder() -> Path:
    return folder("data") / "cues"
