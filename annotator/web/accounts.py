"""One's own account: name, password, and where one is signed in."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.errors import AnnotatorError, InvalidInput, TooManyAttempts
from annotator.services.change_password import change_password
from annotator.services.edit_person import describe
from annotator.web import forms
from annotator.web.signing_in import address, again, twice
from annotator.web.state import person, session, state, storage

blueprint = Blueprint("accounts", __name__, url_prefix="/account")


@blueprint.get("")
def show() -> str:
    """Show the own account."""
    return _page(done=request.args.get("done", ""))


@blueprint.post("")
def save() -> Response:
    """Change one's display name."""
    try:
        describe(storage(), person().name, forms.line("shown"))
    except InvalidInput as error:
        return again(error, _page(details_problem=error))
    return redirect(url_for("accounts.show", done="name"), 303)


@blueprint.post("/password")
def save_password() -> Response:
    """Change one's password, which ends one's other sessions."""
    current = session()
    try:
        new, old = twice("new"), forms.text("old")
        kept = current.id if current else None
        change_password(storage(), person(), old, new, address(), state().clock(), kept)
    except (InvalidInput, TooManyAttempts) as error:
        return again(error, _page(password_problem=error))
    return redirect(url_for("accounts.show", done="password"), 303)


@blueprint.post("/sessions/<int:session_id>/end")
def end(session_id: int) -> Response:
    """Sign out in one of the browsers in which one is signed in."""
    storage().sessions.end(person().id, session_id)
    return redirect(url_for("accounts.show", done="session"), 303)


@blueprint.post("/sessions/end")
def end_others() -> Response:
    """Sign out everywhere but here."""
    current = session()
    storage().sessions.end_all(person().id, but=current.id if current else None)
    return redirect(url_for("accounts.show", done="sessions"), 303)


def _page(
    done: str = "", details_problem: AnnotatorError | None = None, password_problem: AnnotatorError | None = None
) -> str:
    me, now = person(), state().clock()
    return render_template(
        "account.html",
        sessions=[each for each in storage().sessions.of(me.id) if each.alive(now)],
        current=session(),
        has_password=storage().people.password_hash(me.id) is not None,
        done=done,
        details_problem=details_problem,
        password_problem=password_problem,
        form=request.form,
    )
