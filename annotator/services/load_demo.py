"""Load the demo: one invented story with its sources, a translator's notes and an editor's decision."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotator import resources
from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import NoteDetails, Side
from annotator.domain.passages import Passage, PassageDetails, PassageKind
from annotator.domain.sources import SourceDetails, SourceDocument, SourceKind
from annotator.domain.spans import occurrences
from annotator.domain.text import canonical
from annotator.domain.typology import Typology
from annotator.services.decide import decide
from annotator.services.mark_passage import mark_quote
from annotator.services.write_note import find_words, write_note
from annotator.storage import Storage

Table = Mapping[str, Any]  # a table of the demo file


def load_demo(database: Path, typology: Typology) -> Article:
    """Store the demo in a prepared database, under the names of its translator and editor; returns the article.

    Where its article is there already, it is left as it is, or brought back where it was deleted.
    """
    demo, text = _demo(), demo_text()
    with Storage(database, demo["people"]["translator"]) as translator, translator.write():
        known = translator.articles.with_text(text)
        if known:
            return known
        article = translator.articles.add(_article_details(demo["article"]), text)
        documents = {entry["id"]: _add_document(translator, article, entry) for entry in demo["documents"]}
        passages = [_add_passage(translator, article, entry, documents) for entry in demo["passages"]]
        notes = [
            _add_note(translator, typology, passage, note)
            for passage, entry in zip(passages, demo["passages"], strict=True)
            for note in entry.get("notes", [])
        ]
    with Storage(database, demo["people"]["editor"]) as editor:
        for note_id, decision in notes:
            if decision:
                details = DecisionDetails(Verdict(decision["verdict"]), decision["wording"], decision["reason"])
                decide(editor, note_id, None, details)
        return editor.articles.get(article.id)


def demo_text() -> str:
    """Return the canonical text of the demo's article, by which it is found again in a library."""
    return canonical((resources.folder("demo") / _demo()["article"]["file"]).read_text(encoding="utf-8"))


def _demo() -> Table:
    return tomllib.loads((resources.folder("demo") / "demo.toml").read_text(encoding="utf-8"))


def _article_details(entry: Table) -> ArticleDetails:
    return ArticleDetails(
        entry["title"], entry["outlet"], entry["byline"], entry["language"], entry["url"], entry["published_on"]
    )


def _add_document(storage: Storage, article: Article, entry: Table) -> SourceDocument:
    details = SourceDetails(
        canonical(entry["text"]),
        entry["language"],
        entry["title"],
        entry["url"],
        entry["date"],
        relay=entry["relay"],
    )
    return storage.sources.add_document(SourceKind.TRANSCRIPT, details, article_id=article.id)


def _add_passage(storage: Storage, article: Article, entry: Table, documents: Mapping[str, SourceDocument]) -> Passage:
    details = PassageDetails(
        PassageKind(entry["kind"]),
        entry["speaker"],
        entry["outlet_quoted"],
        entry["source_language"],
        entry["attribution"],
    )
    passage = mark_quote(storage, article.id, entry["quote"], entry.get("occurrence"), details)
    document = documents[entry["document"]]
    (span,) = occurrences(canonical(entry["source"]), document.details.text)
    storage.sources.attach(passage.id, document, span, article_id=article.id, position=0)
    return passage


def _add_note(storage: Storage, typology: Typology, passage: Passage, entry: Table) -> tuple[int, Table | None]:
    written = {side: entry.get(side.value, "") for side in (Side.SOURCE, Side.REPORTER)}
    marked = find_words(storage, passage.id, written)
    details = NoteDetails(entry["category"], entry["severity"], entry["text"])
    return write_note(storage, typology, passage.id, details, marked).id, entry.get("decision")
