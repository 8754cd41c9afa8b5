"""Changes: what was saved in one go; and what an editor signs off, and publishes."""

from sqlite_utils import Database

_TABLES = """
-- What one person saved in one transaction. An undo, a redo or a restored state is a change of its own; `target_id` is
-- the change that is taken back or made again.
create table change (
    id integer primary key,
    at text not null,
    actor text not null,
    kind text not null default 'save' check (kind in ('save', 'undo', 'redo', 'restore')),
    target_id integer references change(id),
    check ((kind in ('undo', 'redo')) = (target_id is not null))
) strict;
create index change_by_actor on change(actor);
create index change_by_target on change(target_id);

alter table event add column change_id integer references change(id);
create index event_by_change on event(change_id);
create index event_by_person on event(article_id, actor, change_id);

-- An editor's word that everything in an article is decided; the newest one that is not withdrawn counts.
create table sign_off (
    id integer primary key,
    article_id integer not null references article(id),
    article_version_id integer not null references article_version(id),
    content_hash text not null,
    author text not null,
    remark text not null,
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict;
create index sign_off_by_article on sign_off(article_id);

-- The text that goes to the outlet; an article has one.
create table correction (
    id integer primary key,
    article_id integer not null unique references article(id),
    text text not null,
    author text not null,
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict;
"""

# Nobody saves twice within a tenth of a second: what one person's events have in common that follow each other so
# quickly is that they were written together.
_GROUP = """
create temporary table grouped (id integer primary key, at text, actor text, number integer);
insert into grouped select id, at, actor, sum(begins) over (order by id) as number from (
    select id, at, actor, coalesce(
        actor != lag(actor) over (order by id)
        or (julianday(at) - julianday(lag(at) over (order by id))) * 86400 > 0.1, 1) as begins
    from event);
insert into change (id, at, actor) select number, min(at), actor from grouped group by number order by number;
update event set change_id = (select number from grouped where grouped.id = event.id);
drop table grouped;
"""


def m005_add_changes(db: Database) -> None:
    """Add changes, and put the events that are there into them; add sign-offs and corrections."""
    db.executescript(_TABLES)
    db.executescript(_GROUP)
