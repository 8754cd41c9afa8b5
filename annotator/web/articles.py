"""What is known about an article: outlet, byline, date, language, address."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from annotator.domain.articles import ArticleDetails
from annotator.services.edit_article import delete_article, edit_article
from annotator.web import forms
from annotator.web.state import storage

blueprint = Blueprint("articles", __name__, url_prefix="/articles")


@blueprint.get("/<int:article_id>/details")
def edit(article_id: int) -> str:
    """Show the form."""
    return render_template("article_details.html", article=storage().articles.get(article_id))


@blueprint.post("/<int:article_id>/details")
def save(article_id: int) -> Response:
    """Save the form."""
    details = ArticleDetails(
        forms.line("title"),
        forms.line("outlet"),
        forms.line("byline"),
        forms.line("language"),
        forms.line("url"),
        forms.day("published_on"),
    )
    edit_article(storage(), article_id, forms.required("revision"), details)
    return redirect(url_for("workbench.show", article_id=article_id), 303)


@blueprint.post("/<int:article_id>/delete")
def delete(article_id: int) -> Response:
    """Take the article out of the library, and offer to undo it."""
    event_id = delete_article(storage(), article_id, forms.required("revision"))
    return redirect(url_for("library.index", undo=event_id), 303)
