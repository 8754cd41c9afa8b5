"""Links by the texts they were found in, and what people say of words."""

from sqlite_utils import Database

# What engines and the aligner found is worked out again when it is missing, and is not worth converting.
_TABLES = """
drop table alignment_link;

-- What an aligner or an engine, named in full by its signature, linked: it holds for two texts, known by their hash,
-- and for nothing else. Offsets count from the beginning of the source's words and of the rendering's (without one, the
-- passage's). `complete` is 0 for what was carried over an edit, until the aligner has run again.
create table automatic_link (
    id integer primary key,
    passage_id integer not null references passage(id),
    source_id integer not null references source(id),
    rendering_id integer references rendering(id),
    texts_hash text not null,
    signature text not null,
    complete integer not null check (complete in (0, 1)),
    source_start integer not null check (source_start >= 0),
    source_end integer not null check (source_end > source_start),
    rendering_start integer not null check (rendering_start >= 0),
    rendering_end integer not null check (rendering_end > rendering_start),
    origin text not null,
    confidence real not null check (confidence between 0 and 1),
    created_at text not null
) strict;
create index automatic_link_by_passage on automatic_link(passage_id);

-- What a person says of words: linked as a group, left out on purpose, without counterpart, or not each other's. Spans
-- are JSON arrays of [start, end), counted as above; the words are kept beside them, and as they stood before an edit
-- under them for as long as `check_again` is 1.
create table alignment_link (
    id integer primary key,
    passage_id integer not null references passage(id),
    source_id integer not null references source(id),
    rendering_id integer references rendering(id),
    kind text not null check (kind in ('link', 'unrendered', 'unfounded', 'apart')),
    source_spans text not null check (json_valid(source_spans)),
    rendering_spans text not null check (json_valid(rendering_spans)),
    source_words text not null,
    rendering_words text not null,
    check_again integer not null check (check_again in (0, 1)),
    earlier_source text not null,
    earlier_rendering text not null,
    author text not null,
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict;
create index alignment_link_by_passage on alignment_link(passage_id);
"""


def m006_add_rulings(db: Database) -> None:
    """Add what people say of words, and key automatic links by the texts they hold for."""
    db.executescript(_TABLES)
