"""The report on an article: printed, signed off, with the correction for the outlet."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from annotator.domain.telling import excerpt, sentence
from annotator.services.build_report import build_report
from annotator.services.draft_correction import save_correction
from annotator.services.sign_off import sign_off, withdraw_sign_off
from annotator.web import forms
from annotator.web.state import state, storage

blueprint = Blueprint("report", __name__, url_prefix="/articles/<int:article_id>")

SHOWN_SINCE = 10  # changes since the sign-off that the page names


@blueprint.get("/report")
def show(article_id: int) -> str:
    """Show the report, with the forms that a printer leaves out."""
    report = build_report(storage(), article_id)
    since = [(event, sentence(event), excerpt(event)) for event in report.signing.since[-SHOWN_SINCE:][::-1]]
    return render_template("report.html", report=report, article=report.article, since=since)


@blueprint.post("/sign-off")
def sign(article_id: int) -> Response:
    """Sign the article off, in the version that was on the page."""
    sign_off(storage(), state().typology, article_id, forms.required("version"), forms.text("remark"))
    return _to_report(article_id)


@blueprint.post("/sign-off/withdraw")
def withdraw(article_id: int) -> Response:
    """Take the sign-off back."""
    withdraw_sign_off(storage(), article_id, forms.required("revision"))
    return _to_report(article_id)


@blueprint.post("/correction")
def correct(article_id: int) -> Response:
    """Save the correction text."""
    save_correction(storage(), article_id, forms.whole("revision"), forms.text("text"))
    return _to_report(article_id)


def _to_report(article_id: int) -> Response:
    return redirect(url_for("report.show", article_id=article_id), 303)
