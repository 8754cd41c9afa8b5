"""The review desk: the editor's queue, and one discrepancy to decide on."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import NoteState
from annotator.domain.review import QueueFilter
from annotator.errors import InvalidInput
from annotator.services.compare_passage import compare_passage
from annotator.services.decide import decide
from annotator.web import forms
from annotator.web.state import state, storage

blueprint = Blueprint("review", __name__, url_prefix="/review")


@blueprint.get("")
def queue() -> str:
    """Show the discrepancies over all articles, worst first."""
    wanted = _wanted()
    number = max(1, forms.whole_number("page", request.args.get("page", "")) or 1)
    return render_template(
        "queue.html",
        queue=storage().queue.page(wanted, _weights(), number),
        wanted=wanted,
        query=_query(wanted),
        articles=storage().articles.progress(),
        states=[NoteState.OPEN, NoteState.DECIDED, NoteState.REJECTED],
        done=request.args.get("done"),
    )


@blueprint.get("/<int:note_id>")
def show(note_id: int) -> str:
    """Show one discrepancy with the three texts, its history, and the decision."""
    wanted, note = _wanted(), storage().notes.get(note_id)
    passage = storage().passages.get(note.passage_id)
    article = storage().articles.get(note.article_id)
    previous_id, next_id = storage().queue.neighbours(wanted, _weights(), note_id)
    return render_template(
        "decision.html",
        note=note,
        passage=passage,
        article=article,
        sources=storage().sources.of_passage(passage.id),
        comparison=compare_passage(storage(), passage, article.details.language, [note]),
        decision=storage().decisions.of_note(note_id),
        events=storage().events.of_note(note_id),
        verdicts=list(Verdict),
        query=_query(wanted),
        previous_id=previous_id,
        next_id=next_id,
    )


@blueprint.post("/<int:note_id>")
def save(note_id: int) -> Response:
    """Save the decision and go to the next discrepancy that waits for one."""
    if not forms.text("verdict"):
        raise InvalidInput("No verdict is chosen: say whether the reporter’s words are faithful, and how far.")
    verdict = forms.one_of(Verdict, "verdict", Verdict.FAITHFUL)
    details = DecisionDetails(verdict, forms.text("wording"), forms.text("reason"))
    wanted = _wanted()
    following = storage().queue.next_undecided(wanted, _weights(), note_id)
    decide(storage(), note_id, forms.whole("revision"), details)
    if following is None:
        return redirect(url_for("review.queue", done="yes", **_query(wanted)), 303)
    return redirect(url_for("review.show", note_id=following, **_query(wanted)), 303)


def _wanted() -> QueueFilter:
    state_code = request.args.get("state", "")
    try:
        wanted_state = NoteState(state_code) if state_code else None
    except ValueError as error:
        raise InvalidInput(f"“{state_code}” is not a state of a note: choose one from the list.") from error
    return QueueFilter(
        forms.whole_number("article", request.args.get("article", "")),
        request.args.get("category", ""),
        request.args.get("severity", ""),
        wanted_state,
    )


def _query(wanted: QueueFilter) -> dict[str, Any]:
    """Return the filter as it stands in an address, without what is left open."""
    query = {
        "article": wanted.article_id,
        "category": wanted.category,
        "severity": wanted.severity,
        "state": wanted.state.value if wanted.state else None,
    }
    return {name: value for name, value in query.items() if value}


def _weights() -> dict[str, int]:
    return {severity.code: severity.weight for severity in state().typology.severities}
