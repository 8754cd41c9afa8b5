"""Source documents as works of their own: the list, the page of one, timecodes, and a text that was corrected."""

from collections.abc import Sequence
from typing import Any

from annotator.domain.documents import DocumentEntry, StoredDocument, Use
from annotator.domain.notes import Side
from annotator.domain.sources import SourceDetails, SourceDocument, SourceKind
from annotator.domain.spans import Span
from annotator.domain.transcripts import Cue
from annotator.storage.connection import write
from annotator.storage.folding import Folded, Pieces, excerpt, folded_query
from annotator.storage.passages import span_row
from annotator.storage.records import Records, Row, day
from annotator.storage.search import SNIPPET, pieces, prefix_query, whole
from annotator.storage.sources import Sources, document_of_row

_ENTRIES = """
select document.id, document.kind, document.title, document.language, document.url, document.published_on,
    document.relay, document.back_translated, length(document.text) as characters,
    (select count(*) from source_cue where source_document_id = document.id) as cues,
    (select count(distinct source.passage_id) from source
     join passage on passage.id = source.passage_id and passage.deleted_at is null
     where source.source_document_id = document.id and source.deleted_at is null) as passages,
    exists (select 1 from source join passage on passage.id = source.passage_id
     where source.source_document_id = document.id and source.deleted_at is null and passage.article_id = :article)
    or exists (select 1 from event where entity = 'source_document' and entity_id = document.id
     and article_id = :article) as here, {snippet}
from source_document as document {joined}
where document.deleted_at is null and (:kind = '' or document.kind = :kind)
    and (:kind != '' or document.kind != 'pasted')
    and (:language = '' or document.language = :language) {matching}
order by here desc, {rank}, document.created_at desc, document.id desc
"""
_USES = """
select source.id, source.passage_id, source.span_start, source.span_end, passage.article_id, passage.exact,
    article.title, article.language
from source join passage on passage.id = source.passage_id join article on article.id = passage.article_id
where source.source_document_id = ? and source.deleted_at is null and passage.deleted_at is null
    and article.deleted_at is null
order by source.span_start, source.id
"""


class Documents:
    """Read and write source documents, their cues, and what else counts in their text."""

    def __init__(self, records: Records, sources: Sources) -> None:
        self._records = records
        self._sources = sources
        self._db = records.db

    def find(
        self, *, words: str = "", language: str = "", kind: str = "", article_id: int | None = None
    ) -> list[DocumentEntry]:
        """Return the documents that hold all `words`, those of the article first; pasted words only where asked for."""
        folded = folded_query(words)
        query = prefix_query(folded.rest if folded else words)
        if words.strip() and not query and not folded:
            return []
        named = {"words": query, "language": language, "kind": kind, "article": article_id}
        if folded:
            named |= folded.named()
        rows = self._db.query(_entries(query, folded), named)
        return [
            _entry(row, excerpt(row["snippet"], folded.parts) if folded else pieces(row["snippet"])) for row in rows
        ]

    def get(self, document_id: int) -> StoredDocument:
        """Return a document with its cues and the passages that render it; raises `NotFound`."""
        row = self._records.find("source_document", document_id)
        return StoredDocument(
            document_of_row(row), self.cues(document_id), self.uses(document_id), tuple(row["remarks"].splitlines())
        )

    def with_text(self, text: str) -> SourceDocument | None:
        """Return the document whose text is canonical `text`; None where only pasted words are the same, or nothing."""
        rows = self._db.query(
            "select * from source_document where deleted_at is null and kind != 'pasted' and text = ? order by id",
            [text],
        )
        return next((document_of_row(row) for row in rows), None)

    def add(
        self,
        kind: SourceKind,
        details: SourceDetails,
        cues: Sequence[Cue],
        remarks: Sequence[str],
        *,
        article_id: int | None,
    ) -> SourceDocument:
        """Store a document with canonical text and its cues."""
        with write(self._db):
            document = self._sources.add_document(kind, details, article_id=article_id, remarks=remarks)
            self._insert_cues(document.id, cues)
            return document

    def describe(
        self, document_id: int, revision: int | None, kind: SourceKind, details: SourceDetails
    ) -> SourceDocument:
        """Save what is known about a document, and its text; raises `Conflict` where somebody saved in between."""
        return self._sources.edit_document(document_id, revision, details, kind=kind)

    def delete(self, document_id: int, revision: int | None) -> int:
        """Delete a document; returns the event by which that can be undone."""
        return self._records.delete("source_document", document_id, revision)

    def cues(self, document_id: int) -> list[Cue]:
        """Return the cues of a document in order of its text."""
        rows = self._db.query(
            "select * from source_cue where source_document_id = ? order by span_start, id", [document_id]
        )
        return [
            Cue(Span(row["span_start"], row["span_end"]), row["starts_at"], row["ends_at"], row["speaker"])
            for row in rows
        ]

    def replace_cues(self, document_id: int, cues: Sequence[Cue]) -> None:
        """Store other cues instead of those that are there, because the text is another.

        The history keeps both, as a part of the document, so that a text that is written back gets its own again.
        """
        with write(self._db):
            before = self.cues(document_id)
            if list(cues) == before:
                return
            self._db.execute("delete from source_cue where source_document_id = ?", [document_id])
            self._insert_cues(document_id, cues)
            row = self._records.find("source_document", document_id, deleted=True)
            article_id = self._records.article_of("source_document", document_id)
            old, new = ({**_named(row), "cues": _cue_rows(each)} for each in (before, cues))
            self._records.record("update", "source_document", document_id, article_id, before=old, after=new)

    def uses(self, document_id: int) -> list[Use]:
        """Return the passages that render the document, in order of its text."""
        return [_use(row) for row in self._db.query(_USES, [document_id])]

    def note_spans(self, document_id: int) -> list[tuple[int, Span]]:
        """Return (id, span) of the words of the document that notes speak of, those of deleted notes included."""
        rows = self._db.query(
            "select id, span_start, span_end from note_span where side = ? and source_document_id = ?",
            [Side.SOURCE.value, document_id],
        )
        return [(row["id"], Span(row["span_start"], row["span_end"])) for row in rows]

    def move_note_span(self, note_span_id: int, text: str, span: Span) -> None:
        """Give words that a note speaks of their place in the corrected text."""
        values = span_row(span, text)
        columns = ", ".join(f"{name} = ?" for name in values)
        with write(self._db):
            self._db.execute(f"update note_span set {columns} where id = ?", [*values.values(), note_span_id])

    def _insert_cues(self, document_id: int, cues: Sequence[Cue]) -> None:
        rows = [(document_id, cue.span.start, cue.span.end, cue.starts_at, cue.ends_at, cue.speaker) for cue in cues]
        self._db.conn.executemany(
            "insert into source_cue (source_document_id, span_start, span_end, starts_at, ends_at, speaker)"
            " values (?, ?, ?, ?, ?, ?)",
            rows,
        )


def _named(row: Row) -> Row:
    return {name: row[name] for name in ("id", "revision", "deleted_at")}


def _cue_rows(cues: Sequence[Cue]) -> list[Row]:
    return [
        {
            "span_start": cue.span.start,
            "span_end": cue.span.end,
            "starts_at": cue.starts_at,
            "ends_at": cue.ends_at,
            "speaker": cue.speaker,
        }
        for cue in cues
    ]


def _entries(query: str, folded: Folded | None) -> str:
    if folded is None and not query:
        return _ENTRIES.format(snippet="'' as snippet", joined="", matching="", rank="document.published_on desc")
    index = "source_document_folded" if folded else "source_document_fts"
    return _ENTRIES.format(
        snippet=whole("source_document", "document") if folded else SNIPPET.format(table="source_document"),
        joined=f"join {index} on {index}.rowid = document.id",
        matching=f"and {folded.condition('source_document') if folded else f'{index} match :words'}",
        rank="document.published_on desc" if folded else "rank",
    )


def _snippet(row: Row, folded: Folded | None) -> Pieces:
    return excerpt(row["snippet"], folded.parts) if folded else pieces(row["snippet"])


def _entry(row: Row, snippet: Pieces) -> DocumentEntry:
    return DocumentEntry(
        row["id"],
        SourceKind(row["kind"]),
        row["title"],
        row["language"],
        row["url"],
        day(row["published_on"]),
        bool(row["relay"]),
        bool(row["back_translated"]),
        row["characters"],
        row["cues"],
        row["passages"],
        bool(row["here"]),
        snippet,
    )


def _use(row: dict[str, Any]) -> Use:
    return Use(
        row["id"],
        row["passage_id"],
        row["article_id"],
        row["title"],
        row["language"],
        row["exact"],
        Span(row["span_start"], row["span_end"]),
    )
