import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.domain.passages import Passage
from annotator.domain.review import QueueFilter
from annotator.domain.subjects import Subject, on_note
from annotator.domain.threads import NoticeKind
from annotator.errors import InvalidInput, NotFound
from annotator.services.assign import assign, look_in, take_next
from annotator.storage import Storage
from tests.conftest import TRANSLATOR
from tests.contents import nothing_saved, rows

ALL = QueueFilter()
NAMES = [TRANSLATOR, "Owen", "سلمى <b>"]


def test_work_is_given_and_released_and_the_history_says_so(storage: Storage, note: Note) -> None:
    for person in ("سلمى <b>", "Owen", "", "Owen"):
        assign(storage, NAMES, on_note(note.id), person)
        assert storage.assignments.of(on_note(note.id)) == person
    assert [event.action for event in storage.events.of("assignment", 1)] == ["create", "update", "delete", "update"]
    assert [notice.kind for notice in storage.notices.of("Owen")] == [NoticeKind.ASSIGNMENT] * 2


@pytest.mark.parametrize("person", ["Kaspar", "owen", "<script>", "x" * 5000])
def test_nobody_else_is_given_work(storage: Storage, database: Path, note: Note, person: str) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match="cannot be given work"):
        assign(storage, NAMES, on_note(note.id), person)


def test_what_is_deleted_or_a_remark_is_given_to_nobody(storage: Storage, database: Path, note: Note) -> None:
    storage.notes.edit(note.id, None, NoteDetails("none", "neutral", "Well done."))
    with nothing_saved(database), pytest.raises(InvalidInput, match="remark"):
        assign(storage, NAMES, on_note(note.id), "Owen")
    storage.notes.delete(note.id, None)
    with nothing_saved(database), pytest.raises(NotFound):
        assign(storage, NAMES, on_note(note.id), "Owen")


def test_giving_somebody_what_they_have_changes_nothing(storage: Storage, database: Path, note: Note) -> None:
    assign(storage, NAMES, on_note(note.id), "Owen")
    with nothing_saved(database):
        assign(storage, NAMES, on_note(note.id), "Owen")


def test_people_who_take_the_next_at_the_same_time_get_different_ones(
    storage: Storage, database: Path, passage: Passage
) -> None:
    with storage.write():
        for _ in range(30):
            details = NoteDetails("tone", "minor")
            storage.notes.add(passage.id, passage.article_id, details, [], origin="person", state=NoteState.OPEN)

    def take(person: str) -> list[Subject]:
        taken = []
        with Storage(database, person) as mine:
            while subject := take_next(mine, ALL):
                taken.append(subject)
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(take, ["a", "b", "c", "d"]))
    together = [subject for each in taken for subject in each]
    assert len(together) == len(set(together)) == 30
    for person, subjects in zip("abcd", taken, strict=True):
        assert all(storage.assignments.of(subject) == person for subject in subjects)


def test_there_is_nothing_to_take_where_nothing_waits(storage: Storage, database: Path, note: Note) -> None:
    assert take_next(storage, QueueFilter(category="tone")) is None
    assert take_next(storage, ALL) == on_note(note.id)
    with nothing_saved(database):
        assert take_next(storage, ALL) is None


def test_looking_in_does_not_wait_for_who_writes(storage: Storage, database: Path, note: Note) -> None:
    with closing(sqlite3.connect(database)) as other:
        other.execute("begin immediate")
        look_in(storage, on_note(note.id))
        other.rollback()
    assert rows(database, "select * from presence") == []
    assert storage._db.execute("pragma busy_timeout").fetchone() == (5000,)
    look_in(storage, on_note(note.id))
    assert rows(database, "select person from presence") == [(TRANSLATOR,)]
