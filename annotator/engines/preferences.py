"""Which engine a newsroom wants for a pair of languages: a file beside the models, `engines.toml` in the data folder.

    [default]
    ru-en = "local:opus-mt-ru-en"

It is read again whenever it changed, so that a choice counts at once in every process that uses the data folder.
"""

import json
import os
import threading
import tomllib
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from annotator.domain.languages import language
from annotator.engines.base import Pair
from annotator.errors import InvalidSetting, UnknownLanguage

FILE = "engines.toml"
_HEAD = "# Which engine is taken for a pair of languages when nobody names one. The page of models writes this file.\n"
_Stamp = tuple[int, int] | None


class Preferences:
    """The choices in a file, which need not exist; safe to use from several threads and processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._read: tuple[_Stamp, Mapping[Pair, str], str] | None = None

    def chosen(self) -> Mapping[Pair, str]:
        """Return the name of the engine for each pair that one was chosen for; {} where the file cannot be read."""
        return self._current()[0]

    def problem(self) -> str:
        """Return why the file cannot be read, "" where it can."""
        return self._current()[1]

    def choose(self, pair: Pair, name: str | None) -> None:
        """Write down the engine for a pair, or with None that none is preferred, and nothing else.

        The file is replaced whole, so that a reader sees the old or the new one. Raises `InvalidSetting` where it is
        damaged or cannot be written.
        """
        with self._lock:
            choices, problem = _read(self.path)
            if problem:
                raise InvalidSetting(problem)
            changed = {**choices, pair: name or ""}
            self._read = None
            try:
                _write(self.path, {key: value for key, value in changed.items() if value})
            except OSError as error:
                raise InvalidSetting(
                    f"The choice was not saved: {self.path} cannot be written ({error.strerror})."
                ) from error

    def _current(self) -> tuple[Mapping[Pair, str], str]:
        stamp = _stamp(self.path)
        with self._lock:
            if self._read is None or self._read[0] != stamp:
                self._read = (stamp, *_read(self.path))
            return self._read[1:]


def _stamp(path: Path) -> _Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino


def _read(path: Path) -> tuple[dict[Pair, str], str]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("default", {})
        return {_pair(key): str(name) for key, name in table.items()}, ""
    except (FileNotFoundError, NotADirectoryError):
        return {}, ""
    except (OSError, ValueError, AttributeError, UnknownLanguage) as error:
        return {}, f"The choice of engines in {path} is not used, for it cannot be read ({error}): mend or delete it."


def _pair(key: str) -> Pair:
    source, _, target = key.partition("-")
    return language(source).code, language(target).code


def _write(path: Path, choices: Mapping[Pair, str]) -> None:
    lines = [f"{source}-{target} = {json.dumps(name)}" for (source, target), name in sorted(choices.items())]
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=".engines-", delete=False) as file:
        try:
            file.write(_HEAD + "[default]\n" + "".join(f"{line}\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
