"""A second search index, for scripts in which the first one finds too little.

The first index knows whole words between spaces. Chinese, Japanese and Thai are written without spaces, and it cuts an
Arabic or Hebrew word at its vowel signs. Rows that hold such letters are indexed once more: without the signs, and by
every three letters (https://www.sqlite.org/fts5.html#the_trigram_tokenizer), so that LIKE finds any part of a word.
Nothing but SQL keeps it, so that any program may write to the file.
"""

from sqlite_utils import Database

# What is left out, and what is written for what, before a text is compared.
SIGNS = "".join(map(chr, [0x640, *range(0x64B, 0x656), 0x670, *range(0x5B0, 0x5BE), 0x5BF, 0x5C1, 0x5C2, 0x5C7]))
LETTERS = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه"}
# The first and the last code point of the scripts meant: Hebrew and Arabic; Thai and Lao; Burmese; Khmer; Japanese
# kana; ideographs.
SCRIPTS = (
    (0x590, 0x77F),
    (0xE00, 0xEFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2FA1F),
)
COLUMNS = {
    "article": ("title", "outlet", "byline"),
    "article_version": ("text",),
    "passage": ("exact", "speaker", "outlet", "attribution"),
    "source_document": ("title", "text"),
    "note": ("text",),
}

_AT_ONCE = 12

_TABLE = """
create virtual table {table}_folded using fts5(words, tokenize = 'trigram');
create trigger {table}_folded_insert after insert on {table} when {new} glob {any} begin
    insert into {table}_folded (rowid, words) select new.id, {new_folded};
end;
create trigger {table}_folded_delete after delete on {table} when {old} glob {any} begin
    delete from {table}_folded where rowid = old.id;
end;
create trigger {table}_folded_update after update of {columns} on {table} when {old} || {new} glob {any} begin
    delete from {table}_folded where rowid = old.id;
    insert into {table}_folded (rowid, words) select new.id, {new_folded} where {new} glob {any};
end;
insert into {table}_folded (rowid, words) select id, {plain_folded} from {table} where {plain} glob {any};
"""


def m011_add_folding(db: Database) -> None:
    """Add the second index, and put the rows that are there into it."""
    for table, columns in COLUMNS.items():
        plain, old, new = (_joined(row, columns) for row in ("", "old.", "new."))
        db.executescript(
            _TABLE.format(
                table=table,
                columns=", ".join(columns),
                plain=plain,
                old=old,
                new=new,
                any=_any_of_scripts(),
                new_folded=_folded(new),
                plain_folded=_folded(plain),
            )
        )


def _joined(row: str, columns: tuple[str, ...]) -> str:
    return "(" + " || char(10) || ".join(f"{row}{column}" for column in columns) + ")"


def _any_of_scripts() -> str:
    ranges = "".join(f"{chr(first)}-{chr(last)}" for first, last in SCRIPTS)
    return f"'*[{ranges}]*'"


def _folded(words: str) -> str:
    """Return the SQL for folded words, in steps: SQLite's parser does not take some forty calls inside each other."""
    replaced = list({**dict.fromkeys(SIGNS, ""), **LETTERS}.items())
    for start in range(0, len(replaced), _AT_ONCE):
        step = words if start == 0 else "step"
        for written, plain in replaced[start : start + _AT_ONCE]:
            step = f"replace({step}, '{written}', '{plain}')"
        words = f"(select {step} as step)" if start == 0 else f"(select {step} as step from {words})"
    return words
