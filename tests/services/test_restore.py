"""Earlier states of every kind of record are restored, as a change of their own."""

from pathlib import Path

import pytest

from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.sources import Source, SourceDetails, SourceKind
from annotator.domain.spans import Span
from annotator.domain.transcripts import Cue
from annotator.domain.typology import Typology
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.services.attach_source import attach_source
from annotator.services.decide import decide
from annotator.services.edit_source_document import edit_source_document
from annotator.services.mark_passage import delete_passage, describe_passage
from annotator.services.restore import restore_state
from annotator.services.revise_article import revise_article
from annotator.services.write_note import edit_note
from annotator.storage import Storage
from tests.conftest import SPOKEN, TEXT
from tests.contents import nothing_saved


def _first(storage: Storage, entity: str) -> int:
    return storage.events.of(entity, 1)[0].id


def test_any_earlier_state_of_an_article_can_be_restored(storage: Storage, article: Article) -> None:
    for revision, title in enumerate(("Second", "Third"), 1):
        storage.articles.edit(article.id, revision, ArticleDetails(title))
    restore_state(storage, _first(storage, "article"), 3)
    assert storage.articles.get(article.id).details == article.details
    second = storage.events.of("article", 1)[1]
    restore_state(storage, second.id, 4)
    assert storage.articles.get(article.id).details.title == "Second"
    assert storage.changes.get(storage.events.of("article", 1)[-1].change_id).kind == "restore"


def test_what_was_deleted_is_brought_back_by_the_state_before(storage: Storage, passage: Passage) -> None:
    event = delete_passage(storage, passage.id, 1)
    restore_state(storage, event, 2)
    assert storage.passages.get(passage.id).text == passage.text


def test_a_state_that_somebody_changed_since_is_not_overwritten(
    storage: Storage, database: Path, passage: Passage
) -> None:
    describe_passage(storage, passage.id, 1, PassageDetails(speaker="Eide"))
    with Storage(database, "Owen Castell") as editor:
        describe_passage(editor, passage.id, 2, PassageDetails(speaker="Sedykh, captain"))
    with nothing_saved(database), pytest.raises(Conflict, match="changed by Owen Castell") as refused:
        restore_state(storage, _first(storage, "passage"), 2)
    assert (refused.value.current["speaker"], refused.value.submitted["speaker"]) == ("Sedykh, captain", "Sedykh")


def test_the_present_state_is_not_restored(storage: Storage, database: Path, passage: Passage) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match="in this very state"):
        restore_state(storage, _first(storage, "passage"), 1)


def test_a_note_is_restored_with_its_words_and_keeps_the_state_that_a_decision_gave_it(
    storage: Storage, typology: Typology, note: Note
) -> None:
    edit_note(storage, typology, note.id, 1, NoteDetails("tone", "minor", "Otherwise."), [])
    decide(storage, note.id, None, DecisionDetails(Verdict.WRONG))
    restore_state(storage, _first(storage, "note"), 3)
    back = storage.notes.get(note.id)
    assert (back.details, back.spans) == (note.details, note.spans)
    assert back.state is NoteState.DECIDED


def test_a_decision_is_restored_in_the_name_of_who_restores_it(storage: Storage, database: Path, note: Note) -> None:
    decide(storage, note.id, None, DecisionDetails(Verdict.WRONG, "1,500"))
    decide(storage, note.id, 1, DecisionDetails(Verdict.FAITHFUL))
    with Storage(database, "Owen Castell") as editor:
        restore_state(editor, _first(editor, "decision"), 2)
        decision = editor.decisions.of_note(note.id)
    assert decision
    assert (decision.details, decision.author) == (DecisionDetails(Verdict.WRONG, "1,500"), "Owen Castell")


def test_pasted_words_are_restored_with_the_span_that_renders_them(
    storage: Storage, database: Path, source: Source
) -> None:
    attach_source(storage, source.passage_id, 1, SourceDetails("Иначе.", "ru"))
    restore_state(storage, _first(storage, "source_document"), 2)
    (back,) = storage.sources.of_passage(source.passage_id)
    assert (back.quote.exact, back.span) == (SPOKEN, Span(0, len(SPOKEN)))


def test_a_document_is_restored_with_its_timecodes_and_what_speaks_of_it(storage: Storage, passage: Passage) -> None:
    text = "Все ли успели уйти?\n\nМы никого не оставили."
    cues = [Cue(Span(0, 19), 1.0, 2.0, ""), Cue(Span(21, 43), 3.0, 4.0, "")]
    document = storage.documents.add(SourceKind.SUBTITLES, SourceDetails(text, "ru"), cues, [], article_id=1)
    storage.sources.attach(passage.id, document, Span(21, 43), article_id=1, position=0)
    shorter = SourceDetails("Мы никого не оставили.", "ru")
    edit_source_document(storage, document.id, 1, SourceKind.SUBTITLES, shorter)
    assert len(storage.documents.cues(document.id)) == 1
    restore_state(storage, _first(storage, "source_document"), 2)
    assert storage.documents.get(document.id).document.details.text == text
    (source,) = storage.sources.of_passage(passage.id)
    assert source.span == Span(21, 43)
    assert storage.documents.cues(document.id)[-1] == cues[-1]


def test_an_undone_correction_of_a_document_brings_all_its_timecodes_back(storage: Storage, article: Article) -> None:
    text = "Все ли успели уйти?\n\nМы никого не оставили."
    cues = [Cue(Span(0, 19), 1.0, 2.0, ""), Cue(Span(21, 43), 3.0, 4.0, "")]
    document = storage.documents.add(SourceKind.SUBTITLES, SourceDetails(text, "ru"), cues, [], article_id=article.id)
    edit_source_document(storage, document.id, 1, SourceKind.SUBTITLES, SourceDetails("Мы никого не оставили.", "ru"))
    change = storage.changes.last_done(article.id, storage.actor)
    assert change
    storage.events.undo_change(change.id)
    assert storage.documents.cues(document.id) == cues


def test_a_passage_keeps_its_place_in_the_newer_text_when_an_older_state_is_restored(
    storage: Storage, passage: Passage
) -> None:
    describe_passage(storage, passage.id, 1, PassageDetails(speaker="Eide"))
    revise_article(storage, passage.article_id, TEXT.replace("Ferry", "The old ferry"))
    moved = storage.passages.get(passage.id)
    restore_state(storage, _first(storage, "passage"), moved.revision)
    back = storage.passages.get(passage.id)
    assert back.details.speaker == "Sedykh"
    assert (back.version_id, back.span) == (moved.version_id, moved.span)


@pytest.mark.parametrize("unknown", [0, 99, 10**30])
def test_an_unknown_state_is_not_found(storage: Storage, article: Article, unknown: int) -> None:
    with pytest.raises(NotFound, match="no change"):
        restore_state(storage, unknown, 1)
