"""Suspected discrepancies: look for them, take a person's word on each, and see how often each check was right."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.notes import Note
from annotator.domain.permissions import Permission
from annotator.domain.phrases import phrase
from annotator.domain.second_opinions import OpinionVerdict
from annotator.errors import InvalidInput
from annotator.services.ask_second_opinion import say_of_suspicion
from annotator.services.examine_passage import examine_passage
from annotator.services.review_checks import review_checks, switch_check
from annotator.services.suspect_discrepancies import MAX_REASON, explain_rejection, settle_suspicion
from annotator.web import forms
from annotator.web.permissions import require
from annotator.web.quoting import quoting
from annotator.web.state import state, storage

blueprint = Blueprint("suspicions", __name__)
blueprint.app_context_processor(lambda: {"longest_reason": MAX_REASON})
blueprint.add_app_template_filter(quoting)
blueprint.add_app_template_filter(phrase)


@blueprint.post("/passages/<int:passage_id>/suspicions")
def look(passage_id: int) -> Response:
    """Let the checks look at a passage."""
    passage = storage().passages.get(passage_id)
    examine_passage(storage(), passage_id, state().engines)
    return redirect(url_for("workbench.show", article_id=passage.article_id, passage=passage_id), 303)


@blueprint.post("/suspicions/<int:note_id>")
def settle(note_id: int) -> Response:
    """Accept a suspicion, reject it, with a reason or without, or call it a defensible choice."""
    note = storage().notes.get(note_id)
    asked, verdict = storage().second_opinions.open(note.article_id), forms.text("verdict")
    if asked and asked.blind:
        forms.required("revision")
        say_of_suspicion(storage(), asked, note, verdict, forms.text("reason") if "reason" in request.form else None)
    else:
        if asked:  # both have spoken, and what they differ on is not for one of them to settle
            require(Permission.DECIDE)
        settle_suspicion(storage(), note_id, forms.required("revision"), verdict, forms.text("reason"))
    return _to_passage(note)


@blueprint.post("/suspicions/<int:note_id>/reason")
def explain(note_id: int) -> Response:
    """Say afterwards why a suspicion was rejected."""
    note = storage().notes.get(note_id)
    asked, revision = storage().second_opinions.open(note.article_id), forms.required("revision")
    if "reason" not in request.form:
        raise InvalidInput("The field “reason” is missing: reload the page and try again.")
    if asked and asked.blind:
        say_of_suspicion(storage(), asked, note, OpinionVerdict.REJECT, forms.text("reason"))
    else:
        explain_rejection(storage(), note_id, revision, forms.text("reason"))
    return _to_passage(note)


@blueprint.get("/checks")
def checks() -> str:
    """Show how often each check was right, by this newsroom's own verdicts, and which are switched off."""
    return render_template(
        "checks.html",
        checks=review_checks(storage()),
        people={each.name: each.shown for each in storage().people.all()},
    )


@blueprint.post("/checks/<code>")
def switch(code: str) -> Response:
    """Switch a check off, or on again."""
    wanted = forms.text("do")
    if wanted not in {"off", "on"}:
        raise InvalidInput("Say whether the check is switched off or on: reload the page and try again.")
    switch_check(storage(), code, off=wanted == "off")
    return redirect(url_for("suspicions.checks", _anchor=f"check-{code}"), 303)


def _to_passage(note: Note) -> Response:
    return redirect(url_for("workbench.show", article_id=note.article_id, passage=note.passage_id), 303)
