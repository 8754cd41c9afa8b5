"""Errors as people see them: one sentence, the right status, and both versions where two people saved."""

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from annotator.errors import (
    AnnotatorError,
    Conflict,
    DatabaseBusy,
    EngineFailed,
    FetchFailed,
    InvalidInput,
    NotFound,
    TooLarge,
    UnreadableFile,
)

# The first class that fits decides, so the narrower ones come first.
STATUS: tuple[tuple[type[AnnotatorError], int], ...] = (
    (TooLarge, 413),
    (UnreadableFile, 415),
    (InvalidInput, 400),
    (NotFound, 404),
    (Conflict, 409),
    (FetchFailed, 502),
    (DatabaseBusy, 503),
    (EngineFailed, 503),
    (AnnotatorError, 500),
)
TITLES = {
    400: "That cannot be used",
    403: "Not allowed",
    404: "Not here",
    409: "Two versions",
    413: "Too large",
    415: "Not readable",
    502: "The page could not be fetched",
    503: "Not possible right now",
}


def install(app: Flask) -> None:
    """Answer our own errors, and those of HTTP, with a page or with JSON."""
    app.register_error_handler(AnnotatorError, explain)
    app.register_error_handler(HTTPException, explain_http)


def status_of(error: AnnotatorError) -> int:
    """Return the HTTP status for one of our errors."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def explain(error: AnnotatorError) -> Response:
    """Answer one of our errors."""
    return _answer(status_of(error), str(error), error if isinstance(error, Conflict) else None)


def explain_http(error: HTTPException) -> Response:
    """Answer an error of HTTP itself; a redirect among them stays one."""
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    if isinstance(error, RequestEntityTooLarge):
        return _answer(413, "That is larger than this app takes: choose a smaller file, or paste the text.", None)
    return _answer(error.code, error.description or error.name, None)


def _answer(status: int, message: str, conflict: Conflict | None) -> Response:
    if request.accept_mimetypes.best == "application/json":
        versions = {"current": conflict.current, "submitted": conflict.submitted} if conflict else {}
        response = jsonify(error=message, **versions)
    else:
        title = TITLES.get(status, "Something is wrong")
        response = make_response(render_template("error.html", title=title, message=message, conflict=conflict))
    response.status_code = status
    return response
