"""What records hang on, looked at when an earlier state is written back: nothing may stand on what is gone by now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain.anchoring import locate
from annotator.domain.notes import Side
from annotator.domain.spans import TextQuote, occurrences
from annotator.errors import InvalidInput, NotFound
from annotator.storage.passages import span_row
from annotator.storage.records import LABELS, Records, Row


@dataclass(frozen=True, slots=True)
class _Use:
    """Records that hang on another: `query` finds those that are there and were made after the change :change."""

    query: str
    sentence: str


_NEWER = "and (select change_id from event where entity = '{0}' and entity_id = {0}.id order by id limit 1) > :change"
_USES: Mapping[str, tuple[_Use, ...]] = {
    "passage": (
        _Use(
            f"select 1 from note where passage_id = :id and deleted_at is null and state != 'suspected'"
            f" {_NEWER.format('note')}",
            "There are notes on this passage by now: delete it on its page, if that is what you want.",
        ),
        _Use(
            f"select 1 from source where passage_id = :id and deleted_at is null {_NEWER.format('source')}",
            "Original words are attached to this passage by now: delete it on its page, if that is what you want.",
        ),
    ),
    "source_document": (
        _Use(
            f"select 1 from source where source_document_id = :id and deleted_at is null {_NEWER.format('source')}",
            "Passages render this document by now: detach the original there first.",
        ),
    ),
    "note": (
        _Use(
            f"select 1 from decision where note_id = :id and deleted_at is null {_NEWER.format('decision')}",
            "An editor has decided on this note by now: it cannot be taken back any more.",
        ),
    ),
}
_PARENTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "passage": (("article", "article_id"),),
    "source": (("passage", "passage_id"), ("source_document", "source_document_id")),
    "alignment_link": (("passage", "passage_id"), ("source", "source_id")),
    "note": (("passage", "passage_id"),),
    "decision": (("note", "note_id"), ("passage", "passage_id")),
    "comment": (("note", "note_id"), ("passage", "passage_id")),
    "assignment": (("note", "note_id"), ("passage", "passage_id")),
    "sign_off": (("article", "article_id"),),
    "correction": (("article", "article_id"),),
}
_SAME_WORDS = """
select 1 from passage as other join passage as mine on mine.id = ?
where other.id != mine.id and other.article_version_id = mine.article_version_id and other.span_start = mine.span_start
  and other.span_end = mine.span_end and other.deleted_at is null and mine.deleted_at is null
"""


class Belonging:
    """Refuse with a sentence what would leave a record without what it hangs on."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def check_unused(self, entity: str, entity_id: int, change_id: int) -> None:
        """Raise `InvalidInput` where a record is deleted on which something hangs that was made after a change."""
        if not self._records.find(entity, entity_id, deleted=True)["deleted_at"]:
            return
        for use in _USES.get(entity, ()):
            if self._db.execute(use.query, {"id": entity_id, "change": change_id}).fetchone():
                raise InvalidInput(use.sentence)

    def check(self, entity: str, entity_id: int) -> None:
        """Raise `InvalidInput` where a record is there, and something that it hangs on is not."""
        row = self._records.find(entity, entity_id, deleted=True)
        if row["deleted_at"]:
            return
        for parent, column in _PARENTS.get(entity, ()):
            if row.get(column) is not None and not self._there(parent, row[column]):
                raise InvalidInput(
                    f"The {LABELS[parent]} that this {LABELS[entity]} belongs to is deleted: bring that back first."
                )
        if entity == "passage" and self._db.execute(_SAME_WORDS, [entity_id]).fetchone():
            raise InvalidInput("Another passage covers exactly these words by now: delete that one first.")

    def check_version(self, passage_id: int, values: Mapping[str, Any]) -> None:
        """Raise `InvalidInput` where a passage would go back into an older version of the text than it is in now."""
        row = self._records.find("passage", passage_id, deleted=True)
        if values.get("article_version_id", row["article_version_id"]) != row["article_version_id"]:
            raise InvalidInput(
                "The article has a newer text since, and the passage has its place there: move it by hand instead."
            )

    def fitting_source(self, values: Row) -> Row:
        """Return the values of a source with its place in the text that its document has now."""
        text = self._text(Side.SOURCE, values)
        return values if text is None else {**values, **_fitting(values, text)}

    def fitting_spans(self, spans: list[Mapping[str, Any]]) -> list[Row]:
        """Return the words of a note with their places in the texts that are there now."""
        found = []
        for span in spans:
            text = self._text(Side(span["side"]), span)
            found.append({**span, **(_fitting(span, text) if text is not None else {})})
        return found

    def _there(self, entity: str, entity_id: int) -> bool:
        try:
            self._records.find(entity, entity_id)
        except NotFound:
            return False
        return True

    def _text(self, side: Side, row: Mapping[str, Any]) -> str | None:
        """Return the text of the document that a row names; the other texts never change."""
        if side is not Side.SOURCE or row.get("source_document_id") is None:
            return None
        query = "select text from source_document where id = ?"
        found = self._db.execute(query, [row["source_document_id"]]).fetchone()
        return str(found[0]) if found else None


def _fitting(row: Mapping[str, Any], text: str) -> Row:
    if text[row["span_start"] : row["span_end"]] == row["exact"]:
        return {}
    places = occurrences(row["exact"], text)
    if len(places) == 1:
        return span_row(places[0], text)
    outcome = locate(TextQuote(row["exact"], row["prefix"], row["suffix"]), text, row["span_start"])
    if outcome.span is None:
        words = row["exact"]
        raise InvalidInput(
            f"“{words[:60]}{'…' if len(words) > 60 else ''}” has no certain place in the source document any more: "
            "correct the document first, or write these words anew."
        )
    return span_row(outcome.span, text)
