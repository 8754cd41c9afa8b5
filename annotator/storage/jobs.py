"""Jobs and their passages, and the queue's side of them: what is handed out, and what came back."""

import datetime
from collections.abc import Sequence

from annotator.domain.jobs import Failure, Job, Task, TaskState
from annotator.errors import NotFound
from annotator.storage.connection import write
from annotator.storage.records import MAX_ID, Records, Row, moment, now, stamp

_JOB = """
select job.*, coalesce(article.title, '') as title, article.deleted_at is not null as is_gone,
    coalesce(sum(task.state = 'waiting'), 0) as waiting, coalesce(sum(task.state = 'sent'), 0) as sent,
    coalesce(sum(task.state = 'done'), 0) as done, coalesce(sum(task.state = 'failed'), 0) as failed,
    coalesce(sum(task.state = 'cancelled'), 0) as cancelled
from job
left join article on article.id = job.article_id
left join job_task as task on task.job_id = job.id
{condition}
group by job.id order by job.id desc
"""
_TASK = "select task.*, job.engine, job.started_by from {tasks} as task join job on job.id = task.job_id"
# In turn from every job: a short one does not stand behind all articles.
_TURNS = "(select *, row_number() over (partition by job_id order by id) as turn from job_task where state = 'waiting')"
_SENT_TASKS = f"{_TASK.format(tasks='job_task')} where task.state = 'sent'"
_BUSY = "state in ('waiting', 'sent') or state = 'cancelled' and ticket != '' or to_check = 1"
_OLD = f"""
select id from job
where (created_at < :before or id not in (select id from job order by id desc limit :keep))
  and id not in (select job_id from job_task where {_BUSY})
"""
_SENT = "id = ? and ticket = ? and state = 'sent'"
# Passages of the newest version of their article with their original words.
_ATTACHED = """
from passage
join article on article.id = passage.article_id and article.deleted_at is null
join source on source.passage_id = passage.id and source.deleted_at is null
join source_document as document on document.id = source.source_document_id
where passage.deleted_at is null and passage.status != 'rejected'
  and passage.article_version_id =
    (select id from article_version where article_id = article.id order by number desc limit 1)
  and (:article is null or article.id = :article)
"""


class Jobs:
    """Read and write jobs. They say what is being done, not what is known, and so have no revision and no events."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def passages(self, article_id: int | None) -> list[int]:
        """Return the passages that have their original words: of an article's newest version, or of all articles."""
        query = f"select distinct passage.id {_ATTACHED} order by article.id, passage.span_start, passage.id"
        return [row[0] for row in self._db.execute(query, {"article": article_id}).fetchall()]

    def pairs(self, article_id: int | None) -> list[tuple[str, str]]:
        """Return the pairs of languages (of the original, of the article) of those passages."""
        query = f"select distinct document.language, article.language {_ATTACHED} order by 1, 2"
        return [(row[0], row[1]) for row in self._db.execute(query, {"article": article_id}).fetchall()]

    def add(self, article_id: int | None, engine: str, passage_ids: Sequence[int]) -> Job:
        """Start a job about these passages."""
        with write(self._db):
            values = {"article_id": article_id, "engine": engine, "started_by": self._records.actor}
            row = self._records.insert_plain("job", {**values, "created_at": now()})
            self._db.conn.executemany(
                "insert into job_task (job_id, passage_id, updated_at) values (?, ?, ?)",
                [(row["id"], passage_id, now()) for passage_id in passage_ids],
            )
            return self.get(row["id"])

    def get(self, job_id: int) -> Job:
        """Return a job; raises `NotFound`."""
        rows = list(self._db.query(_JOB.format(condition="where job.id = ?"), [min(job_id, MAX_ID)]))
        if not rows:
            raise NotFound(f"There is no job {job_id}: look for it in the list of jobs.")
        return _job(rows[0])

    def recent(self, limit: int = 50) -> list[Job]:
        """Return the newest jobs, the newest first."""
        condition = "where job.id in (select id from job order by id desc limit ?)"
        return [_job(row) for row in self._db.query(_JOB.format(condition=condition), [limit])]

    def newest(self, article_id: int | None) -> Job | None:
        """Return the newest job of an article, or of all articles."""
        condition = "where job.id = (select max(id) from job where article_id is ?)"
        rows = list(self._db.query(_JOB.format(condition=condition), [article_id]))
        return _job(rows[0]) if rows else None

    def failures(self, job_id: int) -> list[Failure]:
        """Return the passages of a job that were not translated, in the order of the job."""
        rows = self._db.query(
            "select task.passage_id, task.message, passage.article_id, passage.exact, article.language,"
            " passage.deleted_at is not null or article.deleted_at is not null as is_gone"
            " from job_task as task join passage on passage.id = task.passage_id"
            " join article on article.id = passage.article_id"
            " where task.job_id = ? and task.state = 'failed' order by task.id",
            [job_id],
        )
        return [
            Failure(
                row["passage_id"],
                row["article_id"],
                row["exact"],
                row["language"],
                row["message"],
                bool(row["is_gone"]),
            )
            for row in rows
        ]

    def cancel(self, job_id: int) -> Job:
        """Leave what is not translated yet; the tickets stay, so that the queue can be told."""
        with write(self._db):
            self._db.execute(
                "update job_task set state = 'cancelled', updated_at = ?"
                " where job_id = ? and state in ('waiting', 'sent')",
                [now(), self.get(job_id).id],
            )
            return self.get(job_id)

    def retry(self, job_id: int) -> Job:
        """Let what failed or was left wait again, as if never tried."""
        with write(self._db):
            self._db.execute(
                "update job_task set state = 'waiting', ticket = '', losses = 0, message = '', updated_at = ?"
                " where job_id = ? and state in ('failed', 'cancelled')",
                [now(), self.get(job_id).id],
            )
            self._db.execute("update job set looked_at = ?, trouble = '' where id = ?", [now(), job_id])
            return self.get(job_id)

    def is_busy(self) -> bool:
        """Return whether a passage of any job waits, is in the queue, has to be taken out of it, or to be checked."""
        (busy,) = self._db.execute(f"select exists (select 1 from job_task where {_BUSY})").fetchone()
        return bool(busy)

    def waiting(self, limit: int) -> list[Task]:
        """Return passages that wait, in turn from every job, the oldest job first."""
        query = f"{_TASK.format(tasks=_TURNS)} order by task.turn, task.job_id limit ?"
        return [_task(row) for row in self._db.query(query, [limit])]

    def sent(self) -> list[Task]:
        """Return the passages that are in the queue or with a worker."""
        return [_task(row) for row in self._db.query(f"{_SENT_TASKS} order by task.id")]

    def withdrawn(self) -> list[str]:
        """Return the tickets of passages that were cancelled after they had been sent."""
        rows = self._db.execute("select ticket from job_task where state = 'cancelled' and ticket != ''")
        return [row[0] for row in rows.fetchall()]

    def forget_ticket(self, ticket: str) -> None:
        """Note that the queue was told of a cancelled passage."""
        with write(self._db):
            self._db.execute("update job_task set ticket = '' where state = 'cancelled' and ticket = ?", [ticket])

    def send(self, task_id: int, ticket: str) -> bool:
        """Give a waiting passage a ticket for the queue; False where it does not wait any more."""
        return self._change("state = 'sent', ticket = ?", "id = ? and state = 'waiting'", ticket, task_id)

    def recall(self, task: Task) -> bool:
        """Let a passage wait again whose ticket was lost; False where it came back after all."""
        return self._change("state = 'waiting', ticket = '', losses = losses + 1", _SENT, task.id, task.ticket)

    def settle(self, task: Task, state: TaskState, message: str = "") -> bool:
        """Note how a passage ended; False where its ticket is no longer good, and then the answer is not wanted."""
        to_check = state is TaskState.DONE
        changes = "state = ?, message = ?, to_check = ?, ticket = ''"
        return self._change(changes, _SENT, state, message, to_check, task.id, task.ticket)

    def to_check(self, limit: int) -> list[Task]:
        """Return passages that were translated and that the checks have not looked at since."""
        query = f"{_TASK.format(tasks='job_task')} where task.to_check = 1 order by task.id limit ?"
        return [_task(row) for row in self._db.query(query, [limit])]

    def checked(self, task_id: int) -> bool:
        """Note that the checks have looked at a passage; False where that was noted before."""
        return self._change("to_check = 0", "id = ? and to_check = 1", task_id)

    def look(self, workers: int, trouble: str, doing: str = "") -> None:
        """Note on every open job that it is looked after, by how many workers, and what is in the way or takes long."""
        with write(self._db):
            self._db.execute(
                "update job set looked_at = ?, workers = ?, trouble = ?, doing = ?"
                " where id in (select job_id from job_task where state in ('waiting', 'sent'))",
                [now(), workers, trouble, doing],
            )

    def prune(self, before: datetime.datetime, keep: int) -> int:
        """Delete jobs that were started before a moment, and those older than the newest `keep`; returns how many.

        A job stays while any of its passages waits, is in the queue, has to be taken out of it, or to be checked.
        What a job translated stays in any case.
        """
        with write(self._db):
            rows = self._db.execute(_OLD, {"before": stamp(before), "keep": keep}).fetchall()
            for table, column in (("job_task", "job_id"), ("job", "id")):
                self._db.conn.executemany(f"delete from {table} where {column} = ?", rows)
        return len(rows)

    def _change(self, changes: str, condition: str, *values: object) -> bool:
        with write(self._db):
            statement = f"update job_task set updated_at = ?, {changes} where {condition}"
            return bool(self._db.execute(statement, [now(), *values]).rowcount == 1)


def _job(row: Row) -> Job:
    return Job(
        row["id"],
        row["article_id"],
        row["title"],
        row["engine"],
        row["started_by"],
        moment(row["created_at"]),
        row["waiting"],
        row["sent"],
        row["done"],
        row["failed"],
        row["cancelled"],
        moment(row["looked_at"]) if row["looked_at"] else None,
        row["workers"],
        row["trouble"],
        row["doing"],
        bool(row["is_gone"]),
    )


def _task(row: Row) -> Task:
    return Task(
        row["id"],
        row["job_id"],
        row["passage_id"],
        row["engine"],
        row["started_by"],
        TaskState(row["state"]),
        row["ticket"],
        row["losses"],
    )
