"""The yardstick: the least Flask and SQLite can do to save a note, on the same server as the app.

One table, one insert, one commit, a redirect; foreign keys, WAL and a connection for each request as in the app. No
checks, no history, no revision, no search index.
"""

import sqlite3
import sys

from flask import Flask, redirect, request
from waitress import serve
from werkzeug.wrappers import Response


def connect(path: str) -> sqlite3.Connection:
    """Return a connection as a careful programmer opens one."""
    connection = sqlite3.connect(path, timeout=5)
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma synchronous = normal")
    return connection


def make_app(path: str) -> Flask:
    """Return an application that saves notes at /passages/1/notes."""
    app = Flask(__name__)
    with connect(path) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("create table passage (id integer primary key)")
        connection.execute("insert into passage values (1)")
        connection.execute(
            "create table note (id integer primary key, passage_id integer not null references passage(id),"
            " category text, severity text, text text, words text, created_at text default current_timestamp)"
        )

    @app.post("/passages/<int:passage_id>/notes")
    def add(passage_id: int) -> Response:
        form = request.form
        connection = connect(path)
        with connection:
            connection.execute(
                "insert into note (passage_id, category, severity, text, words) values (?, ?, ?, ?, ?)",
                [passage_id, form["category"], form["severity"], form["text"], form["words"]],
            )
        connection.close()
        return redirect("/", 303)

    return app


if __name__ == "__main__":
    serve(make_app(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), threads=4)
