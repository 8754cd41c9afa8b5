"""The workbench: the article with its marked passages, and the passage in work."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request

from annotator.domain.layout import Paragraph, lay_out
from annotator.engines.base import Engine
from annotator.services.open_workbench import Workbench, open_workbench
from annotator.web import forms
from annotator.web.regions import wanted_regions
from annotator.web.state import state, storage
from annotator.web.undoing import offered_undo

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
        engines=_engines(bench),
        regions=regions,
        undo=offered_undo(),
        known=request.args.get("known"),
    )


def _paragraphs(bench: Workbench) -> list[Paragraph]:
    cue = bench.desk.passage.origin.cue if bench.desk else None
    return lay_out(bench.article.text, bench.passages, cue)


def _engines(bench: Workbench) -> Sequence[Engine]:
    if bench.desk is None or not bench.desk.sources:
        return ()
    source = bench.desk.sources[0].document.details.language
    return state().engines.all_for(source, bench.article.details.language)
