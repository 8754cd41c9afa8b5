"""The offer to undo what was just done, carried in the address so that it survives a reload."""

from flask import request

from annotator.domain.events import Event
from annotator.errors import AnnotatorError
from annotator.web import forms
from annotator.web.state import storage


def offered_undo() -> Event | None:
    """Return the change that the address offers to undo, if there is one and it still can be undone."""
    try:
        event_id = forms.whole_number("undo", request.args.get("undo", ""))
        event = storage().events.get(event_id) if event_id else None
    except AnnotatorError:  # a stale or mistyped address offers nothing, and is no reason to show an error
        return None
    return event if event and storage().events.is_last(event) else None


def local_path(path: str, default: str) -> str:
    """Return `path` where it leads to a page of this app, else `default`: a form must not send people elsewhere."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if safe else default
