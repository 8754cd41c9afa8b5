"""The library: all articles, and the ways to bring one in."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.extraction import Extraction
from annotator.errors import InvalidInput
from annotator.exchange.plain_text import read_text
from annotator.exchange.read import read_bytes
from annotator.services.import_article import import_article
from annotator.services.offer_engines import offer_engines
from annotator.web import forms
from annotator.web.state import state, storage
from annotator.web.undoing import offered_undo

blueprint = Blueprint("library", __name__)


@blueprint.get("/")
def index() -> str:
    """Show all articles with their progress."""
    articles, pairs = storage().articles.progress(), storage().jobs.pairs(None)
    offer = offer_engines(state().engines, pairs) if pairs else None
    return render_template("library.html", articles=articles, offer=offer, undo=offered_undo())


@blueprint.get("/articles/new")
def new() -> str:
    """Offer the ways to bring an article in."""
    return render_template("new_article.html")


@blueprint.post("/articles")
def add() -> Response:
    """Import what was pasted, uploaded or named by its URL, and go to work on it."""
    imported = import_article(storage(), _given())
    target = url_for("workbench.show", article_id=imported.article.id, known=None if imported.new else "yes")
    return redirect(target, 303)


def _given() -> Extraction:
    upload = request.files.get("file")
    if upload and upload.filename:
        return read_bytes(upload.read(), upload.filename, upload.content_type or "")
    if forms.text("url").strip():
        # Imported when needed: the libraries that read web pages take half a second to load.
        from annotator.exchange.url import fetch

        return fetch(forms.text("url").strip())
    if forms.text("text").strip():
        return read_text(forms.text("text"))
    raise InvalidInput("There is nothing to import yet: paste a text, choose a file or give a web address.")
