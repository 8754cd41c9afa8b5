"""Mark passages, describe them, move their edges."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.passages import PassageDetails, PassageKind, PassageStatus
from annotator.domain.spans import Span
from annotator.errors import InvalidInput
from annotator.services.mark_passage import (
    Edge,
    delete_passage,
    describe_passage,
    mark_passage,
    mark_quote,
    move_passage,
    step_passage,
)
from annotator.services.suggest_passages import next_suggestion, settle_suggestions, suggest_passages
from annotator.web import forms
from annotator.web.state import storage

blueprint = Blueprint("passages", __name__)


@blueprint.post("/articles/<int:article_id>/passages")
def mark(article_id: int) -> Response:
    """Mark the words between two offsets, or words that were written down."""
    details = PassageDetails(forms.one_of(PassageKind, "kind", PassageKind.DIRECT_QUOTE))
    if "start" in request.form:
        span = Span(forms.required("start"), forms.required("end"))
        passage = mark_passage(storage(), article_id, span, details, snap=not forms.checked("exact"))
    else:
        passage = mark_quote(storage(), article_id, forms.text("quote"), forms.whole("occurrence"), details)
    return _to_desk(article_id, passage.id)


@blueprint.post("/passages/<int:passage_id>")
def describe(passage_id: int) -> Response:
    """Save what is known about a passage; fields that the form leaves out stay as they are."""
    known = storage().passages.get(passage_id)
    details = PassageDetails(
        forms.one_of(PassageKind, "kind", known.details.kind),
        forms.line("speaker", known.details.speaker),
        forms.line("outlet", known.details.outlet),
        forms.line("source_language", known.details.source_language),
        forms.line("attribution", known.details.attribution),
        forms.one_of(PassageStatus, "status", known.details.status),
    )
    passage = describe_passage(storage(), passage_id, forms.required("revision"), details)
    if forms.text("then") == "next":
        following = next_suggestion(storage(), passage)
        return redirect(url_for("workbench.show", article_id=passage.article_id, passage=following), 303)
    if passage.details.status is PassageStatus.REJECTED:  # it is no passage any more, and has no desk
        return redirect(url_for("workbench.show", article_id=passage.article_id), 303)
    return _to_desk(passage.article_id, passage.id)


@blueprint.post("/articles/<int:article_id>/suggestions")
def settle(article_id: int) -> Response:
    """Accept or reject all suggestions of an article, or look for passages again."""
    if forms.text("do") == "look":
        suggest_passages(storage(), storage().articles.get(article_id))
    else:
        settle_suggestions(storage(), article_id, forms.chosen(PassageStatus, "do"))
    return redirect(url_for("workbench.show", article_id=article_id), 303)


@blueprint.post("/passages/<int:passage_id>/span")
def move(passage_id: int) -> Response:
    """Give a passage other words: between two offsets, or one edge moved by words."""
    revision = forms.required("revision")
    if "start" in request.form:
        span = Span(forms.required("start"), forms.required("end"))
        passage = move_passage(storage(), passage_id, revision, span, snap=not forms.checked("exact"))
    else:
        edge, by = _step()
        passage = step_passage(storage(), passage_id, revision, edge, by)
    return _to_desk(passage.article_id, passage_id)


def _step() -> tuple[Edge, int]:
    """Return what a button says: the edge and by how many words, as "start -1"."""
    edge, _, by = forms.text("step").partition(" ")
    if edge not in set(Edge):
        raise InvalidInput("Only the start or the end of a passage can be moved.")
    return Edge(edge), forms.whole_number("step", by) or 0


@blueprint.post("/passages/<int:passage_id>/delete")
def delete(passage_id: int) -> Response:
    """Delete a passage, and offer to undo it."""
    article_id = storage().passages.get(passage_id).article_id
    event_id = delete_passage(storage(), passage_id, forms.required("revision"))
    return redirect(url_for("workbench.show", article_id=article_id, undo=event_id), 303)


def _to_desk(article_id: int, passage_id: int) -> Response:
    return redirect(url_for("workbench.show", article_id=article_id, passage=passage_id), 303)
