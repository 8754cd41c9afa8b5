"""Telling whoever waits what takes so long.

Whoever starts long work says where its reports go, for all calls made inside a `with` block on the same thread; what
does the work reports without knowing who listens. Nobody has to listen.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_Listener = Callable[[str], None]
_listener: ContextVar[_Listener | None] = ContextVar("listener", default=None)


@contextmanager
def reporting(listener: _Listener) -> Iterator[None]:
    """Send what is reported inside the block to `listener`, one line each, such as "loading the model local:nllb…".

    An empty line says that what was reported last is over.
    """
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def overhearing(listener: _Listener) -> Iterator[None]:
    """Send what is reported inside the block to `listener`, and to whoever listened before."""
    outer = _listener.get()

    def both(line: str) -> None:
        listener(line)
        if outer is not None:
            outer(line)

    with reporting(both):
        yield


def report(line: str) -> None:
    """Tell whoever listens what is being done now."""
    listener = _listener.get()
    if listener is not None:
        listener(line)
