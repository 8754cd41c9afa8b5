"""Write notes on words of a passage."""

import re
from collections.abc import Sequence

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.notes import Note, NoteDetails, Side
from annotator.domain.spans import Span
from annotator.errors import InvalidInput
from annotator.services.write_note import MarkedWords, delete_note, edit_note, find_words, write_note
from annotator.web import forms
from annotator.web.state import state, storage

blueprint = Blueprint("notes", __name__)

# side:text id:start:end, as the page's script writes it
_MARKED = re.compile(r"(source|reporter|machine):(\d{1,15}):(\d{1,15}):(\d{1,15})")


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
    return [*map(_parsed, request.form.getlist("words")), *find_words(storage(), passage_id, written)]


def _parsed(value: str) -> MarkedWords:
    found = _MARKED.fullmatch(value)
    if not found:
        raise InvalidInput("The marked words were not understood: reload the page and mark them again.")
    return MarkedWords(Side(found[1]), int(found[2]), Span(int(found[3]), int(found[4])))


def _to_note(note: Note) -> Response:
    target = url_for("workbench.show", article_id=note.article_id, passage=note.passage_id)
    return redirect(f"{target}#note-{note.id}", 303)
