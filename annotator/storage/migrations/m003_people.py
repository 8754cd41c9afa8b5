"""People, how they sign in, and where they are signed in."""

from sqlite_utils import Database

_TABLES = """
-- Somebody who works here. "name" never changes: histories and notes name people by it. "key" is what two names that
-- people would take for one another share. A person is never deleted, only disabled.
create table person (
    id integer primary key,
    name text not null unique,
    key text not null unique,
    display_name text not null,
    email text not null,
    role text not null,
    disabled integer not null default 0 check (disabled in (0, 1)),
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict;

-- Apart from the person, whose row is written to the history whole.
create table credential (
    person_id integer primary key references person(id),
    password_hash text not null,
    changed_at text not null
) strict;

-- Who somebody is at an OpenID Connect provider.
create table identity (
    id integer primary key,
    person_id integer not null references person(id),
    issuer text not null,
    subject text not null,
    created_at text not null,
    unique (issuer, subject)
) strict;
create index identity_by_person on identity(person_id);

-- A browser in which somebody is signed in; its cookie holds the token, of which only the SHA-256 is kept.
create table session (
    id integer primary key,
    token_hash text not null unique,
    person_id integer not null references person(id),
    address text not null,
    browser text not null,
    created_at text not null,
    seen_at text not null,
    expires_at text not null
) strict;
create index session_by_person on session(person_id);

-- A link that works once: to join with a role, or, where a person is named, to choose a new password.
create table invitation (
    id integer primary key,
    token_hash text not null unique,
    role text not null,
    email text not null,
    person_id integer references person(id),
    created_by text not null,
    created_at text not null,
    expires_at text not null,
    used_at text,
    used_by text
) strict;
create index invitation_by_person on invitation(person_id);

-- Failed attempts to sign in, forgotten after a day.
create table login_attempt (
    id integer primary key,
    key text not null,
    address text not null,
    at text not null
) strict;
create index login_attempt_by_key on login_attempt(key, at);
create index login_attempt_by_address on login_attempt(address, at);

-- A sign-in that was sent to an OpenID Connect provider and has not come back yet.
create table provider_request (
    id integer primary key,
    state_hash text not null unique,
    browser_hash text not null,
    nonce text not null,
    verifier text not null,
    next text not null,
    invitation text not null,
    expires_at text not null
) strict;
"""


def m003_add_people(db: Database) -> None:
    """Add accounts, sessions, invitations and what limits attempts to sign in."""
    db.executescript(_TABLES)
