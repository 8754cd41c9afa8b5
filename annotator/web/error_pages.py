"""Errors as people see them: one sentence, the right status, and both versions where two people saved."""

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge, SecurityError

from annotator.errors import (
    AnnotatorError,
    Conflict,
    DatabaseBusy,
    EngineFailed,
    FetchFailed,
    InvalidInput,
    NotAllowed,
    NotFound,
    SignInFailed,
    SignInNeeded,
    TooLarge,
    TooManyAttempts,
    UnreadableFile,
)
from annotator.web.state import state
from annotator.web.two_versions import two_versions

# The first class that fits decides, so the narrower ones come first.
STATUS: tuple[tuple[type[AnnotatorError], int], ...] = (
    (TooLarge, 413),
    (UnreadableFile, 415),
    (InvalidInput, 400),
    (NotFound, 404),
    (SignInNeeded, 401),
    (TooManyAttempts, 429),
    (SignInFailed, 401),
    (NotAllowed, 403),
    (Conflict, 409),
    (FetchFailed, 502),
    (DatabaseBusy, 503),
    (EngineFailed, 503),
    (AnnotatorError, 500),
)
TITLES = {
    400: "That cannot be used",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not here",
    405: "Not this way",
    409: "Two versions",
    413: "Too large",
    415: "Not readable",
    429: "Too many attempts",
    502: "The page could not be fetched",
    503: "Not possible right now",
}

# What HTTP itself has to say, in our words; the library's own are for programmers.
SENTENCES = {
    404: "There is no such page: look for it in the library.",
    405: "This address shows no page, it only takes what a form sends: go to the library.",
    413: "That is larger than this app takes: choose a smaller file, or paste the text.",
    500: "The app made a mistake and could not answer: the window that runs it shows what happened.",
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
    if isinstance(error, SecurityError):  # a page would name addresses of this app, and there are none on that host
        own = state().config.url
        names = f"127.0.0.1, localhost and {own}" if own else "127.0.0.1 and localhost"
        return make_response(f"This app answers only to {names}.\n", 400, {"Content-Type": "text/plain"})
    ours = error.description == type(error).description or isinstance(error, RequestEntityTooLarge)
    sentence = SENTENCES.get(error.code) if ours else None
    response = _answer(error.code, sentence or error.description or error.name, None)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.allow.update(error.valid_methods)
    return response


def wants_json() -> bool:
    """Return whether a program asks, rather than a browser."""
    return bool(request.accept_mimetypes.best == "application/json")


def _answer(status: int, message: str, conflict: Conflict | None) -> Response:
    if wants_json():
        versions = {"current": conflict.current, "submitted": conflict.submitted} if conflict else {}
        response = jsonify(error=message, **versions)
    else:
        title = TITLES.get(status, "Something is wrong")
        both = two_versions(conflict) if conflict else None
        page = render_template("error.html", title=title, message=message, versions=both, status=status)
        response = make_response(page)
    response.status_code = status
    return response
