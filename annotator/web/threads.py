"""Threads: comments, questions to the translator, answers, and objections to a decision."""

from collections.abc import Callable

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.subjects import Subject, subject_of
from annotator.domain.threads import Comment
from annotator.services import discuss
from annotator.web import forms
from annotator.web.desk import address, names, query, wanted
from annotator.web.state import storage

blueprint = Blueprint("threads", __name__)

Say = Callable[..., Comment]  # of annotator.services.discuss


@blueprint.post("/review/<int:note_id>/thread")
@blueprint.post("/review/passages/<int:passage_id>/thread")
def comment(note_id: int | None = None, passage_id: int | None = None) -> Response:
    """Write a comment."""
    return _say(discuss.comment, subject_of(note_id, passage_id))


@blueprint.post("/review/<int:note_id>/question")
@blueprint.post("/review/passages/<int:passage_id>/question")
def ask(note_id: int | None = None, passage_id: int | None = None) -> Response:
    """Send something back to the translator with a question."""
    return _say(discuss.ask, subject_of(note_id, passage_id))


@blueprint.post("/review/<int:note_id>/answer")
@blueprint.post("/review/passages/<int:passage_id>/answer")
def answer(note_id: int | None = None, passage_id: int | None = None) -> Response:
    """Answer a question, or an objection."""
    return _say(discuss.answer, subject_of(note_id, passage_id))


@blueprint.post("/review/<int:note_id>/rebuttal")
@blueprint.post("/review/passages/<int:passage_id>/rebuttal")
def rebut(note_id: int | None = None, passage_id: int | None = None) -> Response:
    """Object to a decision."""
    return _say(discuss.rebut, subject_of(note_id, passage_id))


@blueprint.post("/comments/<int:comment_id>")
def save(comment_id: int) -> Response:
    """Change one's own comment."""
    revision = forms.required("revision")
    return _to_comment(discuss.edit_comment(storage(), names(), comment_id, revision, forms.text("text")))


@blueprint.post("/comments/<int:comment_id>/delete")
def delete(comment_id: int) -> Response:
    """Delete one's own comment, and offer to undo it."""
    said = storage().threads.get(comment_id)
    event_id = discuss.delete_comment(storage(), comment_id, forms.required("revision"))
    return redirect(url_for("review.show", **address(said.subject), **query(wanted()), undo=event_id), 303)


def _say(say: Say, subject: Subject) -> Response:
    return _to_comment(say(storage(), names(), subject, forms.text("text")))


def _to_comment(said: Comment) -> Response:
    upto = request.args.get("upto") or None
    target = url_for("review.show", **address(said.subject), **query(wanted()), upto=upto)
    return redirect(f"{target}#comment-{said.id}", 303)
