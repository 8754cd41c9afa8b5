"""Which translation servers a newsroom has configured: the file `remote.toml` in its data folder; none without it.

[[engine]]
name = "newsroom"                    # the engine is then called "remote:newsroom"
kind = "libretranslate"              # or "chat", for an OpenAI-compatible chat endpoint
url = "https://translate.example.org"  # for chat the address before /chat/completions: https://host/v1
pairs = ["ru-en", "*-en"]            # a star stands for every language that this app knows
key_file = "newsroom.key"            # in the data folder; or key_variable, a name in the environment
model = "name-of-the-model"          # chat only
automatic = false                    # whether it may be asked without being chosen by name
timeout = 30                         # seconds for one answer
patience = 60                        # seconds for a text with all its attempts
requests_per_minute = 60
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import SplitResult, urlsplit

from annotator.domain.languages import LANGUAGES, language
from annotator.engines.base import Pair
from annotator.errors import InvalidSetting, UnknownLanguage

FILE = "remote.toml"
LIBRETRANSLATE, CHAT = "libretranslate", "chat"
_FIELDS = {
    "name", "kind", "url", "pairs", "key_file", "key_variable", "model", "automatic", "timeout", "patience",
    "requests_per_minute", "quality",
}  # fmt: skip
_EVERY = "*"


@dataclass(frozen=True, slots=True)
class RemoteSettings:
    """A configured server: `timeout` and `patience` are in seconds, `key` is "" where none is needed.

    `url` has no slash at its end. The key is in no representation of this object.
    """

    name: str
    kind: str
    url: str
    pairs: frozenset[Pair]
    model: str = ""
    quality: str = ""
    automatic: bool = False
    timeout: float = 30.0
    patience: float = 60.0
    requests_per_minute: float = 60.0
    key: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """The host that texts are sent to, with its port where the address names one."""
        return urlsplit(self.url).netloc

    @property
    def is_loopback(self) -> bool:
        """Whether the server runs on this machine."""
        return _is_loopback(urlsplit(self.url))


def read(folder: Path, environment: Mapping[str, str] = os.environ) -> list[RemoteSettings]:
    """Return the servers that `remote.toml` in a folder configures, [] without that file.

    Raises `InvalidSetting` with the first thing that is wrong; no message repeats a key.
    """
    path = folder / FILE
    if not path.exists():
        return []
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidSetting(f"{path} cannot be read ({error}): mend the file.") from error
    listed = tables.get("engine", [])
    if not isinstance(listed, list) or set(tables) - {"engine"} or not all(isinstance(one, dict) for one in listed):
        raise InvalidSetting(f"{path} holds something other than tables [[engine]]: mend the file.")
    found = [_Reader(path, environment, table).settings() for table in listed]
    names = [settings.name for settings in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise InvalidSetting(f"{path} has two engines called “{twice}”: give each a name of its own.")
    return found


def watched(folder: Path) -> tuple[Path, ...]:
    """Return the files that decide what `read` returns: `remote.toml` and the files of keys that it names."""
    path = folder / FILE
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("engine", [])
        keys = [table["key_file"] for table in tables if isinstance(table.get("key_file"), str)]
    except (OSError, ValueError, AttributeError, TypeError):
        keys = []
    return (path, *(folder / Path(key).expanduser() for key in keys))


class _Reader:
    """Reads one table."""

    def __init__(self, path: Path, environment: Mapping[str, str], table: dict[str, Any]) -> None:
        self._path, self._environment, self._table = path, environment, table
        self._name = str(table.get("name", ""))

    def settings(self) -> RemoteSettings:
        unknown = set(self._table) - _FIELDS
        if unknown:
            self._fail(f"has a line “{min(unknown)}” that means nothing: take it out")
        if not self._name or not all(letter.isalnum() or letter in "-_." for letter in self._name):
            self._fail("needs a name of letters, digits, dots and hyphens")
        kind = self._text("kind")
        if kind not in {LIBRETRANSLATE, CHAT}:
            self._fail(f"is of the kind “{kind}”: write {LIBRETRANSLATE} or {CHAT}")
        if bool(self._table.get("model")) != (kind == CHAT):
            self._fail(
                "needs a model" if kind == CHAT else "names a model, which only a chat endpoint has: take it out"
            )
        url, key = self._url(), self._key()
        if key and url.scheme == "http" and not _is_loopback(url):
            self._fail("would send its key unprotected: give an address with https")
        return RemoteSettings(
            name=self._name,
            kind=kind,
            url=url.geturl().rstrip("/"),
            pairs=self._pairs(),
            model=self._text("model", ""),
            quality=self._text("quality", ""),
            automatic=self._flag("automatic"),
            timeout=self._number("timeout", 30.0, 600.0),
            patience=self._number("patience", 60.0, 3600.0),
            requests_per_minute=self._number("requests_per_minute", 60.0, 60_000.0),
            key=key,
        )

    def _url(self) -> SplitResult:
        given = self._text("url")
        try:
            url = urlsplit(given)
            usable = url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0
        except ValueError:
            usable = False
        if usable and (url.username or url.password or url.query or url.fragment):
            self._fail("has a name, a password or a query in its address: the key belongs into a file of its own")
        if not usable:
            self._fail(f"has the address “{given}”: write one such as https://translate.example.org")
        return url

    def _pairs(self) -> frozenset[Pair]:
        given = self._table.get("pairs")
        if not isinstance(given, list) or not given:
            self._fail('needs its languages: write pairs = ["ru-en", "uk-en"]')
        return frozenset(pair for written in given for pair in self._expanded(str(written)))

    def _expanded(self, written: str) -> set[Pair]:
        source, _, target = written.partition("-")
        try:
            sources = _codes(source)
            targets = _codes(target)
        except UnknownLanguage as error:
            self._fail(f"has the languages “{written}”, and {str(error).rstrip('.')}")
        return {(ours, theirs) for ours in sources for theirs in targets if ours != theirs}

    def _key(self) -> str:
        file, variable = self._text("key_file", ""), self._text("key_variable", "")
        if file and variable:
            self._fail("has both a key_file and a key_variable: leave one of them")
        key = self._environment.get(variable, "").strip() if variable else ""
        if variable and not key:
            self._fail(f"takes its key from {variable}, and that is not in the environment: set it")
        if file:
            key = self._read_key(self._path.parent / Path(file).expanduser())
        if not key.isascii() or any(letter.isspace() or not letter.isprintable() for letter in key):
            self._fail("has a key with blanks or other signs that no key has: write the key alone, on one line")
        return key

    def _read_key(self, path: Path) -> str:
        try:
            key = path.read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            self._fail(f"has its key in {path}, which cannot be read ({type(error).__name__})")
        if not key:
            self._fail(f"has its key in {path}, which is empty")
        return key

    def _text(self, name: str, default: str | None = None) -> str:
        value = self._table.get(name, default)
        if not isinstance(value, str) or any(mark in value for mark in "|\r\n"):
            self._fail(f"needs a line {name} = “…”, in quotation marks")
        return value.strip()

    def _flag(self, name: str) -> bool:
        value = self._table.get(name, False)
        if not isinstance(value, bool):
            self._fail(f"has {name} = {value}: write true or false")
        return value

    def _number(self, name: str, default: float, most: float) -> float:
        value = self._table.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= most:
            self._fail(f"has {name} = {value}: write a number above 0, at most {most:,.0f}")
        return float(value)

    def _fail(self, what: str) -> NoReturn:
        engine = f"The engine “{self._name}”" if self._name else "An engine"
        raise InvalidSetting(f"{engine} in {self._path} {what}.")


def _codes(written: str) -> set[str]:
    return {known.code for known in LANGUAGES} if written == _EVERY else {language(written).code}


def _is_loopback(url: SplitResult) -> bool:
    host = url.hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
