"""Where engines look for their models, and what a kind of engine answers."""

from dataclasses import dataclass
from pathlib import Path

from annotator.engines.base import Engine
from annotator.engines.folders import Problem

IDLE = 600.0  # seconds without use after which the memory is given back


@dataclass(frozen=True, slots=True)
class Places:
    """Where engines look for their models: those that come with the app, and those that a newsroom added.

    `idle` is for how many seconds after its last use a model stays in memory.
    """

    embedded: Path
    added: Path
    idle: float = IDLE


@dataclass(frozen=True, slots=True)
class Found:
    """What a kind of engine offers in these places: engines, the preferred first, and folders that cannot be used.

    `watched` are the files, which need not exist, after whose change one has to look again.
    """

    engines: tuple[Engine, ...]
    problems: tuple[Problem, ...] = ()
    watched: tuple[Path, ...] = ()
