import json

import pytest
from huey.registry import Message
from huey.utils import Error

from annotator.domain.alignments import Link
from annotator.domain.spans import Span
from annotator.domain.translating import Request, Translated
from annotator.errors import EngineFailed, InvalidInput
from annotator.jobs.messages import JsonSerializer, from_answer, from_request, to_answer, to_request

REQUEST = Request("canned", "ru", "en", ("Мы никого не оставили 🙏.",), "We left no one")
LINK = Link(Span(0, 2), Span(0, 2), "canned", 0.5)
ANSWER = Translated(REQUEST, "engine:canned|x:1", (("We left nobody.", -0.25),), (LINK,), ())
SPLICED = Translated(Request("", "ru", "en", ("один", "два"), "one"), "s", (("one", None), ("two", -1.0)))


@pytest.mark.parametrize("answer", [ANSWER, SPLICED])
def test_requests_and_answers_come_back_as_they_went(answer: Translated) -> None:
    serializer = JsonSerializer()
    there_and_back = serializer.deserialize(serializer.serialize(from_answer(answer)))
    assert to_answer(there_and_back) == answer
    assert to_request(from_request(answer.request)) == answer.request


def test_an_error_comes_back_as_its_sentence() -> None:
    assert to_answer(from_answer(EngineFailed("The model is out of memory."))) == "The model is out of memory."


def test_tasks_errors_and_values_are_json_and_no_pickle() -> None:
    serializer = JsonSerializer()
    message = Message("id", "annotator.jobs.queue.translate", None, 0, 0, None, [{"q": "слово"}], {})
    for value in (message, Error({"error": "KeyError('x')"}), [None, False], "claim", 5):
        written = serializer.serialize(value)
        json.loads(written)
        assert serializer.deserialize(memoryview(written)) == value
    assert "traceback" not in str(json.loads(serializer.serialize(Error({"error": "e", "traceback": "t"}))))


def test_a_pickle_is_not_read() -> None:
    with pytest.raises(ValueError, match=r"decode|Expecting"):
        JsonSerializer().deserialize(b"\x80\x05cos\nsystem\n(S'true'\ntR.")


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        "text",
        {},
        {**from_request(REQUEST), "parts": []},
        {**from_request(REQUEST), "parts": [1]},
        {**from_request(REQUEST), "parts": None},
        {**from_request(REQUEST), "engine": 5},
    ],
)
def test_what_is_no_request_is_refused(given: object) -> None:
    with pytest.raises(InvalidInput, match="not ours"):
        to_request(given)


GOOD = from_answer(ANSWER)


@pytest.mark.parametrize(
    "given",
    [
        None,
        5,
        [],
        {"error": None},
        {**GOOD, "parts": []},
        {**GOOD, "parts": [["a", "b", "c"]]},
        {**GOOD, "parts": [["a", "much"]]},
        {**GOOD, "request": None},
        {name: value for name, value in GOOD.items() if name != "signature"},
        {**GOOD, "to_machine": [[0, 2, 0, 99, "x", 0.5]]},
        {**GOOD, "to_machine": [[2, 0, 0, 1, "x", 0.5]]},
        {**GOOD, "to_reporter": [[0, 2, 0, 2, "x", 7]]},
        {**GOOD, "to_reporter": "links"},
    ],
)
def test_what_is_no_answer_is_refused(given: object) -> None:
    with pytest.raises(InvalidInput):
        to_answer(given)
