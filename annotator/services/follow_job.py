"""Look at jobs, cancel them, and try again what failed."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.jobs import Failure, Job
from annotator.errors import InvalidInput
from annotator.storage import Storage


@dataclass(frozen=True, slots=True)
class Followed:
    """A job, and the passages of it that were not translated."""

    job: Job
    failures: Sequence[Failure]


def follow_job(storage: Storage, job_id: int) -> Followed:
    """Return a job with its failures; raises `NotFound`."""
    return Followed(storage.jobs.get(job_id), storage.jobs.failures(job_id))


def cancel_job(storage: Storage, job_id: int) -> Job:
    """Leave what is not translated yet; what is with a worker comes to nothing. A job that is done stays as it is."""
    return storage.jobs.cancel(job_id)


def retry_job(storage: Storage, job_id: int) -> Job:
    """Try again what failed and what was cancelled; raises `NotFound`, and `InvalidInput` where nothing did or was."""
    with storage.write():
        job = storage.jobs.get(job_id)
        if not job.failed + job.cancelled:
            raise InvalidInput("Nothing in this job failed or was cancelled: there is nothing to try again.")
        return storage.jobs.retry(job_id)
