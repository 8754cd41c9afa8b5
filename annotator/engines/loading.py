"""Something heavy that is loaded once, when first needed, and given back when nobody needed it for a while."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Generic, TypeVar

from annotator.engines.progress import overhearing, report
from annotator.errors import AnnotatorError

log = logging.getLogger(__name__)
Heavy = TypeVar("Heavy")


class State(Enum):
    """Whether something heavy is in memory; the values are what a page says."""

    AWAY = "loads when it is first used"
    LOADING = "loading the model…"
    LOADED = "in memory"


class Loaded(Generic[Heavy]):
    """Holds what `load` makes, from the first use until `idle` seconds after the last one.

    However many threads ask at once, it is loaded once; it is never given back while one of them uses it. `load` may
    raise: then the caller sees that error, and the next use tries again. Who has to wait for it is told so
    (`annotator.engines.progress`).
    """

    def __init__(self, name: str, load: Callable[[], Heavy], idle: float) -> None:
        self._name, self._load, self._idle = name, load, idle
        self._lock = threading.Lock()
        self._held: Heavy | None = None
        self._users = 0
        self._last_used = 0.0
        self._unwanted = False
        self._timer: threading.Timer | None = None
        self._loading = False
        self._step = ""
        self._fault = ""

    @property
    def state(self) -> State:
        """Whether it is in memory now; asks without waiting."""
        if self._loading:
            return State.LOADING
        return State.AWAY if self._held is None else State.LOADED

    @property
    def progress(self) -> str:
        """How far loading has come, such as "loading the model local:nllb: its network…"; "" while it is not loaded."""
        return self._step if self._loading else ""

    @property
    def fault(self) -> str:
        """Why it could not be loaded when that was last tried, "" where it could, or was not tried yet."""
        return self._fault

    @property
    def is_loaded(self) -> bool:
        """Whether it is in memory now."""
        return self._held is not None

    @contextmanager
    def use(self) -> Iterator[Heavy]:
        """Give what is held for the length of a `with` block, loading it first where that is needed."""
        waits = self._held is None
        if waits:
            report(self._step or f"loading the model {self._name}…")
        with self._lock:
            held = self._held if self._held is not None else self._load_now()
            self._users += 1
            self._unwanted = False
        if waits:
            report("")
        try:
            yield held
        finally:
            self._done()

    def unload(self) -> None:
        """Give it back now, or as soon as its last user is done."""
        with self._lock:
            self._unwanted = self._users > 0
            if not self._unwanted:
                self._drop()

    def _load_now(self) -> Heavy:
        started, self._loading = time.monotonic(), True
        self._step, self._fault = f"loading the model {self._name}…", ""
        try:
            with overhearing(self._note):
                self._held = held = self._load()
        except AnnotatorError as error:
            self._fault = str(error)
            raise
        finally:
            self._loading, self._step = False, ""
        log.info("loaded %s in %.1f s", self._name, time.monotonic() - started)
        return held

    def _note(self, step: str) -> None:
        self._step = step

    def _done(self) -> None:
        with self._lock:
            self._users -= 1
            self._last_used = time.monotonic()
            if self._users == 0 and self._unwanted:
                self._drop()
            elif self._users == 0 and self._timer is None:
                self._watch(self._idle)

    def _watch(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._look)
        self._timer.daemon = True
        self._timer.start()

    def _look(self) -> None:
        with self._lock:
            self._timer = None
            left = self._last_used + self._idle - time.monotonic()
            if self._users or left > 0:
                self._watch(max(left, self._idle / 10))
            else:
                self._drop()

    def _drop(self) -> None:
        if self._held is not None:
            self._held, self._unwanted = None, False
            log.info("gave back the memory of %s", self._name)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
