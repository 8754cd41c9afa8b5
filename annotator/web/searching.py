"""Search over everything."""

from flask import Blueprint, render_template, request

from annotator.web.state import storage

blueprint = Blueprint("searching", __name__)

MAX_QUERY = 200  # characters; what is longer is a paste by mistake


@blueprint.get("/search")
def search() -> str:
    """Show where the words occur: article texts, passages, original words, notes."""
    words = request.args.get("q", "")[:MAX_QUERY].strip()
    return render_template("search.html", words=words, hits=storage().search.find(words))
