"""The desk: what waits for an editor, who has taken it, what is said about it, and whom that concerns."""

from sqlite_utils import Database

# A decision may be on a discrepancy or on a whole passage. SQLite cannot drop a NOT NULL, so the table is made anew.
_DECISION = """
create table new_decision (
    id integer primary key,
    note_id integer unique references note(id),
    passage_id integer unique references passage(id),
    verdict text not null check (verdict in ('faithful', 'defensible', 'misleading', 'wrong')),
    wording text not null,
    reason text not null,
    author text not null,
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1,
    check ((note_id is null) != (passage_id is null))
) strict;
insert into new_decision (
    id, note_id, verdict, wording, reason, author, created_at, updated_at, deleted_at, revision)
select id, note_id, verdict, wording, reason, author, created_at, updated_at, deleted_at, revision from decision;
drop table decision;
alter table new_decision rename to decision;
"""

_TABLES = """
alter table passage add column triage real check (triage between 0 and 1); -- how likely a discrepancy is
alter table article add column deadline text; -- the day by which it has to be decided

-- A turn in the thread on a discrepancy or a passage.
create table comment (
    id integer primary key,
    note_id integer references note(id),
    passage_id integer references passage(id),
    article_id integer not null references article(id),
    kind text not null check (kind in ('comment', 'question', 'answer', 'rebuttal')),
    text text not null,
    author text not null,
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1,
    check ((note_id is null) != (passage_id is null))
) strict;
create index comment_by_note on comment(note_id);
create index comment_by_passage on comment(passage_id);

-- Who has taken a discrepancy or a passage; one person at most, and nobody where it was released.
create table assignment (
    id integer primary key,
    note_id integer unique references note(id),
    passage_id integer unique references passage(id),
    person text not null,
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1,
    check ((note_id is null) != (passage_id is null))
) strict;

-- What a person should know of: an answer to what they wrote, a question, a mention, work that was given to them.
create table notice (
    id integer primary key,
    person text not null,
    actor text not null,
    kind text not null check (
        kind in ('decision', 'question', 'answer', 'rebuttal', 'comment', 'mention', 'assignment')),
    note_id integer references note(id),
    passage_id integer references passage(id),
    comment_id integer references comment(id),
    created_at text not null,
    read_at text,
    check ((note_id is null) != (passage_id is null))
) strict;
create index notice_by_person on notice(person, read_at);
create index notice_by_note on notice(note_id, person);
create index notice_by_passage on notice(passage_id, person);
create index notice_by_comment on notice(comment_id);

-- Who has what open; a row is refreshed while the page is, and means nothing after two minutes.
create table presence (
    kind text not null check (kind in ('note', 'passage')),
    subject_id integer not null,
    person text not null,
    seen_at text not null,
    primary key (kind, subject_id, person)
) strict, without rowid;

create table saved_filter (
    id integer primary key,
    person text not null,
    name text not null,
    query text not null, -- as it stands in an address
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict;
create unique index saved_filter_by_person on saved_filter(person, name) where deleted_at is null;

create table canned_reason (
    id integer primary key,
    text text not null,
    verdict text not null check (verdict in ('', 'faithful', 'defensible', 'misleading', 'wrong')), -- '': fits any
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    revision integer not null default 1
) strict;

-- The newsroom's typology, as far as the order of the queue needs it.
create table severity_weight (
    code text primary key,
    weight integer not null
) strict, without rowid;
insert into severity_weight values ('neutral', 0), ('minor', 1), ('major', 5), ('critical', 25);

create index note_by_article on note(article_id);
create index passage_by_speaker on passage(speaker) where speaker != '';
create index passage_by_words on passage(substr(exact, 1, 48));
create index source_by_words on source(substr(exact, 1, 48));
create index note_span_by_words on note_span(exact) where side = 'source';
"""

# The queue, kept by triggers, so that one table answers for every page of it; its indexes hold what is counted.
# "place": 0 waits for an editor, 1 for a translator, 2 is decided, 3 is not asked of an editor. "rank" orders within a
# place, the lowest first: the week in which it is due (two weeks after it was written where the article has no
# deadline), less a point for each unit of weight. A check's suspicion weighs as much less as it is unsure, and a
# passage's triage score, from 0 to 1, makes that half as much to half as much again.
_QUEUE = """
create table queue_entry (
    kind text not null,
    subject_id integer not null,
    passage_id integer not null,
    article_id integer not null,
    state text not null,
    place integer not null,
    rank real not null,
    category text not null,
    severity text not null,
    language text not null,
    outlet text not null,
    reporter text not null,
    assignee text not null,
    month text not null,
    created_at text not null,
    primary key (kind, place, rank, subject_id) -- rows lie in the order in which they are shown
) strict, without rowid;
create unique index queue_entry_by_subject on queue_entry(kind, subject_id);
create index queue_entry_by_passage on queue_entry(passage_id);
create index queue_entry_by_article on queue_entry(article_id, kind, state);
create index queue_entry_by_language on queue_entry(kind, language, month);
create index queue_entry_by_outlet on queue_entry(kind, outlet, month);
create index queue_entry_by_reporter on queue_entry(kind, reporter, month);
create index queue_entry_by_assignee on queue_entry(assignee, kind, category, state) where assignee != '';
create index queue_entry_by_category on queue_entry(kind, category, state, month);
-- Holds every column that a filter may name, so that counting by category and state never sorts or looks elsewhere.
create index queue_entry_by_everything on queue_entry(
    kind, category, state, month, severity, language, outlet, reporter, assignee, created_at, article_id, passage_id);

create view discrepancy_entry as
select kind, subject_id, passage_id, article_id, state,
    case when state in ('open', 'rebutted') then 0 when state = 'asked' then 1 when state = 'decided' then 2 else 3 end
        as place,
    coalesce(julianday(coalesce(deadline, date(created_at, '+14 days'))), 0) / 7
        - coalesce(weight, 0) * coalesce(confidence, 1) * coalesce(0.5 + triage, 1) as rank,
    category, severity, language, outlet, reporter, assignee, substr(created_at, 1, 7) as month, created_at
from (
    select 'note' as kind, note.id as subject_id, note.passage_id, note.article_id,
        case
            when note.state = 'open' and turn.kind = 'question' then 'asked'
            when note.state = 'decided' and turn.kind = 'rebuttal' and turn.created_at >= decision.updated_at
                then 'rebutted'
            else note.state
        end as state,
        note.category, note.severity, note.confidence, note.created_at, severity_weight.weight,
        passage.source_language as language, passage.triage, article.outlet, article.byline as reporter,
        article.deadline,
        coalesce(assignment.person, '') as assignee
    from note
    join passage on passage.id = note.passage_id and passage.deleted_at is null
    join article on article.id = note.article_id and article.deleted_at is null
    left join severity_weight on severity_weight.code = note.severity
    left join assignment on assignment.note_id = note.id and assignment.deleted_at is null
    left join decision on decision.note_id = note.id and decision.deleted_at is null
    left join comment as turn on turn.id = (
        select max(id) from comment where note_id = note.id and kind != 'comment' and deleted_at is null)
    where note.deleted_at is null and note.category != 'none');

-- Passages as a whole; one counts as decided when it is, or any of its discrepancies. What is not scored yet is
-- taken by its kind: words in quotation marks claim the most.
create view passage_entry as
select kind, subject_id, passage_id, article_id, state,
    case when state in ('open', 'rebutted') then 0 when state = 'asked' then 1 else 2 end as place,
    coalesce(julianday(coalesce(deadline, date(created_at, '+14 days'))), 0) / 7 - 5 * triage as rank,
    '' as category, '' as severity, language, outlet, reporter, assignee, substr(created_at, 1, 7) as month, created_at
from (
    select 'passage' as kind, passage.id as subject_id, passage.id as passage_id, passage.article_id,
        case
            when decision.id is not null and turn.kind = 'rebuttal' and turn.created_at >= decision.updated_at
                then 'rebutted'
            when decision.id is not null or decided.note_id is not null then 'decided'
            when turn.kind = 'question' then 'asked'
            else 'open'
        end as state,
        coalesce(passage.triage, case passage.kind when 'direct-quote' then 0.6 when 'indirect-speech' then 0.4
            when 'caption' then 0.4 else 0.5 end) as triage,
        passage.source_language as language, passage.created_at, article.outlet, article.byline as reporter,
        article.deadline,
        coalesce(assignment.person, '') as assignee
    from passage
    join article on article.id = passage.article_id and article.deleted_at is null
    left join assignment on assignment.passage_id = passage.id and assignment.deleted_at is null
    left join decision on decision.passage_id = passage.id and decision.deleted_at is null
    left join (select id as note_id from note) as decided on decided.note_id = (
        select id from note where passage_id = passage.id and state = 'decided' and deleted_at is null limit 1)
    left join comment as turn on turn.id = (
        select max(id) from comment where passage_id = passage.id and kind != 'comment' and deleted_at is null)
    where passage.deleted_at is null and passage.status = 'confirmed');

insert into queue_entry select * from discrepancy_entry;
insert into queue_entry select * from passage_entry;
"""

_NEW_NOTE = "insert into queue_entry select * from discrepancy_entry where subject_id = new.id;"
_NEW_PASSAGE = "insert into queue_entry select * from passage_entry where subject_id = new.id;"
_NOTE = """
    delete from queue_entry where kind = 'note' and subject_id = new.{id};
    insert into queue_entry select * from discrepancy_entry where subject_id = new.{id};
"""
_PASSAGE = """
    delete from queue_entry where kind = 'passage' and subject_id = new.{id};
    insert into queue_entry select * from passage_entry where subject_id = new.{id};
"""
_BOTH = """
    delete from queue_entry where {column} = new.id;
    insert into queue_entry select * from discrepancy_entry where {column} = new.id;
    insert into queue_entry select * from passage_entry where {column} = new.id;
"""
# name: (when, what is brought up to date)
_TRIGGERS = {
    "note_queued": ("insert on note", _NEW_NOTE),
    "note_decided_queued": ("insert on note when new.state = 'decided'", _PASSAGE.format(id="passage_id")),
    "note_requeued": (
        "update of category, severity, state, confidence, passage_id, deleted_at on note",
        _NOTE.format(id="id") + _PASSAGE.format(id="passage_id"),
    ),
    "passage_queued": ("insert on passage", _NEW_PASSAGE),
    "passage_requeued": (
        "update of kind, source_language, status, triage, deleted_at on passage",
        _BOTH.format(column="passage_id"),
    ),
    "article_requeued": (
        "update of outlet, byline, deadline, deleted_at on article",
        _BOTH.format(column="article_id"),
    ),
    **{
        f"{table}_{when}_queued": (f"{when} on {table}", _NOTE.format(id="note_id") + _PASSAGE.format(id="passage_id"))
        for table in ("decision", "comment", "assignment")
        for when in ("insert", "update")
    },
}

_REASONS = {
    "faithful": [
        "The words say what was said.",
        "The difference is one of grammar only; nothing a reader would take away changes.",
    ],
    "defensible": [
        "Idiomatic English for an idiom; the sense is kept.",
        "Shortened fairly: what was left out does not change the sense.",
        "The original can be read both ways.",
    ],
    "misleading": [
        "A hedge was dropped: the speaker was less certain than the article says.",
        "What was left out changes the sense.",
        "The tone is stronger than in the original.",
        "Paraphrase inside quotation marks: these words were never said.",
    ],
    "wrong": [
        "The number, date or unit is not that of the original.",
        "The original says the opposite.",
        "A word was mistaken for another.",
        "Somebody else said this.",
    ],
}


def m004_add_desk(db: Database) -> None:
    """Add decisions on passages, threads, assignments, notices, saved filters, canned reasons, and the queue."""
    db.executescript(_DECISION)
    db.executescript(_TABLES)
    db.executescript(_QUEUE)
    for name, (when, body) in _TRIGGERS.items():
        db.execute(f"create trigger {name} after {when} begin {body} end")
    for verdict, texts in _REASONS.items():
        for text in texts:
            db.execute(
                "insert into canned_reason (text, verdict, created_at, updated_at) values (?, ?,"
                " strftime('%Y-%m-%dT%H:%M:%fZ'), strftime('%Y-%m-%dT%H:%M:%fZ'))",
                [text, verdict],
            )
