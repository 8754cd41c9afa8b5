"""Links between words: edit them, and show them as a list that can be worked with by forms alone."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from annotator.services.compare_passage import compare_passage
from annotator.services.edit_links import Edit, edit_links, settle_link
from annotator.services.suspect_discrepancies import link_anew
from annotator.web import forms
from annotator.web.marked import marked_words
from annotator.web.state import storage

blueprint = Blueprint("links", __name__, url_prefix="/passages")

AGAIN = "again"  # let the aligner run anew


@blueprint.get("/<int:passage_id>/links")
def show(passage_id: int) -> str:
    """Show all links of a passage as a list, and its words as boxes to tick."""
    passage = storage().passages.get(passage_id)
    article = storage().articles.get(passage.article_id)
    return render_template(
        "links.html",
        article=article,
        passage=passage,
        comparison=compare_passage(storage(), passage, article.details.language, ()),
        target=article.details.language,
    )


@blueprint.post("/<int:passage_id>/links")
def edit(passage_id: int) -> Response:
    """Do one edit with the words or the link that the form names, or let the aligner run anew."""
    passage = storage().passages.get(passage_id)
    if forms.text("do") == AGAIN:
        link_anew(storage(), passage_id)
    elif link_id := forms.whole("link"):
        settle_link(storage(), passage_id, forms.required("revision"), link_id, forms.chosen(Edit, "do"))
    else:
        edit_links(storage(), passage_id, forms.required("revision"), forms.chosen(Edit, "do"), marked_words())
    if forms.text("then") == "list":
        return redirect(url_for("links.show", passage_id=passage_id), 303)
    return redirect(url_for("workbench.show", article_id=passage.article_id, passage=passage_id), 303)
