"""Every method of every subject: what it does when another program writes to the file, and when it is called alone."""

import datetime
import inspect
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.alignments import Link
from annotator.domain.articles import ArticleDetails
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.invitations import ProviderRequest
from annotator.domain.jobs import TaskState
from annotator.domain.linking import Ruling, RulingKind
from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.domain.passages import PassageDetails
from annotator.domain.people import Person, Role
from annotator.domain.review import QueueFilter
from annotator.domain.second_opinions import OpinionVerdict
from annotator.domain.sources import SourceDetails, SourceKind
from annotator.domain.spans import Span
from annotator.domain.subjects import on_note, on_passage
from annotator.domain.threads import NoticeKind, Turn
from annotator.domain.transcripts import Cue
from annotator.domain.weighing import Weighing
from annotator.errors import DatabaseBusy
from annotator.storage import Storage
from annotator.storage.alignments import Texts
from tests.conftest import SPOKEN, TEXT
from tests.contents import contents, nothing_saved

DETAILS = ArticleDetails("Another title")
SAID = SourceDetails("Иначе.", "ru")
NOTE = NoteDetails("tone", "minor", "Otherwise.")
WRONG = DecisionDetails(Verdict.WRONG)
LINK = Link(Span(0, 10), Span(0, 2), "engine", 0.5)
TEXTS = Texts(1, 1, 1, 1, SPOKEN, "As far as I know, we left nobody.")
RULING = Ruling(RulingKind.LINK, (Span(0, 9),), (Span(0, 2),))
CUE = Cue(Span(0, 3), 0.0, 1.5, "")
ALL = QueueFilter()
MINUTE = datetime.timedelta(minutes=1)
NOON = datetime.datetime(2025, 4, 15, 12, tzinfo=datetime.UTC)
LATER = NOON + 60 * MINUTE
REQUEST = ProviderRequest("browser", "nonce", "verifier", "/", "", LATER)

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
    "weighings.keep": lambda s: s.weighings.keep(1, "Да", "Yes", Weighing(0.7, 2.5, "triage")),
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
    "alignments.keep": lambda s: s.alignments.keep(TEXTS, "engine:other|version:1", [LINK, LINK]),
    "alignments.replace_rulings": lambda s: s.alignments.replace_rulings(TEXTS, [], [RULING]),
    "notes.add": lambda s: s.notes.add(1, 1, NOTE, [], origin="person", state=NoteState.OPEN),
    "notes.edit": lambda s: s.notes.edit(1, 1, NOTE),
    "notes.renew": lambda s: s.notes.renew(1, NOTE, [], origin="tone", confidence=0.7),
    "notes.move_spans": lambda s: s.notes.move_spans(s.notes.get(1), []),
    "notes.set_state": lambda s: s.notes.set_state(1, NoteState.REJECTED),
    "notes.explain_rejection": lambda s: s.notes.explain_rejection(1, 1, "She said so."),
    "notes.delete": lambda s: s.notes.delete(1, 1),
    "check_switches.switch": lambda s: s.check_switches.switch("numbers", off=True),
    "articles.set_deadline": lambda s: s.articles.set_deadline(1, 1, datetime.date(2025, 4, 15)),
    "decisions.save_on": lambda s: s.decisions.save_on(on_passage(1), 1, None, WRONG),
    "queue.weigh": lambda s: s.queue.weigh({"major": 7}),
    "assignments.assign": lambda s: s.assignments.assign(on_note(1), 1, "Olena"),
    "assignments.arrive": lambda s: s.assignments.arrive(on_note(1)),
    "assignments.leave": lambda s: s.assignments.leave(on_passage(1)),
    "threads.add": lambda s: s.threads.add(on_note(1), 1, Turn.COMMENT, "Hm."),
    "threads.edit": lambda s: s.threads.edit(1, 1, "Hm, hm."),
    "threads.delete": lambda s: s.threads.delete(1, 1),
    "notices.tell": lambda s: s.notices.tell(["Olena"], NoticeKind.COMMENT, on_note(1), 1),
    "notices.read_all": lambda s: s.notices.read_all("Daria"),
    "reasons.add": lambda s: s.reasons.add("Fairly shortened.", Verdict.FAITHFUL),
    "reasons.edit": lambda s: s.reasons.edit(1, 1, "Otherwise.", None),
    "reasons.delete": lambda s: s.reasons.delete(1, 1),
    "saved_filters.save": lambda s: s.saved_filters.save("Russian", "language=ru", 5),
    "saved_filters.delete": lambda s: s.saved_filters.delete(1),
    "decisions.save": lambda s: s.decisions.save(1, 1, None, WRONG),
    "people.add": lambda s: s.people.add(Person("Olena", Role.EDITOR)),
    "people.change": lambda s: s.people.change("owen", role=Role.EDITOR),
    "people.set_password_hash": lambda s: s.people.set_password_hash(1, "another hash"),
    "people.add_identity": lambda s: s.people.add_identity(1, "https://example.org", "another"),
    "sessions.add": lambda s: s.sessions.add(1, "another", "127.0.0.1", "Firefox", NOON, LATER),
    "sessions.touch": lambda s: s.sessions.touch(1, NOON + MINUTE),
    "sessions.end": lambda s: s.sessions.end(1, 1),
    "sessions.end_all": lambda s: s.sessions.end_all(1),
    "sessions.add_failure": lambda s: s.sessions.add_failure("zoe", "127.0.0.1", NOON, NOON - MINUTE),
    "sessions.forget_failures": lambda s: s.sessions.forget_failures("owen"),
    "invitations.add": lambda s: s.invitations.add("another", Role.EDITOR, "", LATER),
    "invitations.use": lambda s: s.invitations.use(1, "Owen", NOON),
    "invitations.withdraw": lambda s: s.invitations.withdraw(1),
    "invitations.remember": lambda s: s.invitations.remember("another", REQUEST, NOON),
    "invitations.recall": lambda s: s.invitations.recall("state"),
    "jobs.add": lambda s: s.jobs.add(None, "", [1]),
    "jobs.cancel": lambda s: s.jobs.cancel(1),
    "jobs.retry": lambda s: s.jobs.retry(2),
    "jobs.forget_ticket": lambda s: s.jobs.forget_ticket("withdrawn"),
    "jobs.send": lambda s: s.jobs.send(4, "c"),
    "jobs.recall": lambda s: s.jobs.recall(s.jobs.sent()[0]),
    "jobs.settle": lambda s: s.jobs.settle(s.jobs.sent()[0], TaskState.DONE),
    "jobs.checked": lambda s: s.jobs.checked(5),
    "jobs.look": lambda s: s.jobs.look(2, ""),
    "jobs.prune": lambda s: s.jobs.prune(datetime.datetime.now(datetime.UTC), 0),
    "second_opinions.ask": lambda s: s.second_opinions.ask(2, "Owen", "Zoe"),
    "second_opinions.set_done": lambda s: s.second_opinions.set_done(1, done=True),
    "second_opinions.close": lambda s: s.second_opinions.close(1),
    "second_opinions.say": lambda s: s.second_opinions.say(1, 1, OpinionVerdict.REJECT),
    "events.undo": lambda s: s.events.undo(s.events.of("note", 1)[0].id),
    "events.undo_change": lambda s: s.events.undo_change(_last_change(s, "note", 1)),
    "events.redo_change": lambda s: s.events.redo_change(_last_change(s, "correction", 1)),
    "events.restore": lambda s: s.events.restore(s.events.of("correction", 1)[1].id, 3),
    "sign_offs.add": lambda s: s.sign_offs.add(1, 1, "hash", "Read twice."),
    "sign_offs.withdraw": lambda s: s.sign_offs.withdraw(1, 1),
    "corrections.save": lambda s: s.corrections.save(1, 3, "We regret."),
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
    "alignments.automatic": lambda s: s.alignments.automatic(1),
    "alignments.rulings": lambda s: s.alignments.rulings(1),
    "alignments.revision": lambda s: s.alignments.revision(1),
    "notes.get": lambda s: s.notes.get(1),
    "notes.of_passage": lambda s: s.notes.of_passage(1),
    "notes.of_article": lambda s: s.notes.of_article(1),
    "notes.verdicts": lambda s: s.notes.verdicts(),
    "rejections.latest": lambda s: s.rejections.latest(5),
    "check_switches.all": lambda s: s.check_switches.all(),
    "check_switches.off": lambda s: s.check_switches.off(),
    "decisions.of_note": lambda s: s.decisions.of_note(1),
    "decisions.of_article": lambda s: s.decisions.of_article(1),
    "events.get": lambda s: s.events.get(1),
    "events.of": lambda s: s.events.of("note", 1),
    "events.of_note": lambda s: s.events.of_note(1),
    "events.is_last": lambda s: s.events.is_last(s.events.get(1)),
    "events.is_current": lambda s: s.events.is_current(s.changes.get(1)),
    "events.revision": lambda s: s.events.revision("note", 1),
    "changes.get": lambda s: s.changes.get(1),
    "changes.of_article": lambda s: s.changes.of_article(1),
    "changes.of_passage": lambda s: s.changes.of_passage(1),
    "changes.of_note": lambda s: s.changes.of_note(1),
    "changes.of_document": lambda s: s.changes.of_document(1),
    "changes.last_done": lambda s: s.changes.last_done(1, "Daria Lindqvist"),
    "changes.last_undone": lambda s: s.changes.last_undone(1, "Daria Lindqvist"),
    "changes.chain": lambda s: s.changes.chain(s.changes.get(1)),
    "changes.events_since": lambda s: s.changes.events_since(1, 1),
    "changes.last_worked": lambda s: s.changes.last_worked(1),
    "sign_offs.newest": lambda s: s.sign_offs.newest(1),
    "sign_offs.undecided": lambda s: s.sign_offs.undecided(1),
    "corrections.get": lambda s: s.corrections.get(1),
    "notes.span_rows": lambda s: s.notes.span_rows(1),
    "decisions.on": lambda s: s.decisions.on(on_passage(1)),
    "decisions.on_passages": lambda s: s.decisions.on_passages(1),
    "decisions.precedents": lambda s: s.decisions.precedents(on_note(1), 1, "tone", 3),
    "queue.page": lambda s: s.queue.page(ALL),
    "queue.counts": lambda s: s.queue.counts(ALL),
    "queue.listed": lambda s: s.queue.listed(ALL),
    "queue.choices": lambda s: s.queue.choices(),
    "queue.place_of": lambda s: s.queue.place_of(on_note(1)),
    "queue.state_of": lambda s: s.queue.state_of(on_note(1)),
    "queue.neighbours": lambda s: s.queue.neighbours(ALL, on_note(1)),
    "queue.next_waiting": lambda s: s.queue.next_waiting(ALL, on_note(1)),
    "queue.next_free": lambda s: s.queue.next_free(ALL),
    "assignments.of": lambda s: s.assignments.of(on_note(1)),
    "assignments.others_at": lambda s: s.assignments.others_at(on_note(1)),
    "threads.get": lambda s: s.threads.get(1),
    "threads.of": lambda s: s.threads.of(on_note(1)),
    "threads.last_turn": lambda s: s.threads.last_turn(on_note(1)),
    "threads.rebuttals": lambda s: s.threads.rebuttals(1),
    "threads.authors": lambda s: s.threads.authors(on_note(1)),
    "notices.of": lambda s: s.notices.of("Daria"),
    "notices.unread": lambda s: s.notices.unread("Daria"),
    "reasons.all": lambda s: s.reasons.all(),
    "reasons.get": lambda s: s.reasons.get(1),
    "saved_filters.all": lambda s: s.saved_filters.all(),
    "overview.newest_event": lambda s: s.overview.newest_event(),
    "overview.articles": lambda s: s.overview.articles(),
    "overview.workloads": lambda s: s.overview.workloads(),
    "overview.series": lambda s: s.overview.series("outlet"),
    "people.exist": lambda s: s.people.exist(),
    "people.all": lambda s: s.people.all(),
    "people.find": lambda s: s.people.find("OWEN"),
    "people.get": lambda s: s.people.get("Owen"),
    "people.with_id": lambda s: s.people.with_id(1),
    "people.with_email": lambda s: s.people.with_email("owen@example.org"),
    "people.working_admins": lambda s: s.people.working_admins(),
    "people.password_hash": lambda s: s.people.password_hash(1),
    "people.of_identity": lambda s: s.people.of_identity("https://example.org", "o"),
    "people.has_identity": lambda s: s.people.has_identity(1, "https://example.org"),
    "sessions.with_token": lambda s: s.sessions.with_token("token"),
    "sessions.of": lambda s: s.sessions.of(1),
    "sessions.failures": lambda s: s.sessions.failures("owen", "127.0.0.1", NOON),
    "invitations.with_token": lambda s: s.invitations.with_token("token"),
    "invitations.waiting": lambda s: s.invitations.waiting(NOON),
    "jobs.passages": lambda s: s.jobs.passages(1),
    "jobs.pairs": lambda s: s.jobs.pairs(None),
    "jobs.get": lambda s: s.jobs.get(1),
    "jobs.recent": lambda s: s.jobs.recent(),
    "jobs.newest": lambda s: s.jobs.newest(1),
    "jobs.failures": lambda s: s.jobs.failures(2),
    "jobs.is_busy": lambda s: s.jobs.is_busy(),
    "jobs.waiting": lambda s: s.jobs.waiting(5),
    "jobs.sent": lambda s: s.jobs.sent(),
    "jobs.to_check": lambda s: s.jobs.to_check(5),
    "jobs.withdrawn": lambda s: s.jobs.withdrawn(),
    "weighings.of": lambda s: s.weighings.of(1, "Да", "Yes"),
    "second_opinions.open": lambda s: s.second_opinions.open(1),
    "second_opinions.get": lambda s: s.second_opinions.get(1),
    "second_opinions.verdicts": lambda s: s.second_opinions.verdicts(1),
    "second_opinions.reasons": lambda s: s.second_opinions.reasons(1),
    "second_opinions.blindfold": lambda s: s.second_opinions.blindfold(),
    "search.find": lambda s: s.search.find("left"),
}


def _last_change(storage: Storage, entity: str, entity_id: int) -> int:
    """Return the last change of a record that is not an undo itself."""
    changes = [storage.changes.get(event.change_id) for event in storage.events.of(entity, entity_id)]
    return [change.id for change in changes if change.target_id is None][-1]


INSIDE = {"notes.put_back"}  # called by `events.undo` only, inside its transaction


def add_person(storage: Storage) -> None:
    """Add a person with everything that belongs to one, under the id 1."""
    storage.people.add(Person("Owen", Role.ADMIN, email="owen@example.org"))
    storage.people.set_password_hash(1, "hash")
    storage.people.add_identity(1, "https://example.org", "o")
    storage.sessions.add(1, "token", "127.0.0.1", "Firefox", NOON, LATER)
    storage.sessions.add_failure("owen", "127.0.0.1", NOON, NOON)
    storage.invitations.add("token", Role.EDITOR, "", LATER)
    storage.invitations.remember("state", REQUEST, NOON)
    storage.articles.add(DETAILS, "An article for nobody else.")
    storage.second_opinions.ask(1, "Owen", "Daria Lindqvist")


def add_desk(storage: Storage) -> None:
    """Add what the desk keeps about the note 1: a comment that Daria should know of, a kept filter, somebody there."""
    translator = storage.actor
    said = storage.threads.add(on_note(1), 1, Turn.QUESTION, "On the tape?")
    storage.act_as("Owen Castell")
    storage.notices.tell(["Daria"], NoticeKind.QUESTION, on_note(1), said.id)
    storage.saved_filters.save("Ours", "state=open", 5)
    storage.assignments.arrive(on_passage(1))
    storage.act_as(translator)


@pytest.fixture
def impatient(database: Path, storage: Storage, note: Note) -> Iterator[Storage]:
    """A file that holds one of everything, opened by somebody who waits for a lock for a twentieth of a second."""
    for rendering in (1, None):
        texts = replace(TEXTS, rendering_id=rendering)
        storage.alignments.keep(texts, "engine:other|version:1", [LINK])
        storage.alignments.replace_rulings(texts, [], [RULING])
    for task, ticket in enumerate(["sent", "failed", "withdrawn"], start=1):
        storage.jobs.send(storage.jobs.add(1, "", [1]) and task, ticket)
    storage.jobs.settle(storage.jobs.sent()[1], TaskState.FAILED, "Too long.")
    storage.jobs.cancel(3)
    storage.jobs.add(1, "", [1])
    storage.jobs.send(storage.jobs.add(1, "", [1]) and 5, "done")
    storage.jobs.settle(storage.jobs.sent()[1], TaskState.DONE)
    add_person(storage)
    add_desk(storage)
    storage.sign_offs.add(1, 1, "hash", "")
    storage.corrections.save(1, None, "Sorry.")
    storage.corrections.save(1, 1, "We are sorry.")
    storage.events.undo_change(_last_change(storage, "correction", 1))
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
