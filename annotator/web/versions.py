"""Versions of an article's text: what the outlet changed, and passages that lost their place."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.anchoring import diff_texts
from annotator.domain.spans import Span
from annotator.errors import Conflict, NotFound
from annotator.exchange.plain_text import read_text
from annotator.services.revise_article import candidates, place_passage, revise_article
from annotator.services.suggest_passages import suggest_passages
from annotator.web import forms
from annotator.web.error_pages import status_of, wants_json
from annotator.web.state import storage

blueprint = Blueprint("versions", __name__)


@blueprint.get("/articles/<int:article_id>/versions")
def show(article_id: int) -> str:
    """Show what changed between a version and the one before it, and where lost passages may belong."""
    return _page(article_id, forms.whole_number("version", request.args.get("version", "")))


@blueprint.post("/articles/<int:article_id>/versions")
def add(article_id: int) -> Response:
    """Take in a changed text as the next version, and carry the passages over."""
    given = read_text(forms.text("text")).text
    try:
        revised = revise_article(storage(), article_id, given, base=forms.required("version"))
    except Conflict as conflict:
        if wants_json():
            raise
        return make_response(_page(article_id, None, conflict), status_of(conflict))
    suggest_passages(storage(), revised.article)
    return redirect(url_for("versions.show", article_id=article_id), 303)


@blueprint.post("/passages/<int:passage_id>/place")
def place(passage_id: int) -> Response:
    """Give a passage that lost its place the words that a person chose."""
    passage = place_passage(storage(), passage_id, Span(forms.required("start"), forms.required("end")))
    return redirect(url_for("versions.show", article_id=passage.article_id), 303)


def _page(article_id: int, number: int | None, conflict: Conflict | None = None) -> str:
    """Render version `number`, None for the newest; a `conflict` shows what was given beside what is there now."""
    article = storage().articles.get(article_id)
    versions = storage().articles.versions(article_id)
    number = number or len(versions)
    if not 1 <= number <= len(versions):
        raise NotFound(f"The article has {len(versions)} versions, and none with the number {number}.")
    new, old = versions[number - 1], versions[number - 2] if number > 1 else None
    given = str(conflict.submitted["text"]) if conflict else ""
    unplaced = storage().passages.unplaced(article_id, article.version_id)
    return render_template(
        "versions.html",
        article=article,
        versions=versions,
        new=new,
        old=old,
        changes=diff_texts(old.text, new.text) if old else [],
        unplaced=list(zip(unplaced, candidates(storage(), article, unplaced), strict=True)),
        conflict=conflict,
        given=given,
        difference=diff_texts(article.text, given) if given else [],
    )
