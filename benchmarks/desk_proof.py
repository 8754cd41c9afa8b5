"""Look in the database for what the server acknowledged, past the app."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from benchmarks.desk_people import Acknowledged

_FIELD = {"passage": "exact", "note": "text", "decision": "wording"}


def missing(database: Path, acknowledged: Iterable[Acknowledged]) -> list[Acknowledged]:
    """Return the acknowledged writes that are not there.

    One is there where the record is, and its history holds the value that it was given.
    """
    with closing(sqlite3.connect(database)) as connection:
        there = {
            **_ids(connection, "passage", "select id, id from passage"),
            **_ids(connection, "note", "select id, id from note"),
            **_ids(connection, "decision", "select note_id, id from decision where note_id is not null"),
        }
        told: set[tuple[str, int, str]] = set()
        for entity, entity_id, after in connection.execute(
            "select entity, entity_id, after from event where entity in ('passage', 'note', 'decision')"
        ):
            told.add((entity, entity_id, json.loads(after)[_FIELD[entity]]))
    return [each for each in acknowledged if not _held(each, there, told)]


def integrity(database: Path) -> str:
    """Return what SQLite finds wrong with the file: "ok" for nothing."""
    with closing(sqlite3.connect(database)) as connection:
        (found,) = connection.execute("pragma integrity_check").fetchone()
        broken = connection.execute("pragma foreign_key_check").fetchall()
    return f"{len(broken)} broken references" if broken else str(found)


def _ids(connection: sqlite3.Connection, entity: str, query: str) -> dict[tuple[str, int], int]:
    return {(entity, known): row_id for known, row_id in connection.execute(query)}


def _held(each: Acknowledged, there: dict[tuple[str, int], int], told: set[tuple[str, int, str]]) -> bool:
    row_id = there.get((each.entity, each.entity_id))
    return row_id is not None and (each.entity, row_id, each.value) in told
