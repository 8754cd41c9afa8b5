"""Engines by name: which are there, and which one translates a pair of languages."""

import threading
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from annotator.domain.languages import language
from annotator.engines.base import Engine, Pair
from annotator.engines.folders import Problem
from annotator.engines.places import IDLE, Found, Places
from annotator.engines.preferences import FILE, Preferences
from annotator.errors import EngineMissing
from annotator.resources import folder

__all__ = ["KINDS", "Engines", "Found", "Places"]


# Kind of engine: the function that finds its engines, imported when somebody first asks. The first is preferred.
KINDS: Mapping[str, str] = {
    "local": "annotator.engines.local:find",
    "transformers": "annotator.engines.transformers_engine:find",
    "remote": "annotator.engines.remote.configured:find",
}
_MANY = 8  # pairs of languages: an error names no more


class Engines:
    """All engines of one installation; safe to use from several threads.

    `data_folder` may hold a folder `models` with models that were added; it need not exist. `also` are engines made
    elsewhere, such as a canned one: they are offered with the others, and chosen by themselves only where they say so
    (`About.automatic`). `preferred` names the engine for a pair of languages where the newsroom chose none
    (`preferences`); `embedded` stands in for the folder of the models that come with the app. `idle` is for how many
    seconds after its last use a model stays in memory.
    """

    def __init__(
        self,
        data_folder: Path,
        *,
        also: Sequence[Engine] = (),
        preferred: Mapping[Pair, str] | None = None,
        embedded: Path | None = None,
        idle: float = IDLE,
    ) -> None:
        self.places = Places(embedded or folder("models"), data_folder / "models", idle)
        self.preferences = Preferences(data_folder / FILE)
        self._also = tuple(also)
        self._preferred = dict(preferred or {})
        self._lock = threading.Lock()
        self._found: Found | None = None
        self._stamp: tuple[object, ...] = ()

    def available(self) -> tuple[Engine, ...]:
        """Return all engines that can be used, in order of preference; loads no model.

        They are looked for again when the folder of models or the file that configures servers changed. Engines that
        are in use stay good until they are dropped.
        """
        return self._search().engines

    def problems(self) -> tuple[Problem, ...]:
        """Return the model folders that cannot be used, and the file of choices where it cannot be read, and why."""
        found, problem = self._search().problems, self.preferences.problem()
        return (*found, Problem(self.preferences.path, problem)) if problem else found

    def refresh(self) -> None:
        """Look again, whether or not a folder changed."""
        with self._lock:
            before, self._found = self._found, None
        _give_back(before)

    def pairs(self) -> frozenset[Pair]:
        """Return the pairs of languages for which some engine would be chosen without being named."""
        return frozenset(pair for engine in self.available() if engine.about().automatic for pair in engine.pairs())

    def named(self, name: str) -> Engine:
        """Return the engine of that name; raises `EngineMissing`."""
        for engine in self.available():
            if engine.name == name:
                return engine
        there = ", ".join(engine.name for engine in self.available()) or "none"
        raise EngineMissing(f"There is no engine “{name}”: choose one that is there ({there}).{self._faults()}")

    def all_for(self, source: str, target: str) -> tuple[Engine, ...]:
        """Return every engine for the pair, the preferred one first; raises `UnknownLanguage`."""
        pair = language(source).code, language(target).code
        found = [engine for engine in self.available() if pair in engine.pairs()]
        wanted = self.preferences.chosen().get(pair) or self._preferred.get(pair)
        return tuple(sorted(found, key=lambda engine: engine.name != wanted))

    def for_pair(self, source: str, target: str, name: str | None = None) -> Engine:
        """Return the engine of that name, or without one the preferred engine for the pair of languages.

        `name` may also be a kind, "local": the preferred engine of that kind. Raises `UnknownLanguage`, and
        `EngineMissing` with a sentence on what can be done.
        """
        fitting = [engine for engine in self.all_for(source, target) if _is_meant(engine, name)]
        pair = language(source).code, language(target).code
        if name is None and (wanted := self.preferences.chosen().get(pair)):
            # Chosen by a person: that counts for an engine that is never chosen by itself, too.
            fitting = [engine for engine in self.all_for(*pair) if engine.name == wanted] or fitting
        if fitting:
            return fitting[0]
        if name is not None and name not in KINDS:
            self.named(name)
        ours, theirs = language(source).name, language(target).name
        means = f"The engine {name} does not translate" if name else "No installed model translates"
        raise EngineMissing(f"{means} {ours} into {theirs}: {self._offer(pair)}{self._faults()}")

    def unload(self) -> None:
        """Give back the memory of all engines."""
        for engine in self.available():
            engine.unload()

    def _search(self) -> Found:
        dropped = None
        with self._lock:
            models = _stamp(self.places.added)
            watched = self._found.watched if self._found else ()
            if self._found is None or self._stamp != (*models, *map(_changed, watched)):
                found = [_finder(where)(self.places) for where in KINDS.values()]
                engines = tuple(engine for kind in found for engine in kind.engines)
                problems = tuple(problem for kind in found for problem in kind.problems)
                watched = tuple(path for kind in found for path in kind.watched)
                dropped, self._found = self._found, Found(engines + self._also, problems, watched)
                self._stamp = (*models, *map(_changed, watched))
            current = self._found
        _give_back(dropped)
        return current

    def _offer(self, near: Pair | None = None) -> str:
        pairs = self.pairs()
        if near and len(pairs) > _MANY:
            pairs = frozenset(pair for pair in pairs if pair[0] == near[0] or pair[1] == near[1])
        names = sorted(f"{language(source).name} into {language(target).name}" for source, target in pairs)
        shown = ", ".join(names[:_MANY]) + (f" and {len(names) - _MANY} more" if len(names) > _MANY else "")
        offered = f"there is {shown}; " if names else "no model is installed; " if not self.pairs() else ""
        return f"{offered}add a model to the folder {self.places.added}, or choose another language."

    def _faults(self) -> str:
        return " " + " ".join(problem.reason for problem in self.problems()) if self.problems() else ""


def _stamp(place: Path) -> tuple[object, ...]:
    """Return what changes when a model is added to the folder or removed from it."""
    try:
        inside = sorted(place.iterdir())
        return tuple((path.name, path.stat().st_mtime_ns) for path in inside if not path.name.startswith("."))
    except OSError:  # there is none, or one went away meanwhile: the next look sees what came of it
        return ()


def _changed(path: Path) -> object:
    """Return what changes when a file is written, made or deleted."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _give_back(found: Found | None) -> None:
    for engine in found.engines if found else ():
        engine.unload()


def _is_meant(engine: Engine, name: str | None) -> bool:
    if name is None:
        return engine.about().automatic
    return name in (engine.name, engine.name.partition(":")[0])


def _finder(where: str) -> Callable[[Places], Found]:
    module, _, function = where.partition(":")
    finder: Callable[[Places], Found] = getattr(import_module(module), function)
    return finder
