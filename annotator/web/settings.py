"""Settings: the translation models, and which of them is taken for which languages."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.errors import AnnotatorError, InvalidInput, InvalidSetting
from annotator.services.choose_engine import choose_engine
from annotator.services.list_models import list_models
from annotator.web import forms
from annotator.web.signing_in import again
from annotator.web.state import person, state

blueprint = Blueprint("settings", __name__, url_prefix="/settings")


@blueprint.get("")
def index() -> Response:
    """Lead to the first page of settings."""
    return redirect(url_for("settings.models"), 303)


@blueprint.get("/models")
def models() -> str:
    """Show the installed models, folders with faults, and what is taken for which languages."""
    return _page(saved=request.args.get("saved", ""))


@blueprint.post("/models/default")
def choose() -> Response:
    """Take an engine for a pair of languages from now on."""
    source, target = forms.line("source"), forms.line("target")
    try:
        choose_engine(state().engines, source, target, forms.line("engine"), person().name)
    except (InvalidInput, InvalidSetting) as error:
        return again(error, _page(problem=error))
    return redirect(url_for("settings.models", saved=f"{source}-{target}") + "#defaults", 303)


def _page(saved: str = "", problem: AnnotatorError | None = None) -> str:
    installed = list_models(state().engines)
    return render_template("settings_models.html", installed=installed, saved=saved, problem=problem, form=request.form)
