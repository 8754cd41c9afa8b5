"""The workbench: the article with its marked passages, and the passage in work."""

import datetime

from flask import Blueprint, render_template, request

from annotator.domain.layout import Paragraph, lay_out
from annotator.services.open_workbench import Workbench, open_workbench
from annotator.web import forms
from annotator.web.regions import wanted_regions
from annotator.web.state import storage
from annotator.web.translations import translating
from annotator.web.undoing import offered_undo, offers

blueprint = Blueprint("workbench", __name__, url_prefix="/articles")


@blueprint.get("/<int:article_id>")
def show(article_id: int) -> str:
    """Show an article, with the passage that the address names in work."""
    passage_id = forms.whole_number("passage", request.args.get("passage", ""))
    bench = open_workbench(storage(), article_id, passage_id)
    regions = wanted_regions()
    return render_template(
        "workbench.html",
        bench=bench,
        desk=bench.desk,
        article=bench.article,
        paragraphs=_paragraphs(bench) if not regions or "article" in regions else [],
        translating=translating(bench),
        now=datetime.datetime.now(datetime.UTC),
        regions=regions,
        undo=offered_undo(),
        offers=offers(article_id),
        known=request.args.get("known"),
    )


def _paragraphs(bench: Workbench) -> list[Paragraph]:
    cue = bench.desk.passage.origin.cue if bench.desk else None
    return lay_out(bench.article.text, bench.passages, cue)
