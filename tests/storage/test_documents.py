import dataclasses

import pytest

from annotator.domain.passages import Passage
from annotator.domain.sources import SourceDetails, SourceDocument, SourceKind
from annotator.domain.spans import Span
from annotator.domain.transcripts import Cue
from annotator.errors import Conflict, NotFound
from annotator.storage import Storage

TEXT = "Мы никого не оставили. Списков не было."
DETAILS = SourceDetails(TEXT, "ru", "Стенограмма", relay=True)
CUES = [Cue(Span(0, 22), 1.0, 2.5, "Седых"), Cue(Span(23, 39), None, None)]


@pytest.fixture
def document(storage: Storage, passage: Passage) -> SourceDocument:
    """A transcript with timecodes, of which the passage renders the beginning."""
    kept = storage.documents.add(SourceKind.SUBTITLES, DETAILS, CUES, ["Read as UTF-8."], article_id=None)
    storage.sources.attach(passage.id, kept, Span(0, 9), article_id=passage.article_id, position=0)
    return kept


def test_a_document_is_read_with_its_cues_its_remarks_and_who_renders_it(
    storage: Storage, passage: Passage, document: SourceDocument
) -> None:
    stored = storage.documents.get(document.id)
    assert (stored.document.details, stored.document.kind) == (DETAILS, SourceKind.SUBTITLES)
    assert (list(stored.cues), list(stored.remarks)) == (CUES, ["Read as UTF-8."])
    (use,) = stored.uses
    assert (use.passage_id, use.words, use.span) == (passage.id, "We left no one behind", Span(0, 9))


def test_the_list_tells_what_matters_and_leaves_pasted_words_out(
    storage: Storage, passage: Passage, document: SourceDocument
) -> None:
    pasted = storage.sources.add_document(SourceKind.PASTED, SourceDetails("Слово", "uk"), article_id=None)
    (entry,) = storage.documents.find()
    assert (entry.id, entry.passages, entry.cues, entry.characters) == (document.id, 1, 2, len(TEXT))
    assert (entry.relay, entry.back_translated, entry.here) == (True, False, False)
    assert [found.id for found in storage.documents.find(kind="pasted")] == [pasted.id]
    assert storage.documents.find(language="uk") == []
    assert storage.documents.find(article_id=passage.article_id)[0].here


def test_documents_that_were_added_for_an_article_come_first(storage: Storage, passage: Passage) -> None:
    kinds = SourceKind.STATEMENT
    mine = storage.documents.add(
        kinds, dataclasses.replace(DETAILS, text="Один."), [], [], article_id=passage.article_id
    )
    other = storage.documents.add(kinds, dataclasses.replace(DETAILS, text="Два."), [], [], article_id=None)
    assert [entry.id for entry in storage.documents.find(article_id=passage.article_id)] == [mine.id, other.id]
    assert [entry.id for entry in storage.documents.find()] == [other.id, mine.id]


def test_words_are_searched_in_texts_and_titles(storage: Storage, document: SourceDocument) -> None:
    (entry,) = storage.documents.find(words="списк")
    assert (entry.id, [word for word, matched in entry.snippet if matched]) == (document.id, ["Списков"])
    assert storage.documents.find(words="стенограмма")
    assert storage.documents.find(words="паром") == []
    assert storage.documents.find(words='"*') == []


def test_a_text_is_found_again_unless_it_was_pasted_or_deleted(storage: Storage) -> None:
    storage.sources.add_document(SourceKind.PASTED, DETAILS, article_id=None)
    assert storage.documents.with_text(TEXT) is None
    kept = storage.documents.add(SourceKind.TRANSCRIPT, DETAILS, [], [], article_id=None)
    assert storage.documents.with_text(TEXT) == kept
    storage.documents.delete(kept.id, kept.revision)
    assert storage.documents.with_text(TEXT) is None


def test_a_deleted_document_comes_back_with_its_cues(storage: Storage) -> None:
    kept = storage.documents.add(SourceKind.SUBTITLES, DETAILS, CUES, [], article_id=None)
    event = storage.documents.delete(kept.id, kept.revision)
    assert storage.documents.find() == []
    with pytest.raises(NotFound):
        storage.documents.get(kept.id)
    storage.events.undo(event)
    assert list(storage.documents.get(kept.id).cues) == CUES


def test_a_stale_save_is_refused(storage: Storage, document: SourceDocument) -> None:
    storage.documents.describe(document.id, 1, SourceKind.STATEMENT, DETAILS)
    with pytest.raises(Conflict):
        storage.documents.describe(document.id, 1, SourceKind.POST, DETAILS)
    assert storage.documents.get(document.id).document.kind is SourceKind.STATEMENT
