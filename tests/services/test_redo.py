"""Undo and redo of whole changes, by the person who made them."""

from pathlib import Path

import pytest

from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.sources import Source, SourceDetails
from annotator.domain.spans import Span
from annotator.domain.typology import Typology
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.services.attach_source import attach_source, detach_source
from annotator.services.decide import decide
from annotator.services.mark_passage import delete_passage, describe_passage, mark_passage, move_passage
from annotator.services.redo import redo_change
from annotator.services.revise_article import revise_article
from annotator.services.undo import undo_change
from annotator.services.write_note import edit_note, write_note
from annotator.storage import Storage
from tests.conftest import SPOKEN, TEXT, TRANSLATOR
from tests.contents import nothing_saved, rows


def _done(storage: Storage, article_id: int) -> int:
    change = storage.changes.last_done(article_id, storage.actor)
    assert change
    return change.id


def test_what_was_saved_in_one_go_is_one_change_and_is_undone_in_one_go(storage: Storage, passage: Passage) -> None:
    attach_source(storage, passage.id, None, SourceDetails("Мы никого не оставили.", "ru"))
    change = storage.changes.get(_done(storage, passage.article_id))
    assert {event.entity for event in change.net} == {"source_document", "source", "passage"}
    undo_change(storage, change.id)
    assert storage.sources.of_passage(passage.id) == []
    assert storage.passages.get(passage.id).details.source_language == ""
    redo_change(storage, change.id)
    (source,) = storage.sources.of_passage(passage.id)
    assert source.quote.exact == "Мы никого не оставили."
    assert storage.passages.get(passage.id).details.source_language == "ru"


def test_changes_are_undone_from_the_last_to_the_first_and_done_again_in_their_order(
    storage: Storage, article: Article, passage: Passage
) -> None:
    for speaker in ("Eide", "Sedykh, captain", "Galina Sedykh"):
        now = storage.passages.get(passage.id)
        describe_passage(storage, passage.id, now.revision, PassageDetails(speaker=speaker))

    def speakers(step: object) -> list[str]:
        found = []
        while (
            change := storage.changes.last_done(article.id, TRANSLATOR)
            if step is undo_change
            else storage.changes.last_undone(article.id, TRANSLATOR)
        ):
            if any(event.action == "create" for event in change.events):
                break
            (undo_change if step is undo_change else redo_change)(storage, change.id)
            found.append(storage.passages.get(passage.id).details.speaker)
        return found

    assert speakers(undo_change) == ["Sedykh, captain", "Eide", "Sedykh"]
    assert speakers(redo_change) == ["Eide", "Sedykh, captain", "Galina Sedykh"]
    assert speakers(undo_change) == ["Sedykh, captain", "Eide", "Sedykh"]


def test_after_something_new_there_is_nothing_to_do_again(storage: Storage, article: Article, passage: Passage) -> None:
    describe_passage(storage, passage.id, 1, PassageDetails(speaker="Eide"))
    undo_change(storage, _done(storage, article.id))
    assert storage.changes.last_undone(article.id, TRANSLATOR)
    mark_passage(storage, article.id, Span(0, 5), PassageDetails())
    assert storage.changes.last_undone(article.id, TRANSLATOR) is None


def test_an_undone_marking_is_undone_and_done_again_any_number_of_times(
    storage: Storage, article: Article, database: Path
) -> None:
    marked = mark_passage(storage, article.id, Span(0, 5), PassageDetails())
    change = _done(storage, article.id)
    for _ in range(3):
        undo_change(storage, change)
        with pytest.raises(NotFound):
            storage.passages.get(marked.id)
        redo_change(storage, change)
        assert storage.passages.get(marked.id).text == marked.text
    assert rows(database, "select count(*) from change where kind = 'redo'") == [(3,)]


def test_a_change_cannot_be_undone_or_done_again_twice(storage: Storage, database: Path, passage: Passage) -> None:
    describe_passage(storage, passage.id, 1, PassageDetails(speaker="Eide"))
    change = _done(storage, passage.article_id)
    undo_change(storage, change)
    with nothing_saved(database), pytest.raises(InvalidInput, match="undone already"):
        undo_change(storage, change)
    redo_change(storage, change)
    with nothing_saved(database), pytest.raises(InvalidInput, match="nothing to do again"):
        redo_change(storage, change)


def test_only_who_made_a_change_undoes_it(storage: Storage, database: Path, passage: Passage) -> None:
    describe_passage(storage, passage.id, 1, PassageDetails(speaker="Eide"))
    change = _done(storage, passage.article_id)
    with Storage(database, "Owen Castell") as editor:
        assert editor.changes.last_done(passage.article_id, "Owen Castell") is None
        with nothing_saved(database), pytest.raises(InvalidInput, match="Daria Lindqvist made this change"):
            undo_change(editor, change)
        with nothing_saved(database), pytest.raises(InvalidInput, match="Daria Lindqvist made this change"):
            redo_change(editor, change)


def test_a_change_is_not_undone_over_somebody_elses(
    storage: Storage, database: Path, note: Note, typology: Typology
) -> None:
    edit_note(storage, typology, note.id, 1, NoteDetails("tone", "minor", "Mine."), None)
    with Storage(database, "Owen Castell") as editor:
        edit_note(editor, typology, note.id, 2, NoteDetails("tone", "minor", "Yours."), None)
    with nothing_saved(database), pytest.raises(Conflict, match="changed again since by Owen Castell") as refused:
        undo_change(storage, _done(storage, note.article_id))
    assert refused.value.current["text"] == "Yours."


def test_nothing_is_undone_where_one_of_the_records_was_changed_by_somebody_else(
    storage: Storage, database: Path, passage: Passage
) -> None:
    attach_source(storage, passage.id, None, SourceDetails("Мы никого не оставили.", "ru"))
    with Storage(database, "Owen Castell") as editor:
        now = editor.passages.get(passage.id)
        describe_passage(editor, passage.id, now.revision, PassageDetails(speaker="Eide", source_language="ru"))
    with nothing_saved(database), pytest.raises(Conflict):
        undo_change(storage, _done(storage, passage.article_id))


def test_a_marking_on_which_somebody_built_is_not_undone(
    storage: Storage, database: Path, article: Article, typology: Typology
) -> None:
    marked = mark_passage(storage, article.id, Span(0, 5), PassageDetails())
    with Storage(database, "Owen Castell") as editor:
        write_note(editor, typology, marked.id, NoteDetails("tone", "minor", "Hm."), [])
    with nothing_saved(database), pytest.raises(InvalidInput, match="notes on this passage by now"):
        undo_change(storage, _done(storage, article.id))


def test_a_note_is_not_undone_once_an_editor_decided_on_it(
    storage: Storage, database: Path, passage: Passage, typology: Typology
) -> None:
    note = write_note(storage, typology, passage.id, NoteDetails("tone", "minor", "Hm."), [])
    with Storage(database, "Owen Castell") as editor:
        decide(editor, note.id, None, DecisionDetails(Verdict.WRONG))
    with nothing_saved(database), pytest.raises(Conflict, match="by Owen Castell"):
        undo_change(storage, _done(storage, passage.article_id))


def test_a_deletion_is_not_undone_where_its_words_are_marked_anew(
    storage: Storage, database: Path, passage: Passage
) -> None:
    delete_passage(storage, passage.id, passage.revision)
    change = _done(storage, passage.article_id)
    mark_passage(storage, passage.article_id, passage.span, PassageDetails())
    with nothing_saved(database), pytest.raises(InvalidInput, match="covers exactly these words"):
        undo_change(storage, change)


def test_original_words_do_not_come_back_to_a_passage_that_is_gone(
    storage: Storage, database: Path, source: Source
) -> None:
    detach_source(storage, source.passage_id)
    change = _done(storage, 1)
    delete_passage(storage, source.passage_id, None)
    with nothing_saved(database), pytest.raises(InvalidInput, match="bring that back first"):
        undo_change(storage, change)


def test_a_decision_is_undone_with_the_state_of_its_note(storage: Storage, note: Note) -> None:
    decide(storage, note.id, None, DecisionDetails(Verdict.WRONG))
    change = _done(storage, note.article_id)
    undo_change(storage, change)
    assert (storage.decisions.of_note(note.id), storage.notes.get(note.id).state) == (None, NoteState.OPEN)
    redo_change(storage, change)
    assert storage.notes.get(note.id).state is NoteState.DECIDED


def test_a_new_version_of_the_text_is_not_undone(storage: Storage, database: Path, passage: Passage) -> None:
    revise_article(storage, passage.article_id, TEXT.replace("returns", "comes back"))
    with nothing_saved(database), pytest.raises(InvalidInput, match="new version"):
        undo_change(storage, _done(storage, passage.article_id))


def test_a_passage_does_not_go_back_into_an_older_text(storage: Storage, database: Path, passage: Passage) -> None:
    move_passage(storage, passage.id, 1, Span(passage.span.start, passage.span.start + 7))
    change = _done(storage, passage.article_id)
    revise_article(storage, passage.article_id, f"{TEXT}\n\nMore.")
    with nothing_saved(database), pytest.raises(InvalidInput, match="has its place there"):
        undo_change(storage, change)


def test_words_of_a_note_are_found_again_in_a_document_that_was_corrected_meanwhile(
    storage: Storage, note: Note
) -> None:
    event = storage.notes.delete(note.id, 1)
    document = storage.sources.of_passage(note.passage_id)[0].document
    details = SourceDetails(f"Ну, {SPOKEN}", "ru")
    attach_source(storage, note.passage_id, document.revision, details)
    storage.events.undo(event)
    (span,) = [span for span in storage.notes.get(note.id).spans if span.quote.exact == "Насколько мне известно"]
    assert span.span == Span(4, 26)


def test_words_that_are_gone_from_the_document_keep_a_note_from_coming_back(
    storage: Storage, database: Path, note: Note
) -> None:
    event = storage.notes.delete(note.id, 1)
    document = storage.sources.of_passage(note.passage_id)[0].document
    attach_source(storage, note.passage_id, document.revision, SourceDetails("Совсем другие слова.", "ru"))
    with nothing_saved(database), pytest.raises(InvalidInput, match="no certain place"):
        storage.events.undo(event)


def test_what_the_app_suspects_is_not_what_a_person_did_last(storage: Storage, note: Note) -> None:
    last = _done(storage, note.article_id)
    storage.notes.add(
        note.passage_id, note.article_id, note.details, [], origin="numbers", state=NoteState.SUSPECTED, confidence=0.5
    )
    assert _done(storage, note.article_id) == last


def test_bringing_an_article_in_is_not_undone_by_a_key(storage: Storage, article: Article) -> None:
    assert storage.changes.last_done(article.id, TRANSLATOR) is None
    storage.articles.edit(article.id, 1, ArticleDetails("Another"))
    undo_change(storage, _done(storage, article.id))
    assert storage.articles.get(article.id).details.title == "Ferry returns"
    assert storage.changes.last_done(article.id, TRANSLATOR) is None


@pytest.mark.parametrize("unknown", [0, 99, 10**30])
def test_an_unknown_change_is_not_found(storage: Storage, unknown: int) -> None:
    with pytest.raises(NotFound, match="no change"):
        undo_change(storage, unknown)
    with pytest.raises(NotFound, match="no change"):
        redo_change(storage, unknown)
