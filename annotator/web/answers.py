"""Answers to what one wrote: decisions, questions, comments, mentions, work that was given to one."""

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.threads import NOTICE_PAGE, NoticeKind
from annotator.errors import AnnotatorError
from annotator.web import forms
from annotator.web.desk import address
from annotator.web.state import asking, person, storage

blueprint = Blueprint("answers", __name__, url_prefix="/answers")


@blueprint.get("")
def index() -> str:
    """Show what concerns who is asking, newest first, the unread marked."""
    only = NoticeKind.MENTION if request.args.get("only") == "mentions" else None
    before = forms.whole_number("before", request.args.get("before", ""))
    found = storage().notices.of(person().name, only, before)
    return render_template(
        "answers.html", notices=found[:NOTICE_PAGE], more=len(found) > NOTICE_PAGE, only=only, address=address
    )


@blueprint.post("/read")
def read() -> Response:
    """Take all of them as read."""
    storage().notices.read_all(person().name)
    return redirect(url_for("answers.index"), 303)


def install(app: Flask) -> None:
    """Let every page say how much is unread."""
    app.context_processor(lambda: {"unread_answers": unread})
    app.jinja_env.globals["desk_address"] = address


def unread() -> int:
    """Return how much the person who asks has not read; 0 where that cannot be found out, as on an error's page."""
    try:
        found = asking()
        return storage().notices.unread(found.name) if found else 0
    except AnnotatorError:
        return 0
