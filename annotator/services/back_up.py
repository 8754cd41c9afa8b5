"""Copy the database while it is in use."""

from pathlib import Path

from annotator.errors import InvalidInput
from annotator.storage import copy_database


def back_up(database: Path, target: Path) -> None:
    """Write a whole and consistent copy of the database to `target`, while others may go on writing.

    Raises `InvalidInput` where `target` exists already: a backup never overwrites another.
    """
    if target.exists():
        raise InvalidInput(f"“{target}” exists already: name another file for the backup.")
    copy_database(database, target)
