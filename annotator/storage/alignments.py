"""Links between words of a source and words of a rendering: automatic ones, and what people say of them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.alignments import Link
from annotator.domain.linking.rulings import Ruling, RulingKind, Spans, words_of
from annotator.domain.spans import Span
from annotator.domain.text import content_hash
from annotator.storage.connection import write
from annotator.storage.records import Records, Row, now


@dataclass(frozen=True, slots=True)
class Texts:
    """What is aligned: the words of a source and of a rendering of it; `rendering_id` None means the reporter's own."""

    passage_id: int
    article_id: int
    source_id: int
    rendering_id: int | None
    source: str
    rendering: str

    @property
    def hash(self) -> str:
        """The hash by which links of these very texts are found."""
        return content_hash(f"{self.source}\0{self.rendering}")


@dataclass(frozen=True, slots=True)
class StoredLinks:
    """What one aligner or engine found between a source and a rendering with the texts of that hash."""

    source_id: int
    rendering_id: int | None
    texts_hash: str
    signature: str
    complete: bool
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StoredRuling:
    """A ruling with what it is on, and the words it was made on: other words there now mean that nobody carried it."""

    source_id: int
    rendering_id: int | None
    ruling: Ruling
    words: tuple[str, str]

    def on(self, texts: Texts) -> Ruling:
        """Return the ruling as it stands in `texts`; one whose words are others by now is to be checked again."""
        ruling = self.ruling
        source, rendering = _inside(ruling.source, texts.source), _inside(ruling.rendering, texts.rendering)
        words = words_of(source, texts.source), words_of(rendering, texts.rendering)
        if words == self.words:
            return ruling
        return replace(ruling, source=source, rendering=rendering, check_again=True, earlier=self.words)


class Alignments:
    """Read and write links. Automatic ones belong to texts and are replaced by the next run; rulings have a history."""

    def __init__(self, records: Records) -> None:
        self._db = records.db
        self._records = records

    def automatic(self, passage_id: int) -> list[StoredLinks]:
        """Return what aligners and engines found for a passage, with whatever texts, the newest first."""
        rows = self._db.query("select * from automatic_link where passage_id = ? order by id desc", [passage_id])
        found: dict[tuple[int, int | None, str, str, int], list[Link]] = {}
        for row in rows:
            key = row["source_id"], row["rendering_id"], row["texts_hash"], row["signature"], row["complete"]
            found.setdefault(key, []).append(_link(row))
        return [
            StoredLinks(source, rendering, texts, signature, bool(complete), tuple(sorted(links)))
            for (source, rendering, texts, signature, complete), links in found.items()
        ]

    def keep(self, texts: Texts, signature: str, links: Sequence[Link], *, complete: bool = True) -> None:
        """Store what the aligner or engine of that signature found, instead of what it found in these texts before.

        Of what was found in other texts only the newest stays: it is what an undo brings back.
        """
        pair = [texts.passage_id, texts.source_id, texts.rendering_id]
        where = "passage_id = ? and source_id = ? and rendering_id is ?"
        family = signature.partition("|")[0]
        with write(self._db):
            self._db.execute(
                f"delete from automatic_link where {where} and texts_hash = ? and signature like ?",
                [*pair, texts.hash, f"{family}|%"],
            )
            self._db.execute(
                f"delete from automatic_link where {where} and texts_hash not in ("
                f" select texts_hash from automatic_link where {where} order by id desc limit 1)",
                [*pair, *pair],
            )
            for link in links:
                self._records.insert_plain("automatic_link", _link_row(texts, signature, link, complete=complete))

    def rulings(self, passage_id: int) -> list[StoredRuling]:
        """Return what people say of the words of a passage, oldest first."""
        rows = self._db.query(
            "select * from alignment_link where passage_id = ? and deleted_at is null order by id", [passage_id]
        )
        return [_ruling(row) for row in rows]

    def replace_rulings(self, texts: Texts, before: Sequence[Ruling], after: Sequence[Ruling]) -> None:
        """Store the rulings `after` instead of those `before`, by their ids, and record what changes."""
        known = {ruling.id: ruling for ruling in before}
        kept = {ruling.id for ruling in after}
        with write(self._db):
            for ruling in before:
                if ruling.id is not None and ruling.id not in kept:
                    self._records.delete("alignment_link", ruling.id, None)
            for ruling in after:
                if ruling.id is None:
                    self._insert(texts, ruling)
                elif known.get(ruling.id) != ruling:
                    self._records.update("alignment_link", ruling.id, None, _ruling_row(texts, ruling))

    def revision(self, passage_id: int) -> int:
        """Return a number that every change of a ruling on a passage raises; 0 where nobody ever made one."""
        (total,) = self._db.execute(
            "select coalesce(sum(revision), 0) from alignment_link where passage_id = ?", [passage_id]
        ).fetchone()
        return int(total)

    def _insert(self, texts: Texts, ruling: Ruling) -> None:
        values = {
            "passage_id": texts.passage_id,
            "rendering_id": texts.rendering_id,
            "author": self._records.actor,
            **_ruling_row(texts, ruling),
        }
        self._records.insert("alignment_link", values, article_id=texts.article_id)


def _inside(spans: Spans, text: str) -> Spans:
    return tuple(span for span in spans if span.end <= len(text))


def _link_row(texts: Texts, signature: str, link: Link, *, complete: bool) -> Row:
    return {
        "passage_id": texts.passage_id,
        "source_id": texts.source_id,
        "rendering_id": texts.rendering_id,
        "texts_hash": texts.hash,
        "signature": signature,
        "complete": int(complete),
        "source_start": link.source.start,
        "source_end": link.source.end,
        "rendering_start": link.rendering.start,
        "rendering_end": link.rendering.end,
        "origin": link.origin,
        "confidence": link.confidence,
        "created_at": now(),
    }


def _link(row: Row) -> Link:
    return Link(
        Span(row["source_start"], row["source_end"]),
        Span(row["rendering_start"], row["rendering_end"]),
        row["origin"],
        row["confidence"],
    )


def _ruling_row(texts: Texts, ruling: Ruling) -> Row:
    return {
        "source_id": texts.source_id,
        "kind": ruling.kind.value,
        "source_spans": _json(ruling.source),
        "rendering_spans": _json(ruling.rendering),
        "source_words": words_of(ruling.source, texts.source),
        "rendering_words": words_of(ruling.rendering, texts.rendering),
        "check_again": int(ruling.check_again),
        "earlier_source": ruling.earlier[0],
        "earlier_rendering": ruling.earlier[1],
    }


def _json(spans: Iterable[Span]) -> str:
    return json.dumps([[span.start, span.end] for span in spans], separators=(",", ":"))


def _spans(stored: str) -> Spans:
    return tuple(Span(start, end) for start, end in json.loads(stored))


def _ruling(row: Row) -> StoredRuling:
    ruling = Ruling(
        RulingKind(row["kind"]),
        _spans(row["source_spans"]),
        _spans(row["rendering_spans"]),
        bool(row["check_again"]),
        (row["earlier_source"], row["earlier_rendering"]),
        row["author"],
        row["id"],
    )
    return StoredRuling(row["source_id"], row["rendering_id"], ruling, (row["source_words"], row["rendering_words"]))
