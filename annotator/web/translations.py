"""Let an engine render the original words, or put the reporter's words back into their language."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.jobs import Job
from annotator.services.back_translate import WayBack, back_translate, languages, way_back
from annotator.services.examine_passage import examine_passage
from annotator.services.load_engine import load_engine, look_at_loading
from annotator.services.offer_engines import Offer, offer_engines
from annotator.services.open_workbench import Workbench
from annotator.services.translate_passage import ask, translate_passage
from annotator.web import forms
from annotator.web.regions import wanted_regions
from annotator.web.state import state, storage

PATIENCE = 3.0  # seconds that a form without a script waits for a model before it is told that it is being loaded

blueprint = Blueprint("translations", __name__, url_prefix="/passages")


@dataclass(frozen=True, slots=True)
class Translating:
    """What a workbench offers: engines for the passage in work, or for all passages, the way back, and the last job."""

    offer: Offer | None
    back: WayBack | None = None
    job: Job | None = None


def translating(bench: Workbench) -> Translating:
    """Return what the workbench offers; nothing is translated by that."""
    engines, desk, article = state().engines, bench.desk, bench.article
    if desk is None:
        pairs = storage().jobs.pairs(article.id)
        return Translating(offer_engines(engines, pairs) if pairs else None, job=storage().jobs.newest(article.id))
    pairs = [(source.document.details.language, article.details.language) for source in desk.sources[:1]]
    return Translating(offer_engines(engines, pairs) if pairs else None, way_back(storage(), engines, desk.passage))


@blueprint.post("/<int:passage_id>/renderings")
def add(passage_id: int) -> Response:
    """Translate the source of a passage with the chosen engine, or with the one that is there."""
    if _is_loading(passage_id, back=False):
        return _to_waiting(passage_id, back=False)
    translate_passage(storage(), state().engines, passage_id, forms.text("engine") or None)
    examine_passage(storage(), passage_id, state().engines)
    return _to_passage(passage_id)


@blueprint.post("/<int:passage_id>/back-translations")
def go_back(passage_id: int) -> Response:
    """Put the reporter's words back into the language of the original."""
    if _is_loading(passage_id, back=True):
        return _to_waiting(passage_id, back=True)
    back_translate(storage(), state().engines, passage_id, forms.text("engine") or None)
    return _to_passage(passage_id)


@blueprint.get("/<int:passage_id>/loading")
def loading(passage_id: int) -> str:
    """Show how far the model is that a form waits for, and where it is there, the form again."""
    back, engine = bool(request.args.get("back")), request.args.get("engine", "")
    passage = storage().passages.get(passage_id)
    return render_template(
        "loading.html",
        loading=look_at_loading(state().engines, *_pair(passage_id, back), engine or None),
        passage=passage,
        article=storage().articles.get(passage.article_id),
        action=url_for("translations.go_back" if back else "translations.add", passage_id=passage_id),
        here=url_for("translations.loading", passage_id=passage_id, engine=engine, back="1" if back else None),
        engine=engine,
        back=back,
        regions=wanted_regions(),
    )


def _is_loading(passage_id: int, *, back: bool) -> bool:
    """Return whether the model has to be waited for; a script waits by itself, and says what for on the button."""
    if wanted_regions():
        return False
    return not load_engine(state().engines, *_pair(passage_id, back), forms.text("engine") or None, PATIENCE)


def _to_waiting(passage_id: int, *, back: bool) -> Response:
    engine = forms.text("engine") or None
    where = url_for("translations.loading", passage_id=passage_id, engine=engine, back="1" if back else None)
    return redirect(where, 303)


def _pair(passage_id: int, back: bool) -> tuple[str, str]:
    if back:
        spoken, written = languages(storage(), storage().passages.get(passage_id))
        return written, spoken
    asked = ask(storage(), passage_id)
    return asked.source, asked.target


def _to_passage(passage_id: int) -> Response:
    article_id = storage().passages.get(passage_id).article_id
    return redirect(url_for("workbench.show", article_id=article_id, passage=passage_id), 303)
