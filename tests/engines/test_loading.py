import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from annotator.engines.loading import Loaded, State
from annotator.engines.progress import reporting


class Counted:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> object:
        self.made += 1
        time.sleep(0.02)
        return object()


def test_many_threads_load_it_once() -> None:
    load = Counted()
    loaded = Loaded("it", load, idle=60)
    barrier = threading.Barrier(6)

    def ask() -> object:
        barrier.wait()
        with loaded.use() as held:
            return held

    with ThreadPoolExecutor(6) as pool:
        assert len({id(done.result()) for done in [pool.submit(ask) for _ in range(6)]}) == 1
    assert load.made == 1


def test_it_is_not_given_back_while_somebody_uses_it() -> None:
    loaded = Loaded("it", Counted(), idle=0.01)
    with loaded.use():
        loaded.unload()
        time.sleep(0.05)
        assert loaded.is_loaded
    assert not loaded.is_loaded


def test_use_puts_the_end_of_idleness_off() -> None:
    loaded = Loaded("it", Counted(), idle=0.2)
    for _ in range(3):
        with loaded.use():
            pass
        time.sleep(0.1)
    assert loaded.is_loaded
    deadline = time.monotonic() + 5
    while loaded.is_loaded and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not loaded.is_loaded


def test_a_failed_load_is_tried_again() -> None:
    answers = iter([OSError("no"), None])

    def load() -> str:
        problem = next(answers)
        if problem:
            raise problem
        return "held"

    loaded = Loaded("it", load, idle=60)
    with pytest.raises(OSError, match="no"), loaded.use():
        pass
    with loaded.use() as held:
        assert held == "held"
    loaded.unload()


def test_an_error_of_the_user_is_no_reason_to_keep_it() -> None:
    loaded = Loaded("it", Counted(), idle=60)
    with pytest.raises(KeyError), loaded.use():
        raise KeyError
    loaded.unload()
    assert not loaded.is_loaded


def test_whoever_waits_for_it_is_told_and_others_see_its_state() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def load() -> object:
        begun.set()
        go_on.wait(5)
        return object()

    loaded, told = Loaded("it", load, idle=60), list[str]()

    def ask() -> None:
        with reporting(told.append), loaded.use():
            pass

    assert loaded.state is State.AWAY
    thread = threading.Thread(target=ask)
    thread.start()
    begun.wait(5)
    assert loaded.state is State.LOADING
    assert (told, loaded.progress) == (["loading the model it…"], "loading the model it…")
    go_on.set()
    thread.join()
    assert loaded.state is State.LOADED
    assert told.pop() == ""  # it is over
    ask()
    assert len(told) == 1
    assert loaded.progress == ""
    loaded.unload()
    assert loaded.state is State.AWAY


def test_a_failed_load_is_not_loading_any_more() -> None:
    def load() -> str:
        raise OSError("no")

    loaded = Loaded("it", load, idle=60)
    with pytest.raises(OSError, match="no"), loaded.use():
        pass
    assert loaded.state is State.AWAY
