"""A newsroom's file with as many discrepancies as wanted, made up by a seeded generator."""

import datetime
import itertools
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from annotator.domain.typology import Typology
from annotator.storage import prepare
from annotator.storage.connection import connect, write

NOW = datetime.datetime(2026, 11, 1, 9, tzinfo=datetime.UTC)
PEOPLE = [f"editor {number}" for number in range(1, 26)]
LANGUAGES = ["ru", "uk", "ar", "zh", "de", "fr", "es", "fa"]
PASSAGES_OF_ARTICLE = 15
_BATCH = 5_000
_SYLLABLES = [
    f"{first}{second}" for first in "bdfghklmnprstvz" for second in ("a", "e", "i", "o", "u", "ai", "or", "en")
]


def fill(path: Path, typology: Typology, discrepancies: int, seed: int = 7) -> None:
    """Write a new file at `path` with this many discrepancies: three and a third to a passage, most of them open."""
    prepare(path)
    db = connect(path)
    made = _Generator(random.Random(seed), typology, discrepancies)
    db.execute("pragma cache_size = -500000")  # so that filling does not wait for the disk
    with write(db):
        for table, rows in made.tables():
            _insert(db, table, rows)
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()


def _insert(db: Database, table: str, rows: Iterator[dict[str, Any]]) -> None:
    for batch in iter(lambda: list(itertools.islice(rows, _BATCH)), []):
        columns, places = ", ".join(batch[0]), ", ".join("?" for _ in batch[0])
        db.conn.executemany(f"insert into {table} ({columns}) values ({places})", [list(row.values()) for row in batch])


class _Generator:
    """Rows of every table that the desk reads, with the skew that such data has."""

    def __init__(self, chance: random.Random, typology: Typology, discrepancies: int) -> None:
        self.chance = chance
        self.notes = discrepancies
        self.passages = max(1, discrepancies * 3 // 10)
        self.articles = max(1, self.passages // PASSAGES_OF_ARTICLE)
        self.categories = [category.code for category in typology.categories if category.code != "none"]
        self.vocabulary = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(20_000)]
        self.speakers = [f"{self.words(1).title()} {self.words(1).title()}" for _ in range(3_000)]

    def tables(self) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
        """Yield each table with its rows, in an order in which references hold."""
        yield "article", map(self._article, range(1, self.articles + 1))
        yield "article_version", map(self._version, range(1, self.articles + 1))
        yield "passage", map(self._passage, range(1, self.passages + 1))
        yield "note", map(self._note, range(1, self.notes + 1))
        yield "decision", map(self._decision, self._in_state("decided"))
        yield "comment", map(self._question, itertools.islice(self._in_state("open"), 0, None, 40))
        yield "assignment", map(self._assignment, itertools.islice(self._in_state("open"), 0, None, 10))

    def words(self, number: int) -> str:
        """Return words of which a few are very frequent."""
        size = len(self.vocabulary)
        return " ".join(self.vocabulary[int(size * self.chance.random() ** 4)] for _ in range(number))

    def _skewed(self, choices: Sequence[str]) -> str:
        return choices[int(len(choices) * self.chance.random() ** 2)]

    def _times(self, number: int, of: int) -> dict[str, str]:
        at = (NOW - datetime.timedelta(days=540 * (1 - number / of))).isoformat(timespec="milliseconds")
        return {"created_at": at, "updated_at": at}

    def _article(self, number: int) -> dict[str, Any]:
        due = NOW.date() + datetime.timedelta(days=self.chance.randint(-5, 30))
        return {
            "id": number, "title": self.words(7).capitalize(),
            "outlet": f"The {self._skewed(self.vocabulary[:40])} Post",
            "byline": f"Reporter {self._skewed([str(each) for each in range(200)])}", "language": "en", "url": "",
            "deadline": due.isoformat() if self.chance.random() < 0.1 else None, **self._times(number, self.articles),
        }  # fmt: skip

    def _version(self, number: int) -> dict[str, Any]:
        return {
            "id": number, "article_id": number, "number": 1, "text": self.words(300), "content_hash": f"hash {number}",
            "remarks": "", "created_at": NOW.isoformat(),
        }  # fmt: skip

    def _passage(self, number: int) -> dict[str, Any]:
        article, exact = 1 + (number - 1) // PASSAGES_OF_ARTICLE % self.articles, self.words(20)
        return {
            "id": number, "article_id": article, "article_version_id": article, "span_start": number % 100,
            "span_end": number % 100 + len(exact), "exact": exact, "prefix": "", "suffix": "",
            "kind": self._skewed(["direct-quote", "partial-quote", "indirect-speech"]),
            "speaker": self._skewed(self.speakers), "outlet": "", "source_language": self._skewed(LANGUAGES),
            "attribution": "", "status": "confirmed", **self._times(number, self.passages),
        }  # fmt: skip

    def _note(self, number: int) -> dict[str, Any]:
        passage = 1 + (number - 1) % self.passages
        severity = self.chance.choices(["minor", "major", "neutral", "critical"], [60, 27, 9, 4])[0]
        by_check = self.chance.random() < 0.5
        return {
            "id": number, "passage_id": passage, "article_id": 1 + (passage - 1) // PASSAGES_OF_ARTICLE % self.articles,
            "category": self._skewed(self.categories), "severity": severity, "text": self.words(15),
            "state": _state(number), "origin": "numbers" if by_check else "person",
            "author": self._skewed(PEOPLE), "confidence": round(self.chance.random(), 2) if by_check else None,
            **self._times(number, self.notes),
        }  # fmt: skip

    def _decision(self, note: int) -> dict[str, Any]:
        verdict = self._skewed(["defensible", "faithful", "misleading", "wrong"])
        return {
            "note_id": note, "verdict": verdict, "wording": "", "reason": self.words(8), "author": PEOPLE[0],
            **self._times(note, self.notes),
        }  # fmt: skip

    def _question(self, note: int) -> dict[str, Any]:
        passage = 1 + (note - 1) % self.passages
        return {
            "note_id": note, "article_id": 1 + (passage - 1) // PASSAGES_OF_ARTICLE % self.articles,
            "kind": "question", "text": self.words(12), "author": PEOPLE[0], **self._times(note, self.notes),
        }  # fmt: skip

    def _assignment(self, note: int) -> dict[str, Any]:
        return {"note_id": note, "person": self._skewed(PEOPLE), **self._times(note, self.notes)}

    def _in_state(self, state: str) -> Iterator[int]:
        return (number for number in range(1, self.notes + 1) if _state(number) == state)


def _state(number: int) -> str:
    """Return what state the note of that number is in: a third is decided, a tenth is not asked of an editor."""
    return {**dict.fromkeys(range(7), "decided"), 7: "rejected", 8: "suspected"}.get(number % 20, "open")
