"""Let an engine render the original words, or put the reporter's words back into their language."""

from dataclasses import dataclass

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from annotator.domain.jobs import Job
from annotator.services.back_translate import WayBack, back_translate, way_back
from annotator.services.examine_passage import examine_passage
from annotator.services.offer_engines import Offer, offer_engines
from annotator.services.open_workbench import Workbench
from annotator.services.translate_passage import translate_passage
from annotator.web import forms
from annotator.web.state import state, storage

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
    translate_passage(storage(), state().engines, passage_id, forms.text("engine") or None)
    examine_passage(storage(), passage_id, state().engines)
    return _to_passage(passage_id)


@blueprint.post("/<int:passage_id>/back-translations")
def go_back(passage_id: int) -> Response:
    """Put the reporter's words back into the language of the original."""
    back_translate(storage(), state().engines, passage_id, forms.text("engine") or None)
    return _to_passage(passage_id)


def _to_passage(passage_id: int) -> Response:
    article_id = storage().passages.get(passage_id).article_id
    return redirect(url_for("workbench.show", article_id=article_id, passage=passage_id), 303)
