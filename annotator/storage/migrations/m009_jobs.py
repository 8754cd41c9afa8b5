"""Jobs: passages to be translated in the background."""

from sqlite_utils import Database

_JOBS = """
create table job (
    id integer primary key,
    article_id integer references article(id), -- null: all articles
    engine text not null, -- '': the preferred one of each pair of languages
    started_by text not null,
    created_at text not null,
    looked_at text, -- when the host that hands out the work last looked at it
    workers integer not null default 0 check (workers >= 0),
    trouble text not null default ''
) strict;
create index job_by_article on job(article_id);

-- One passage of a job. The ticket names it in the queue, so that an answer that comes twice is kept once.
create table job_task (
    id integer primary key,
    job_id integer not null references job(id),
    passage_id integer not null references passage(id),
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'done', 'failed', 'cancelled')),
    ticket text not null default '',
    losses integer not null default 0, -- how often a worker died over it
    message text not null default '',
    to_check integer not null default 0 check (to_check in (0, 1)), -- whether the checks have still to look at it
    updated_at text not null,
    unique (job_id, passage_id),
    check (state != 'sent' or ticket != '')
) strict;
create index job_task_by_state on job_task(state) where state in ('waiting', 'sent', 'cancelled');
create index job_task_to_check on job_task(to_check) where to_check = 1
"""


def m009_add_jobs(db: Database) -> None:
    """Add jobs and the passages they are about."""
    for statement in _JOBS.split(";\n"):
        db.execute(statement)
