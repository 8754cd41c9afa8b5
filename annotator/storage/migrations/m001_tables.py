"""The tables of the first release, and its search indexes."""

from sqlite_utils import Database

_TABLES = """
create table article (
    id integer primary key,
    title text not null,
    outlet text not null,
    byline text not null,
    language text not null,
    url text not null,
    published_on text,
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict;

-- One state of an article's text; outlets edit stories, and the one with the highest number is worked on.
create table article_version (
    id integer primary key,
    article_id integer not null references article(id),
    number integer not null,
    text text not null,
    content_hash text not null unique,
    remarks text not null, -- how the text was read, such as an encoding that was guessed; a line each
    created_at text not null,
    unique (article_id, number)
) strict;

create table passage (
    id integer primary key,
    article_id integer not null references article(id),
    article_version_id integer not null references article_version(id),
    span_start integer not null check (span_start >= 0),
    span_end integer not null check (span_end > span_start),
    exact text not null,
    prefix text not null,
    suffix text not null,
    anchor text not null default 'anchored' check (anchor in ('anchored', 'moved', 'ambiguous', 'gone')),
    kind text not null,
    speaker text not null,
    outlet text not null,
    source_language text not null,
    attribution text not null,
    status text not null check (status in ('suggested', 'confirmed', 'rejected')),
    reason text not null default '',
    confidence real,
    cue_start integer,
    cue_end integer,
    continues integer references passage(id),
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict;
create index passage_by_article on passage(article_id);
create index passage_by_version on passage(article_version_id, span_start);

create table source_document (
    id integer primary key,
    kind text not null,
    title text not null,
    language text not null,
    text text not null,
    url text not null,
    published_on text,
    relay integer not null check (relay in (0, 1)),
    back_translated integer not null check (back_translated in (0, 1)),
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict;

-- A span of a source document that a passage renders; a spliced quote has several, ordered by position.
create table source (
    id integer primary key,
    passage_id integer not null references passage(id),
    source_document_id integer not null references source_document(id),
    position integer not null,
    span_start integer not null check (span_start >= 0),
    span_end integer not null check (span_end > span_start),
    exact text not null,
    prefix text not null,
    suffix text not null,
    anchor text not null default 'anchored' check (anchor in ('anchored', 'moved', 'ambiguous', 'gone')),
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict;
create index source_by_passage on source(passage_id, position);
create index source_by_document on source(source_document_id);

-- Cache: what an engine, named in full by its signature, makes of a text.
create table translation (
    id integer primary key,
    signature text not null,
    source_language text not null,
    target_language text not null,
    source_hash text not null,
    text text not null,
    score real,
    created_at text not null,
    unique (signature, source_language, target_language, source_hash)
) strict;

-- A machine translation shown beside a passage; stale when source_hash is no longer that of the passage's source.
create table rendering (
    id integer primary key,
    passage_id integer not null references passage(id),
    text text not null,
    language text not null,
    signature text not null,
    source_hash text not null,
    score real,
    created_at text not null,
    unique (passage_id, signature, source_hash)
) strict;

-- Links between words of a source and words of a rendering; without a rendering, the reporter's own words.
create table alignment_link (
    id integer primary key,
    passage_id integer not null references passage(id),
    source_id integer not null references source(id),
    rendering_id integer references rendering(id),
    source_start integer not null check (source_start >= 0),
    source_end integer not null check (source_end > source_start),
    rendering_start integer not null check (rendering_start >= 0),
    rendering_end integer not null check (rendering_end > rendering_start),
    origin text not null,
    confidence real not null,
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict;
create index alignment_link_by_passage on alignment_link(passage_id);

create table note (
    id integer primary key,
    passage_id integer not null references passage(id),
    article_id integer not null references article(id),
    category text not null,
    severity text not null,
    text text not null,
    state text not null check (state in ('suspected', 'open', 'decided', 'rejected')),
    origin text not null,
    author text not null,
    confidence real,
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict;
create index note_by_passage on note(passage_id);
create index note_by_state on note(state, severity, category);

-- Words a note speaks of. text_id is that of the article version, the source document or the rendering, by side.
create table note_span (
    id integer primary key,
    note_id integer not null references note(id),
    side text not null check (side in ('source', 'reporter', 'machine')),
    article_version_id integer references article_version(id),
    source_document_id integer references source_document(id),
    rendering_id integer references rendering(id),
    span_start integer not null check (span_start >= 0),
    span_end integer not null check (span_end > span_start),
    exact text not null,
    prefix text not null,
    suffix text not null,
    check ((side = 'reporter') = (article_version_id is not null)),
    check ((side = 'source') = (source_document_id is not null)),
    check ((side = 'machine') = (rendering_id is not null))
) strict;
create index note_span_by_note on note_span(note_id);

create table decision (
    id integer primary key,
    note_id integer not null unique references note(id),
    verdict text not null check (verdict in ('faithful', 'defensible', 'misleading', 'wrong')),
    wording text not null,
    reason text not null,
    author text not null,
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict;

-- Every change of a row above: the whole row before and after it, as JSON.
create table event (
    id integer primary key,
    at text not null,
    actor text not null,
    action text not null check (action in ('create', 'update', 'delete', 'undo')),
    entity text not null,
    entity_id integer not null,
    article_id integer references article(id),
    before text,
    after text
) strict;
create index event_by_entity on event(entity, entity_id);
create index event_by_article on event(article_id);
"""

# Folding accents lets "Muller" find "Müller"; the same tokenizer cuts Cyrillic and Arabic at word boundaries.
_TOKENIZER = "unicode61 remove_diacritics 2"
_SEARCHED = {
    "article": ["title", "outlet", "byline"],
    "article_version": ["text"],
    "passage": ["exact", "speaker", "outlet", "attribution"],
    "source_document": ["title", "text"],
    "note": ["text"],
}


def m001_create_tables(db: Database) -> None:
    """Create every table of the first release, and its search indexes."""
    db.executescript(_TABLES)
    for name, columns in _SEARCHED.items():
        db.table(name).enable_fts(columns, fts_version="FTS5", tokenize=_TOKENIZER, create_triggers=True)
