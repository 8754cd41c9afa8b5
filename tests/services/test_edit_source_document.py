import dataclasses
from pathlib import Path

import pytest

from annotator.domain.notes import NoteDetails, NoteSpan, NoteState, Side
from annotator.domain.passages import Passage
from annotator.domain.sources import SourceDetails, SourceDocument, SourceKind
from annotator.domain.spans import Span, occurrences, quote
from annotator.domain.transcripts import Cue
from annotator.errors import Conflict, InvalidInput
from annotator.services.edit_source_document import delete_source_document, edit_source_document
from annotator.services.redo import redo_change
from annotator.services.undo import undo, undo_change
from annotator.storage import Storage
from tests.contents import nothing_saved

TEXT = "Все ли успели уйти с берега?\n\nМы никого не оставили на том берегу. Списков у нас не было."
DETAILS = SourceDetails(TEXT, "ru", "Стенограмма")
WORDS = "Мы никого не оставили на том берегу."


def _place(words: str, text: str = TEXT) -> Span:
    return occurrences(words, text)[0]


@pytest.fixture
def document(storage: Storage, passage: Passage) -> SourceDocument:
    """A transcript whose second line a passage renders and a note speaks of."""
    cues = [Cue(_place("Все ли успели уйти с берега?"), 1.0), Cue(_place("Списков у нас не было."), 7.0)]
    kept = storage.documents.add(SourceKind.TRANSCRIPT, DETAILS, cues, [], article_id=None)
    storage.sources.attach(passage.id, kept, _place(WORDS), article_id=passage.article_id, position=0)
    span = _place("никого")
    marked = [NoteSpan(Side.SOURCE, kept.id, span, quote(span, TEXT))]
    details = NoteDetails("certainty", "major", "Nobody.")
    storage.notes.add(passage.id, passage.article_id, details, marked, origin="person", state=NoteState.OPEN)
    return kept


def _edit(storage: Storage, document: SourceDocument, text: str) -> SourceDocument:
    details = dataclasses.replace(DETAILS, text=text)
    return edit_source_document(storage, document.id, document.revision, SourceKind.TRANSCRIPT, details)


def test_a_corrected_text_keeps_what_passages_notes_and_timecodes_say(
    storage: Storage, passage: Passage, document: SourceDocument
) -> None:
    text = "Запись от 9 апреля.\n\n" + TEXT
    _edit(storage, document, text)
    (source,) = storage.sources.of_passage(passage.id)
    assert (source.span, source.quote.exact) == (_place(WORDS, text), WORDS)
    (note,) = storage.notes.of_passage(passage.id)
    assert note.spans[0].span == _place("никого", text)
    assert [cue.span.within(text) for cue in storage.documents.cues(document.id)] == [
        "Все ли успели уйти с берега?",
        "Списков у нас не было.",
    ]


def test_a_text_in_which_used_words_are_gone_is_refused(
    storage: Storage, document: SourceDocument, database: Path
) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match="“Мы никого не оставили на том берегу"):
        _edit(storage, document, "Все ли успели уйти с берега?\n\nСписков у нас не было.")


def test_the_text_of_another_document_is_refused(storage: Storage, document: SourceDocument) -> None:
    other = dataclasses.replace(DETAILS, text=f"{TEXT} Всё.", title="Другая")
    storage.documents.add(SourceKind.TRANSCRIPT, other, [], [], article_id=None)
    with pytest.raises(InvalidInput, match="“Другая” has this very text"):
        _edit(storage, document, other.text)


def test_a_stale_save_is_refused(storage: Storage, document: SourceDocument) -> None:
    _edit(storage, document, f"{TEXT} Всё.")
    with pytest.raises(Conflict):
        _edit(storage, document, f"{TEXT} Ничего.")


def test_a_document_in_use_is_not_deleted_and_another_can_be_brought_back(
    storage: Storage, document: SourceDocument, passage: Passage
) -> None:
    with pytest.raises(InvalidInput, match="One passage renders this document"):
        delete_source_document(storage, document.id, document.revision)
    storage.sources.detach(storage.sources.of_passage(passage.id)[0].id)
    event = delete_source_document(storage, document.id, document.revision)
    assert storage.documents.find() == []
    undo(storage, event)
    assert [entry.id for entry in storage.documents.find()] == [document.id]


def test_a_correction_is_taken_back_in_one_undo_with_all_that_moved_with_it(
    storage: Storage, document: SourceDocument, passage: Passage
) -> None:
    def state() -> tuple[object, ...]:
        (source,) = storage.sources.of_passage(passage.id)
        (note,) = (note for note in storage.notes.of_passage(passage.id) if note.origin == "person")
        return source.span, source.quote, note.spans, storage.documents.cues(document.id), source.document.details

    before = state()
    _edit(storage, document, "Запись от 9 апреля.\n\n" + TEXT)
    corrected = state()
    assert corrected != before
    (change, *_) = storage.changes.of_document(document.id).changes
    undo_change(storage, change.id)
    assert state() == before
    redo_change(storage, change.id)
    assert state() == corrected
