"""Suspected discrepancies: look for them, take a person's word on each, and see how often each check was right."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from annotator.domain.checks import CHECKS
from annotator.services.suspect_discrepancies import settle_suspicion, suspect_discrepancies
from annotator.web import forms
from annotator.web.state import storage

blueprint = Blueprint("suspicions", __name__)


@blueprint.post("/passages/<int:passage_id>/suspicions")
def look(passage_id: int) -> Response:
    """Let the checks look at a passage."""
    passage = storage().passages.get(passage_id)
    suspect_discrepancies(storage(), passage_id)
    return redirect(url_for("workbench.show", article_id=passage.article_id, passage=passage_id), 303)


@blueprint.post("/suspicions/<int:note_id>")
def settle(note_id: int) -> Response:
    """Accept a suspicion, reject it, or call it a defensible choice."""
    note = settle_suspicion(storage(), note_id, forms.required("revision"), forms.text("verdict"))
    return redirect(url_for("workbench.show", article_id=note.article_id, passage=note.passage_id), 303)


@blueprint.get("/checks")
def checks() -> str:
    """Show how often each check was right, by this newsroom's own verdicts."""
    return render_template("checks.html", checks=CHECKS, verdicts=storage().notes.verdicts())
