"""Full-text search by SQLite's FTS5 (https://www.sqlite.org/fts5.html)."""

from collections.abc import Iterator

from annotator.domain.search import Hit, HitKind
from annotator.domain.text import single_line
from annotator.storage.folding import Folded, excerpt, folded_query
from annotator.storage.migrations.m011_folding import COLUMNS
from annotator.storage.records import Records, Row

# Control characters cannot occur in canonical text, so they mark a match without any escaping.
_OPEN, _CLOSE = "\x02", "\x03"
_LIMIT = 50  # hits of each kind

SNIPPET = f"snippet({{table}}_fts, -1, '{_OPEN}', '{_CLOSE}', ' … ', 24) as snippet, rank"

_TITLED = """
    select article.id as article_id, article.title, null as passage_id, null as note_id, {snippet}
    from {index} join article on article.id = {index}.rowid
    where {matching} and article.deleted_at is null
    """
_WRITTEN = """
    select article.id as article_id, article.title, null as passage_id, null as note_id, {snippet}
    from {index} join article_version on article_version.id = {index}.rowid
    join article on article.id = article_version.article_id
    where {matching} and article.deleted_at is null
      and article_version.number = (select max(number) from article_version where article_id = article.id)
    """
_MARKED = """
    select article.id as article_id, article.title, passage.id as passage_id, null as note_id, {snippet}
    from {index} join passage on passage.id = {index}.rowid
    join article on article.id = passage.article_id
    where {matching} and article.deleted_at is null and passage.deleted_at is null
    """
_SAID = """
    select article.id as article_id, article.title, passage.id as passage_id, null as note_id, {snippet}
    from {index} join source_document as document on document.id = {index}.rowid
    join source on source.source_document_id = document.id and source.deleted_at is null
    join passage on passage.id = source.passage_id join article on article.id = passage.article_id
    where {matching} and article.deleted_at is null and passage.deleted_at is null
      and document.deleted_at is null
    """
_NOTED = """
    select article.id as article_id, article.title, note.passage_id, note.id as note_id, {snippet}
    from {index} join note on note.id = {index}.rowid join article on article.id = note.article_id
    join passage on passage.id = note.passage_id
    where {matching} and article.deleted_at is null and note.deleted_at is null
      and passage.deleted_at is null
    """
# Where to look for each kind, as (table, query); what was found in the first place is not looked for in the second.
_PLACES = {
    HitKind.ARTICLE: (("article_version", _WRITTEN), ("article", _TITLED)),
    HitKind.PASSAGE: (("passage", _MARKED),),
    HitKind.SOURCE: (("source_document", _SAID),),
    HitKind.NOTE: (("note", _NOTED),),
}
_CALLED = {"source_document": "document"}


def whole(table: str, named: str) -> str:
    """Return the SQL for all searched words of a row of `table`, which the query calls `named`."""
    return " || char(10) || ".join(f"{named}.{column}" for column in COLUMNS[table]) + " as snippet"


class Search:
    """Find words anywhere: article texts, passages, original words, notes."""

    def __init__(self, records: Records) -> None:
        self._db = records.db

    def find(self, words: str) -> list[Hit]:
        """Return the best 50 places of each kind that hold all `words`, the last one perhaps unfinished.

        Words of a script without spaces, or with signs upon its letters, are found in any part of a word.
        """
        folded = folded_query(words)
        query = prefix_query(folded.rest if folded else words)
        if not query and not folded:
            return []
        return [hit for kind in HitKind for hit in self._of_kind(kind, query, folded)]

    def _of_kind(self, kind: HitKind, query: str, folded: Folded | None) -> list[Hit]:
        found: dict[object, Hit] = {}
        for table, place in _PLACES[kind]:
            for row in self._rows(table, place, query, folded):
                hit = _hit(kind, row, folded)
                found.setdefault(_identity(hit), hit)
        return list(found.values())[:_LIMIT]

    def _rows(self, table: str, place: str, query: str, folded: Folded | None) -> Iterator[Row]:
        if folded is None:
            sql = place.format(
                index=f"{table}_fts",
                snippet=SNIPPET.format(table=table),
                matching=f"{table}_fts match :words",
            )
            return self._db.query(f"{sql} order by rank limit {_LIMIT}", {"words": query})
        snippet = whole(table, _CALLED.get(table, table))
        sql = place.format(index=f"{table}_folded", snippet=snippet, matching=folded.condition(table))
        named = {"words": query, **folded.named()}
        return self._db.query(f"{sql} order by {table}_folded.rowid desc limit {_LIMIT}", named)


def _identity(hit: Hit) -> tuple[object, ...]:
    if hit.kind is HitKind.SOURCE:
        # Passages that share a document would all show the same words of it: the first stands for them.
        return (hit.article_id, hit.snippet)
    return (hit.article_id, hit.passage_id, hit.note_id)


def prefix_query(words: str) -> str:
    """Return the FTS5 query for all `words`, the last one perhaps unfinished; "" where there are none."""
    given = [word for word in single_line(words).split() if any(map(str.isalnum, word))]
    return " AND ".join(_any_spelling(word, "*" if word is given[-1] else "") for word in given)


def _any_spelling(word: str, ending: str) -> str:
    # Every word as a quoted FTS5 string, so that no operator or punctuation in it means anything.
    quoted = ['"' + spelling.replace('"', '""') + '"' + ending for spelling in _spellings(word)]
    return f"({' OR '.join(quoted)})"


def _spellings(word: str) -> list[str]:
    """Return `word` with Russian ё written as е and, a word having one at most, each е as ё: print uses both."""
    plain = word.replace("ё", "е").replace("Ё", "Е")
    dotted = [plain[:at] + "ё" + plain[at + 1 :] for at, letter in enumerate(plain) if letter in "еЕ"]
    return [plain, *dotted]


def _hit(kind: HitKind, row: Row, folded: Folded | None) -> Hit:
    shown = excerpt(row["snippet"], folded.parts) if folded else pieces(row["snippet"])
    return Hit(kind, row["article_id"], row["title"], row["passage_id"], row["note_id"], shown)


def pieces(snippet: str) -> tuple[tuple[str, bool], ...]:
    """Return what `SNIPPET` selected, cut into (text, whether it matches)."""
    found: list[tuple[str, bool]] = []
    for number, part in enumerate(snippet.split(_OPEN)):
        matched, closed, rest = part.partition(_CLOSE)
        if number == 0 or not closed:
            found.append((part, False))
        else:
            found += [(matched, True), (rest, False)]
    return tuple(piece for piece in found if piece[0])
