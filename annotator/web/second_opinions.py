"""A second opinion on an article: ask for it, say that one is done, and see both side by side."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from annotator.domain.permissions import Permission, may
from annotator.domain.second_opinions import OpinionVerdict
from annotator.errors import AnnotatorError, InvalidInput
from annotator.services.adjudicate import compare_opinions, settle_difference
from annotator.services.ask_second_opinion import ask_second_opinion, say_done
from annotator.web import forms
from annotator.web.signing_in import again
from annotator.web.state import people, person, state, storage

blueprint = Blueprint("second_opinions", __name__, url_prefix="/articles/<int:article_id>/second-opinion")


@blueprint.get("")
def show(article_id: int) -> str:
    """Show how far a second opinion is: not asked for, at work, or both side by side."""
    return _page(article_id)


@blueprint.post("")
def ask(article_id: int) -> Response:
    """Ask two people."""
    try:
        ask_second_opinion(storage(), article_id, forms.line("first"), forms.line("second"))
    except InvalidInput as error:
        return again(error, _page(article_id, error))
    return _back(article_id)


@blueprint.post("/done")
def done(article_id: int) -> Response:
    """Say that one is done, or not after all."""
    say_done(storage(), article_id, done=forms.text("done") == "yes")
    return _back(article_id)


@blueprint.post("/notes/<int:note_id>")
def settle(article_id: int, note_id: int) -> Response:
    """Settle what the two differ on."""
    settle_difference(storage(), storage().second_opinions.get(article_id), note_id, forms.text("do"))
    return redirect(url_for("second_opinions.show", article_id=article_id, _anchor=f"note-{note_id}"), 303)


@blueprint.post("/close")
def close(article_id: int) -> Response:
    """End it: what is not settled stays as it is."""
    storage().second_opinions.close(article_id)
    return _back(article_id)


def _back(article_id: int) -> Response:
    return redirect(url_for("second_opinions.show", article_id=article_id), 303)


def _page(article_id: int, problem: AnnotatorError | None = None) -> str:
    article = storage().articles.get(article_id)
    asked = storage().second_opinions.open(article_id)
    mine = storage().second_opinions.verdicts(asked.id) if asked and asked.blind and asked.has(person().name) else {}
    judged = {note_id: said[person().name] for note_id, said in mine.items() if person().name in said}
    return render_template(
        "second_opinion.html",
        article=article,
        asked=asked,
        shown={each.name: each.shown for each in storage().people.all()},
        to_ask=[each for each in people() if not each.local and may(each, Permission.ANNOTATE)],
        comparison=compare_opinions(storage(), state().typology, asked) if asked and not asked.blind else None,
        judged=[(note, judged[note.id]) for note in storage().notes.of_article(article_id) if note.id in judged],
        own=[note for note in storage().notes.of_article(article_id) if note.author == person().name],
        verdicts=list(OpinionVerdict),
        problem=problem,
    )
