from collections.abc import Sequence

import pytest

from annotator.domain.articles import ArticleDetails
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.review import PAGE_SIZE, QueueFilter
from annotator.domain.spans import Span
from annotator.storage import Storage
from tests.conftest import TRANSLATOR

WEIGHTS = {"neutral": 0, "minor": 1, "major": 5, "critical": 25}
ALL = QueueFilter()


@pytest.fixture
def other_passage(storage: Storage) -> Passage:
    article = storage.articles.add(ArticleDetails("Another story"), "Another text.")
    details = PassageDetails(speaker="Eide", source_language="no")
    return storage.passages.add(article.id, article.version_id, article.text, Span(0, 7), details)


def _note(
    storage: Storage, passage: Passage, severity: str, category: str = "tone", state: NoteState = NoteState.OPEN
) -> int:
    details = NoteDetails(category, severity, f"{severity} {category}")
    return storage.notes.add(passage.id, passage.article_id, details, [], origin="person", state=state).id


def _ids(storage: Storage, wanted: QueueFilter = ALL, number: int = 1) -> list[int]:
    return [item.note_id for item in storage.queue.page(wanted, WEIGHTS, number).items]


def _walk(storage: Storage, wanted: QueueFilter, first: int) -> Sequence[int]:
    """Return what somebody sees who goes forward from `first` to the end."""
    seen = [first]
    while True:
        _, following = storage.queue.neighbours(wanted, WEIGHTS, seen[-1])
        if following is None:
            return seen
        seen.append(following)


def test_an_empty_queue_has_one_empty_page(storage: Storage) -> None:
    page = storage.queue.page(ALL, WEIGHTS)
    assert (page.items, page.total, page.pages) == ([], 0, 1)
    assert storage.queue.next_undecided(ALL, WEIGHTS, 0) is None


def test_an_item_says_what_an_editor_needs_to_choose_it(storage: Storage, note: Note, passage: Passage) -> None:
    (item,) = storage.queue.page(ALL, WEIGHTS).items
    assert (item.note_id, item.passage_id, item.article_id) == (note.id, passage.id, passage.article_id)
    assert (item.article_title, item.speaker, item.passage) == ("Ferry returns", "Sedykh", "We left no one behind")
    assert (item.category, item.severity, item.text) == ("certainty", "major", note.details.text)
    assert (item.state, item.author, item.created_at, item.verdict) == (
        NoteState.OPEN, TRANSLATOR, note.created_at, None,
    )  # fmt: skip


def test_the_worst_comes_first_then_the_older(storage: Storage, passage: Passage) -> None:
    severities = ["minor", "critical", "neutral", "major", "critical", "minor"]
    minor, critical, neutral, major, critical_too, minor_too = [
        _note(storage, passage, severity) for severity in severities
    ]
    assert _ids(storage) == [critical, critical_too, major, minor, minor_too, neutral]


def test_what_is_decided_comes_after_all_that_waits(storage: Storage, passage: Passage) -> None:
    decided = _note(storage, passage, "critical", state=NoteState.DECIDED)
    waiting = _note(storage, passage, "neutral")
    assert _ids(storage) == [waiting, decided]


def test_a_severity_that_is_no_longer_in_use_weighs_nothing(storage: Storage, passage: Passage) -> None:
    old, minor, neutral = (_note(storage, passage, severity) for severity in ("grave", "minor", "neutral"))
    assert _ids(storage) == [minor, old, neutral]


def test_the_newsrooms_own_weights_decide(storage: Storage, passage: Passage) -> None:
    major, minor = _note(storage, passage, "major"), _note(storage, passage, "minor")
    items = storage.queue.page(ALL, {"minor": 9, "major": 2}).items
    assert [item.note_id for item in items] == [minor, major]


def test_remarks_suspicions_and_rejected_notes_do_not_wait_for_an_editor(storage: Storage, passage: Passage) -> None:
    _note(storage, passage, "critical", category="none")
    suspected = _note(storage, passage, "critical", state=NoteState.SUSPECTED)
    rejected = _note(storage, passage, "critical", state=NoteState.REJECTED)
    waiting = _note(storage, passage, "neutral")
    assert _ids(storage) == [waiting]
    assert _ids(storage, QueueFilter(state=NoteState.REJECTED)) == [rejected]
    assert _ids(storage, QueueFilter(state=NoteState.SUSPECTED)) == [suspected]


def test_deleted_notes_and_those_of_deleted_passages_and_articles_are_not_in_the_queue(
    storage: Storage, passage: Passage, other_passage: Passage
) -> None:
    deleted, with_passage, with_article = (
        _note(storage, passage, "major"),
        _note(storage, passage, "major"),
        _note(storage, other_passage, "major"),
    )
    storage.notes.delete(deleted, None)
    assert _ids(storage) == [with_passage, with_article]
    storage.passages.delete(passage.id, None)
    assert _ids(storage) == [with_article]
    storage.articles.delete(other_passage.article_id, None)
    assert _ids(storage) == []
    assert storage.queue.page(ALL, WEIGHTS).total == 0


def test_each_filter_and_all_together_leave_what_fits(
    storage: Storage, passage: Passage, other_passage: Passage
) -> None:
    tone = _note(storage, passage, "major", "tone")
    number = _note(storage, passage, "minor", "number")
    elsewhere = _note(storage, other_passage, "minor", "tone")
    decided = _note(storage, other_passage, "minor", "tone", NoteState.DECIDED)
    assert _ids(storage, QueueFilter(article_id=passage.article_id)) == [tone, number]
    assert _ids(storage, QueueFilter(category="tone")) == [tone, elsewhere, decided]
    assert _ids(storage, QueueFilter(severity="minor")) == [number, elsewhere, decided]
    assert _ids(storage, QueueFilter(state=NoteState.OPEN)) == [tone, number, elsewhere]
    assert _ids(storage, QueueFilter(state=NoteState.DECIDED)) == [decided]
    assert _ids(storage, QueueFilter(other_passage.article_id, "tone", "minor", NoteState.OPEN)) == [elsewhere]
    assert _ids(storage, QueueFilter(99)) == []


@pytest.mark.parametrize("odd", ["' or 1=1 --", "tone' --", ":weights", "%", "тон"])
def test_an_odd_filter_finds_nothing_and_does_no_harm(storage: Storage, note: Note, odd: str) -> None:
    assert _ids(storage, QueueFilter(category=odd)) == []
    assert _ids(storage, QueueFilter(severity=odd)) == []


def test_the_verdict_stands_beside_what_is_decided(storage: Storage, note: Note) -> None:
    storage.decisions.save(note.id, note.article_id, None, DecisionDetails(Verdict.MISLEADING))
    storage.notes.set_state(note.id, NoteState.DECIDED)
    (item,) = storage.queue.page(ALL, WEIGHTS).items
    assert (item.state, item.verdict) == (NoteState.DECIDED, Verdict.MISLEADING)


def test_pages_together_hold_each_note_once_in_order(storage: Storage, passage: Passage) -> None:
    with storage.write():
        added = [_note(storage, passage, "minor") for _ in range(2 * PAGE_SIZE + 3)]
    pages = [storage.queue.page(ALL, WEIGHTS, number) for number in (1, 2, 3, 4)]
    assert [len(page.items) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 3, 0]
    assert [item.note_id for page in pages for item in page.items] == added
    assert {(page.total, page.pages) for page in pages} == {(2 * PAGE_SIZE + 3, 3)}


def test_a_full_page_is_the_only_one(storage: Storage, passage: Passage) -> None:
    with storage.write():
        for _ in range(PAGE_SIZE):
            _note(storage, passage, "minor")
    assert storage.queue.page(ALL, WEIGHTS).pages == 1


def test_going_from_neighbour_to_neighbour_visits_the_queue_in_order(
    storage: Storage, passage: Passage, other_passage: Passage
) -> None:
    for severity in ("minor", "critical", "major"):
        _note(storage, passage, severity)
        _note(storage, other_passage, severity)
    wanted = QueueFilter(article_id=passage.article_id)
    assert _walk(storage, ALL, _ids(storage)[0]) == _ids(storage)
    assert _walk(storage, wanted, _ids(storage, wanted)[0]) == _ids(storage, wanted)


def test_neighbours_are_the_ones_before_and_after(storage: Storage, passage: Passage) -> None:
    major, critical, minor = (_note(storage, passage, severity) for severity in ("major", "critical", "minor"))
    assert storage.queue.neighbours(ALL, WEIGHTS, critical) == (None, major)
    assert storage.queue.neighbours(ALL, WEIGHTS, major) == (critical, minor)
    assert storage.queue.neighbours(ALL, WEIGHTS, minor) == (major, None)


def test_a_note_that_is_not_in_the_queue_has_no_neighbours(storage: Storage, passage: Passage, note: Note) -> None:
    remark = _note(storage, passage, "minor", category="none")
    assert storage.queue.neighbours(ALL, WEIGHTS, remark) == (None, None)
    assert storage.queue.neighbours(QueueFilter(category="tone"), WEIGHTS, note.id) == (None, None)
    assert storage.queue.neighbours(ALL, WEIGHTS, 99) == (None, None)


def test_the_next_one_to_decide_on_waits_within_the_filter(
    storage: Storage, passage: Passage, other_passage: Passage
) -> None:
    minor = _note(storage, passage, "minor")
    critical = _note(storage, other_passage, "critical", "number")
    _note(storage, passage, "critical", state=NoteState.DECIDED)
    assert storage.queue.next_undecided(ALL, WEIGHTS, minor) == critical
    assert storage.queue.next_undecided(ALL, WEIGHTS, critical) == minor
    assert storage.queue.next_undecided(QueueFilter(category="number"), WEIGHTS, critical) is None
    assert storage.queue.next_undecided(QueueFilter(state=NoteState.DECIDED), WEIGHTS, minor) is None


def test_an_editor_who_skipped_one_is_not_sent_back_to_it_before_the_end(storage: Storage, passage: Passage) -> None:
    critical, major, minor = (_note(storage, passage, severity) for severity in ("critical", "major", "minor"))
    assert storage.queue.next_undecided(ALL, WEIGHTS, major) == minor
    assert storage.queue.next_undecided(ALL, WEIGHTS, minor) == critical


def test_nothing_is_next_when_everything_is_decided(storage: Storage, note: Note) -> None:
    storage.notes.set_state(note.id, NoteState.DECIDED)
    assert storage.queue.next_undecided(ALL, WEIGHTS, note.id) is None
