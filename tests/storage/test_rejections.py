import pytest

from annotator.domain.articles import Article
from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.domain.passages import Passage
from annotator.storage import Storage
from tests.conftest import TRANSLATOR


@pytest.fixture
def suspicion(storage: Storage, passage: Passage) -> Note:
    """What the check of numbers suspects of the passage."""
    return _suspect(storage, passage, "numbers", "“500” is in the English.")


def _suspect(storage: Storage, passage: Passage, check: str, text: str) -> Note:
    details = NoteDetails("number", "major", text)
    return storage.notes.add(
        passage.id, passage.article_id, details, [], origin=check, state=NoteState.SUSPECTED, confidence=0.8
    )


def test_a_rejection_is_told_with_its_passage_its_reason_and_who_gave_it(
    storage: Storage, article: Article, passage: Passage, suspicion: Note
) -> None:
    storage.notes.set_state(suspicion.id, NoteState.REJECTED, 1, "Она сказала «около» 👍")
    ((check, (found,)),) = storage.rejections.latest(5).items()
    assert (check, found.check, found.note_id) == ("numbers", "numbers", suspicion.id)
    assert (found.article_id, found.passage_id, found.placed) == (article.id, passage.id, True)
    assert (found.title, found.words, found.text) == ("Ferry returns", passage.text, suspicion.details.text)
    assert (found.reason, found.author) == ("Она сказала «около» 👍", TRANSLATOR)


def test_a_reason_given_afterwards_does_not_change_who_rejected_it(storage: Storage, suspicion: Note) -> None:
    storage.notes.set_state(suspicion.id, NoteState.REJECTED)
    storage.act_as("Owen Castell")
    explained = storage.notes.explain_rejection(suspicion.id, 2, "A round number.")
    assert (explained.rejection, explained.revision, explained.state) == ("A round number.", 3, NoteState.REJECTED)
    assert storage.notes.get(suspicion.id) == explained
    ((found,),) = storage.rejections.latest(5).values()
    assert (found.reason, found.author) == ("A round number.", TRANSLATOR)


def test_a_reason_goes_with_the_rejection_and_comes_back_with_it(storage: Storage, suspicion: Note) -> None:
    storage.notes.set_state(suspicion.id, NoteState.REJECTED, 1, "A round number.")
    storage.events.undo(storage.events.of("note", suspicion.id)[-1].id)
    assert (storage.notes.get(suspicion.id).rejection, storage.rejections.latest(5)) == ("", {})
    storage.events.redo_change(storage.events.of("note", suspicion.id)[1].change_id)
    assert storage.notes.get(suspicion.id).rejection == "A round number."


def test_only_the_latest_of_each_check_are_told_the_newest_first(
    storage: Storage, passage: Passage, suspicion: Note
) -> None:
    more = [_suspect(storage, passage, "names", f"The name {number}.") for number in range(4)]
    for note in [*more[::-1], suspicion]:
        storage.notes.set_state(note.id, NoteState.REJECTED)
    found = storage.rejections.latest(3)
    assert {check: len(told) for check, told in found.items()} == {"names": 3, "numbers": 1}
    assert [told.note_id for told in found["names"]] == [note.id for note in more[:3]]


def test_what_waits_what_was_accepted_and_a_persons_note_set_aside_are_none(
    storage: Storage, passage: Passage, suspicion: Note, note: Note
) -> None:
    storage.notes.set_state(note.id, NoteState.REJECTED)
    accepted = _suspect(storage, passage, "numbers", "“1500” is lost.")
    storage.notes.set_state(accepted.id, NoteState.OPEN)
    assert storage.notes.get(suspicion.id).state is NoteState.SUSPECTED
    assert storage.rejections.latest(5) == {}


def test_a_rejection_goes_with_its_passage_and_says_when_that_has_no_place(
    storage: Storage, article: Article, passage: Passage, suspicion: Note
) -> None:
    storage.notes.set_state(suspicion.id, NoteState.REJECTED)
    storage.articles.add_version(article, "Another text, without the quote.")
    ((found,),) = storage.rejections.latest(5).values()
    assert not found.placed
    storage.passages.delete(passage.id, None)
    assert storage.rejections.latest(5) == {}
