"""Notes and the words they speak of."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotator.domain.notes import Note, NoteDetails, NoteSpan, NoteState, Side
from annotator.domain.spans import Span, TextQuote
from annotator.storage.connection import write
from annotator.storage.records import Records, Row, moment, now

_TEXT_COLUMN = {
    Side.SOURCE: "source_document_id",
    Side.REPORTER: "article_version_id",
    Side.MACHINE: "rendering_id",
}
_SIDES = list(Side)


class Notes:
    """Read and write notes. An event holds the note with its spans, so that an undo brings both back."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def get(self, note_id: int) -> Note:
        """Return a note; raises `NotFound`."""
        row = self._records.find("note", note_id)
        return _note(row, self._spans([note_id]).get(note_id, []))

    def of_passage(self, passage_id: int) -> list[Note]:
        """Return the notes of a passage, oldest first."""
        return self._read("passage_id = ?", passage_id)

    def of_article(self, article_id: int) -> list[Note]:
        """Return the notes of an article, oldest first."""
        return self._read("article_id = ?", article_id)

    def add(
        self,
        passage_id: int,
        article_id: int,
        details: NoteDetails,
        spans: Sequence[NoteSpan],
        *,
        origin: str,
        state: NoteState,
        confidence: float | None = None,
    ) -> Note:
        """Store a note on `spans`, written by the actor of this connection; `confidence` is a detector's, 0 to 1."""
        values = {
            "passage_id": passage_id,
            "article_id": article_id,
            **_details_row(details),
            "state": state.value,
            "origin": origin,
            "author": self._records.actor,
            "confidence": confidence,
        }
        spans = _ordered(spans)
        with write(self._db):
            row = self._records.insert_unrecorded("note", values)
            self._write_spans(row["id"], spans)
            after = _with_spans(row, spans)
            self._records.record("create", "note", row["id"], article_id, before=None, after=after)
        return _note(row, spans)

    def edit(
        self, note_id: int, revision: int | None, details: NoteDetails, spans: Sequence[NoteSpan] | None = None
    ) -> Note:
        """Save a note, and its spans unless they are None; raises `Conflict` where somebody saved in between."""
        return self._change(note_id, revision, _details_row(details), spans)

    def renew(
        self, note_id: int, details: NoteDetails, spans: Sequence[NoteSpan], *, origin: str, confidence: float
    ) -> Note:
        """Let a detector's note say what the detector finds by now; raises `NotFound`."""
        changes = {**_details_row(details), "origin": origin, "confidence": confidence}
        return self._change(note_id, None, changes, spans)

    def move_spans(self, note: Note, spans: Sequence[NoteSpan]) -> Note:
        """Carry the words of a note to another version of the text they are in."""
        return self._change(note.id, None, {}, spans)

    def set_state(self, note_id: int, state: NoteState, revision: int | None = None, rejection: str = "") -> Note:
        """Move a note to another state; raises `Conflict` where `revision` is named and stale.

        `rejection` is why it is rejected, and goes with that state.
        """
        return self._change(note_id, revision, {"state": state.value, "rejection": rejection}, None)

    def explain_rejection(self, note_id: int, revision: int | None, reason: str) -> Note:
        """Say why a note was rejected, "" for no reason; raises `Conflict` where `revision` is named and stale."""
        return self._change(note_id, revision, {"rejection": reason}, None)

    def verdicts(self) -> dict[str, Counter[NoteState]]:
        """Return for each detector how many of its notes stand in which state, deleted ones aside."""
        rows = self._db.query(
            "select origin, state, count(*) as number from note where origin != 'person' and deleted_at is null"
            " group by origin, state order by origin"
        )
        counts: dict[str, Counter[NoteState]] = {}
        for row in rows:
            counts.setdefault(row["origin"], Counter())[NoteState(row["state"])] = row["number"]
        return counts

    def delete(self, note_id: int, revision: int | None) -> int:
        """Delete a note; returns the event by which that can be undone."""
        with write(self._db):
            before = self._records.find("note", note_id)
            self._records.guard("note", before, revision, {})
            spans = self._spans([note_id]).get(note_id, [])
            after = self._records.change_unrecorded("note", before, {"deleted_at": now()})
            self._record("delete", before, after, spans, spans)
            return self._records.last_event("note", note_id)

    def span_rows(self, note_id: int) -> list[Row]:
        """Return the words of a note as the history keeps them, those of a deleted note too."""
        return [_span_row(span) for span in self._spans([note_id]).get(note_id, [])]

    def put_back(self, note_id: int, expected: int, values: Mapping[str, Any]) -> None:
        """Bring back an earlier state, as an event holds it, with its spans; raises `Conflict`."""
        fields = {name: value for name, value in values.items() if name != "spans"}
        spans = [_span(span) for span in values.get("spans", [])]
        old_spans = self._spans([note_id]).get(note_id, [])
        before, after = self._records.put_back("note", note_id, expected, fields)
        self._replace_spans(note_id, spans)
        self._record("undo", before, after, old_spans, spans)

    def _change(
        self, note_id: int, revision: int | None, changes: Mapping[str, Any], spans: Sequence[NoteSpan] | None
    ) -> Note:
        with write(self._db):
            before = self._records.find("note", note_id)
            old_spans = self._spans([note_id]).get(note_id, [])
            new_spans = old_spans if spans is None else _ordered(spans)
            if new_spans == old_spans and all(before[name] == value for name, value in changes.items()):
                return _note(before, old_spans)
            self._records.guard("note", before, revision, changes)
            after = self._records.change_unrecorded("note", before, changes)
            if new_spans != old_spans:
                self._replace_spans(note_id, new_spans)
            self._record("update", before, after, old_spans, new_spans)
            return _note(after, new_spans)

    def _record(
        self, action: str, before: Row, after: Row, old_spans: Sequence[NoteSpan], new_spans: Sequence[NoteSpan]
    ) -> None:
        self._records.record(
            action,
            "note",
            before["id"],
            before["article_id"],
            before=_with_spans(before, old_spans),
            after=_with_spans(after, new_spans),
        )

    def _read(self, condition: str, value: int) -> list[Note]:
        query = (
            "select note.* from note join passage on passage.id = note.passage_id"
            f" where note.{condition} and note.deleted_at is null and passage.deleted_at is null order by note.id"
        )
        rows = list(self._db.query(query, [value]))
        spans = self._spans([row["id"] for row in rows])
        return [_note(row, spans.get(row["id"], [])) for row in rows]

    def _spans(self, note_ids: Sequence[int]) -> dict[int, list[NoteSpan]]:
        places = ", ".join("?" for _ in note_ids)
        query = f"select * from note_span where note_id in ({places}) order by id"
        found: dict[int, list[NoteSpan]] = {}
        for row in self._db.query(query, list(note_ids)):
            found.setdefault(row["note_id"], []).append(_span(row))
        return {note_id: _ordered(spans) for note_id, spans in found.items()}

    def _replace_spans(self, note_id: int, spans: Iterable[NoteSpan]) -> None:
        self._db.execute("delete from note_span where note_id = ?", [note_id])
        self._write_spans(note_id, spans)

    def _write_spans(self, note_id: int, spans: Iterable[NoteSpan]) -> None:
        for span in spans:
            self._records.insert_plain("note_span", {"note_id": note_id, **_span_row(span)})


def _ordered(spans: Iterable[NoteSpan]) -> list[NoteSpan]:
    """Return the spans in the order of the rows on the page: source, reporter, machine."""
    return sorted(spans, key=lambda words: (_SIDES.index(words.side), words.span))


def _details_row(details: NoteDetails) -> dict[str, Any]:
    return {"category": details.category, "severity": details.severity, "text": details.text}


def _span_row(span: NoteSpan) -> dict[str, Any]:
    return {
        "side": span.side.value,
        _TEXT_COLUMN[span.side]: span.text_id,
        "span_start": span.span.start,
        "span_end": span.span.end,
        "exact": span.quote.exact,
        "prefix": span.quote.prefix,
        "suffix": span.quote.suffix,
    }


def _with_spans(row: Row, spans: Sequence[NoteSpan]) -> Row:
    return {**row, "spans": [_span_row(span) for span in spans]}


def _span(row: Mapping[str, Any]) -> NoteSpan:
    side = Side(row["side"])
    quote = TextQuote(row["exact"], row["prefix"], row["suffix"])
    return NoteSpan(side, row[_TEXT_COLUMN[side]], Span(row["span_start"], row["span_end"]), quote)


def _note(row: Row, spans: Sequence[NoteSpan]) -> Note:
    return Note(
        row["id"],
        row["passage_id"],
        row["article_id"],
        NoteDetails(row["category"], row["severity"], row["text"]),
        list(spans),
        NoteState(row["state"]),
        row["origin"],
        row["author"],
        moment(row["created_at"]),
        row["revision"],
        row["confidence"],
        row["rejection"],
    )
