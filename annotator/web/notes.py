"""Write notes on words of a passage."""

from collections.abc import Sequence

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from annotator.domain.notes import Note, NoteDetails, Side
from annotator.services.write_note import MarkedWords, delete_note, edit_note, find_words, write_note
from annotator.web import forms
from annotator.web.marked import marked_words
from annotator.web.state import state, storage

blueprint = Blueprint("notes", __name__)


@blueprint.post("/passages/<int:passage_id>/notes")
def add(passage_id: int) -> Response:
    """Write a note."""
    note = write_note(storage(), state().typology, passage_id, _details(), _marked(passage_id))
    return _to_note(note)


@blueprint.post("/notes/<int:note_id>")
def save(note_id: int) -> Response:
    """Save a note; a form without any words leaves the marked words as they are."""
    note = storage().notes.get(note_id)
    marked = _marked(note.passage_id) or None
    return _to_note(edit_note(storage(), state().typology, note_id, forms.required("revision"), _details(), marked))


@blueprint.post("/notes/<int:note_id>/delete")
def delete(note_id: int) -> Response:
    """Delete a note, and offer to undo it."""
    note = storage().notes.get(note_id)
    event_id = delete_note(storage(), note_id, forms.required("revision"))
    target = url_for("workbench.show", article_id=note.article_id, passage=note.passage_id, undo=event_id)
    return redirect(target, 303)


def _details() -> NoteDetails:
    return NoteDetails(forms.line("category"), forms.line("severity"), forms.text("text"))


def _marked(passage_id: int) -> Sequence[MarkedWords]:
    """Return the words marked on the page, and those written down in the fields for people without a script."""
    written = {side: forms.text(f"{side.value}_words") for side in Side}
    return [*marked_words(), *find_words(storage(), passage_id, written)]


def _to_note(note: Note) -> Response:
    target = url_for("workbench.show", article_id=note.article_id, passage=note.passage_id)
    return redirect(f"{target}#note-{note.id}", 303)
