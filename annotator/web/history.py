"""Take a change back."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from annotator.services.undo import undo
from annotator.web import forms
from annotator.web.state import storage
from annotator.web.undoing import local_path

blueprint = Blueprint("history", __name__, url_prefix="/events")


@blueprint.post("/<int:event_id>/undo")
def take_back(event_id: int) -> Response:
    """Undo one change and go back to where it was made, or to the article."""
    event = undo(storage(), event_id)
    home = (
        url_for("workbench.show", article_id=event.article_id)
        if event.article_id and event.entity != "article"
        else url_for("library.index")
    )
    return redirect(local_path(forms.text("next"), home), 303)
