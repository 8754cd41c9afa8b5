"""Checks that are switched off, and why suspicions were rejected."""

from sqlite_utils import Database

_SWITCH = """
-- A check that somebody switched off, or on again; one that nobody ever touched has no row and is on.
create table check_switch (
    id integer primary key,
    code text not null unique,
    off integer not null check (off in (0, 1)),
    author text not null, -- who switched it last
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict
"""


def m010_add_checks(db: Database) -> None:
    """Add the switches of checks, and the reason for which a suspicion was rejected, '' where none was given."""
    db.execute(_SWITCH)
    db.execute("alter table note add column rejection text not null default ''")
    db.execute("alter table opinion add column reason text not null default ''")
