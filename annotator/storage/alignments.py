"""Links between words of a source and words of a rendering."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.alignments import Link
from annotator.domain.spans import Span
from annotator.storage.connection import write
from annotator.storage.records import Records, Row, now

PERSON = "person"


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A link with what it joins; `rendering_id` None means the reporter's own words.

    Offsets count in the source document and in the article version or rendering.
    """

    source_id: int
    rendering_id: int | None
    link: Link


class Alignments:
    """Read and write links. An engine's links are replaced by its next run; a person's are never touched by one."""

    def __init__(self, records: Records) -> None:
        self._db = records.db
        self._records = records

    def of_passage(self, passage_id: int) -> list[StoredLink]:
        """Return the links of a passage with every rendering, in reading order of the source."""
        rows = self._db.query(
            "select * from alignment_link where passage_id = ? and deleted_at is null order by source_start, id",
            [passage_id],
        )
        return [_stored(row) for row in rows]

    def replace_engine_links(
        self, passage_id: int, source_id: int, rendering_id: int | None, links: Sequence[Link]
    ) -> None:
        """Store what an engine found between a source and a rendering, instead of what was found before."""
        with write(self._db):
            self._db.execute(
                "delete from alignment_link where passage_id = ? and source_id = ? and rendering_id is ?"
                " and origin != ?",
                [passage_id, source_id, rendering_id, PERSON],
            )
            for link in links:
                self._insert(passage_id, StoredLink(source_id, rendering_id, link))

    def forget_engine_links(self, passage_id: int) -> None:
        """Drop what engines found for a passage whose words have changed."""
        with write(self._db):
            self._db.execute("delete from alignment_link where passage_id = ? and origin != ?", [passage_id, PERSON])

    def shift_reporter(self, passage_id: int, by: int) -> None:
        """Move the reporter's side of a passage's links by so many code points: its words are the same elsewhere."""
        with write(self._db):
            self._db.execute(
                "update alignment_link set rendering_start = rendering_start + ?, rendering_end = rendering_end + ?"
                " where passage_id = ? and rendering_id is null",
                [by, by, passage_id],
            )

    def _insert(self, passage_id: int, stored: StoredLink) -> None:
        moment, link = now(), stored.link
        self._records.insert_plain(
            "alignment_link",
            {
                "passage_id": passage_id,
                "source_id": stored.source_id,
                "rendering_id": stored.rendering_id,
                "source_start": link.source.start,
                "source_end": link.source.end,
                "rendering_start": link.rendering.start,
                "rendering_end": link.rendering.end,
                "origin": link.origin,
                "confidence": link.confidence,
                "created_at": moment,
                "updated_at": moment,
            },
        )


def _stored(row: Row) -> StoredLink:
    link = Link(
        Span(row["source_start"], row["source_end"]),
        Span(row["rendering_start"], row["rendering_end"]),
        row["origin"],
        row["confidence"],
    )
    return StoredLink(row["source_id"], row["rendering_id"], link)
