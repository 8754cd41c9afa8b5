"""Read what the page of one decision shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.articles import Article
from annotator.domain.decisions import CannedReason, Decision, Precedent
from annotator.domain.notes import Note, NoteState
from annotator.domain.review import QueueState
from annotator.domain.sources import Source
from annotator.domain.subjects import Subject
from annotator.domain.threads import Comment, Thread, Turn
from annotator.services.compare_passage import Comparison, compare_passage
from annotator.services.find_subject import Found, find_subject
from annotator.storage import Storage

PRECEDENTS = 4  # of each kind


@dataclass(frozen=True, slots=True)
class Review:
    """A discrepancy or passage, with all that an editor looks at before deciding.

    `notes` are those of the passage where it is decided on as a whole; `question` is what waits for an answer,
    a question or a rebuttal; `state` None where it is not in the queue, such as a remark.
    """

    found: Found
    article: Article
    sources: Sequence[Source]
    comparison: Comparison
    notes: Sequence[Note]
    decision: Decision | None
    state: QueueState | None
    thread: Thread
    question: Comment | None
    precedents: Sequence[Precedent]
    reasons: Sequence[CannedReason]
    assignee: str
    others: Sequence[str]


def open_review(storage: Storage, subject: Subject, upto: int | None = None) -> Review:
    """Return a discrepancy or passage; `upto` names the last comment to be shown. Raises `NotFound`."""
    found = find_subject(storage, subject)
    article = storage.articles.get(found.article_id)
    notes = [found.note] if found.note else _notes(storage, found.passage.id)
    state = storage.queue.state_of(subject)
    return Review(
        found,
        article,
        storage.sources.of_passage(found.passage.id),
        compare_passage(storage, found.passage, article.details.language, notes),
        notes,
        storage.decisions.on(subject),
        state,
        storage.threads.of(subject, upto),
        _question(storage, subject, state),
        storage.decisions.precedents(subject, found.passage.id, found.category, PRECEDENTS),
        storage.reasons.all(),
        storage.assignments.of(subject),
        storage.assignments.others_at(subject),
    )


def _notes(storage: Storage, passage_id: int) -> list[Note]:
    hidden = {NoteState.REJECTED, NoteState.SUSPECTED}
    return [note for note in storage.notes.of_passage(passage_id) if note.state not in hidden]


def _question(storage: Storage, subject: Subject, state: QueueState | None) -> Comment | None:
    if state not in (QueueState.ASKED, QueueState.REBUTTED):
        return None
    last = storage.threads.last_turn(subject)
    return last if last and last.turn is not Turn.ANSWER else None
