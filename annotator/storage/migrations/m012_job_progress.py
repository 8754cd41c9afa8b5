"""What the workers of a job are doing that takes long, such as loading a model."""

from sqlite_utils import Database


def m012_add_job_progress(db: Database) -> None:
    """Add the sentence that a page shows about it, "" where they just translate."""
    db.execute("alter table job add column doing text not null default ''")
