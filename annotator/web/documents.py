"""Source documents: add, list, show, correct and delete them, and find a passage's original words in one."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from annotator.domain.layout import lay_out
from annotator.domain.sources import SourceDetails, SourceKind, attached_state
from annotator.domain.spans import Span
from annotator.domain.transcripts import Transcript
from annotator.errors import InvalidInput
from annotator.exchange.source_files import fetch_source, read_pasted, read_source
from annotator.services.add_source_document import add_source_document
from annotator.services.edit_source_document import delete_source_document, edit_source_document
from annotator.services.locate_passage import attach_found, documents_for, locate_passage
from annotator.services.open_source_document import open_source_document
from annotator.services.open_workbench import open_workbench
from annotator.web import forms
from annotator.web.regions import wanted_regions
from annotator.web.state import state, storage
from annotator.web.undoing import offered_undo

blueprint = Blueprint("documents", __name__)


@blueprint.get("/sources")
def index() -> str:
    """List the source documents, all or those that are searched for."""
    asked = {name: request.args.get(name, "")[: forms.MAX_LINE] for name in ("words", "language", "kind")}
    found = storage().documents.find(words=asked["words"], language=asked["language"], kind=asked["kind"])
    return render_template(
        "sources.html",
        documents=found,
        asked=asked,
        kinds=list(SourceKind),
        regions=wanted_regions(),
        undo=offered_undo(),
    )


@blueprint.get("/sources/new")
def new() -> str:
    """Offer the ways to bring a document in; for a passage, where one is named."""
    passage_id = forms.whole_number("passage", request.args.get("passage", ""))
    passage = storage().passages.get(passage_id) if passage_id else None
    return render_template("new_source.html", passage=passage, kinds=_kinds())


@blueprint.post("/sources")
def add() -> Response:
    """Store what was pasted, uploaded or named by its URL; then show it, or look in it for the passage."""
    passage_id = forms.whole("passage")
    passage = storage().passages.get(passage_id) if passage_id else None
    kind = forms.chosen(SourceKind, "kind") if forms.text("kind") else None
    added = add_source_document(storage(), _given(), _details(""), kind, passage.article_id if passage else None)
    known = None if added.new else "yes"
    if passage:
        target = url_for("documents.locate", passage_id=passage.id, document=added.document.id, known=known)
    else:
        target = url_for("documents.show", document_id=added.document.id, known=known)
    return redirect(target, 303)


@blueprint.get("/sources/<int:document_id>")
def show(document_id: int) -> str:
    """Show a document with its turns, its timecodes, and the passages that render it."""
    return render_template(
        "source.html",
        open=open_source_document(storage(), document_id),
        known=request.args.get("known"),
        undo=offered_undo(),
        regions=wanted_regions(),
    )


@blueprint.get("/sources/<int:document_id>/edit")
def edit(document_id: int) -> str:
    """Show the form for what is known about a document."""
    return render_template("source_details.html", stored=storage().documents.get(document_id), kinds=list(SourceKind))


@blueprint.post("/sources/<int:document_id>/edit")
def save(document_id: int) -> Response:
    """Save what is known about a document, and its text."""
    kind = forms.chosen(SourceKind, "kind")
    edit_source_document(storage(), document_id, forms.required("revision"), kind, _details(forms.text("text")))
    return redirect(url_for("documents.show", document_id=document_id), 303)


@blueprint.post("/sources/<int:document_id>/delete")
def delete(document_id: int) -> Response:
    """Delete a document that no passage renders, and offer to undo it."""
    event_id = delete_source_document(storage(), document_id, forms.required("revision"))
    return redirect(url_for("documents.index", undo=event_id), 303)


@blueprint.get("/passages/<int:passage_id>/locate")
def locate(passage_id: int) -> str:
    """Show the documents to look in for a passage, or what was found in the one that is named."""
    passage = storage().passages.get(passage_id)
    bench = open_workbench(storage(), passage.article_id, passage_id)
    documents = documents_for(storage(), passage, bench.article)
    document_id = forms.whole_number("document", request.args.get("document", ""))
    here = [entry.id for entry in documents if entry.here]
    if document_id is None and len(here) == 1 and "choose" not in request.args:
        document_id = here[0]
    found = None
    if document_id is not None:
        found = locate_passage(storage(), state().readings, state().engines, passage_id, document_id)
    regions = wanted_regions()
    return render_template(
        "workbench.html",
        bench=bench,
        desk=bench.desk,
        article=bench.article,
        paragraphs=lay_out(bench.article.text, bench.passages, None) if not regions or "article" in regions else [],
        engines=(),
        regions=regions,
        undo=None,
        locating=found,
        documents=documents,
        same_text=request.args.get("known"),
        attached=attached_state(bench.desk.sources) if bench.desk else "",
    )


@blueprint.post("/passages/<int:passage_id>/locate")
def choose(passage_id: int) -> Response:
    """Attach the words that were chosen, and go back to work on the passage."""
    span = Span(forms.required("start"), forms.required("end"))
    document_id, revision = forms.required("document"), forms.required("revision")
    attach_found(storage(), passage_id, document_id, span, revision, forms.line("attached"))
    article_id = storage().passages.get(passage_id).article_id
    return redirect(url_for("workbench.show", article_id=article_id, passage=passage_id), 303)


def _kinds() -> list[SourceKind]:
    return [kind for kind in SourceKind if kind is not SourceKind.PASTED]


def _details(text: str) -> SourceDetails:
    return SourceDetails(
        text,
        forms.line("language"),
        forms.line("title"),
        forms.line("url"),
        forms.day("published_on"),
        relay=forms.checked("relay"),
        back_translated=forms.checked("back_translated"),
    )


def _given() -> Transcript:
    upload = request.files.get("file")
    if upload and upload.filename:
        return read_source(upload.read(), upload.filename, upload.content_type or "")
    if forms.text("text").strip():
        return read_pasted(forms.text("text"))
    if forms.text("fetch").strip():
        return fetch_source(forms.text("fetch").strip())
    raise InvalidInput("There is nothing to add yet: paste a text, choose a file or give a web address.")
