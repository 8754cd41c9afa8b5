"""Let an engine render the original words."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from annotator.services.suspect_discrepancies import suspect_discrepancies
from annotator.services.translate_passage import translate_passage
from annotator.web import forms
from annotator.web.state import state, storage

blueprint = Blueprint("translations", __name__, url_prefix="/passages")


@blueprint.post("/<int:passage_id>/renderings")
def add(passage_id: int) -> Response:
    """Translate the source of a passage with the chosen engine, or with the one that is there."""
    passage = storage().passages.get(passage_id)
    translate_passage(storage(), state().engines, passage_id, forms.text("engine") or None)
    suspect_discrepancies(storage(), passage_id)
    return redirect(url_for("workbench.show", article_id=passage.article_id, passage=passage_id), 303)
