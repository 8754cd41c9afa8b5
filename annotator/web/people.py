"""The people of the newsroom, for admins: accounts, roles, invitations, links for a new password."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.people import Role
from annotator.errors import AnnotatorError, InvalidInput
from annotator.services.add_person import add_person
from annotator.services.edit_person import describe, disable, enable, set_role
from annotator.services.invite import invite as make_invitation
from annotator.services.invite import make_reset_link, open_invitation
from annotator.web import forms
from annotator.web.signing_in import again, signed_in, twice
from annotator.web.state import person, state, storage

blueprint = Blueprint("people", __name__, url_prefix="/people")


@blueprint.get("")
def index() -> str:
    """Show everybody, the invitations that wait, and the forms to bring somebody in."""
    return _page(link=request.args.get("link", ""), done=request.args.get("done", ""))


@blueprint.post("")
def add() -> Response:
    """Add an account with a password; the first one is one's own, and signs in at once."""
    first = person().local
    try:
        role = Role.ADMIN if first else forms.one_of(Role, "role", Role.TRANSLATOR)
        name, shown, email = forms.line("name"), forms.line("shown"), forms.line("email")
        added = add_person(storage(), name, role, shown=shown, email=email, password=twice("password"))
    except InvalidInput as error:
        return again(error, _page(add_problem=error))
    target = url_for("people.index", done=added.id)
    return signed_in(added, target) if first else redirect(target, 303)


@blueprint.post("/invitations")
def invite() -> Response:
    """Make a link to join, and show it."""
    try:
        role = forms.one_of(Role, "role", Role.TRANSLATOR)
        token = make_invitation(storage(), role, forms.line("email"), state().clock())
    except InvalidInput as error:
        return again(error, _page(invite_problem=error))
    return redirect(url_for("people.index", link=token), 303)


@blueprint.post("/invitations/<int:invitation_id>/withdraw")
def withdraw(invitation_id: int) -> Response:
    """Make a link useless."""
    storage().invitations.withdraw(invitation_id)
    return redirect(url_for("people.index"), 303)


@blueprint.post("/<int:person_id>")
def save(person_id: int) -> Response:
    """Change what somebody is called and is there for."""
    name = storage().people.with_id(person_id).name
    with storage().write():
        set_role(storage(), name, forms.chosen(Role, "role"))
        describe(storage(), name, forms.line("shown"), forms.line("email"))
    return redirect(url_for("people.index", done=person_id), 303)


@blueprint.post("/<int:person_id>/disable")
def keep_out(person_id: int) -> Response:
    """Keep somebody out."""
    disable(storage(), storage().people.with_id(person_id).name)
    return redirect(url_for("people.index", done=person_id), 303)


@blueprint.post("/<int:person_id>/enable")
def let_in(person_id: int) -> Response:
    """Let somebody in again."""
    enable(storage(), storage().people.with_id(person_id).name)
    return redirect(url_for("people.index", done=person_id), 303)


@blueprint.post("/<int:person_id>/reset")
def reset(person_id: int) -> Response:
    """Make a link with which somebody chooses a new password, and show it."""
    token = make_reset_link(storage(), storage().people.with_id(person_id).name, state().clock())
    return redirect(url_for("people.index", link=token), 303)


@blueprint.post("/<int:person_id>/sign-out")
def sign_out(person_id: int) -> Response:
    """Sign somebody out everywhere."""
    storage().sessions.end_all(storage().people.with_id(person_id).id)
    return redirect(url_for("people.index", done=person_id), 303)


def _page(
    link: str = "",
    done: str = "",
    add_problem: AnnotatorError | None = None,
    invite_problem: AnnotatorError | None = None,
) -> str:
    now, there = state().clock(), storage().people.all()
    return render_template(
        "people.html",
        people=there,
        seen={each.id: [one for one in storage().sessions.of(each.id) if one.alive(now)] for each in there},
        invitations=storage().invitations.waiting(now),
        link=_link(link),
        roles=list(Role),
        done=done,
        add_problem=add_problem,
        invite_problem=invite_problem,
        form=request.form,
    )


def _link(token: str) -> dict[str, object] | None:
    """Return a link that was just made, as the page shows it; None where it does not work (any more)."""
    if not token:
        return None
    try:
        opened = open_invitation(storage(), token, state().clock())
    except InvalidInput:
        return None
    base = state().config.url or request.host_url.rstrip("/")
    return {"url": f"{base}{url_for('signing_in.invitation', token=token)}", "invitation": opened}
