"""The history: read it, take a change back, do it again, restore an earlier state."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.events import Change
from annotator.errors import NotFound
from annotator.services.read_history import Of, read_history
from annotator.services.redo import redo_change
from annotator.services.restore import restore_state
from annotator.services.undo import undo, undo_change
from annotator.web import forms
from annotator.web.permissions import require_change
from annotator.web.state import state, storage
from annotator.web.undoing import after_undoing, local_path

blueprint = Blueprint("history", __name__)

_NAMES = {Of.ARTICLE: "article", Of.PASSAGE: "passage", Of.NOTE: "note", Of.DOCUMENT: "source document"}


@blueprint.get("/articles/<int:record_id>/history")
def article(record_id: int) -> str:
    """Show everything that happened to an article, newest first."""
    return _show(Of.ARTICLE, record_id)


@blueprint.get("/passages/<int:record_id>/history")
def passage(record_id: int) -> str:
    """Show everything that happened to a passage, its original words, notes and decisions."""
    return _show(Of.PASSAGE, record_id)


@blueprint.get("/notes/<int:record_id>/history")
def note(record_id: int) -> str:
    """Show everything that happened to a note, and to the decision on it."""
    return _show(Of.NOTE, record_id)


@blueprint.get("/sources/<int:record_id>/history")
def document(record_id: int) -> str:
    """Show everything that happened to a source document."""
    return _show(Of.DOCUMENT, record_id)


@blueprint.post("/events/<int:event_id>/undo")
def take_back(event_id: int) -> Response:
    """Undo the change that an event belongs to, and go back to where it was made, or to the article."""
    _require(storage().changes.get(storage().events.get(event_id).change_id))
    event = undo(storage(), event_id)
    home = (
        url_for("workbench.show", article_id=event.article_id)
        if event.article_id and event.entity != "article"
        else url_for("library.index")
    )
    return redirect(local_path(forms.text("next"), home), 303)


@blueprint.post("/changes/<int:change_id>/undo")
def undo_one(change_id: int) -> Response:
    """Undo a change of one's own."""
    _require(storage().changes.get(change_id))
    return redirect(after_undoing(undo_change(storage(), change_id)), 303)


@blueprint.post("/changes/<int:change_id>/redo")
def redo_one(change_id: int) -> Response:
    """Do a change of one's own again that was undone."""
    _require(storage().changes.get(change_id))
    return redirect(after_undoing(redo_change(storage(), change_id)), 303)


@blueprint.post("/events/<int:event_id>/restore")
def restore(event_id: int) -> Response:
    """Restore the state that a record had after an event, or before it where it was deleted."""
    event = storage().events.get(event_id)
    require_change(event.entity)
    restore_state(storage(), event_id, forms.required("revision"))
    home = url_for("history.article", record_id=event.article_id) if event.article_id else url_for("library.index")
    return redirect(local_path(forms.text("next"), home), 303)


def _show(of: Of, record_id: int) -> str:
    number = max(1, forms.whole_number("page", request.args.get("page", "")) or 1)
    history = read_history(storage(), state().typology, of, record_id, number)
    if not history.page.total:
        raise NotFound(f"There is no {_NAMES[of]} {record_id}, and there never was one.")
    article_id = next((change.article_id for change in history.page.changes if change.article_id), None)
    return render_template(
        "history.html", of=of, name=_NAMES[of], record_id=record_id, history=history, article_id=article_id
    )


def _require(change: Change) -> None:
    """Raise `NotAllowed` unless who asks may make such a change; settling a suspicion decides it by the way."""
    settles = any((event.before or {}).get("state") == "suspected" for event in change.events)
    for entity in {event.entity for event in change.events} - {"article_version"}:
        if not (settles and entity == "decision" and change.actor == storage().actor):
            require_change(entity)
