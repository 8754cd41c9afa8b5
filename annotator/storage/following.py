"""What counts in the text of a source document follows when an earlier text is written back."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from annotator.domain.anchoring import carry
from annotator.domain.notes import NoteSpan, Side
from annotator.domain.sources import SourceKind
from annotator.domain.spans import Span, quote
from annotator.domain.transcripts import Cue
from annotator.errors import InvalidInput
from annotator.storage.documents import Documents
from annotator.storage.notes import Notes
from annotator.storage.passages import span_row
from annotator.storage.records import Records, Row


class Following:
    """Carry sources, the words of notes, and timecodes."""

    def __init__(self, records: Records, notes: Notes, documents: Documents) -> None:
        self._records = records
        self._notes = notes
        self._documents = documents
        self._db = records.db

    def follow(
        self,
        document: Row,
        old: str,
        cues: Sequence[Mapping[str, Any]] | None,
        written: Container[tuple[str, int]],
    ) -> None:
        """Carry what counts in `old` to the text that `document` has now; `written` are records that were written back.

        `cues` are the timecodes of the earlier text where the history knows them. Raises `InvalidInput` where words
        that a passage renders, or a note speaks of, have no certain place.
        """
        text = document["text"]
        self._follow_cues(document["id"], old, text, cues)
        for source in self._rows("select * from source where source_document_id = ?", document["id"]):
            there = text[source["span_start"] : source["span_end"]] == source["exact"]
            if there or ("source", source["id"]) in written or source["deleted_at"]:
                continue
            whole = document["kind"] == SourceKind.PASTED
            place = Span(0, len(text)) if whole else _carried(Span(source["span_start"], source["span_end"]), old, text)
            self._records.update("source", source["id"], None, span_row(place, text))
        for row in self._rows(
            "select distinct note.id from note join note_span on note_span.note_id = note.id"
            " join passage on passage.id = note.passage_id join article on article.id = note.article_id"
            " where note_span.source_document_id = ? and note.deleted_at is null and passage.deleted_at is null"
            " and article.deleted_at is null",
            document["id"],
        ):
            if ("note", row["id"]) not in written:
                note = self._notes.get(row["id"])
                self._notes.move_spans(note, [_moved(span, document["id"], old, text) for span in note.spans])

    def _follow_cues(self, document_id: int, old: str, text: str, known: Sequence[Mapping[str, Any]] | None) -> None:
        if known is not None:
            self._documents.replace_cues(document_id, [_cue(row) for row in known])
            return
        cues = self._documents.cues(document_id)
        outcomes = carry([cue.span for cue in cues], old, text)
        kept = [replace(cue, span=found.span) for cue, found in zip(cues, outcomes, strict=True) if found.span]
        self._documents.replace_cues(document_id, kept)

    def _rows(self, query: str, document_id: int) -> list[Row]:
        return list(self._db.query(query, [document_id]))


def _cue(row: Mapping[str, Any]) -> Cue:
    return Cue(Span(row["span_start"], row["span_end"]), row["starts_at"], row["ends_at"], row["speaker"])


def _moved(span: NoteSpan, document_id: int, old: str, text: str) -> NoteSpan:
    there = text[span.span.start : span.span.end] == span.quote.exact
    if there or span.side is not Side.SOURCE or span.text_id != document_id:
        return span
    place = _carried(span.span, old, text)
    return NoteSpan(span.side, span.text_id, place, quote(place, text))


def _carried(span: Span, old: str, text: str) -> Span:
    (outcome,) = carry([span], old, text)
    if outcome.span is None:
        words = span.within(old)
        raise InvalidInput(
            f"A passage renders “{words[:60]}{'…' if len(words) > 60 else ''}”, or a note speaks of it, and it has no "
            "certain place in the earlier text: change that first."
        )
    return outcome.span
