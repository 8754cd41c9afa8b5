import datetime
from dataclasses import replace

import pytest

from annotator.domain.articles import Article
from annotator.domain.jobs import TaskState
from annotator.domain.passages import Passage, PassageDetails, PassageStatus
from annotator.domain.sources import Source
from annotator.domain.spans import Span
from annotator.errors import NotFound
from annotator.storage import Storage
from tests.conftest import TRANSLATOR


def test_a_new_job_waits(storage: Storage, article: Article, passage: Passage, source: Source) -> None:
    job = storage.jobs.add(article.id, "canned", [passage.id])
    assert (job.article_id, job.article_title, job.engine, job.started_by) == (
        article.id,
        "Ferry returns",
        "canned",
        TRANSLATOR,
    )
    assert (job.waiting, job.total, job.is_open, job.looked_at) == (1, 1, True, None)
    assert storage.jobs.get(job.id) == storage.jobs.newest(article.id) == job
    assert storage.jobs.recent() == [job]
    assert storage.jobs.newest(None) is None


def test_a_job_over_all_articles_belongs_to_none(storage: Storage, article: Article, passage: Passage) -> None:
    job = storage.jobs.add(None, "", [passage.id])
    assert (job.article_id, job.article_title) == (None, "")
    assert storage.jobs.newest(None) == job
    assert storage.jobs.newest(article.id) is None


def test_an_unknown_job_is_not_found(storage: Storage) -> None:
    for unknown in (1, 2**80):
        with pytest.raises(NotFound, match="no job"):
            storage.jobs.get(unknown)
        with pytest.raises(NotFound):
            storage.jobs.cancel(unknown)


def test_the_passages_are_those_of_the_newest_version_that_have_their_original(
    storage: Storage, article: Article, passage: Passage, source: Source
) -> None:
    without = storage.passages.add(article.id, article.version_id, article.text, Span(0, 5), PassageDetails())
    assert storage.jobs.passages(article.id) == storage.jobs.passages(None) == [passage.id]
    assert storage.jobs.passages(article.id + 1) == []
    assert storage.jobs.pairs(article.id) == [("ru", "en")]
    storage.sources.attach(without.id, source.document, source.span, article_id=article.id, position=0)
    assert storage.jobs.passages(article.id) == [without.id, passage.id]
    rejected = replace(passage.details, status=PassageStatus.REJECTED)
    storage.passages.edit(passage.id, passage.revision, rejected)
    assert storage.jobs.passages(None) == [without.id]
    storage.articles.delete(article.id, None)
    assert storage.jobs.passages(None) == []
    assert storage.jobs.pairs(None) == []


def test_a_ticket_is_good_once(storage: Storage, article: Article, passage: Passage) -> None:
    job = storage.jobs.add(article.id, "", [passage.id])
    (waiting,) = storage.jobs.waiting(10)
    assert storage.jobs.send(waiting.id, "one")
    assert not storage.jobs.send(waiting.id, "two")
    (sent,) = storage.jobs.sent()
    assert (sent.ticket, sent.state, sent.losses) == ("one", TaskState.SENT, 0)
    assert storage.jobs.waiting(10) == []
    assert storage.jobs.recall(sent)
    assert not storage.jobs.settle(sent, TaskState.DONE)
    assert storage.jobs.waiting(10)[0].losses == 1
    storage.jobs.send(waiting.id, "two")
    assert not storage.jobs.settle(sent, TaskState.DONE)
    (again,) = storage.jobs.sent()
    assert storage.jobs.settle(again, TaskState.DONE)
    assert not storage.jobs.settle(again, TaskState.DONE)
    assert (storage.jobs.get(job.id).done, storage.jobs.is_busy()) == (1, True)
    assert [task.id for task in storage.jobs.to_check(5)] == [again.id]
    assert storage.jobs.checked(again.id)
    assert not storage.jobs.checked(again.id)
    assert not storage.jobs.is_busy()


def test_a_cancelled_job_leaves_the_tickets_to_be_withdrawn(
    storage: Storage, article: Article, passage: Passage
) -> None:
    job = storage.jobs.add(article.id, "", [passage.id])
    storage.jobs.send(1, "one")
    cancelled = storage.jobs.cancel(job.id)
    assert (cancelled.cancelled, cancelled.is_open) == (1, False)
    assert storage.jobs.withdrawn() == ["one"]
    assert storage.jobs.is_busy()
    storage.jobs.forget_ticket("one")
    assert (storage.jobs.withdrawn(), storage.jobs.is_busy()) == ([], False)


def test_what_failed_can_wait_again(storage: Storage, article: Article, passage: Passage) -> None:
    job = storage.jobs.add(article.id, "", [passage.id])
    storage.jobs.send(1, "one")
    storage.jobs.settle(storage.jobs.sent()[0], TaskState.FAILED, "Too long.")
    (failure,) = storage.jobs.failures(job.id)
    assert (failure.passage_id, failure.article_id, failure.words, failure.language, failure.message) == (
        passage.id,
        article.id,
        "We left no one behind",
        "en",
        "Too long.",
    )
    again = storage.jobs.retry(job.id)
    assert (again.waiting, again.failed, storage.jobs.failures(job.id)) == (1, 0, [])
    assert again.looked_at is not None


def test_a_short_job_does_not_stand_behind_a_long_one(storage: Storage, article: Article, passage: Passage) -> None:
    others = [
        storage.passages.add(article.id, article.version_id, article.text, Span(at, at + 1), PassageDetails()).id
        for at in range(5)
    ]
    long = storage.jobs.add(None, "", others)
    short = storage.jobs.add(article.id, "", [passage.id])
    assert [task.job_id for task in storage.jobs.waiting(3)] == [long.id, short.id, long.id]


def test_a_look_is_noted_on_open_jobs_alone(storage: Storage, article: Article, passage: Passage) -> None:
    done, open_ = storage.jobs.add(None, "", [passage.id]), storage.jobs.add(article.id, "", [passage.id])
    storage.jobs.cancel(done.id)
    storage.jobs.look(2, "")
    assert storage.jobs.get(done.id).looked_at is None
    seen = storage.jobs.get(open_.id)
    assert (seen.workers, seen.trouble) == (2, "")
    assert seen.looked_at is not None


def test_old_jobs_go_by_age_and_by_number_and_those_at_work_stay(
    storage: Storage, article: Article, passage: Passage
) -> None:
    def finished() -> int:
        job = storage.jobs.add(article.id, "", [passage.id])
        storage.jobs.cancel(job.id)
        return job.id

    at_work = storage.jobs.add(article.id, "", [passage.id]).id
    ids = [finished() for _ in range(5)]
    long_ago = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    assert storage.jobs.prune(long_ago, 100) == 0
    assert storage.jobs.prune(long_ago, 2) == 3
    assert [job.id for job in storage.jobs.recent()] == [*reversed(ids[-2:]), at_work]
    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=5)
    assert storage.jobs.prune(soon, 100) == 2
    assert [job.id for job in storage.jobs.recent()] == [at_work]
    storage.jobs.send(1, "one")
    storage.jobs.cancel(at_work)  # and the queue has still to be told
    assert storage.jobs.prune(soon, 0) == 0
    storage.jobs.forget_ticket("one")
    assert storage.jobs.prune(soon, 0) == 1
