import datetime
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.articles import ArticleDetails
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.domain.passages import Passage, PassageDetails, PassageStatus
from annotator.domain.review import NOBODY, PAGE_SIZE, UNKNOWN, Place, QueueFilter, QueueItem, QueueState
from annotator.domain.spans import Span
from annotator.domain.subjects import Subject, SubjectKind, on_note, on_passage
from annotator.domain.threads import Turn
from annotator.storage import Storage, queue, queue_filters
from tests.conftest import TRANSLATOR
from tests.contents import nothing_saved, rows

WEIGHTS = {"neutral": 0, "minor": 1, "major": 5, "critical": 25}
ALL = QueueFilter()
PASSAGES = QueueFilter(kind=SubjectKind.PASSAGE)
WRONG = DecisionDetails(Verdict.WRONG)


@pytest.fixture
def other_passage(storage: Storage) -> Passage:
    article = storage.articles.add(ArticleDetails("Another story", "The Fjord", "Lina Marsh"), "Another text.")
    details = PassageDetails(speaker="Eide", source_language="no")
    return storage.passages.add(article.id, article.version_id, article.text, Span(0, 7), details)


def _note(
    storage: Storage,
    passage: Passage,
    severity: str,
    category: str = "tone",
    state: NoteState = NoteState.OPEN,
    confidence: float | None = None,
) -> int:
    details = NoteDetails(category, severity, f"{severity} {category}")
    return storage.notes.add(
        passage.id, passage.article_id, details, [], origin="person", state=state, confidence=confidence
    ).id


def _ids(storage: Storage, wanted: QueueFilter = ALL) -> list[int]:
    return [item.subject.id for item in storage.queue.page(wanted).items]


def _pages(storage: Storage, wanted: QueueFilter = ALL) -> list[Sequence[QueueItem]]:
    """Return what somebody sees who goes forward from the first page to the last."""
    page = storage.queue.page(wanted)
    seen = [page.items]
    while page.after:
        page = storage.queue.page(wanted, after=page.after)
        seen.append(page.items)
    return seen


def _walk(storage: Storage, wanted: QueueFilter, first: int) -> list[int]:
    seen = [first]
    while True:
        _, following = storage.queue.neighbours(wanted, Subject(wanted.kind, seen[-1]))
        if following is None:
            return seen
        seen.append(following.id)


def test_an_empty_queue_has_one_empty_page(storage: Storage) -> None:
    page = storage.queue.page(ALL)
    assert (page.items, page.before, page.after) == ([], None, None)
    assert storage.queue.counts(ALL).total == 0
    assert storage.queue.next_waiting(ALL, on_note(0)) is None
    assert storage.queue.next_free(ALL) is None


def test_an_item_says_what_an_editor_needs_to_choose_it(storage: Storage, note: Note, passage: Passage) -> None:
    (item,) = storage.queue.page(ALL).items
    assert (item.subject, item.passage_id, item.article_id) == (on_note(note.id), passage.id, passage.article_id)
    assert (item.article_title, item.speaker, item.passage) == ("Ferry returns", "Sedykh", "We left no one behind")
    assert (item.category, item.severity, item.text) == ("certainty", "major", note.details.text)
    assert (item.state, item.author, item.created_at, item.verdict) == (
        QueueState.OPEN, TRANSLATOR, note.created_at, None,
    )  # fmt: skip
    assert (item.outlet, item.assignee, item.open_by, item.deadline) == ("The Estuary Post", "", (), None)


def test_the_worst_comes_first_then_the_older(storage: Storage, passage: Passage) -> None:
    severities = ["minor", "critical", "neutral", "major", "critical", "minor"]
    minor, critical, neutral, major, critical_too, minor_too = [
        _note(storage, passage, severity) for severity in severities
    ]
    assert _ids(storage) == [critical, critical_too, major, minor, minor_too, neutral]


def test_a_week_of_age_weighs_as_much_as_a_point(storage: Storage, database: Path, passage: Passage) -> None:
    minor, neutral, major = (_note(storage, passage, severity) for severity in ("minor", "neutral", "major"))
    _written(database, neutral, "2025-01-01")
    _written(database, minor, "2025-01-10")  # nine days later, and one point heavier
    _written(database, major, "2025-02-01")  # 31 days later, and five points heavier
    storage.queue.weigh({**WEIGHTS, "unused": 3})
    assert _ids(storage) == [major, neutral, minor]


def test_what_is_due_sooner_comes_first(storage: Storage, passage: Passage, other_passage: Passage) -> None:
    here, there = _note(storage, passage, "minor"), _note(storage, other_passage, "minor")
    assert _ids(storage) == [here, there]
    storage.articles.set_deadline(other_passage.article_id, 1, datetime.date(2025, 4, 15))
    assert _ids(storage) == [there, here]
    assert storage.queue.page(ALL).items[0].deadline == datetime.date(2025, 4, 15)
    storage.articles.set_deadline(other_passage.article_id, 2, None)
    assert _ids(storage) == [here, there]


def test_a_check_that_is_unsure_weighs_less(storage: Storage, passage: Passage) -> None:
    unsure, sure, persons = (_note(storage, passage, "critical", confidence=each) for each in (0.2, 0.9, None))
    assert _ids(storage) == [persons, sure, unsure]


def test_a_passage_that_is_probably_wrong_goes_before(
    storage: Storage, database: Path, passage: Passage, other_passage: Passage
) -> None:
    here, there = _note(storage, passage, "major"), _note(storage, other_passage, "major")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("update passage set triage = 0.9 where id = ?", [other_passage.id])
    assert _ids(storage) == [there, here]
    assert _ids(storage, PASSAGES) == [other_passage.id, passage.id]


def test_what_is_decided_comes_after_all_that_waits(storage: Storage, passage: Passage) -> None:
    decided = _note(storage, passage, "critical", state=NoteState.DECIDED)
    waiting = _note(storage, passage, "neutral")
    assert _ids(storage) == [waiting, decided]


def test_a_severity_that_is_no_longer_in_use_weighs_nothing(storage: Storage, passage: Passage) -> None:
    old, minor, neutral = (_note(storage, passage, severity) for severity in ("grave", "minor", "neutral"))
    assert _ids(storage) == [minor, old, neutral]


def test_the_newsrooms_own_weights_decide(storage: Storage, database: Path, passage: Passage) -> None:
    major, minor = _note(storage, passage, "major"), _note(storage, passage, "minor")
    storage.queue.weigh({"minor": 9, "major": 2})
    assert _ids(storage) == [minor, major]
    with nothing_saved(database):
        storage.queue.weigh({"minor": 9, "major": 2})


def test_remarks_suspicions_and_rejected_notes_do_not_wait_for_an_editor(storage: Storage, passage: Passage) -> None:
    _note(storage, passage, "critical", category="none")
    suspected = _note(storage, passage, "critical", state=NoteState.SUSPECTED)
    rejected = _note(storage, passage, "critical", state=NoteState.REJECTED)
    waiting = _note(storage, passage, "neutral")
    assert _ids(storage) == [waiting]
    assert _ids(storage, QueueFilter(state=QueueState.REJECTED)) == [rejected]
    assert _ids(storage, QueueFilter(state=QueueState.SUSPECTED)) == [suspected]


def test_deleted_notes_and_those_of_deleted_passages_and_articles_are_not_in_the_queue(
    storage: Storage, passage: Passage, other_passage: Passage
) -> None:
    deleted, with_passage, with_article = (
        _note(storage, passage, "major"),
        _note(storage, passage, "major"),
        _note(storage, other_passage, "major"),
    )
    event = storage.notes.delete(deleted, None)
    assert _ids(storage) == [with_passage, with_article]
    storage.passages.delete(passage.id, None)
    assert _ids(storage) == [with_article]
    assert _ids(storage, PASSAGES) == [other_passage.id]
    storage.articles.delete(other_passage.article_id, None)
    assert (_ids(storage), _ids(storage, PASSAGES)) == ([], [])
    assert storage.queue.counts(ALL).total == 0
    storage.events.undo(storage.events.of("passage", passage.id)[-1].id)
    storage.events.undo(event)
    assert _ids(storage) == [deleted, with_passage]


def test_a_passage_that_becomes_a_mere_suggestion_leaves_the_list_of_passages(
    storage: Storage, passage: Passage
) -> None:
    assert _ids(storage, PASSAGES) == [passage.id]
    storage.passages.edit(passage.id, None, PassageDetails(status=PassageStatus.REJECTED))
    assert _ids(storage, PASSAGES) == []


def test_each_filter_and_all_together_leave_what_fits(
    storage: Storage, passage: Passage, other_passage: Passage
) -> None:
    tone = _note(storage, passage, "major", "tone")
    number = _note(storage, passage, "minor", "number")
    elsewhere = _note(storage, other_passage, "minor", "tone")
    decided = _note(storage, other_passage, "minor", "tone", NoteState.DECIDED)
    storage.assignments.assign(on_note(number), passage.article_id, "Owen")
    for wanted, expected in (
        (QueueFilter(article_id=passage.article_id), [tone, number]),
        (QueueFilter(category="tone"), [tone, elsewhere, decided]),
        (QueueFilter(severity="minor"), [number, elsewhere, decided]),
        (QueueFilter(state=QueueState.OPEN), [tone, number, elsewhere]),
        (QueueFilter(state=QueueState.DECIDED), [decided]),
        (QueueFilter(outlet="The Fjord"), [elsewhere, decided]),
        (QueueFilter(reporter="Lina Marsh"), [elsewhere, decided]),
        (QueueFilter(language="no"), [elsewhere, decided]),
        (QueueFilter(assignee="Owen"), [number]),
        (QueueFilter(assignee=NOBODY), [tone, elsewhere, decided]),
        (QueueFilter(words="tone"), [tone, elsewhere, decided]),
        (QueueFilter(words="eide"), [elsewhere, decided]),
        (QueueFilter(words="another sto"), [elsewhere, decided]),
        (QueueFilter(words="left behind"), [tone, number]),
        (QueueFilter(older_than=1), []),
        (QueueFilter(older_than=0, severity="major"), [tone]),
        (QueueFilter(article_id=99), []),
        (QueueFilter(article_id=2**80), []),
    ):
        assert _ids(storage, wanted) == expected, wanted
        assert storage.queue.counts(wanted).total == len(expected), wanted
    every = QueueFilter(
        SubjectKind.NOTE, other_passage.article_id, "tone", "minor", QueueState.OPEN, "The Fjord", "no",
        "Lina Marsh", NOBODY, 0, "minor tone",
    )  # fmt: skip
    assert _ids(storage, every) == [elsewhere]


def test_a_month_and_what_is_not_known_can_be_asked_for(
    storage: Storage, database: Path, passage: Passage, other_passage: Passage
) -> None:
    here, there = _note(storage, passage, "major"), _note(storage, other_passage, "major")
    _written(database, here, "2025-01-10")
    _written(database, there, "2025-02-10")
    storage.queue.weigh({**WEIGHTS, "unused": 3})
    storage.passages.edit(other_passage.id, None, PassageDetails(speaker="Eide"))
    storage.articles.edit(other_passage.article_id, None, ArticleDetails("Another story"))
    for wanted, expected in (
        (QueueFilter(month="2025-01"), [here]),
        (QueueFilter(month="2025-02", category="tone"), [there]),
        (QueueFilter(month="2025-03"), []),
        (QueueFilter(language=UNKNOWN), [there] if passage.details.source_language else [here, there]),
        (QueueFilter(outlet=UNKNOWN), [there]),
        (QueueFilter(reporter=UNKNOWN, month="2025-02"), [there]),
    ):
        assert _ids(storage, wanted) == expected, wanted
        assert storage.queue.counts(wanted).total == len(expected), wanted


@pytest.fixture
def common(storage: Storage, passage: Passage, other_passage: Passage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue in which one word counts as common, and only a few entries are looked at for it at once."""
    monkeypatch.setattr(queue_filters, "FEW", 60)
    monkeypatch.setattr(queue, "_LOOK", 90)
    monkeypatch.setattr(queue, "_NEAR", 60)
    chance = random.Random(9)
    with storage.write():
        for number in range(3 * PAGE_SIZE):
            details = NoteDetails(
                chance.choice(["tone", "number"]),
                chance.choice(list(WEIGHTS)),
                "plain words" if number % 3 else "other things",
            )
            state = chance.choice([NoteState.OPEN, NoteState.DECIDED, NoteState.REJECTED])
            storage.notes.add(
                (passage, other_passage)[number % 2].id, passage.article_id, details, [], origin="person", state=state
            )


@pytest.mark.usefixtures("common")
@pytest.mark.parametrize(
    "wanted",
    [
        QueueFilter(words="plain"),
        QueueFilter(words="plain wor", state=QueueState.DECIDED),
        QueueFilter(words="plain", state=QueueState.REJECTED, category="tone"),
        QueueFilter(words="plain", severity="critical", language="no"),
        QueueFilter(words="plain", older_than=3),
        QueueFilter(words="eide", kind=SubjectKind.PASSAGE),
    ],
)
def test_a_common_word_finds_the_same_in_the_same_order_as_a_walk_past_every_entry(
    storage: Storage, wanted: QueueFilter
) -> None:
    pages, after = [], None
    while True:
        page, counts = storage.queue.listed(wanted, after=after)
        assert page == storage.queue.page(wanted, after=after)
        if page.before:
            assert storage.queue.listed(wanted, before=page.before)[0] == storage.queue.page(wanted, before=page.before)
        pages += [item.subject for item in page.items]
        after = page.after
        if after is None:
            break
    exact = storage.queue.counts(wanted).total
    assert len(pages) == exact
    assert (counts.total < exact) if counts.bounded else (counts.total == exact)
    for at, subject in enumerate(pages):
        beside = (pages[at - 1] if at else None, pages[at + 1] if at + 1 < exact else None)
        assert storage.queue.neighbours(wanted, subject) == beside


@pytest.mark.usefixtures("common")
def test_a_common_word_is_not_counted_to_the_end_and_says_so(storage: Storage) -> None:
    counts = storage.queue.listed(QueueFilter(words="plain"))[1]
    assert (counts.by_state, counts.bounded, counts.states) == (False, True, {})
    assert 0 < counts.total < storage.queue.counts(QueueFilter(words="plain")).total
    assert storage.queue.listed(ALL)[1] == storage.queue.counts(ALL)
    narrow = storage.queue.listed(QueueFilter(words="plain", article_id=1))[1]
    assert (narrow.by_state, narrow.bounded) == (True, False)
    assert storage.queue.neighbours(QueueFilter(words="plain"), on_note(2**70)) == (None, None)
    rejected = storage.queue.page(QueueFilter(words="plain", state=QueueState.REJECTED)).items[0].subject
    assert storage.queue.neighbours(QueueFilter(words="plain"), rejected) == (None, None)


@pytest.mark.parametrize("odd", ["' or 1=1 --", "tone' --", ":weights", "%", "тон", '"', "NEAR(a", "*"])
def test_an_odd_filter_finds_nothing_and_does_no_harm(storage: Storage, note: Note, odd: str) -> None:
    assert _ids(storage, QueueFilter(category=odd)) == []
    assert _ids(storage, QueueFilter(severity=odd, assignee=odd, outlet=odd)) == []
    storage.queue.page(QueueFilter(words=odd))
    storage.queue.counts(QueueFilter(words=odd))


def test_counts_say_what_each_state_and_category_would_leave(
    storage: Storage, passage: Passage, other_passage: Passage
) -> None:
    for category, state in [("tone", "open"), ("tone", "decided"), ("number", "open"), ("idiom", "rejected")]:
        _note(storage, passage, "minor", category, NoteState(state))
    _note(storage, other_passage, "minor", "tone")
    counts = storage.queue.counts(QueueFilter(category="tone"))
    assert counts.total == 3
    assert counts.states == {QueueState.OPEN: 2, QueueState.DECIDED: 1}
    assert counts.categories == {"tone": 3, "number": 1}
    rejected = storage.queue.counts(QueueFilter(state=QueueState.REJECTED))
    assert (rejected.total, rejected.categories, rejected.states[QueueState.OPEN]) == (1, {"idiom": 1}, 3)


def test_choices_are_what_is_in_the_queue(storage: Storage, note: Note, other_passage: Passage) -> None:
    _note(storage, other_passage, "minor")
    storage.assignments.assign(on_note(note.id), note.article_id, "Owen")
    choices = storage.queue.choices()
    assert choices.outlets == ["The Estuary Post", "The Fjord"]
    assert choices.languages == ["no"]
    assert choices.reporters == ["Lina Marsh"]
    assert choices.assignees == ["Owen"]
    assert choices.articles == [(other_passage.article_id, "Another story"), (note.article_id, "Ferry returns")]


def test_the_verdict_stands_beside_what_is_decided(storage: Storage, note: Note) -> None:
    storage.decisions.save(note.id, note.article_id, None, DecisionDetails(Verdict.MISLEADING))
    storage.notes.set_state(note.id, NoteState.DECIDED)
    (item,) = storage.queue.page(ALL).items
    assert (item.state, item.verdict) == (QueueState.DECIDED, Verdict.MISLEADING)


def test_a_question_waits_for_the_translator_and_an_answer_for_the_editor(storage: Storage, note: Note) -> None:
    subject, article_id = on_note(note.id), note.article_id
    storage.threads.add(subject, article_id, Turn.QUESTION, "On the tape?")
    assert storage.queue.state_of(subject) is QueueState.ASKED
    storage.threads.add(subject, article_id, Turn.COMMENT, "I do not know.")
    assert storage.queue.state_of(subject) is QueueState.ASKED
    said = storage.threads.add(subject, article_id, Turn.ANSWER, "On the tape.")
    assert storage.queue.state_of(subject) is QueueState.OPEN
    storage.threads.delete(said.id, 1)
    assert storage.queue.state_of(subject) is QueueState.ASKED


def test_a_rebuttal_brings_a_decision_back_until_it_is_made_anew(storage: Storage, note: Note) -> None:
    subject = on_note(note.id)
    storage.decisions.save(note.id, note.article_id, None, WRONG)
    storage.notes.set_state(note.id, NoteState.DECIDED)
    storage.threads.add(subject, note.article_id, Turn.REBUTTAL, "It is a hedge.")
    assert storage.queue.state_of(subject) is QueueState.REBUTTED
    assert _ids(storage, QueueFilter(state=QueueState.REBUTTED)) == [note.id]


def test_a_passage_is_decided_as_a_whole_or_by_a_discrepancy_of_it(
    storage: Storage, note: Note, passage: Passage, other_passage: Passage
) -> None:
    assert {item.state for item in storage.queue.page(PASSAGES).items} == {QueueState.OPEN}
    with storage.write():
        storage.decisions.save(note.id, note.article_id, None, WRONG)
        storage.notes.set_state(note.id, NoteState.DECIDED)
    assert storage.queue.state_of(on_passage(passage.id)) is QueueState.DECIDED
    storage.events.undo(storage.events.of("decision", 1)[-1].id)
    assert storage.queue.state_of(on_passage(passage.id)) is QueueState.OPEN
    storage.decisions.save_on(on_passage(other_passage.id), other_passage.article_id, None, WRONG)
    assert _ids(storage, QueueFilter(kind=SubjectKind.PASSAGE, state=QueueState.DECIDED)) == [other_passage.id]


def test_pages_together_hold_each_note_once_in_order(storage: Storage, passage: Passage) -> None:
    with storage.write():
        added = [_note(storage, passage, "minor") for _ in range(2 * PAGE_SIZE + 3)]
    pages = _pages(storage)
    assert [len(page) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 3]
    assert [item.subject.id for page in pages for item in page] == added


def test_going_back_shows_the_pages_that_one_came_from(storage: Storage, passage: Passage) -> None:
    with storage.write():
        for number in range(2 * PAGE_SIZE + 3):
            state = NoteState.DECIDED if number % 3 == 0 else NoteState.OPEN
            _note(storage, passage, "minor" if number % 2 else "major", state=state)
    first = storage.queue.page(ALL)
    second = storage.queue.page(ALL, after=first.after)
    third = storage.queue.page(ALL, after=second.after)
    assert (first.before, third.after) == (None, None)
    back = storage.queue.page(ALL, before=third.before)
    assert [item.subject for item in back.items] == [item.subject for item in second.items]
    assert storage.queue.page(ALL, before=back.before).items == first.items


def test_a_full_page_is_the_only_one(storage: Storage, passage: Passage) -> None:
    with storage.write():
        for _ in range(PAGE_SIZE):
            _note(storage, passage, "minor")
    assert len(_pages(storage)) == 1


def test_a_place_past_the_end_shows_an_empty_page_with_the_way_back(storage: Storage, note: Note) -> None:
    page = storage.queue.page(ALL, after=Place(3, 0.0, 0))
    assert (page.items, page.after) == ([], None)
    assert storage.queue.page(ALL, before=page.before).items == storage.queue.page(ALL).items


def test_going_from_neighbour_to_neighbour_visits_the_queue_in_order(
    storage: Storage, passage: Passage, other_passage: Passage
) -> None:
    for severity in ("minor", "critical", "major"):
        for state in (NoteState.OPEN, NoteState.DECIDED):
            _note(storage, passage, severity, state=state)
            _note(storage, other_passage, severity, state=state)
    for wanted in (ALL, QueueFilter(article_id=passage.article_id), QueueFilter(state=QueueState.DECIDED), PASSAGES):
        assert _walk(storage, wanted, _ids(storage, wanted)[0]) == _ids(storage, wanted)


def test_neighbours_are_the_ones_before_and_after(storage: Storage, passage: Passage) -> None:
    major, critical, minor = (on_note(_note(storage, passage, each)) for each in ("major", "critical", "minor"))
    assert storage.queue.neighbours(ALL, critical) == (None, major)
    assert storage.queue.neighbours(ALL, major) == (critical, minor)
    assert storage.queue.neighbours(ALL, minor) == (major, None)


def test_a_note_that_is_not_in_the_queue_has_no_neighbours(storage: Storage, passage: Passage, note: Note) -> None:
    remark = _note(storage, passage, "minor", category="none")
    assert storage.queue.neighbours(ALL, on_note(remark)) == (None, None)
    assert storage.queue.neighbours(QueueFilter(category="tone"), on_note(note.id)) == (None, None)
    assert storage.queue.neighbours(ALL, on_note(2**70)) == (None, None)


def test_the_next_one_to_decide_on_waits_within_the_filter(
    storage: Storage, passage: Passage, other_passage: Passage
) -> None:
    minor = on_note(_note(storage, passage, "minor"))
    critical = on_note(_note(storage, other_passage, "critical", "number"))
    _note(storage, passage, "critical", state=NoteState.DECIDED)
    assert storage.queue.next_waiting(ALL, minor) == critical
    assert storage.queue.next_waiting(ALL, critical) == minor
    assert storage.queue.next_waiting(QueueFilter(category="number"), critical) is None
    assert storage.queue.next_waiting(QueueFilter(state=QueueState.DECIDED), minor) is None


def test_an_editor_who_skipped_one_is_not_sent_back_to_it_before_the_end(storage: Storage, passage: Passage) -> None:
    critical, major, minor = (on_note(_note(storage, passage, each)) for each in ("critical", "major", "minor"))
    assert storage.queue.next_waiting(ALL, major) == minor
    assert storage.queue.next_waiting(ALL, minor) == critical


def test_nothing_is_next_when_everything_is_decided(storage: Storage, note: Note) -> None:
    storage.notes.set_state(note.id, NoteState.DECIDED)
    assert storage.queue.next_waiting(ALL, on_note(note.id)) is None


def test_what_others_have_taken_or_open_is_passed_over(storage: Storage, database: Path, passage: Passage) -> None:
    first, second, third, fourth = (on_note(_note(storage, passage, "minor")) for _ in range(4))
    storage.assignments.assign(second, passage.article_id, "Owen")
    with Storage(database, "Owen") as owen:
        owen.assignments.arrive(third)
        assert owen.queue.next_waiting(ALL, first) == second
        assert owen.queue.next_free(ALL) == first
    assert storage.queue.next_waiting(ALL, first) == fourth
    assert storage.queue.next_waiting(ALL, fourth) == first
    assert [item.open_by for item in storage.queue.page(ALL).items] == [(), (), ["Owen"], ()]
    storage.assignments.assign(first, passage.article_id, TRANSLATOR)
    assert storage.queue.next_free(ALL) == fourth


def test_who_was_last_heard_of_long_ago_is_not_there_any_more(storage: Storage, database: Path, note: Note) -> None:
    with Storage(database, "Owen") as owen:
        owen.assignments.arrive(on_note(note.id))
    assert storage.assignments.others_at(on_note(note.id)) == ["Owen"]
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("update presence set seen_at = '2025-04-15T12:00:00.000+00:00'")
    assert storage.assignments.others_at(on_note(note.id)) == []
    assert storage.queue.page(ALL).items[0].open_by == ()
    storage.assignments.arrive(on_note(note.id))
    assert rows(database, "select person from presence") == [(TRANSLATOR,)]
    storage.assignments.leave(on_note(note.id))
    assert rows(database, "select person from presence") == []


def test_the_queue_is_what_it_would_be_if_it_was_made_anew(storage: Storage, database: Path) -> None:
    """Whatever people do, in whatever order, the triggers keep the table that a fresh one would be."""
    chance = random.Random(4)
    for step in range(150):
        _do_something(storage, chance)
        if step % 10 == 9:
            kept = rows(database, "select * from queue_entry order by 1, 2")
            columns = [name for (name,) in rows(database, "select name from pragma_table_info('queue_entry')")]
            named = ", ".join(columns)
            fresh = f"select {named} from discrepancy_entry union all select {named} from passage_entry order by 1, 2"
            assert kept == rows(database, fresh)


def _do_something(storage: Storage, chance: random.Random) -> None:
    articles = [article.id for article in storage.articles.progress()]
    if not articles or chance.random() < 0.1:
        text = f"Text {chance.random()} of an article."
        articles = [storage.articles.add(ArticleDetails("A", chance.choice(["X", "Y"])), text).id]
    article = storage.articles.get(chance.choice(articles))
    passages = storage.passages.of_version(article.version_id)
    if not passages or chance.random() < 0.2:
        storage.passages.add(
            article.id, article.version_id, article.text, Span(0, chance.randint(1, 9)), PassageDetails()
        )
        return
    passage = chance.choice(passages)
    notes = storage.notes.of_passage(passage.id)
    if not notes or chance.random() < 0.2:
        _note(storage, passage, chance.choice(list(WEIGHTS)), chance.choice(["tone", "none"]))
        return
    note = chance.choice(notes)
    subject = chance.choice([on_note(note.id), on_passage(passage.id)])
    chance.choice(
        [
            lambda: storage.notes.delete(note.id, None),
            lambda: storage.passages.edit(
                passage.id, None, PassageDetails(status=chance.choice(list(PassageStatus)), source_language="ru")
            ),
            lambda: storage.articles.set_deadline(article.id, None, datetime.date(2025, chance.randint(1, 12), 1)),
            lambda: storage.articles.edit(article.id, None, ArticleDetails("B", chance.choice(["X", "Z"]), "Lina")),
            lambda: storage.threads.add(subject, article.id, chance.choice(list(Turn)), "Hm."),
            lambda: storage.assignments.assign(subject, article.id, chance.choice(["", "Owen", "Daria"])),
            lambda: _decide(storage, subject, note, article.id),
            lambda: storage.notes.edit(note.id, None, NoteDetails("number", chance.choice(list(WEIGHTS)), "x")),
            lambda: storage.notes.set_state(note.id, chance.choice(list(NoteState))),
            lambda: storage.passages.delete(passage.id, None),
        ]
    )()


def _decide(storage: Storage, subject: Subject, note: Note, article_id: int) -> None:
    if storage.decisions.on(subject) is None:
        storage.decisions.save_on(subject, article_id, None, WRONG)
    if subject.note_id:
        storage.notes.set_state(note.id, NoteState.DECIDED)


def _written(database: Path, note_id: int, day: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("update note set created_at = ? where id = ?", [f"{day}T12:00:00.000+00:00", note_id])


@pytest.mark.parametrize(
    "wanted",
    [
        ALL,
        PASSAGES,
        QueueFilter(category="tone"),
        QueueFilter(state=QueueState.DECIDED, severity="minor"),
        QueueFilter(language="ru", outlet="X"),
        QueueFilter(older_than=3),
        QueueFilter(assignee=NOBODY),
    ],
)
def test_a_page_is_read_in_the_order_of_the_table_and_counted_from_one_index(
    storage: Storage, database: Path, wanted: QueueFilter
) -> None:
    plans: list[str] = []
    storage._db.conn.set_trace_callback(lambda sql: plans.append(sql))
    for place in (None, Place(0, 1.0, 1), Place(2, 1.0, 1)):
        storage.queue.page(wanted, after=place)
        storage.queue.page(wanted, before=place)
    storage.queue.counts(wanted)
    storage._db.conn.set_trace_callback(None)
    asked = [sql for sql in plans if "from queue_entry" in sql and "select" in sql]
    assert len(asked) == 7
    with closing(sqlite3.connect(database)) as connection:
        for sql in asked:
            plan = [row[3] for row in connection.execute(f"explain query plan {sql}")]
            walked = [step for step in plan if "queue_entry" in step]
            assert walked, plan
            how = "COVERING INDEX queue_entry_by_" if "group by" in sql else "PRIMARY KEY"
            assert all(how in step and step.startswith("SEARCH") for step in walked), plan
            inner = plan[: plan.index("SCAN entry")] if "SCAN entry" in plan else plan
            assert not any("TEMP B-TREE" in step for step in inner), plan  # the few rows of a page may be sorted
