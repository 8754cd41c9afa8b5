"""Talk about a discrepancy or a passage: comment, ask the translator, answer, object to a decision."""

from collections.abc import Collection

from annotator.domain.review import QueueState
from annotator.domain.subjects import Subject
from annotator.domain.text import canonical
from annotator.domain.threads import Comment, NoticeKind, Turn, mentions
from annotator.errors import InvalidInput
from annotator.services.find_subject import Found, concerned, find_subject, find_to_decide, written_by
from annotator.storage import Storage

MAX_COMMENT = 10_000  # code points


def comment(storage: Storage, names: Collection[str], subject: Subject, text: str) -> Comment:
    """Write a comment; `names` are the people who can be mentioned with an @.

    Raises `InvalidInput` for an empty or too long text, `NotFound` where the note or passage was deleted.
    """
    with storage.write():
        return _say(storage, names, find_subject(storage, subject), Turn.COMMENT, text)


def ask(storage: Storage, names: Collection[str], subject: Subject, text: str) -> Comment:
    """Send something back to the translator with a question, for whom it waits until it is answered or decided.

    Raises as `comment`, and `InvalidInput` for what is decided.
    """
    with storage.write():
        found = find_to_decide(storage, subject)
        if storage.queue.state_of(subject) not in (QueueState.OPEN, QueueState.ASKED):
            raise InvalidInput("This does not wait for a decision, so there is nothing to send back: write a comment.")
        return _say(storage, names, found, Turn.QUESTION, text)


def answer(storage: Storage, names: Collection[str], subject: Subject, text: str) -> Comment:
    """Answer the question, or the rebuttal; raises as `comment`, and `InvalidInput` where there is none."""
    with storage.write():
        found = find_to_decide(storage, subject)
        if storage.queue.state_of(subject) not in (QueueState.ASKED, QueueState.REBUTTED):
            raise InvalidInput("No question waits for an answer here: write a comment.")
        return _say(storage, names, found, Turn.ANSWER, text)


def rebut(storage: Storage, names: Collection[str], subject: Subject, text: str) -> Comment:
    """Object to a decision, which goes back to the editor; raises as `comment`, and `InvalidInput` without one."""
    with storage.write():
        found = find_to_decide(storage, subject)
        if storage.decisions.on(subject) is None:
            raise InvalidInput("This is not decided, so there is nothing to object to: write a comment.")
        return _say(storage, names, found, Turn.REBUTTAL, text)


def edit_comment(storage: Storage, names: Collection[str], comment_id: int, revision: int | None, text: str) -> Comment:
    """Change one's own comment; the history keeps what it said. Raises `InvalidInput` for anybody else's."""
    with storage.write():
        before = _own(storage, comment_id)
        after = storage.threads.edit(comment_id, revision, _checked(text))
        storage.notices.tell(mentions(after.text, names), NoticeKind.MENTION, before.subject, comment_id)
        return storage.threads.get(comment_id)


def delete_comment(storage: Storage, comment_id: int, revision: int | None) -> int:
    """Delete one's own comment; returns the event by which that can be undone."""
    with storage.write():
        _own(storage, comment_id)
        return storage.threads.delete(comment_id, revision)


def _say(storage: Storage, names: Collection[str], found: Found, turn: Turn, text: str) -> Comment:
    checked = _checked(text)
    directly, others = _addressed(storage, found, turn), concerned(storage, found)
    said = storage.threads.add(found.subject, found.article_id, turn, checked)
    mentioned = mentions(checked, names)
    storage.notices.tell(directly, NoticeKind(turn.value), found.subject, said.id)
    storage.notices.tell(mentioned - directly, NoticeKind.MENTION, found.subject, said.id)
    storage.notices.tell(others - directly - mentioned, NoticeKind.COMMENT, found.subject, said.id)
    return storage.threads.get(said.id)


def _addressed(storage: Storage, found: Found, turn: Turn) -> set[str]:
    """Return to whom a turn speaks: the translator, who asked, or the editor."""
    if turn is Turn.QUESTION:
        return {written_by(storage, found)}
    if turn is Turn.REBUTTAL:
        decision = storage.decisions.on(found.subject)
        return {decision.author} if decision else set()
    if turn is Turn.ANSWER:
        asked = storage.threads.last_turn(found.subject)
        return {asked.author} if asked else set()
    return set()


def _own(storage: Storage, comment_id: int) -> Comment:
    found = storage.threads.get(comment_id)
    find_subject(storage, found.subject)
    if found.author != storage.actor:
        raise InvalidInput("Only who wrote a comment can change it: write one of your own.")
    return found


def _checked(text: str) -> str:
    tidy = canonical(text)
    if not tidy:
        raise InvalidInput("The comment is empty: write something first.")
    if len(tidy) > MAX_COMMENT:
        raise InvalidInput(f"The comment has {len(tidy):,} characters: keep it under {MAX_COMMENT:,}.")
    return tidy
