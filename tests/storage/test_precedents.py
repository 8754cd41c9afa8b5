"""Earlier decisions that may bear on the one at hand."""

import dataclasses

import pytest

from annotator.domain.articles import ArticleDetails
from annotator.domain.decisions import Decision, DecisionDetails, Verdict
from annotator.domain.notes import Note, NoteDetails, NoteSpan, NoteState
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.spans import Span
from annotator.domain.subjects import on_note, on_passage
from annotator.storage import Storage


@pytest.fixture
def elsewhere(storage: Storage) -> Passage:
    article = storage.articles.add(ArticleDetails("Another story"), "We left no one behind, another time.")
    return storage.passages.add(article.id, article.version_id, article.text, Span(0, 21), PassageDetails())


def _decided(storage: Storage, passage: Passage, category: str, spans: list[NoteSpan] | None = None) -> Decision:
    details = NoteDetails(category, "minor", "Hm.")
    note = storage.notes.add(
        passage.id, passage.article_id, details, spans or [], origin="person", state=NoteState.OPEN
    )
    decision = storage.decisions.save(note.id, passage.article_id, None, DecisionDetails(Verdict.WRONG, "", "Because."))
    storage.notes.set_state(note.id, NoteState.DECIDED)
    return decision


def _found(storage: Storage, note: Note) -> list[tuple[str, int | None]]:
    found = storage.decisions.precedents(on_note(note.id), note.passage_id, note.details.category, 4)
    return [(one.alike, one.subject.note_id) for one in found]


def test_the_same_words_of_the_article_and_the_same_kind_are_found(
    storage: Storage, note: Note, elsewhere: Passage
) -> None:
    same_words = _decided(storage, elsewhere, "tone")
    assert _found(storage, note) == [("words", same_words.note_id)]
    storage._db.execute("update passage set exact = 'We left them.' where id = ?", [elsewhere.id])
    storage._db.commit()
    assert _found(storage, note) == []
    same_kind = _decided(storage, elsewhere, "certainty")
    assert _found(storage, note) == [("category", same_kind.note_id)]


def test_the_same_speaker_is_found_whatever_the_kind(storage: Storage, note: Note, elsewhere: Passage) -> None:
    storage.passages.edit(elsewhere.id, None, PassageDetails(speaker="Sedykh"))
    decided = _decided(storage, elsewhere, "tone")
    (found,) = storage.decisions.precedents(on_note(note.id), note.passage_id, "certainty", 4)
    assert (found.alike, found.subject, found.details) == ("speaker", decided.subject, decided.details)
    assert (found.article_title, found.speaker, found.category) == ("Another story", "Sedykh", "tone")


def test_the_same_original_words_are_found(storage: Storage, note: Note, elsewhere: Passage) -> None:
    storage._db.execute("update passage set exact = 'Otherwise.' where id = ?", [elsewhere.id])
    storage._db.commit()
    spoken = next(span for span in note.spans if span.side == "source")
    decided = _decided(storage, elsewhere, "tone", [dataclasses.replace(spoken)])
    assert _found(storage, note) == [("words", decided.note_id)]


def test_a_passage_that_was_decided_as_a_whole_is_found(storage: Storage, note: Note, elsewhere: Passage) -> None:
    storage.decisions.save_on(on_passage(elsewhere.id), elsewhere.article_id, None, DecisionDetails(Verdict.FAITHFUL))
    (found,) = storage.decisions.precedents(on_note(note.id), note.passage_id, "certainty", 4)
    assert (found.alike, found.subject, found.category) == ("words", on_passage(elsewhere.id), "")


def test_what_is_open_deleted_or_taken_back_is_no_precedent(storage: Storage, note: Note, elsewhere: Passage) -> None:
    decided = _decided(storage, elsewhere, "certainty")
    storage.events.undo(storage.events.of("decision", decided.id)[-1].id)
    assert _found(storage, note) == []
    _decided(storage, elsewhere, "certainty")
    storage.passages.delete(elsewhere.id, None)
    assert _found(storage, note) == []
