"""Come in and leave: the login page, and the links that invite or give a new password."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from annotator.domain.people import Person
from annotator.domain.sessions import ABSOLUTE
from annotator.errors import AnnotatorError, InvalidInput, SignInFailed
from annotator.services.invite import choose_new_password, join, open_invitation
from annotator.services.log_in import log_in
from annotator.services.sign_in import open_session
from annotator.web import forms
from annotator.web.error_pages import status_of, wants_json
from annotator.web.state import COOKIE, asking, session, state, storage
from annotator.web.undoing import local_path

blueprint = Blueprint("signing_in", __name__)


@blueprint.get("/login")
def show() -> AnyResponse:
    """Ask for name and password; who is signed in already goes on."""
    following = next_page(request.args.get("next", ""))
    if asking():
        return redirect(following, 303)
    return make_response(_page(following))


@blueprint.post("/login")
def enter() -> AnyResponse:
    """Sign in, and go on to the page that was asked for."""
    following = next_page(forms.text("next"))
    name = forms.line("name")
    try:
        person = log_in(storage(), name, forms.text("password"), address(), state().clock())
    except SignInFailed as error:
        return again(error, _page(following, name, error))
    return signed_in(person, following)


@blueprint.post("/logout")
def leave() -> AnyResponse:
    """Sign out in this browser."""
    person, current = asking(), session()
    if person and current:
        storage().sessions.end(person.id, current.id)
    response = redirect(url_for("signing_in.show"), 303)
    response.delete_cookie(COOKIE)
    return response


@blueprint.get("/invitation/<token>")
def invitation(token: str) -> str:
    """Show what a link is for: to join, or to choose a new password."""
    return _invitation_page(token)


@blueprint.post("/invitation/<token>")
def accept(token: str) -> AnyResponse:
    """Join, or take the new password, and be signed in."""
    opened = open_invitation(storage(), token, state().clock())
    try:
        password = twice("password")
        if opened.for_name is None:
            person = join(storage(), token, forms.line("name"), forms.line("shown"), password, state().clock())
        else:
            person = choose_new_password(storage(), token, password, state().clock())
    except InvalidInput as error:
        return again(error, _invitation_page(token, error))
    return signed_in(person, url_for("library.index"))


def signed_in(person: Person, following: str) -> AnyResponse:
    """Answer a good sign-in: a new session, in place of the one that this browser had, and on to a page."""
    before, current = asking(), session()
    if before and current:
        storage().sessions.end(before.id, current.id)
    token = open_session(storage(), person, address(), request.user_agent.string, state().clock())
    response = redirect(following, 303)
    seconds = int(ABSOLUTE.total_seconds())
    response.set_cookie(COOKIE, token, max_age=seconds, secure=is_secure(), httponly=True, samesite="Lax")
    return response


def again(error: AnnotatorError, page: str) -> Response:
    """Answer a form that was refused with the form itself and a sentence, or with JSON where that was asked for."""
    if wants_json():
        raise error
    return make_response(page, status_of(error))


def twice(name: str) -> str:
    """Return a new password, which is entered twice; raises `InvalidInput` where the two differ."""
    password = forms.text(name)
    if password != forms.text(f"{name}_again"):
        raise InvalidInput("The two new passwords are not the same: enter the new one twice.")
    return password


def address() -> str:
    """Return where the request comes from."""
    return request.remote_addr or ""


def next_page(path: str) -> str:
    """Return where to go after signing in: a page of this app, else the library."""
    return local_path(path, url_for("library.index"))


def is_secure() -> bool:
    """Return whether the browser reached the app by https, itself or through what stands before the app."""
    return request.is_secure or state().config.url == f"https://{request.host.lower()}"


def _page(following: str, name: str = "", error: AnnotatorError | None = None) -> str:
    accounts, provider = storage().people.exist(), state().config.provider
    return render_template("login.html", next=following, name=name, problem=error, provider=provider, accounts=accounts)


def _invitation_page(token: str, error: AnnotatorError | None = None) -> str:
    opened = open_invitation(storage(), token, state().clock())
    return render_template(
        "invitation.html",
        invitation=opened,
        token=token,
        problem=error,
        form=request.form,
        provider=state().config.provider,
    )
