"""Which permission each page and form needs: one table, checked before every request.

An endpoint without a row is refused to everybody, so that a new one cannot be open by accident.
"""

from collections.abc import Mapping
from urllib.parse import quote

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.people import Role
from annotator.domain.permissions import Permission, holders, may, may_change
from annotator.errors import NotAllowed, SignInNeeded, StorageFailed
from annotator.web.error_pages import explain, wants_json
from annotator.web.regions import wanted_regions
from annotator.web.state import asking, storage

PERMISSIONS: Mapping[str, Permission] = {
    "static": Permission.ENTER,
    # Coming in
    "signing_in.show": Permission.ENTER,
    "signing_in.enter": Permission.ENTER,
    "signing_in.leave": Permission.ENTER,
    "signing_in.invitation": Permission.ENTER,
    "signing_in.accept": Permission.ENTER,
    "provider.leave": Permission.ENTER,
    "provider.come": Permission.ENTER,
    # One's own account
    "accounts.show": Permission.OWN_ACCOUNT,
    "accounts.save": Permission.OWN_ACCOUNT,
    "accounts.save_password": Permission.OWN_ACCOUNT,
    "accounts.end": Permission.OWN_ACCOUNT,
    "accounts.end_others": Permission.OWN_ACCOUNT,
    # People
    "people.index": Permission.ADMINISTER,
    "people.add": Permission.ADMINISTER,
    "people.invite": Permission.ADMINISTER,
    "people.withdraw": Permission.ADMINISTER,
    "people.save": Permission.ADMINISTER,
    "people.keep_out": Permission.ADMINISTER,
    "people.let_in": Permission.ADMINISTER,
    "people.reset": Permission.ADMINISTER,
    "people.sign_out": Permission.ADMINISTER,
    # Settings
    "settings.index": Permission.READ,
    "settings.models": Permission.READ,
    "settings.choose": Permission.ADMINISTER,
    # Library and articles
    "library.index": Permission.READ,
    "library.new": Permission.ANNOTATE,
    "library.add": Permission.ANNOTATE,
    "articles.edit": Permission.ANNOTATE,
    "articles.save": Permission.ANNOTATE,
    "articles.delete": Permission.REMOVE,
    "versions.show": Permission.READ,
    "versions.add": Permission.ANNOTATE,
    "versions.place": Permission.ANNOTATE,
    "searching.search": Permission.READ,
    # The workbench
    "workbench.show": Permission.READ,
    "passages.mark": Permission.ANNOTATE,
    "passages.describe": Permission.ANNOTATE,
    "passages.move": Permission.ANNOTATE,
    "passages.settle": Permission.ANNOTATE,
    "passages.delete": Permission.ANNOTATE,
    "sources.save": Permission.ANNOTATE,
    "sources.detach": Permission.ANNOTATE,
    "translations.add": Permission.ANNOTATE,
    "translations.go_back": Permission.ANNOTATE,
    "translations.loading": Permission.ANNOTATE,
    # Jobs
    "jobs.index": Permission.READ,
    "jobs.show": Permission.READ,
    "jobs.translate_article": Permission.ANNOTATE,
    "jobs.translate_all": Permission.ANNOTATE,
    "jobs.cancel": Permission.ANNOTATE,
    "jobs.retry": Permission.ANNOTATE,
    "links.show": Permission.READ,
    "links.edit": Permission.ANNOTATE,
    # A second opinion
    "second_opinions.show": Permission.READ,
    "second_opinions.ask": Permission.ASSIGN,
    "second_opinions.done": Permission.ANNOTATE,
    "second_opinions.settle": Permission.DECIDE,
    "second_opinions.close": Permission.ASSIGN,
    "suspicions.look": Permission.ANNOTATE,
    "suspicions.settle": Permission.ANNOTATE,
    "suspicions.explain": Permission.ANNOTATE,
    "suspicions.checks": Permission.READ,
    "suspicions.switch": Permission.ADMINISTER,
    "notes.add": Permission.ANNOTATE,
    "notes.save": Permission.ANNOTATE,
    "notes.delete": Permission.ANNOTATE,
    # Source documents
    "documents.index": Permission.READ,
    "documents.new": Permission.ANNOTATE,
    "documents.add": Permission.ANNOTATE,
    "documents.show": Permission.READ,
    "documents.edit": Permission.ANNOTATE,
    "documents.save": Permission.ANNOTATE,
    "documents.delete": Permission.ANNOTATE,
    "documents.locate": Permission.ANNOTATE,
    "documents.choose": Permission.ANNOTATE,
    # The review desk
    "review.queue": Permission.READ,
    "review.show": Permission.READ,
    "review.save": Permission.DECIDE,
    "review.take": Permission.DECIDE,
    "review.take_this": Permission.DECIDE,
    "review.give": Permission.ASSIGN,
    "review.here": Permission.READ,
    "threads.comment": Permission.DISCUSS,
    "threads.ask": Permission.DECIDE,
    "threads.answer": Permission.DISCUSS,
    "threads.rebut": Permission.DISCUSS,
    "threads.save": Permission.DISCUSS,
    "threads.delete": Permission.DISCUSS,
    "desk_lists.keep": Permission.READ,
    "desk_lists.forget": Permission.READ,
    "desk_lists.reasons": Permission.READ,
    "desk_lists.add": Permission.DECIDE,
    "desk_lists.save": Permission.DECIDE,
    "desk_lists.delete": Permission.DECIDE,
    "answers.index": Permission.READ,
    "answers.read": Permission.READ,
    "overview.show": Permission.READ,
    "overview.save_deadline": Permission.ASSIGN,
    # The history; undoing a change takes what it takes to make it: see `require_change`
    "history.take_back": Permission.ANNOTATE,
    "history.article": Permission.READ,
    "history.passage": Permission.READ,
    "history.note": Permission.READ,
    "history.document": Permission.READ,
    "history.undo_one": Permission.ANNOTATE,
    "history.redo_one": Permission.ANNOTATE,
    "history.restore": Permission.ANNOTATE,
    # The report
    "report.show": Permission.READ,
    "report.sign": Permission.SIGN_OFF,
    "report.withdraw": Permission.SIGN_OFF,
    "report.correct": Permission.PUBLISH,
}


def install(app: Flask) -> None:
    """Check every request, and tell templates what the person who asks may do."""
    app.before_request(check)
    app.register_error_handler(SignInNeeded, send_to_login)
    app.context_processor(_for_templates)


def check() -> None:
    """Refuse a request that the person who asks may not make."""
    if request.endpoint is None:  # no such page, or not by this method: that is what the answer says
        return
    if request.endpoint not in PERMISSIONS:
        current_app.logger.error("the endpoint %s has no row in annotator.web.permissions", request.endpoint)
        raise NotAllowed("This page is not open to anybody yet: tell who looks after the app.")
    require(PERMISSIONS[request.endpoint])


def send_to_login(error: SignInNeeded) -> Response:
    """Lead somebody who wants to see a page to the login and back; tell whoever sent a form that it was not saved."""
    if request.method != "GET" or wants_json() or wanted_regions():
        return explain(error)
    query = request.query_string.decode("ascii", "replace")
    asked_for = quote(request.path) + (f"?{query}" if query else "")
    following = None if asked_for == url_for("library.index") else asked_for
    return redirect(url_for("signing_in.show", next=following), 303)


def _for_templates() -> dict[str, object]:
    try:
        return {"may": allowed, "me": asking()}
    except StorageFailed:  # the page that says so is shown as to a stranger
        return {"may": lambda _permission: False, "me": None}


def allowed(permission: str) -> bool:
    """Return whether the person who asks may do this; for templates: `may('DECIDE')`."""
    return may(asking(), Permission[permission])


def require(permission: Permission) -> None:
    """Raise `SignInNeeded` or `NotAllowed` unless the person who asks may do this."""
    if permission is not Permission.ENTER and not may(asking(), permission):
        _refuse(permission)


def require_change(entity: str) -> None:
    """Raise `NotAllowed` unless the person who asks may change a record of this table, and so undo a change of it."""
    if not may_change(asking(), entity):
        raise NotAllowed("This change can only be undone by somebody who may make it: ask an editor.")


def _refuse(permission: Permission) -> None:
    person = asking()
    if person is None:
        raise SignInNeeded("You are not signed in, or were signed out: sign in, then send this again.")
    if person.role is None:
        raise NotAllowed(
            f"Your role is none that this version knows, so you may not {permission}: ask an admin for a role."
        )
    raise NotAllowed(f"As {_a(person.role)} you may not {permission}: {_people_who(permission)} may.")


def _people_who(permission: Permission) -> str:
    roles = " or ".join(_a(role) for role in holders(permission))
    names = [person.shown for person in storage().people.all() if may(person, permission)]
    known = f" ({', '.join(names[:3])}{' …' if len(names) > 3 else ''})" if names else ""
    return f"{roles}{known}"


def _a(role: Role) -> str:
    return f"a{'n' if role.value[0] in 'aeiou' else ''} {role}"
