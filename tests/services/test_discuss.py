from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import Note, NoteDetails
from annotator.domain.passages import Passage
from annotator.domain.review import QueueState
from annotator.domain.subjects import Subject, on_note, on_passage
from annotator.domain.threads import THREAD_PAGE, Comment, NoticeKind, Turn
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.services.decide import STANDS, decide, decide_on_passage
from annotator.services.discuss import answer, ask, comment, delete_comment, edit_comment, rebut
from annotator.storage import Storage
from tests.conftest import TRANSLATOR
from tests.contents import nothing_saved

EDITOR = "Owen Castell"
NAMES = [TRANSLATOR, EDITOR, "سلمى", "Zoë"]
WRONG = DecisionDetails(Verdict.WRONG, "", "«Насколько мне известно» is gone.")

Say = Callable[[Storage, list[str], Subject, str], Comment]


@pytest.fixture
def editor(database: Path) -> Storage:
    return Storage(database, EDITOR)


def _told(storage: Storage, person: str) -> list[tuple[NoticeKind, str]]:
    return [(notice.kind, notice.actor) for notice in storage.notices.of(person)]


def test_a_question_an_answer_a_decision_a_rebuttal_and_what_follows(
    storage: Storage, editor: Storage, note: Note
) -> None:
    subject = on_note(note.id)
    ask(editor, NAMES, subject, "Is it on the tape?")
    assert editor.queue.state_of(subject) is QueueState.ASKED
    answer(storage, NAMES, subject, "It is.")
    assert editor.queue.state_of(subject) is QueueState.OPEN
    decided = decide(editor, note.id, None, WRONG)
    rebut(storage, NAMES, subject, "She was joking.")
    assert editor.queue.state_of(subject) is QueueState.REBUTTED
    assert decide(editor, note.id, decided.revision, WRONG) == decided
    assert editor.queue.state_of(subject) is QueueState.DECIDED
    assert [(said.turn, said.author, said.text) for said in editor.threads.of(subject).comments] == [
        (Turn.QUESTION, EDITOR, "Is it on the tape?"),
        (Turn.ANSWER, TRANSLATOR, "It is."),
        (Turn.REBUTTAL, TRANSLATOR, "She was joking."),
        (Turn.ANSWER, EDITOR, STANDS),
    ]
    assert _told(storage, TRANSLATOR) == [
        (NoticeKind.ANSWER, EDITOR),
        (NoticeKind.DECISION, EDITOR),
        (NoticeKind.QUESTION, EDITOR),
    ]
    assert _told(storage, EDITOR) == [(NoticeKind.REBUTTAL, TRANSLATOR), (NoticeKind.ANSWER, TRANSLATOR)]


def test_a_decision_that_is_changed_after_a_rebuttal_needs_no_answer(
    storage: Storage, editor: Storage, note: Note
) -> None:
    decided = decide(editor, note.id, None, WRONG)
    rebut(storage, NAMES, on_note(note.id), "She was joking.")
    decide(editor, note.id, decided.revision, DecisionDetails(Verdict.DEFENSIBLE))
    assert editor.queue.state_of(on_note(note.id)) is QueueState.DECIDED
    assert [said.turn for said in editor.threads.of(on_note(note.id)).comments] == [Turn.REBUTTAL]


def test_a_passage_without_a_note_is_decided_asked_about_and_objected_to(
    storage: Storage, editor: Storage, passage: Passage
) -> None:
    subject = on_passage(passage.id)
    ask(editor, NAMES, subject, "Is this all of it?")
    assert _told(storage, TRANSLATOR) == [(NoticeKind.QUESTION, EDITOR)]
    decided = decide_on_passage(editor, passage.id, None, DecisionDetails(Verdict.FAITHFUL))
    assert (decided.note_id, decided.passage_id, decided.subject) == (None, passage.id, subject)
    assert editor.decisions.on_passages(passage.article_id) == {passage.id: decided}
    assert editor.decisions.of_article(passage.article_id) == {}
    rebut(storage, NAMES, subject, "No.")
    assert editor.queue.state_of(subject) is QueueState.REBUTTED
    assert list(editor.threads.rebuttals(passage.article_id)) == [subject]


def test_a_passage_that_nobody_confirmed_is_not_decided_on(storage: Storage, database: Path, passage: Passage) -> None:
    storage._db.execute("update passage set status = 'suggested'")
    storage._db.commit()
    with nothing_saved(database), pytest.raises(InvalidInput, match="not confirmed"):
        decide_on_passage(storage, passage.id, None, WRONG)


def test_who_is_mentioned_is_told_and_shown(storage: Storage, note: Note) -> None:
    said = comment(storage, NAMES, on_note(note.id), "@owen castell and @سلمى, see zoe@Zoë.org and @Nobody, @Zoësson")
    assert said.mentioned == {EDITOR, "سلمى"}
    assert [person for _, person in said.pieces if person] == [EDITOR, "سلمى"]
    assert "".join(words for words, _ in said.pieces) == said.text
    assert _told(storage, EDITOR) == [(NoticeKind.MENTION, TRANSLATOR)]
    assert _told(storage, "Nobody") == []


def test_a_mention_that_is_added_later_is_told_once(storage: Storage, note: Note) -> None:
    said = comment(storage, NAMES, on_note(note.id), "Look here.")
    for revision, text in ((1, "@Zoë, look here."), (2, "@Zoë and @Owen Castell, look here.")):
        edit_comment(storage, NAMES, said.id, revision, text)
    assert _told(storage, "Zoë") == [(NoticeKind.MENTION, TRANSLATOR)]
    assert _told(storage, EDITOR) == [(NoticeKind.MENTION, TRANSLATOR)]
    assert storage.threads.get(said.id).mentioned == {"Zoë", EDITOR}


def test_nobody_is_told_of_what_they_did_themselves(storage: Storage, note: Note) -> None:
    comment(storage, NAMES, on_note(note.id), f"@{TRANSLATOR}, remember this.")
    decide(storage, note.id, None, WRONG)
    assert _told(storage, TRANSLATOR) == []


def test_notices_are_unread_until_the_page_is_opened_and_gone_with_what_they_are_about(
    storage: Storage, editor: Storage, note: Note
) -> None:
    decide(editor, note.id, None, WRONG)
    said = comment(editor, NAMES, on_note(note.id), "Settled.")
    assert (storage.notices.unread(TRANSLATOR), storage.notices.unread(EDITOR)) == (2, 0)
    assert [notice.verdict for notice in storage.notices.of(TRANSLATOR)] == ["", "wrong"]
    storage.assignments.arrive(on_note(note.id))
    assert storage.notices.unread(TRANSLATOR) == 0
    delete_comment(editor, said.id, 1)
    assert _told(storage, TRANSLATOR) == [(NoticeKind.DECISION, EDITOR)]
    storage.notes.delete(note.id, None)
    assert _told(storage, TRANSLATOR) == []


def test_only_who_wrote_a_comment_changes_or_deletes_it(
    storage: Storage, editor: Storage, database: Path, note: Note
) -> None:
    said = comment(storage, NAMES, on_note(note.id), "Mine.")
    with nothing_saved(database), pytest.raises(InvalidInput, match="Only who wrote a comment"):
        edit_comment(editor, NAMES, said.id, 1, "Yours.")
    with nothing_saved(database), pytest.raises(InvalidInput, match="Only who wrote a comment"):
        delete_comment(editor, said.id, 1)


def test_a_deleted_comment_is_kept_in_the_history_and_can_come_back(storage: Storage, note: Note) -> None:
    said = comment(storage, NAMES, on_note(note.id), "First.")
    edit_comment(storage, NAMES, said.id, 1, "Second.")
    event = delete_comment(storage, said.id, 2)
    assert storage.threads.of(on_note(note.id)).total == 0
    texts = [entry.after["text"] for entry in storage.events.of("comment", said.id) if entry.after]
    assert texts == ["First.", "Second.", "Second."]
    storage.events.undo(event)
    assert storage.threads.get(said.id).text == "Second."


def test_a_comment_that_was_changed_meanwhile_is_not_overwritten(storage: Storage, database: Path, note: Note) -> None:
    said = comment(storage, NAMES, on_note(note.id), "First.")
    edit_comment(storage, NAMES, said.id, 1, "Second.")
    with nothing_saved(database), pytest.raises(Conflict) as stale:
        edit_comment(storage, NAMES, said.id, 1, "Third.")
    assert (stale.value.current["text"], stale.value.submitted["text"]) == ("Second.", "Third.")


@pytest.mark.parametrize("say", [comment, ask])
@pytest.mark.parametrize(("text", "words"), [(" \n\0", "is empty"), ("я" * 10_001, "under 10,000")])
def test_an_empty_or_endless_comment_is_refused(
    storage: Storage, database: Path, note: Note, say: Say, text: str, words: str
) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match=words):
        say(storage, NAMES, on_note(note.id), text)


@pytest.mark.parametrize("say", [comment, ask, answer, rebut])
def test_nothing_is_said_about_what_is_deleted(storage: Storage, database: Path, note: Note, say: Say) -> None:
    said = comment(storage, NAMES, on_note(note.id), "Hm.")
    storage.notes.delete(note.id, None)
    with nothing_saved(database), pytest.raises(NotFound, match="no note"):
        say(storage, NAMES, on_note(note.id), "Hm.")
    with nothing_saved(database), pytest.raises(NotFound, match="no note"):
        edit_comment(storage, NAMES, said.id, 1, "Hm, hm.")


def test_what_does_not_fit_the_state_is_refused(storage: Storage, database: Path, note: Note) -> None:
    subject = on_note(note.id)
    with nothing_saved(database), pytest.raises(InvalidInput, match="No question waits"):
        answer(storage, NAMES, subject, "Yes.")
    with nothing_saved(database), pytest.raises(InvalidInput, match="not decided"):
        rebut(storage, NAMES, subject, "No.")
    decide(storage, note.id, None, WRONG)
    with nothing_saved(database), pytest.raises(InvalidInput, match="does not wait for a decision"):
        ask(storage, NAMES, subject, "Really?")
    storage.notes.edit(note.id, None, NoteDetails("none", "neutral", "Well done."))
    with nothing_saved(database), pytest.raises(InvalidInput, match="remark"):
        ask(storage, NAMES, subject, "Really?")


def test_a_long_thread_shows_its_newest_page_and_leads_to_the_rest(storage: Storage, note: Note) -> None:
    subject = on_note(note.id)
    with storage.write():
        for number in range(2 * THREAD_PAGE + 5):
            storage.threads.add(subject, note.article_id, Turn.COMMENT, f"Comment {number} 🙏")
    newest = storage.threads.of(subject)
    assert (newest.total, newest.earlier, newest.later) == (2 * THREAD_PAGE + 5, True, False)
    assert newest.comments[-1].text == f"Comment {2 * THREAD_PAGE + 4} 🙏"
    before = storage.threads.of(subject, newest.comments[0].id - 1)
    oldest = storage.threads.of(subject, before.comments[0].id - 1)
    assert (before.earlier, before.later, oldest.earlier, oldest.later) == (True, True, False, True)
    seen = [*oldest.comments, *before.comments, *newest.comments]
    assert [said.text for said in seen] == [f"Comment {number} 🙏" for number in range(2 * THREAD_PAGE + 5)]
