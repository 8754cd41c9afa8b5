import dataclasses
from pathlib import Path

import pytest

from annotator.domain.articles import Article
from annotator.domain.passages import Origin, Passage, PassageDetails, PassageKind, PassageStatus
from annotator.domain.spans import Span, occurrences, quote
from annotator.errors import Conflict, NotFound
from annotator.storage import Storage
from tests.contents import nothing_saved, rows

DETAILS = PassageDetails(
    PassageKind.PARTIAL_QUOTE, "Галина Седых", "Nizovye", "ru", "told Nizovye", PassageStatus.SUGGESTED
)


def _add(storage: Storage, article: Article, start: int, end: int) -> Passage:
    return storage.passages.add(article.id, article.version_id, article.text, Span(start, end), DETAILS)


def test_a_passage_is_read_as_it_was_stored_with_its_quote(storage: Storage, article: Article) -> None:
    span = occurrences("👩‍👩‍👧 among", article.text)[0]
    origin = Origin("Stands in quotation marks.", 0.75, Span(0, 5), continues=None)
    passage = storage.passages.add(article.id, article.version_id, article.text, span, DETAILS, origin)
    assert storage.passages.get(passage.id) == passage
    assert (passage.span, passage.quote, passage.details) == (span, quote(span, article.text), DETAILS)
    assert (passage.text, passage.anchor, passage.revision) == ("👩‍👩‍👧 among", "anchored", 1)
    assert passage.origin == origin


def test_a_passage_that_a_person_marked_has_no_origin(passage: Passage) -> None:
    assert passage.origin == Origin()


def test_a_passage_may_go_on_with_another(storage: Storage, article: Article, passage: Passage) -> None:
    origin = Origin("Goes on after the attribution.", 0.5, None, passage.id)
    added = storage.passages.add(article.id, article.version_id, article.text, Span(0, 5), DETAILS, origin)
    assert storage.passages.get(added.id).origin == origin


def test_a_stored_passage_is_there_when_the_file_is_opened_again(
    storage: Storage, database: Path, article: Article
) -> None:
    passage = _add(storage, article, 0, 5)
    with Storage(database, "Owen Castell") as other:
        assert other.passages.get(passage.id) == passage


def test_passages_come_in_reading_order_the_longer_first(storage: Storage, article: Article) -> None:
    places = [(20, 25), (3, 9), (3, 30), (0, 4), (20, 21)]
    for start, end in places:
        _add(storage, article, start, end)
    found = [(passage.span.start, passage.span.end) for passage in storage.passages.of_version(article.version_id)]
    assert found == [(0, 4), (3, 30), (3, 9), (20, 25), (20, 21)]


def test_a_passage_is_found_at_exactly_its_place(storage: Storage, passage: Passage) -> None:
    assert storage.passages.at(passage.version_id, passage.span) == passage
    assert storage.passages.at(passage.version_id, Span(passage.span.start, passage.span.end + 1)) is None
    assert storage.passages.at(passage.version_id + 1, passage.span) is None


@pytest.mark.parametrize("unknown", [0, 99, 10**30])
def test_an_unknown_passage_is_not_found(storage: Storage, unknown: int) -> None:
    with pytest.raises(NotFound, match=f"no passage {unknown}: it may have been deleted"):
        storage.passages.get(unknown)


def test_a_deleted_passage_is_not_found_anywhere(storage: Storage, passage: Passage) -> None:
    storage.passages.delete(passage.id, passage.revision)
    with pytest.raises(NotFound):
        storage.passages.get(passage.id)
    with pytest.raises(NotFound):
        storage.passages.edit(passage.id, None, DETAILS)
    assert storage.passages.of_version(passage.version_id) == []
    assert storage.passages.at(passage.version_id, passage.span) is None


def test_a_passage_of_a_deleted_article_is_not_found(storage: Storage, passage: Passage) -> None:
    storage.articles.delete(passage.article_id, None)
    with pytest.raises(NotFound, match="no passage"):
        storage.passages.get(passage.id)
    with pytest.raises(NotFound, match="no passage"):
        storage.passages.edit(passage.id, passage.revision, DETAILS)


def test_details_are_saved_and_the_place_stays(storage: Storage, passage: Passage) -> None:
    edited = storage.passages.edit(passage.id, passage.revision, DETAILS)
    assert edited == dataclasses.replace(passage, details=DETAILS, revision=2)
    assert storage.passages.get(passage.id) == edited


def test_a_moved_passage_has_the_quote_of_its_new_place(storage: Storage, article: Article, passage: Passage) -> None:
    span = Span(passage.span.start, passage.span.end + 7)
    moved = storage.passages.move(passage.id, passage.revision, article.text, span)
    assert moved == dataclasses.replace(passage, span=span, quote=quote(span, article.text), revision=2)


def test_a_stale_save_shows_both_versions_and_changes_nothing(
    storage: Storage, database: Path, passage: Passage
) -> None:
    storage.passages.edit(passage.id, 1, dataclasses.replace(passage.details, speaker="Captain Sedykh"))
    with nothing_saved(database), pytest.raises(Conflict, match="This passage was changed") as stale:
        storage.passages.edit(passage.id, 1, dataclasses.replace(passage.details, speaker="G. Sedykh"))
    assert (stale.value.current["speaker"], stale.value.submitted["speaker"]) == ("Captain Sedykh", "G. Sedykh")


def test_a_stale_move_and_a_stale_deletion_are_refused(
    storage: Storage, database: Path, article: Article, passage: Passage
) -> None:
    storage.passages.edit(passage.id, 1, DETAILS)
    with nothing_saved(database), pytest.raises(Conflict) as stale:
        storage.passages.move(passage.id, 1, article.text, Span(0, 5))
    assert (stale.value.current["exact"], stale.value.submitted["exact"]) == (passage.text, article.text[:5])
    with nothing_saved(database), pytest.raises(Conflict):
        storage.passages.delete(passage.id, 1)


def test_a_save_without_a_change_leaves_revision_and_history_alone(
    storage: Storage, database: Path, article: Article, passage: Passage
) -> None:
    with nothing_saved(database):
        assert storage.passages.edit(passage.id, 1, passage.details) == passage
        assert storage.passages.move(passage.id, 1, article.text, passage.span) == passage


def test_a_save_that_comes_twice_is_saved_once(storage: Storage, database: Path, passage: Passage) -> None:
    edited = storage.passages.edit(passage.id, 1, DETAILS)
    with nothing_saved(database):
        assert storage.passages.edit(passage.id, 1, DETAILS) == edited


def test_a_passage_carried_to_a_new_version_has_its_quote_there(
    storage: Storage, article: Article, passage: Passage
) -> None:
    newer = storage.articles.add_version(article, "New. " + article.text)
    span = passage.span.shifted(5)
    placed = storage.passages.place(passage.id, newer.version_id, newer.text, span, "moved")
    assert (placed.version_id, placed.span, placed.quote) == (newer.version_id, span, quote(span, newer.text))
    assert (placed.text, placed.anchor, placed.details) == (passage.text, "moved", passage.details)
    assert storage.passages.of_version(article.version_id) == []
    assert storage.passages.unplaced(article.id, newer.version_id) == []


def test_a_passage_without_a_place_in_the_new_version_waits_in_the_old_one(
    storage: Storage, article: Article, passage: Passage
) -> None:
    newer = storage.articles.add_version(article, "Quite other words.")
    waiting = storage.passages.unplace(passage.id, "gone")
    assert waiting == dataclasses.replace(passage, anchor="gone", revision=2)
    assert storage.passages.unplaced(article.id, newer.version_id) == [waiting]
    rejected = dataclasses.replace(passage.details, status=PassageStatus.REJECTED)
    storage.passages.edit(passage.id, None, rejected)
    assert storage.passages.unplaced(article.id, newer.version_id) == []


def test_the_search_index_follows_a_passage_that_moves(
    storage: Storage, database: Path, article: Article, passage: Passage
) -> None:
    storage.passages.move(passage.id, 1, article.text, Span(0, 13))
    assert rows(database, "select count(*) from passage_fts where passage_fts match 'behind'") == [(0,)]
    assert rows(database, "select count(*) from passage_fts where passage_fts match 'ferry'") == [(1,)]
