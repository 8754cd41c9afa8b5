"""Requests and answers as they travel through a queue: JSON, never pickles.

Huey pickles by default, and whoever can write to the queue could then run programs on every machine that reads it.
"""

import json
from typing import Any

from huey.registry import Message
from huey.serializer import Serializer
from huey.utils import Error

from annotator.domain.alignments import Link
from annotator.domain.spans import Span
from annotator.domain.translating import Request, Translated
from annotator.errors import AnnotatorError, InvalidInput

Json = dict[str, Any]


class JsonSerializer(Serializer):  # type: ignore[misc]  # huey is not typed
    """Writes what Huey stores (messages about tasks, errors, and plain values) as JSON in UTF-8."""

    def _serialize(self, data: object) -> bytes:
        if isinstance(data, Message):
            kept: Json = {"task": list(data)}
        elif isinstance(data, Error):  # its traceback is in the worker's log
            kept = {"broken": str(data.metadata.get("error", ""))}
        else:
            kept = {"value": data}
        return json.dumps(kept, ensure_ascii=False).encode()

    def _deserialize(self, data: bytes) -> object:
        kept = json.loads(bytes(data))
        if "task" in kept:
            return Message(*kept["task"])
        return Error({"error": kept["broken"]}) if "broken" in kept else kept["value"]


def from_request(request: Request) -> Json:
    """Return a request as JSON."""
    return {
        "engine": request.engine,
        "source": request.source,
        "target": request.target,
        "parts": list(request.parts),
        "reporter": request.reporter,
    }


def to_request(given: Any) -> Request:  # noqa: ANN401 whatever lay in the queue
    """Return the request that `from_request` wrote; raises `InvalidInput` for anything else."""
    foreign = InvalidInput("There is something in the queue that is not ours: use one queue for each app.")
    try:
        texts = [given[name] for name in ("engine", "source", "target", "reporter")]
        parts = tuple(given["parts"])
    except (KeyError, TypeError) as error:
        raise foreign from error
    if not parts or not all(isinstance(text, str) for text in (*texts, *parts)):
        raise foreign
    return Request(texts[0], texts[1], texts[2], parts, texts[3])


def from_answer(answer: Translated | AnnotatorError) -> Json:
    """Return what became of a request as JSON: a translation, or the sentence that says why there is none."""
    if isinstance(answer, AnnotatorError):
        return {"error": str(answer)}
    return {
        "request": from_request(answer.request),
        "signature": answer.signature,
        "parts": [list(part) for part in answer.parts],
        "to_machine": _from_links(answer.to_machine),
        "to_reporter": _from_links(answer.to_reporter),
    }


def to_answer(given: Any) -> Translated | str:  # noqa: ANN401 whatever lay in the queue
    """Return the translation that `from_answer` wrote, or the sentence of the error; raises `InvalidInput`."""
    if isinstance(given, dict) and isinstance(given.get("error"), str):
        return str(given["error"])
    try:
        request = to_request(given["request"])
        parts = tuple(
            (str(text), None if score is None else float(score))
            for _, (text, score) in zip(request.parts, given["parts"], strict=True)
        )
        to_machine = _to_links(given["to_machine"], request.parts[0], parts[0][0])
        to_reporter = _to_links(given["to_reporter"], request.parts[0], request.reporter)
        return Translated(request, str(given["signature"]), parts, to_machine, to_reporter)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput("A worker's answer cannot be read: run the same version of the app everywhere.") from error


def _from_links(links: tuple[Link, ...] | None) -> list[list[object]] | None:
    if links is None:
        return None
    return [
        [link.source.start, link.source.end, link.rendering.start, link.rendering.end, link.origin, link.confidence]
        for link in links
    ]


def _to_links(given: list[list[Any]] | None, source: str, rendering: str) -> tuple[Link, ...] | None:
    if given is None:
        return None
    links = []
    for start, end, rendering_start, rendering_end, origin, confidence in given:
        link = Link(Span(start, end), Span(rendering_start, rendering_end), str(origin), float(confidence))
        link.source.within(source)
        link.rendering.within(rendering)
        links.append(link)
    return tuple(links)
