"""The review desk: the queue, and one discrepancy or passage to decide on."""

import dataclasses

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.review import AGES, NOBODY, SHOWN, UNKNOWN, QueueState, parse_place
from annotator.domain.subjects import Subject, SubjectKind, subject_of
from annotator.errors import InvalidInput
from annotator.services.assign import assign, look_in, take_next
from annotator.services.decide import decide_on
from annotator.services.find_subject import find_subject
from annotator.services.open_review import open_review
from annotator.web import forms
from annotator.web.desk import address, names, query, today, wanted
from annotator.web.regions import wanted_regions
from annotator.web.state import people, person, storage
from annotator.web.undoing import offered_undo

blueprint = Blueprint("review", __name__, url_prefix="/review")


@blueprint.get("")
def queue() -> str:
    """Show what there is to decide over all articles, the most urgent first."""
    held = wanted()
    after, before = (parse_place(request.args.get(name, "")) for name in ("after", "before"))
    page, counts = storage().queue.listed(held, after=after, before=before)
    return render_template(
        "queue.html",
        page=page,
        counts=counts,
        choices=storage().queue.choices(held.article_id),
        saved=storage().saved_filters.all(),
        wanted=held,
        query=query(held),
        people={each.name: each for each in people()},
        kinds=list(SubjectKind),
        states=[*SHOWN, QueueState.REJECTED, QueueState.SUSPECTED],
        ages=AGES,
        nobody=NOBODY,
        unknown=UNKNOWN,
        today=today(),
        done=request.args.get("done"),
    )


@blueprint.get("/<int:note_id>")
@blueprint.get("/passages/<int:passage_id>")
def show(note_id: int | None = None, passage_id: int | None = None) -> str:
    """Show a discrepancy, or a passage as a whole, with all that bears on the decision."""
    held, subject = wanted(), subject_of(note_id, passage_id)
    review = open_review(storage(), subject, forms.whole_number("upto", request.args.get("upto", "")))
    if request.method == "GET":
        look_in(storage(), subject)
    previous, following = storage().queue.neighbours(held, subject)
    return render_template(
        "decision.html",
        review=review,
        events=storage().events.of_note(note_id) if note_id is not None else [],
        verdicts=list(Verdict),
        query=query(held),
        previous=previous,
        following=following,
        people=people(),
        undo=offered_undo(),
        regions=wanted_regions(),
    )


@blueprint.post("/<int:note_id>")
@blueprint.post("/passages/<int:passage_id>")
def save(note_id: int | None = None, passage_id: int | None = None) -> Response:
    """Save the decision and go to what waits for one next."""
    if not forms.text("verdict"):
        raise InvalidInput("No verdict is chosen: say whether the reporter’s words are faithful, and how far.")
    verdict = forms.one_of(Verdict, "verdict", Verdict.FAITHFUL)
    details = DecisionDetails(verdict, forms.text("wording"), _reason())
    held, subject = wanted(), subject_of(note_id, passage_id)
    find_subject(storage(), subject)
    following = storage().queue.next_waiting(dataclasses.replace(held, kind=subject.kind), subject)
    decide_on(storage(), subject, forms.whole("revision"), details)
    if following is None:
        return redirect(url_for("review.queue", done="yes", **query(held)), 303)
    return redirect(url_for("review.show", **address(following), **query(held)), 303)


@blueprint.post("/next")
def take() -> Response:
    """Take what comes first and nobody has, and open it."""
    held = dataclasses.replace(wanted(), assignee="", state=None)
    subject = take_next(storage(), held)
    if subject is None:
        return redirect(url_for("review.queue", done="taken", **query(held)), 303)
    return redirect(url_for("review.show", **address(subject), **query(held)), 303)


@blueprint.post("/<int:note_id>/assignee")
@blueprint.post("/passages/<int:passage_id>/assignee")
def give(note_id: int | None = None, passage_id: int | None = None) -> Response:
    """Give a discrepancy or passage to somebody, or release it."""
    subject = subject_of(note_id, passage_id)
    assign(storage(), names(), subject, forms.line("person"))
    return _back(subject)


@blueprint.post("/<int:note_id>/take")
@blueprint.post("/passages/<int:passage_id>/take")
def take_this(note_id: int | None = None, passage_id: int | None = None) -> Response:
    """Take a discrepancy or passage oneself."""
    subject = subject_of(note_id, passage_id)
    assign(storage(), names(), subject, person().name)
    return _back(subject)


@blueprint.get("/<int:note_id>/here")
@blueprint.get("/passages/<int:passage_id>/here")
def here(note_id: int | None = None, passage_id: int | None = None) -> str:
    """Say that one still has the page open, and show who else has."""
    subject = find_subject(storage(), subject_of(note_id, passage_id)).subject
    if request.method == "GET":
        look_in(storage(), subject)
    others = storage().assignments.others_at(subject)
    return render_template("here.html", subject=subject, others=others, regions=wanted_regions())


def _back(subject: Subject) -> Response:
    return redirect(url_for("review.show", **address(subject), **query(wanted())), 303)


def _reason() -> str:
    """Return the reason as written, after a canned one that was chosen without a script to insert it."""
    chosen, written = forms.whole("canned"), forms.text("reason")
    if chosen is None:
        return written
    canned = storage().reasons.get(chosen).text
    return written if canned in written else f"{canned}\n{written}"
