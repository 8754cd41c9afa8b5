import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from annotator.storage.migrations import migrations

TABLES = [
    "article",
    "article_version",
    "passage",
    "source_document",
    "source",
    "source_cue",
    "translation",
    "rendering",
    "alignment_link",
    "automatic_link",
    "weighing",
    "note",
    "note_span",
    "decision",
    "comment",
    "assignment",
    "notice",
    "presence",
    "saved_filter",
    "canned_reason",
    "severity_weight",
    "queue_entry",
    "event",
    "change",
    "sign_off",
    "correction",
    "job",
    "job_task",
    "person",
    "credential",
    "identity",
    "session",
    "invitation",
    "login_attempt",
    "provider_request",
    "second_opinion",
    "opinion",
    "check_switch",
]
QUOTE = {"span_start": 0, "span_end": 2, "exact": "We", "prefix": "", "suffix": ""}
TIMES = {"created_at": "now", "updated_at": "now"}
# A row of each table that holds together: every test breaks exactly one thing of it.
ARTICLE = {"id": 1, "title": "", "outlet": "", "byline": "", "language": "en", "url": "", **TIMES}
VERSION = {
    "id": 1, "article_id": 1, "number": 1, "text": "We", "content_hash": "h", "remarks": "", "created_at": "now",
}  # fmt: skip
PASSAGE = {
    "id": 1, "article_id": 1, "article_version_id": 1, "kind": "caption", "speaker": "", "outlet": "",
    "source_language": "", "attribution": "", "status": "confirmed", **QUOTE, **TIMES,
}  # fmt: skip
DOCUMENT = {
    "id": 1, "kind": "pasted", "title": "", "language": "ru", "text": "We", "url": "", "relay": 0,
    "back_translated": 0, **TIMES,
}  # fmt: skip
NOTE = {
    "id": 1, "passage_id": 1, "article_id": 1, "category": "tone", "severity": "minor", "text": "", "state": "open",
    "origin": "person", "author": "D", **TIMES,
}  # fmt: skip
NOTE_SPAN = {"note_id": 1, "side": "reporter", "article_version_id": 1, **QUOTE}
DECISION = {"note_id": 1, "verdict": "wrong", "wording": "", "reason": "", "author": "O", **TIMES}
JOB = {"engine": "", "started_by": "D", "created_at": "now"}
TASK = {"job_id": 1, "passage_id": 1, "updated_at": "now"}
CHANGE = {"at": "now", "actor": "D"}
SIGN_OFF = {
    "article_id": 1, "article_version_id": 1, "content_hash": "h", "author": "O", "remark": "", **TIMES,
}  # fmt: skip
CORRECTION = {"article_id": 1, "text": "", "author": "O", **TIMES}
COMMENT = {"note_id": 1, "article_id": 1, "kind": "comment", "text": "", "author": "D", **TIMES}
ASSIGNMENT = {"note_id": 1, "person": "D", **TIMES}
NOTICE = {"note_id": 1, "person": "D", "actor": "O", "kind": "mention", "created_at": "now"}
SWITCH = {"code": "numbers", "off": 1, "author": "D", **TIMES}
REASON = {"text": "It is a hedge.", "verdict": "", **TIMES}
EVENT = {"at": "now", "actor": "D", "action": "create", "entity": "note", "entity_id": 1, "article_id": 1}


@pytest.fixture
def db(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("pragma foreign_keys = on")
        for table, row in [
            ("article", ARTICLE),
            ("article_version", VERSION),
            ("passage", PASSAGE),
            ("source_document", DOCUMENT),
            ("note", NOTE),
        ]:
            _insert(connection, table, row)
        yield connection


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    places = ", ".join("?" for _ in row)
    connection.execute(f"insert into {table} ({', '.join(row)}) values ({places})", list(row.values()))


def test_every_table_is_strict(db: sqlite3.Connection) -> None:
    strict = dict(db.execute("select name, strict from pragma_table_list where schema = 'main' and type = 'table'"))
    assert {name: strict[name] for name in TABLES} == dict.fromkeys(TABLES, 1)


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("article", ARTICLE, "revision", "first"),
        ("article", ARTICLE, "title", b"\xff"),
        ("article_version", VERSION, "number", 1.5),
        ("passage", PASSAGE, "span_start", "begin"),
        ("passage", PASSAGE, "confidence", "high"),
        ("source_document", DOCUMENT, "relay", "yes"),
        ("note", NOTE, "confidence", "low"),
        ("event", EVENT, "entity_id", "note"),
    ],
)
def test_a_value_of_another_type_is_refused(
    db: sqlite3.Connection, table: str, row: dict[str, Any], column: str, value: object
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store"):
        _insert(db, table, {**row, "id": 2, column: value})


@pytest.mark.parametrize(
    ("table", "row", "changes"),
    [
        ("passage", PASSAGE, {"span_start": -1}),
        ("passage", PASSAGE, {"span_end": 0}),
        ("passage", PASSAGE, {"status": "maybe"}),
        ("passage", PASSAGE, {"anchor": "lost"}),
        ("source_document", DOCUMENT, {"relay": 2}),
        ("note", NOTE, {"state": "closed"}),
        ("note_span", NOTE_SPAN, {"side": "editor"}),
        ("note_span", NOTE_SPAN, {"span_start": 5}),
        ("note_span", NOTE_SPAN, {"article_version_id": None}),
        ("note_span", NOTE_SPAN, {"source_document_id": 1}),
        ("decision", DECISION, {"verdict": "fine"}),
        ("decision", DECISION, {"passage_id": 1}),
        ("decision", DECISION, {"note_id": None}),
        ("comment", COMMENT, {"kind": "shout"}),
        ("comment", COMMENT, {"note_id": None}),
        ("assignment", ASSIGNMENT, {"passage_id": 1}),
        ("notice", NOTICE, {"kind": "rumour"}),
        ("passage", PASSAGE, {"triage": 1.5}),
        ("event", EVENT, {"action": "look"}),
        ("change", CHANGE, {"kind": "look"}),
        ("change", CHANGE, {"kind": "undo"}),
        ("change", CHANGE, {"target_id": 7}),
        ("job", JOB, {"workers": -1}),
        ("check_switch", SWITCH, {"code": "names", "off": 2}),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(
    db: sqlite3.Connection, table: str, row: dict[str, Any], changes: dict[str, Any]
) -> None:
    _insert(db, table, {**row, "id": 7})
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        _insert(db, table, {**row, "id": 8, **changes})


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("article_version", {**VERSION, "number": 2, "content_hash": "other"}, "article_id"),
        ("passage", PASSAGE, "article_id"),
        ("passage", PASSAGE, "article_version_id"),
        ("note", NOTE, "passage_id"),
        ("note", NOTE, "article_id"),
        ("note_span", NOTE_SPAN, "note_id"),
        ("note_span", NOTE_SPAN, "article_version_id"),
        ("decision", DECISION, "note_id"),
        ("comment", COMMENT, "note_id"),
        ("comment", COMMENT, "article_id"),
        ("assignment", ASSIGNMENT, "note_id"),
        ("notice", NOTICE, "note_id"),
        ("event", EVENT, "article_id"),
        ("event", EVENT, "change_id"),
        ("change", {**CHANGE, "kind": "undo"}, "target_id"),
        ("sign_off", SIGN_OFF, "article_id"),
        ("sign_off", SIGN_OFF, "article_version_id"),
        ("correction", CORRECTION, "article_id"),
        ("job", JOB, "article_id"),
        ("job_task", TASK, "job_id"),
    ],
)
def test_a_reference_to_nothing_is_refused(
    db: sqlite3.Connection, table: str, row: dict[str, Any], column: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        _insert(db, table, {**row, "id": 7, column: 99})


def test_the_same_text_is_stored_once(db: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="content_hash"):
        _insert(db, "article_version", {**VERSION, "id": 2, "number": 2})


def test_a_canned_reason_belongs_to_a_verdict_or_to_any(db: sqlite3.Connection) -> None:
    _insert(db, "canned_reason", REASON)
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        _insert(db, "canned_reason", {**REASON, "verdict": "fine"})


def test_a_check_has_one_switch(db: sqlite3.Connection) -> None:
    _insert(db, "check_switch", SWITCH)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        _insert(db, "check_switch", SWITCH)


def test_a_note_has_one_decision(db: sqlite3.Connection) -> None:
    _insert(db, "decision", DECISION)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        _insert(db, "decision", DECISION)


@pytest.mark.parametrize(
    ("table", "column"), [("article", "title"), ("passage", "speaker"), ("source_document", "text"), ("note", "text")]
)
def test_a_search_index_follows_its_table(db: sqlite3.Connection, table: str, column: str) -> None:
    def found(word: str) -> int:
        query = f"select count(*) from {table}_fts where {table}_fts match ?"
        return int(db.execute(query, [f"{column}:{word}"]).fetchone()[0])

    db.execute(f"update {table} set {column} = 'ferry' where id = 1")
    assert (found("ferry"), found("bridge")) == (1, 0)
    db.execute(f"update {table} set {column} = 'bridge' where id = 1")
    assert (found("ferry"), found("bridge")) == (0, 1)


def test_the_steps_stand_in_the_order_of_their_numbers() -> None:
    names = [step.name for step in migrations.pending(Database(memory=True))]
    assert names == sorted(names)
    assert all(name[0] == "m" and name[1:4].isdigit() for name in names)
