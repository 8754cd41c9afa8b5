"""Load the model of an engine before it is asked, and say how far that has come."""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from annotator.engines.base import Engine
from annotator.engines.loading import State
from annotator.engines.registry import Engines
from annotator.engines.sentence_engine import SentenceEngine
from annotator.errors import EngineFailed, EngineMissing

_LOOK = 0.05  # seconds between two looks at a model that somebody else loads


@dataclass(frozen=True, slots=True)
class Loading:
    """An engine that is wanted: its title, what is being loaded now, "" where nothing is, and whether all is there.

    `fault` says why it could not be loaded when that was last tried, "" where it could.
    """

    title: str
    progress: str
    is_ready: bool
    fault: str = ""


def look_at_loading(engines: Engines, source: str, target: str, name: str | None = None) -> Loading:
    """Return how far the engine is that would be asked; loads nothing. Raises as `Engines.for_pair` does."""
    engine = engines.for_pair(source, target, name)
    title = engine.about().title
    return (
        Loading(title, engine.progress, engine.is_loaded, engine.fault)
        if isinstance(engine, SentenceEngine)
        else Loading(title, "", True)
    )


def load_engine(engines: Engines, source: str, target: str, name: str | None, patience: float) -> bool:
    """Begin to load the model that would be asked; True as soon as it can be, False after `patience` seconds.

    It goes on being loaded then. True also where there is nothing to load, and where it cannot be loaded: whoever asks
    the engine is told why.
    """
    try:
        engine: Engine = engines.for_pair(source, target, name)
    except EngineMissing:
        return True
    if not isinstance(engine, SentenceEngine) or engine.is_loaded:
        return True
    if engine.state is State.AWAY:
        thread = threading.Thread(target=_load, args=(engine,), name=f"load-{engine.name}", daemon=True)
        thread.start()
        thread.join(patience)
        return not thread.is_alive()
    until = time.monotonic() + patience
    while engine.state is State.LOADING and time.monotonic() < until:
        time.sleep(_LOOK)
    return engine.state is not State.LOADING


def _load(engine: SentenceEngine) -> None:
    with suppress(EngineFailed):
        engine.load()
