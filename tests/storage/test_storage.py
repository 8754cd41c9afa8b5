"""Every method of every subject: what it does when another program writes to the file, and when it is called alone."""

import inspect
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.alignments import Link
from annotator.domain.articles import ArticleDetails
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.domain.passages import PassageDetails
from annotator.domain.review import QueueFilter
from annotator.domain.sources import SourceDetails, SourceKind
from annotator.domain.spans import Span
from annotator.domain.transcripts import Cue
from annotator.errors import DatabaseBusy
from annotator.storage import Storage
from tests.conftest import SPOKEN, TEXT
from tests.contents import contents, nothing_saved

DETAILS = ArticleDetails("Another title")
SAID = SourceDetails("Иначе.", "ru")
NOTE = NoteDetails("tone", "minor", "Otherwise.")
WRONG = DecisionDetails(Verdict.WRONG)
LINK = Link(Span(0, 10), Span(0, 2), "engine", 0.5)
CUE = Cue(Span(0, 3), 0.0, 1.5, "")
ALL = QueueFilter()

Call = Callable[[Storage], object]

# Each of them saves something in a file that holds one of everything, under the id 1.
WRITES: dict[str, Call] = {
    "articles.add": lambda s: s.articles.add(DETAILS, "Another text."),
    "articles.add_version": lambda s: s.articles.add_version(s.articles.get(1), "Another text."),
    "articles.edit": lambda s: s.articles.edit(1, 1, DETAILS),
    "articles.delete": lambda s: s.articles.delete(1, 1),
    "passages.add": lambda s: s.passages.add(1, 1, TEXT, Span(0, 5), PassageDetails()),
    "passages.edit": lambda s: s.passages.edit(1, 1, PassageDetails(speaker="Eide")),
    "passages.move": lambda s: s.passages.move(1, 1, TEXT, Span(0, 5)),
    "passages.place": lambda s: s.passages.place(1, 1, TEXT, Span(0, 5), "moved"),
    "passages.unplace": lambda s: s.passages.unplace(1, "gone"),
    "passages.delete": lambda s: s.passages.delete(1, 1),
    "sources.add_document": lambda s: s.sources.add_document(SourceKind.POST, SAID, article_id=1),
    "sources.edit_document": lambda s: s.sources.edit_document(1, 1, SAID),
    "sources.attach": lambda s: s.sources.attach(
        1, s.sources.of_passage(1)[0].document, Span(0, 3), article_id=1, position=1
    ),
    "sources.move": lambda s: s.sources.move(1, SPOKEN, Span(0, 3)),
    "sources.detach": lambda s: s.sources.detach(1),
    "documents.add": lambda s: s.documents.add(SourceKind.SUBTITLES, SAID, [CUE], ["Read as Latin-1."], article_id=1),
    "documents.describe": lambda s: s.documents.describe(1, 1, SourceKind.POST, SAID),
    "documents.replace_cues": lambda s: s.documents.replace_cues(1, [CUE]),
    "documents.move_note_span": lambda s: s.documents.move_note_span(1, SPOKEN, Span(0, 3)),
    "documents.delete": lambda s: s.documents.delete(1, 1),
    "renderings.remember": lambda s: s.renderings.remember("s", "ru", "en", "слово", "word", None),
    "renderings.add": lambda s: s.renderings.add(1, SPOKEN, "Other words.", "en", "other signature", None),
    "alignments.replace_engine_links": lambda s: s.alignments.replace_engine_links(1, 1, 1, [LINK, LINK]),
    "alignments.forget_engine_links": lambda s: s.alignments.forget_engine_links(1),
    "alignments.shift_reporter": lambda s: s.alignments.shift_reporter(1, 3),
    "notes.add": lambda s: s.notes.add(1, 1, NOTE, [], origin="person", state=NoteState.OPEN),
    "notes.edit": lambda s: s.notes.edit(1, 1, NOTE),
    "notes.move_spans": lambda s: s.notes.move_spans(s.notes.get(1), []),
    "notes.set_state": lambda s: s.notes.set_state(1, NoteState.REJECTED),
    "notes.delete": lambda s: s.notes.delete(1, 1),
    "decisions.save": lambda s: s.decisions.save(1, 1, None, WRONG),
    "events.undo": lambda s: s.events.undo(s.events.of("note", 1)[0].id),
}
READS: dict[str, Call] = {
    "articles.get": lambda s: s.articles.get(1),
    "articles.with_text": lambda s: s.articles.with_text("No such text."),
    "articles.with_url": lambda s: s.articles.with_url(""),
    "articles.versions": lambda s: s.articles.versions(1),
    "articles.progress": lambda s: s.articles.progress(),
    "articles.is_empty": lambda s: s.articles.is_empty(),
    "articles.version_text": lambda s: s.articles.version_text(1),
    "passages.get": lambda s: s.passages.get(1),
    "passages.of_version": lambda s: s.passages.of_version(1),
    "passages.unplaced": lambda s: s.passages.unplaced(1, 2),
    "passages.at": lambda s: s.passages.at(1, Span(0, 5)),
    "sources.of_passage": lambda s: s.sources.of_passage(1),
    "sources.of_article": lambda s: s.sources.of_article(1),
    "sources.shared": lambda s: s.sources.shared(1),
    "documents.find": lambda s: s.documents.find(words="мы", article_id=1),
    "documents.get": lambda s: s.documents.get(1),
    "documents.with_text": lambda s: s.documents.with_text(SPOKEN),
    "documents.cues": lambda s: s.documents.cues(1),
    "documents.uses": lambda s: s.documents.uses(1),
    "documents.note_spans": lambda s: s.documents.note_spans(1),
    "renderings.cached": lambda s: s.renderings.cached("s", "ru", "en", "слово"),
    "renderings.of_passage": lambda s: s.renderings.of_passage(1, SPOKEN),
    "alignments.of_passage": lambda s: s.alignments.of_passage(1),
    "notes.get": lambda s: s.notes.get(1),
    "notes.of_passage": lambda s: s.notes.of_passage(1),
    "notes.of_article": lambda s: s.notes.of_article(1),
    "notes.verdicts": lambda s: s.notes.verdicts(),
    "decisions.of_note": lambda s: s.decisions.of_note(1),
    "decisions.of_article": lambda s: s.decisions.of_article(1),
    "events.get": lambda s: s.events.get(1),
    "events.of": lambda s: s.events.of("note", 1),
    "events.of_note": lambda s: s.events.of_note(1),
    "events.is_last": lambda s: s.events.is_last(s.events.get(1)),
    "queue.page": lambda s: s.queue.page(ALL, {"major": 5}),
    "queue.neighbours": lambda s: s.queue.neighbours(ALL, {"major": 5}, 1),
    "queue.next_undecided": lambda s: s.queue.next_undecided(ALL, {"major": 5}, 1),
    "search.find": lambda s: s.search.find("left"),
}
INSIDE = {"notes.put_back"}  # called by `events.undo` only, inside its transaction


@pytest.fixture
def impatient(database: Path, storage: Storage, note: Note) -> Iterator[Storage]:
    """A file that holds one of everything, opened by somebody who waits for a lock for a twentieth of a second."""
    for rendering in (1, None):
        storage.alignments.replace_engine_links(1, 1, rendering, [LINK])
    with Storage(database, "Owen Castell", busy_timeout=0.05) as opened:
        yield opened


@pytest.fixture
def locked(database: Path, impatient: Storage) -> Iterator[None]:
    """Another program writes to the file and does not let go."""
    with closing(sqlite3.connect(database)) as other:
        other.execute("begin immediate")
        other.execute("update article set title = 'not yet saved'")
        yield


def test_no_method_is_forgotten_here(storage: Storage) -> None:
    subjects = {name: subject for name, subject in vars(storage).items() if not name.startswith("_")}
    methods = {
        f"{name}.{method}"
        for name, subject in subjects.items()
        for method, _ in inspect.getmembers(subject, inspect.ismethod)
        if not method.startswith("_")
    }
    assert methods == WRITES.keys() | READS.keys() | INSIDE


@pytest.mark.parametrize("name", WRITES)
def test_saving_into_a_locked_file_is_busy_at_once_and_saves_nothing(
    impatient: Storage, locked: None, database: Path, name: str
) -> None:
    began = time.perf_counter()
    with nothing_saved(database), pytest.raises(DatabaseBusy, match="nothing was saved, try again"):
        WRITES[name](impatient)
    assert time.perf_counter() - began < 2.5  # the default is 5 seconds


@pytest.mark.parametrize("name", READS)
def test_reading_a_locked_file_gives_what_was_last_saved(impatient: Storage, locked: None, name: str) -> None:
    READS[name](impatient)
    assert impatient.articles.get(1).details.title == "Ferry returns"


@pytest.mark.parametrize("name", WRITES)
def test_what_is_saved_by_one_call_is_there_for_others_at_once(impatient: Storage, database: Path, name: str) -> None:
    before = contents(database)
    WRITES[name](impatient)
    assert contents(database) != before


@pytest.mark.parametrize("name", READS)
def test_reading_changes_nothing(impatient: Storage, database: Path, name: str) -> None:
    with nothing_saved(database):
        READS[name](impatient)


@pytest.mark.parametrize("name", WRITES)
def test_what_is_saved_in_a_block_that_raises_is_taken_back(impatient: Storage, database: Path, name: str) -> None:
    def save_and_raise() -> None:
        with impatient.write():
            WRITES[name](impatient)
            raise KeyError(name)

    with nothing_saved(database), pytest.raises(KeyError):
        save_and_raise()


def test_a_connection_is_closed_at_the_end_of_its_block(database: Path) -> None:
    with Storage(database, "Owen Castell") as storage:
        assert storage.articles.is_empty()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        storage.articles.is_empty()
