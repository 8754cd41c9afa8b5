"""Jobs: have all passages translated in the background, see how far that is, stop it, and try again what failed."""

import datetime

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from annotator.domain.jobs import KEPT_DAYS, KEPT_JOBS
from annotator.services.follow_job import cancel_job, follow_job, retry_job
from annotator.services.translate_article import translate_article as start
from annotator.web import forms
from annotator.web.regions import wanted_regions
from annotator.web.state import state, storage

blueprint = Blueprint("jobs", __name__)


@blueprint.post("/articles/<int:article_id>/translations")
def translate_article(article_id: int) -> Response:
    """Have every passage of an article translated, and go back to it."""
    start(storage(), state().engines, article_id, forms.text("engine"))
    return redirect(url_for("workbench.show", article_id=article_id), 303)


@blueprint.post("/translations")
def translate_all() -> Response:
    """Have every passage of every article translated, and show how far that is."""
    job = start(storage(), state().engines, None, forms.text("engine"))
    return redirect(url_for("jobs.show", job_id=job.id), 303)


@blueprint.get("/jobs")
def index() -> str:
    """List the jobs, the newest first."""
    kept = {"number": KEPT_JOBS, "days": KEPT_DAYS}
    return render_template("jobs.html", jobs=storage().jobs.recent(KEPT_JOBS), now=_now(), kept=kept)


@blueprint.get("/jobs/<int:job_id>")
def show(job_id: int) -> str:
    """Show how far a job is, and what failed."""
    return render_template("job.html", followed=follow_job(storage(), job_id), now=_now(), regions=wanted_regions())


@blueprint.post("/jobs/<int:job_id>/cancel")
def cancel(job_id: int) -> Response:
    """Leave what is not translated yet."""
    cancel_job(storage(), job_id)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@blueprint.post("/jobs/<int:job_id>/retry")
def retry(job_id: int) -> Response:
    """Try again what failed or was cancelled."""
    retry_job(storage(), job_id)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
