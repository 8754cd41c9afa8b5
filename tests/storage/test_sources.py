import dataclasses
import datetime
from pathlib import Path

import pytest

from annotator.domain.articles import Article
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.sources import Source, SourceDetails, SourceKind, source_text
from annotator.domain.spans import Span, quote
from annotator.errors import Conflict, NotFound
from annotator.storage import Storage
from tests.conftest import SPOKEN
from tests.contents import nothing_saved

TEXT = "لم تكن لدى بعضهم أوراق، ولم نسأل أحدًا من أين جاء."
DETAILS = SourceDetails(TEXT, "ar", "تسجيل", "https://example.org/r", datetime.date(2025, 4, 13), relay=True)


def test_a_document_is_read_as_it_was_stored(storage: Storage, passage: Passage) -> None:
    document = storage.sources.add_document(SourceKind.TRANSCRIPT, DETAILS, article_id=passage.article_id)
    storage.sources.attach(passage.id, document, Span(0, 6), article_id=passage.article_id, position=0)
    (source,) = storage.sources.of_passage(passage.id)
    assert source.document == document
    assert (document.kind, document.details, document.revision) == (SourceKind.TRANSCRIPT, DETAILS, 1)
    assert (source.span, source.quote, source.position) == (Span(0, 6), quote(Span(0, 6), TEXT), 0)
    assert source.quote.exact == "لم تكن"


def test_both_warnings_are_kept_apart(storage: Storage, passage: Passage) -> None:
    for relay, back in [(True, False), (False, True)]:
        details = dataclasses.replace(DETAILS, relay=relay, back_translated=back)
        assert storage.sources.add_document(SourceKind.PASTED, details, article_id=None).details == details


def test_a_spliced_quote_has_its_sources_in_order(storage: Storage, passage: Passage) -> None:
    document = storage.sources.add_document(SourceKind.TRANSCRIPT, DETAILS, article_id=passage.article_id)
    for position, span in [(1, Span(0, 6)), (0, Span(7, 10))]:
        storage.sources.attach(passage.id, document, span, article_id=passage.article_id, position=position)
    found = storage.sources.of_passage(passage.id)
    assert [source.span for source in found] == [Span(7, 10), Span(0, 6)]
    assert source_text(found) == "لدى […] لم تكن"
    assert storage.sources.of_article(passage.article_id) == {passage.id: found}


def test_the_sources_of_an_article_stand_under_their_passages(
    storage: Storage, article: Article, passage: Passage, source: Source
) -> None:
    other = storage.passages.add(article.id, article.version_id, article.text, Span(0, 5), PassageDetails())
    assert storage.sources.of_article(article.id) == {passage.id: [source]}
    storage.sources.attach(other.id, source.document, Span(0, 10), article_id=article.id, position=0)
    assert set(storage.sources.of_article(article.id)) == {passage.id, other.id}
    assert storage.sources.of_article(article.id + 1) == {}


def test_an_edited_document_keeps_its_kind(storage: Storage, source: Source) -> None:
    edited = storage.sources.edit_document(source.document.id, 1, DETAILS)
    assert (edited.details, edited.kind, edited.revision) == (DETAILS, SourceKind.PASTED, 2)
    assert storage.sources.of_passage(source.passage_id)[0].document == edited


def test_a_stale_save_shows_both_versions_and_changes_nothing(storage: Storage, database: Path, source: Source) -> None:
    storage.sources.edit_document(source.document.id, 1, dataclasses.replace(source.document.details, title="A"))
    with nothing_saved(database), pytest.raises(Conflict, match="This source document was changed") as stale:
        storage.sources.edit_document(source.document.id, 1, dataclasses.replace(source.document.details, title="B"))
    assert (stale.value.current["title"], stale.value.submitted["title"]) == ("A", "B")
    assert stale.value.current["text"] == SPOKEN


def test_a_save_without_a_change_leaves_revision_and_history_alone(
    storage: Storage, database: Path, source: Source
) -> None:
    with nothing_saved(database):
        storage.sources.edit_document(source.document.id, 1, source.document.details)
        storage.sources.move(source.id, SPOKEN, source.span)


def test_a_moved_source_has_the_quote_of_its_new_place(storage: Storage, source: Source) -> None:
    storage.sources.move(source.id, SPOKEN, Span(0, 9))
    (moved,) = storage.sources.of_passage(source.passage_id)
    assert (moved.span, moved.quote) == (Span(0, 9), quote(Span(0, 9), SPOKEN))


def test_a_detached_source_is_gone_and_its_document_stays(storage: Storage, source: Source) -> None:
    storage.sources.detach(source.id)
    assert storage.sources.of_passage(source.passage_id) == []
    with pytest.raises(NotFound):
        storage.sources.detach(source.id)
    assert storage.sources.edit_document(source.document.id, 1, DETAILS).revision == 2


@pytest.mark.parametrize("unknown", [0, 99, 10**30])
def test_an_unknown_source_or_document_is_not_found(storage: Storage, unknown: int) -> None:
    with pytest.raises(NotFound, match=f"no source {unknown}"):
        storage.sources.detach(unknown)
    with pytest.raises(NotFound, match=f"no source document {unknown}"):
        storage.sources.edit_document(unknown, 1, DETAILS)


def test_a_document_is_shared_when_two_passages_render_it(storage: Storage, article: Article, source: Source) -> None:
    assert not storage.sources.shared(source.document.id)
    storage.sources.attach(source.passage_id, source.document, Span(0, 3), article_id=article.id, position=1)
    assert not storage.sources.shared(source.document.id)
    other = storage.passages.add(article.id, article.version_id, article.text, Span(0, 5), PassageDetails())
    storage.sources.attach(other.id, source.document, Span(0, 3), article_id=article.id, position=0)
    assert storage.sources.shared(source.document.id)


def test_what_is_stored_without_a_block_around_it_is_there_when_the_file_is_opened_again(
    storage: Storage, database: Path, passage: Passage
) -> None:
    document = storage.sources.add_document(SourceKind.PASTED, DETAILS, article_id=passage.article_id)
    storage.sources.attach(passage.id, document, Span(0, 6), article_id=passage.article_id, position=0)
    with Storage(database, "Owen Castell") as other:
        assert [source.document for source in other.sources.of_passage(passage.id)] == [document]
