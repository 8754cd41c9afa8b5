"""Engines by name: which are there, and which one translates a pair of languages."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from annotator.domain.languages import language
from annotator.engines.base import Engine, Pair
from annotator.engines.folders import Problem
from annotator.errors import EngineMissing
from annotator.resources import folder


@dataclass(frozen=True, slots=True)
class Places:
    """Where engines look for their models: those that come with the app, and those that a newsroom added."""

    embedded: Path
    added: Path


@dataclass(frozen=True, slots=True)
class Found:
    """What a kind of engine offers in these places: engines, the preferred first, and folders that cannot be used."""

    engines: tuple[Engine, ...]
    problems: tuple[Problem, ...] = ()


# Kind of engine: the function that finds its engines, imported when somebody first asks.
KINDS: Mapping[str, str] = {"local": "annotator.engines.local:find"}


class Engines:
    """All engines of one installation; safe to use from several threads.

    `data_folder` may hold a folder `models` with models that were added; it need not exist. `also` are engines made
    elsewhere, such as a canned one: they are offered with the others, and chosen by themselves only where they say so
    (`About.automatic`). `preferred` names the engine for a pair of languages; `embedded` stands in for the folder
    of the models that come with the app.
    """

    def __init__(
        self,
        data_folder: Path,
        *,
        also: Sequence[Engine] = (),
        preferred: Mapping[Pair, str] | None = None,
        embedded: Path | None = None,
    ) -> None:
        self.places = Places(embedded or folder("models"), data_folder / "models")
        self._also = tuple(also)
        self._preferred = dict(preferred or {})
        self._lock = threading.Lock()
        self._found: Found | None = None

    def available(self) -> tuple[Engine, ...]:
        """Return all engines that can be used, in order of preference; looks on the disk once, loads no model."""
        return self._search().engines

    def problems(self) -> tuple[Problem, ...]:
        """Return the model folders that cannot be used, and why."""
        return self._search().problems

    def refresh(self) -> None:
        """Look again: after a model was added or removed. Engines that are in use stay good until they are dropped."""
        with self._lock:
            before, self._found = self._found, None
        for engine in before.engines if before else ():
            engine.unload()

    def pairs(self) -> frozenset[Pair]:
        """Return the pairs of languages for which some engine would be chosen without being named."""
        return frozenset(pair for engine in self.available() if engine.about().automatic for pair in engine.pairs())

    def named(self, name: str) -> Engine:
        """Return the engine of that name; raises `EngineMissing`."""
        for engine in self.available():
            if engine.name == name:
                return engine
        raise EngineMissing(f"There is no engine “{name}”: {self._offer()}{self._faults()}")

    def all_for(self, source: str, target: str) -> tuple[Engine, ...]:
        """Return every engine for the pair, the preferred one first; raises `UnknownLanguage`."""
        pair = language(source).code, language(target).code
        found = [engine for engine in self.available() if pair in engine.pairs()]
        return tuple(sorted(found, key=lambda engine: engine.name != self._preferred.get(pair)))

    def for_pair(self, source: str, target: str, name: str | None = None) -> Engine:
        """Return the engine of that name, or without one the preferred engine for the pair of languages.

        `name` may also be a kind, "local": the preferred engine of that kind. Raises `UnknownLanguage`, and
        `EngineMissing` with a sentence on what can be done.
        """
        fitting = [engine for engine in self.all_for(source, target) if _is_meant(engine, name)]
        if fitting:
            return fitting[0]
        if name is not None and name not in KINDS:
            self.named(name)
        ours, theirs = language(source).name, language(target).name
        means = f"The engine {name} does not translate" if name else "No installed model translates"
        raise EngineMissing(f"{means} {ours} into {theirs}: {self._offer()}{self._faults()}")

    def unload(self) -> None:
        """Give back the memory of all engines."""
        for engine in self.available():
            engine.unload()

    def _search(self) -> Found:
        with self._lock:
            if self._found is None:
                found = [_finder(where)(self.places) for where in KINDS.values()]
                engines = tuple(engine for kind in found for engine in kind.engines)
                problems = tuple(problem for kind in found for problem in kind.problems)
                self._found = Found(engines + self._also, problems)
            return self._found

    def _offer(self) -> str:
        names = {f"{language(source).name} into {language(target).name}" for source, target in self.pairs()}
        offered = f"there is {', '.join(sorted(names))}; " if names else "no model is installed; "
        return f"{offered}add a model to the folder {self.places.added}, or choose another language."

    def _faults(self) -> str:
        return " " + " ".join(problem.reason for problem in self.problems()) if self.problems() else ""


def _is_meant(engine: Engine, name: str | None) -> bool:
    if name is None:
        return engine.about().automatic
    return name in (engine.name, engine.name.partition(":")[0])


def _finder(where: str) -> Callable[[Places], Found]:
    module, _, function = where.partition(":")
    finder: Callable[[Places], Found] = getattr(import_module(module), function)
    return finder
