"""Timecodes of subtitles, and remarks on how a source document was read."""

from sqlite_utils import Database

_CUES = """
-- When the words of a span of a document are heard, in seconds from the start; null where the file does not say.
create table source_cue (
    id integer primary key,
    source_document_id integer not null references source_document(id),
    span_start integer not null check (span_start >= 0),
    span_end integer not null check (span_end > span_start),
    starts_at real check (starts_at >= 0),
    ends_at real check (ends_at >= starts_at),
    speaker text not null
) strict
"""


def m002_add_cues(db: Database) -> None:
    """Add the timecodes of subtitles, and what is to be known about how a source document was read."""
    db.execute(_CUES)
    db.execute("create index source_cue_by_document on source_cue(source_document_id, span_start)")
    db.execute("alter table source_document add column remarks text not null default ''")  # a line each
