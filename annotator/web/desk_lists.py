"""Lists that people keep for the desk: filters under a name, and reasons that are often given."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.decisions import Verdict
from annotator.services.keep_lists import add_reason, edit_reason, keep_filter
from annotator.web import forms
from annotator.web.desk import query, wanted, written_query
from annotator.web.state import storage
from annotator.web.undoing import offered_undo

blueprint = Blueprint("desk_lists", __name__, url_prefix="/review")


@blueprint.post("/filters")
def keep() -> Response:
    """Keep the filter of the queue that the address holds, under a name."""
    held = wanted()
    keep_filter(storage(), forms.line("name"), written_query(held))
    return redirect(url_for("review.queue", **query(held)), 303)


@blueprint.post("/filters/<int:filter_id>/delete")
def forget(filter_id: int) -> Response:
    """Delete one of one's own filters."""
    storage().saved_filters.delete(filter_id)
    return redirect(url_for("review.queue", **query(wanted())), 303)


@blueprint.get("/reasons")
def reasons() -> str:
    """Show the reasons that the newsroom often gives."""
    return render_template("reasons.html", reasons=storage().reasons.all(), verdicts=list(Verdict), undo=offered_undo())


@blueprint.post("/reasons")
def add() -> Response:
    """Add a reason."""
    added = add_reason(storage(), forms.text("text"), _verdict())
    return redirect(url_for("desk_lists.reasons", _anchor=f"reason-{added.id}"), 303)


@blueprint.post("/reasons/<int:reason_id>")
def save(reason_id: int) -> Response:
    """Change a reason."""
    edit_reason(storage(), reason_id, forms.required("revision"), forms.text("text"), _verdict())
    return redirect(url_for("desk_lists.reasons", _anchor=f"reason-{reason_id}"), 303)


@blueprint.post("/reasons/<int:reason_id>/delete")
def delete(reason_id: int) -> Response:
    """Delete a reason, and offer to undo it."""
    event_id = storage().reasons.delete(reason_id, forms.required("revision"))
    return redirect(url_for("desk_lists.reasons", undo=event_id), 303)


def _verdict() -> Verdict | None:
    return forms.chosen(Verdict, "verdict") if request.form.get("verdict") else None
