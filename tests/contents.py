"""What a database file holds, read on a connection of its own."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

Rows = list[tuple[Any, ...]]


def contents(database: Path) -> dict[str, Rows]:
    """Return all rows of all tables, those of the search indexes included."""
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute("select name from sqlite_master where type = 'table' order by name").fetchall()
        return {name: connection.execute(f'select * from "{name}"').fetchall() for (name,) in names}


def rows(database: Path, query: str, *values: object) -> Rows:
    """Return what one query finds."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query, values).fetchall()


def names_in(folder: Path) -> list[str]:
    """Return the names of the files in a folder."""
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def nothing_saved(database: Path, but: Collection[str] = ()) -> Iterator[None]:
    """Show that the block, which may raise, leaves every row of the database as it was, `but` those of some tables."""
    before = contents(database)
    try:
        yield
    finally:
        after = contents(database)
        assert {name: held for name, held in after.items() if name not in but} == {
            name: held for name, held in before.items() if name not in but
        }
