import socket
import threading
from pathlib import Path

import pytest

from annotator.domain.translating import Request, Translated
from annotator.errors import EngineFailed, QueueFailed
from annotator.jobs.queue import FILE, Queue, open_queue
from tests.jobs.conftest import ON_BOTH

REQUEST = Request("canned", "ru", "en", ("Мы никого не оставили.",), "We left no one")
ANSWER = Translated(REQUEST, "engine:canned", (("We left nobody.", -0.25),))


def _answer_one(queue: Queue, answer: Translated | Exception, asked: list[Request] | None = None) -> None:
    stop = threading.Event()

    def perform(request: Request) -> Translated:
        stop.set()
        if asked is not None:
            asked.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    queue.serve("desk:1:x", perform, stop)


@ON_BOTH
def test_a_request_is_answered_under_its_ticket_and_stays_until_it_is_dropped(queue: Queue) -> None:
    assert queue.is_empty()
    queue.put("t1", REQUEST)
    assert not queue.is_empty()
    asked: list[Request] = []
    _answer_one(queue, ANSWER, asked)
    assert asked == [REQUEST]
    for _ in range(2):
        contents = queue.read()
        assert (contents.answers, contents.claims) == ({"t1": ANSWER}, {"t1": "desk:1:x"})
    queue.drop("t1")
    assert (queue.read().answers, queue.read().claims) == ({}, {})


@ON_BOTH
def test_beats_are_kept_by_worker(queue: Queue) -> None:
    queue.beat("desk:1:x", 1)
    queue.beat("desk:1:x", 2, "loading the model…")
    assert (queue.read().beats, queue.read().doing) == ({"desk:1:x": 2}, {"desk:1:x": "loading the model…"})
    queue.beat("desk:1:x", 3)
    assert (queue.read().beats, queue.read().doing) == ({"desk:1:x": 3}, {})
    queue.bury("desk:1:x")
    assert queue.read().beats == {}


@ON_BOTH
def test_a_withdrawn_ticket_is_given_to_nobody(queue: Queue) -> None:
    queue.put("t1", REQUEST)
    queue.put("t2", REQUEST)
    queue.withdraw("t1")
    _answer_one(queue, ANSWER)
    assert set(queue.read().answers) == {"t2"}
    queue.clear()
    assert queue.is_empty()
    assert queue.read().answers == {}


def test_an_error_is_an_answer_and_a_bug_is_told_as_one(queue: Queue) -> None:
    queue.put("t1", REQUEST)
    _answer_one(queue, EngineFailed("The model is gone."))
    queue.put("t2", REQUEST)
    _answer_one(queue, KeyError("x"))
    answers = queue.read().answers
    assert answers["t1"] == "The model is gone."
    assert "broke down" in str(answers["t2"])


def test_what_somebody_else_put_there_is_no_answer_and_stops_nothing(queue: Queue) -> None:
    storage = queue._huey.storage
    storage.put_data("t1", b"\x80\x05K\x05.")
    storage.put_data("t2", b'{"value": {"parts": []}}')
    storage.put_data("beat:x", b'{"value": "often"}')
    storage.put_data("beat:older", b'{"value": 7}')
    contents = queue.read()
    assert all("cannot be read" in str(answer) for answer in contents.answers.values())
    assert set(contents.answers) == {"t1", "t2"}
    assert contents.beats == {"x": 0, "older": 7}


def test_the_file_lies_in_the_data_folder_and_holds_no_pickle(data: Path, queue: Queue) -> None:
    queue.put("t1", REQUEST)
    assert (data / FILE).is_file()
    (item,) = queue._huey.storage.enqueued_items()
    assert item.decode().startswith('{"task": ["t1", ')


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(QueueFailed, match="cannot be opened"):
        open_queue(tmp_path / "no" / "folder")


def test_a_server_that_is_not_there_is_said_without_its_password() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    queue = open_queue(Path("nowhere"), f"redis://:geheim@127.0.0.1:{port}/0")
    with pytest.raises(QueueFailed, match=r"at 127\.0\.0\.1 cannot be reached") as raised:
        queue.put("t1", REQUEST)
    assert "geheim" not in str(raised.value)
    queue.close()
