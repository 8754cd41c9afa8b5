"""Source documents, and the spans of them that passages render."""

from collections.abc import Sequence
from typing import Any

from annotator.domain.sources import Source, SourceDetails, SourceDocument, SourceKind
from annotator.domain.spans import Span, TextQuote
from annotator.storage.connection import write
from annotator.storage.passages import span_row
from annotator.storage.records import Records, Row, day

_JOINED = """
select source.id, source.passage_id, source.position, source.span_start, source.span_end,
    source.exact, source.prefix, source.suffix, source.revision,
    document.id as document_id, document.kind, document.title, document.language, document.text, document.url,
    document.published_on, document.relay, document.back_translated, document.revision as document_revision
from source join source_document as document on document.id = source.source_document_id
where source.deleted_at is null and document.deleted_at is null
"""


class Sources:
    """Read and write source documents and sources."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def of_passage(self, passage_id: int) -> list[Source]:
        """Return the sources of a passage in order; [] where nothing is attached yet."""
        query = _JOINED + " and source.passage_id = ? order by source.position, source.id"
        return [_source(row) for row in self._db.query(query, [passage_id])]

    def of_article(self, article_id: int) -> dict[int, list[Source]]:
        """Return the sources of all passages of an article, by passage."""
        query = (
            _JOINED
            + " and source.passage_id in (select id from passage where article_id = ?) order by position, source.id"
        )
        found: dict[int, list[Source]] = {}
        for row in self._db.query(query, [article_id]):
            found.setdefault(row["passage_id"], []).append(_source(row))
        return found

    def add_document(
        self, kind: SourceKind, details: SourceDetails, *, article_id: int | None, remarks: Sequence[str] = ()
    ) -> SourceDocument:
        """Store a source document with canonical text; `remarks` say how it was read."""
        values = {"kind": kind.value, **_details_row(details), "remarks": "\n".join(remarks)}
        return document_of_row(self._records.insert("source_document", values, article_id=article_id))

    def edit_document(
        self, document_id: int, revision: int | None, details: SourceDetails, *, kind: SourceKind | None = None
    ) -> SourceDocument:
        """Save a source document, of another `kind` if one is given; raises `Conflict` where somebody saved before."""
        changes = {**_details_row(details), **({"kind": kind.value} if kind else {})}
        return document_of_row(self._records.update("source_document", document_id, revision, changes))

    def attach(self, passage_id: int, document: SourceDocument, span: Span, *, article_id: int, position: int) -> None:
        """Say that a passage renders `span` of `document`."""
        values = {
            "passage_id": passage_id,
            "source_document_id": document.id,
            "position": position,
            **span_row(span, document.details.text),
        }
        self._records.insert("source", values, article_id=article_id)

    def move(self, source_id: int, text: str, span: Span) -> None:
        """Give a source another span of its document's `text`."""
        self._records.update("source", source_id, None, span_row(span, text))

    def detach(self, source_id: int) -> int:
        """Take a source away from its passage; returns the event by which that can be undone."""
        with write(self._db):
            return self._records.delete("source", source_id, None)

    def shared(self, document_id: int) -> bool:
        """Return whether more than one passage renders the document."""
        (count,) = self._db.execute(
            "select count(distinct passage_id) from source where source_document_id = ? and deleted_at is null",
            [document_id],
        ).fetchone()
        return int(count) > 1


def _details_row(details: SourceDetails) -> dict[str, Any]:
    return {
        "title": details.title,
        "language": details.language,
        "text": details.text,
        "url": details.url,
        "published_on": details.published_on.isoformat() if details.published_on else None,
        "relay": int(details.relay),
        "back_translated": int(details.back_translated),
    }


def document_of_row(row: Row) -> SourceDocument:
    """Return the document of a row of its table."""
    details = SourceDetails(
        row["text"],
        row["language"],
        row["title"],
        row["url"],
        day(row["published_on"]),
        bool(row["relay"]),
        bool(row["back_translated"]),
    )
    return SourceDocument(row["id"], SourceKind(row["kind"]), details, row["revision"])


def _source(row: Row) -> Source:
    document = document_of_row({**row, "id": row["document_id"], "revision": row["document_revision"]})
    return Source(
        row["id"],
        row["passage_id"],
        document,
        Span(row["span_start"], row["span_end"]),
        TextQuote(row["exact"], row["prefix"], row["suffix"]),
        row["position"],
        row["revision"],
    )
