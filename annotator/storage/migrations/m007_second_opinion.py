"""Second opinions: two people work on an article without seeing what the other finds."""

from sqlite_utils import Database

_TABLES = """
-- An article that two people check, blind to each other until both say that they are done.
create table second_opinion (
    id integer primary key,
    article_id integer not null references article(id),
    first text not null,
    second text not null,
    asked_by text not null,
    created_at text not null,
    first_done_at text,
    second_done_at text,
    closed_at text,
    closed_by text,
    check (first != second)
) strict;
create unique index second_opinion_open on second_opinion(article_id) where closed_at is null;
create index second_opinion_by_first on second_opinion(first) where closed_at is null;
create index second_opinion_by_second on second_opinion(second) where closed_at is null;

-- What one of the two says of a suspicion.
create table opinion (
    id integer primary key,
    second_opinion_id integer not null references second_opinion(id),
    note_id integer not null references note(id),
    person text not null,
    verdict text not null check (verdict in ('accept', 'defensible', 'reject')),
    at text not null,
    unique (second_opinion_id, note_id, person)
) strict;
create index opinion_by_note on opinion(note_id);
"""

# An editor must not decide on what one of the two finds before the other is done: it is held back from the queue.
_HELD = """
    select 1 from second_opinion join note on note.id = new.subject_id
    where second_opinion.article_id = note.article_id and second_opinion.closed_at is null
    and (first_done_at is null or second_done_at is null) and note.origin = 'person' and note.author in (first, second)
"""
_HOLD = f"""
create trigger queue_entry_held after insert on queue_entry when new.kind = 'note' and exists ({_HELD}) begin
    delete from queue_entry where kind = 'note' and subject_id = new.subject_id;
end
"""
_AGAIN = """
create trigger second_opinion_{when}_queued after {when} on second_opinion begin
    delete from queue_entry where kind = 'note' and article_id = new.article_id;
    insert into queue_entry select * from discrepancy_entry where article_id = new.article_id;
end
"""


def m007_add_second_opinions(db: Database) -> None:
    """Add second opinions, and hold what is not to be seen yet back from the queue."""
    db.executescript(_TABLES)
    db.execute(_HOLD)
    for when in ("insert", "update"):
        db.execute(_AGAIN.format(when=when))
