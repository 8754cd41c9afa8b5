"""Passages of article versions."""

from typing import Any

from annotator.domain.passages import Origin, Passage, PassageDetails, PassageKind, PassageStatus
from annotator.domain.spans import Span, TextQuote, quote
from annotator.storage.records import Records, Row

BY_HAND = Origin()


class Passages:
    """Read and write passages."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def get(self, passage_id: int) -> Passage:
        """Return a passage; raises `NotFound`."""
        return _passage(self._records.find("passage", passage_id))

    def of_version(self, version_id: int) -> list[Passage]:
        """Return the passages of an article version in reading order, the longer of two that start together first."""
        rows = self._db.query(
            "select * from passage where article_version_id = ? and deleted_at is null"
            " order by span_start, span_end desc, id",
            [version_id],
        )
        return [_passage(row) for row in rows]

    def at(self, version_id: int, span: Span) -> Passage | None:
        """Return the passage that covers exactly `span`, if there is one."""
        rows = self._db.query(
            "select * from passage where article_version_id = ? and span_start = ? and span_end = ?"
            " and deleted_at is null",
            [version_id, span.start, span.end],
        )
        return next((_passage(row) for row in rows), None)

    def add(
        self,
        article_id: int,
        version_id: int,
        text: str,
        span: Span,
        details: PassageDetails,
        origin: Origin = BY_HAND,
    ) -> Passage:
        """Store a passage; `text` is that of the version and `span` lies inside it."""
        values = {
            "article_id": article_id,
            "article_version_id": version_id,
            **span_row(span, text),
            **_details_row(details),
            "reason": origin.reason,
            "confidence": origin.confidence,
            "cue_start": origin.cue.start if origin.cue else None,
            "cue_end": origin.cue.end if origin.cue else None,
            "continues": origin.continues,
        }
        return _passage(self._records.insert("passage", values, article_id=article_id))

    def edit(self, passage_id: int, revision: int | None, details: PassageDetails) -> Passage:
        """Save the details of a passage; raises `Conflict` where somebody saved in between."""
        return _passage(self._records.update("passage", passage_id, revision, _details_row(details)))

    def move(self, passage_id: int, revision: int | None, text: str, span: Span) -> Passage:
        """Give a passage another span of the same version's `text`; raises `Conflict`."""
        return _passage(self._records.update("passage", passage_id, revision, span_row(span, text)))

    def place(self, passage_id: int, version_id: int, text: str, span: Span, anchor: str) -> Passage:
        """Carry a passage to another version, whose text is `text`; `anchor` says how: anchored or moved."""
        place = {"article_version_id": version_id, **span_row(span, text), "anchor": anchor}
        cue = {"cue_start": None, "cue_end": None}  # its offsets counted in the old text
        return _passage(self._records.update("passage", passage_id, None, {**place, **cue}))

    def unplace(self, passage_id: int, anchor: str) -> Passage:
        """Leave a passage in the version it was marked in; `anchor` says why: ambiguous or gone."""
        return _passage(self._records.update("passage", passage_id, None, {"anchor": anchor}))

    def unplaced(self, article_id: int, version_id: int) -> list[Passage]:
        """Return the passages of an article that have no place in the version `version_id`, its newest."""
        rows = self._db.query(
            "select * from passage where article_id = ? and article_version_id != ? and deleted_at is null"
            " and status != 'rejected' order by article_version_id, span_start, id",
            [article_id, version_id],
        )
        return [_passage(row) for row in rows]

    def delete(self, passage_id: int, revision: int | None) -> int:
        """Delete a passage; returns the event by which that can be undone."""
        return self._records.delete("passage", passage_id, revision)


def span_row(span: Span, text: str) -> dict[str, Any]:
    """Return the columns of a span of `text` with the quote by which it is found again."""
    held = quote(span, text)
    return {
        "span_start": span.start,
        "span_end": span.end,
        "exact": held.exact,
        "prefix": held.prefix,
        "suffix": held.suffix,
    }


def _details_row(details: PassageDetails) -> dict[str, Any]:
    return {
        "kind": details.kind.value,
        "speaker": details.speaker,
        "outlet": details.outlet,
        "source_language": details.source_language,
        "attribution": details.attribution,
        "status": details.status.value,
    }


def _passage(row: Row) -> Passage:
    details = PassageDetails(
        PassageKind(row["kind"]),
        row["speaker"],
        row["outlet"],
        row["source_language"],
        row["attribution"],
        PassageStatus(row["status"]),
    )
    return Passage(
        row["id"],
        row["article_id"],
        row["article_version_id"],
        Span(row["span_start"], row["span_end"]),
        TextQuote(row["exact"], row["prefix"], row["suffix"]),
        details,
        row["revision"],
        _origin(row),
        row["anchor"],
    )


def _origin(row: Row) -> Origin:
    cue = Span(row["cue_start"], row["cue_end"]) if row["cue_start"] is not None else None
    return Origin(row["reason"], row["confidence"], cue, row["continues"])
