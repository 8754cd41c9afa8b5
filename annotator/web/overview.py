"""The desk at a glance: progress, open work, and what was found, over time; and the days by which articles are due."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.charts import monthly, recent_months, stacked
from annotator.domain.review import ARTICLES_PAGE, DIMENSIONS, UNKNOWN, QueueState, Series
from annotator.services.keep_lists import set_deadline
from annotator.web import forms
from annotator.web.desk import today
from annotator.web.formatting import language_name
from annotator.web.state import state, storage
from annotator.web.undoing import local_path

blueprint = Blueprint("overview", __name__)

MONTHS = 12  # in a chart
IN_TABLE = 4  # of them, the last ones, in the table beside it
ROWS = 10  # in a chart, and in the table beside it until all are asked for
_STATES = (QueueState.OPEN, QueueState.REBUTTED, QueueState.ASKED, QueueState.DECIDED)


@blueprint.get("/overview")
def show() -> str:
    """Show how far the desk is."""
    number = max(1, forms.whole_number("page", request.args.get("page", "")) or 1)
    articles = storage().overview.articles(number)
    shown, survey = articles[:ARTICLES_PAGE], state().surveys.of(storage())
    loads = survey.loads
    return render_template(
        "overview.html",
        articles=shown,
        article_chart=stacked([(article.title, _numbers(article.states)) for article in shown[:ROWS]]),
        page=number,
        more=len(articles) > ARTICLES_PAGE,
        loads=loads,
        load_chart=stacked([(load.name or "Nobody yet", _numbers(load.states)) for load in loads[: ROWS + 1]]),
        breakdowns=[_breakdown(dimension, survey.series[dimension]) for dimension in DIMENSIONS],
        states=_STATES,
        unknown=UNKNOWN,
        today=today(),
    )


@blueprint.post("/articles/<int:article_id>/deadline")
def save_deadline(article_id: int) -> Response:
    """Say by which day an article has to be decided."""
    set_deadline(storage(), article_id, forms.required("revision"), forms.day("deadline"))
    home = url_for("overview.show", _anchor=f"article-{article_id}")
    return redirect(local_path(forms.text("next"), home), 303)


def _breakdown(dimension: str, series: Sequence[Series]) -> dict[str, object]:
    last = max((month for one in series for month in one.months), default="")
    months = recent_months(last, MONTHS) if last else []
    complete = request.args.get("all") == dimension
    return {
        "dimension": dimension,
        "series": series if complete else series[:ROWS],
        "hidden": 0 if complete else max(0, len(series) - ROWS),
        "chart": monthly([(_label(dimension, one), one.months) for one in series[:ROWS]], months),
        "months": months[-IN_TABLE:],
        "labels": {one.name: _label(dimension, one) for one in series},
    }


def _label(dimension: str, series: Series) -> str:
    if dimension == "category":
        return state().typology.category(series.name).name
    if not series.name:
        return "Not known"
    return language_name(series.name) if dimension == "language" else series.name


def _numbers(states: Mapping[QueueState, int]) -> dict[str, int]:
    return {each.value: states.get(each, 0) for each in reversed(_STATES)}
