"""Attach the original words to a passage."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from annotator.domain.sources import SourceDetails, source_text
from annotator.services.attach_source import attach_source, detach_source
from annotator.services.examine_passage import examine_passage
from annotator.services.guess_language import guess_language
from annotator.web import forms
from annotator.web.state import storage

blueprint = Blueprint("sources", __name__, url_prefix="/passages")


@blueprint.post("/<int:passage_id>/source")
def save(passage_id: int) -> Response:
    """Save the original words; without a language it is guessed from them."""
    passage = storage().passages.get(passage_id)
    details = SourceDetails(
        forms.text("text"),
        forms.line("language") or passage.details.source_language or guess_language(forms.text("text")),
        forms.line("title"),
        forms.line("url"),
        forms.day("published_on"),
        relay=forms.checked("relay"),
        back_translated=forms.checked("back_translated"),
    )
    before = storage().sources.of_passage(passage_id)
    after = attach_source(storage(), passage_id, forms.whole("revision"), details)
    if source_text(before) != source_text(after):
        examine_passage(storage(), passage_id)
    return redirect(url_for("workbench.show", article_id=passage.article_id, passage=passage_id), 303)


@blueprint.post("/<int:passage_id>/source/detach")
def detach(passage_id: int) -> Response:
    """Take the original words away from the passage, and offer to undo it."""
    passage = storage().passages.get(passage_id)
    event_id = detach_source(storage(), passage_id)
    target = url_for("workbench.show", article_id=passage.article_id, passage=passage_id, undo=event_id)
    return redirect(target, 303)
