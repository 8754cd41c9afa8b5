"""Sign in through the newsroom's OpenID Connect provider, where the settings name one."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.config import Provider
from annotator.errors import AnnotatorError, FetchFailed, NotFound, SignInFailed
from annotator.services.sign_in import new_token
from annotator.services.sign_in_elsewhere import LASTS, begin, come_back
from annotator.web.signing_in import again, is_secure, next_page, signed_in
from annotator.web.state import state, storage

blueprint = Blueprint("provider", __name__, url_prefix="/login")

COOKIE = "annotator_sign_in"  # binds the way back to the browser in which the sign-in began
_LONGEST = 4_000  # characters of a code or a state


@blueprint.get("/provider")
def leave() -> Response:
    """Send the browser to the provider.

    A link and no form: the content security policy lets no form lead to another host, be it by a redirect.
    """
    browser, following = new_token(), next_page(request.args.get("next", ""))
    invitation = request.args.get("invitation", "")[:_LONGEST]
    try:
        address = begin(storage(), _provider(), _back(), browser, following, invitation, state().clock())
    except (FetchFailed, SignInFailed) as error:
        return again(error, _page(error))
    response = redirect(address, 303)
    seconds = int(LASTS.total_seconds())
    path = url_for("provider.come")
    response.set_cookie(COOKIE, browser, seconds, path=path, secure=is_secure(), httponly=True, samesite="Lax")
    return response


@blueprint.get("/back")
def come() -> Response:
    """Sign in whom the provider sends back."""
    provider, now = _provider(), state().clock()
    key, code = request.args.get("state", "")[:_LONGEST], request.args.get("code", "")[:_LONGEST]
    try:
        if not code:  # the provider says why in `error`, in words for programmers
            raise SignInFailed(f"{provider.name} did not let you in: begin again, or sign in with a password.")
        person, following = come_back(storage(), provider, _back(), request.cookies.get(COOKIE, ""), key, code, now)
    except AnnotatorError as error:
        return again(error, _page(error))
    response = signed_in(person, next_page(following))
    response.delete_cookie(COOKIE, path=url_for("provider.come"))
    return response


def _provider() -> Provider:
    found = state().config.provider
    if found is None:
        raise NotFound("There is no provider to sign in through: sign in with name and password.")
    return found


def _back() -> str:
    """Return the address by which the provider sends people back; it has to be known there."""
    base = state().config.url or request.host_url.rstrip("/")
    return f"{base}{url_for('provider.come')}"


def _page(error: AnnotatorError) -> str:
    return render_template(
        "login.html", next="", name="", problem=error, provider=_provider(), accounts=storage().people.exist()
    )
