import dataclasses
import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.notes import Note, NoteState
from annotator.domain.passages import Passage, PassageDetails, PassageStatus
from annotator.domain.sources import Source
from annotator.domain.spans import Span
from annotator.domain.text import canonical, content_hash, word_count
from annotator.errors import Conflict, NotFound
from annotator.storage import Storage
from tests.conftest import TEXT, TRANSLATOR
from tests.contents import nothing_saved, rows
from tests.domain.test_text import TEXTS

DETAILS = ArticleDetails(
    "Паром вернулся", "The Estuary Post", "Marta Ellwood", "en", "https://example.org/a", datetime.date(2025, 4, 15)
)


def test_an_article_is_read_as_it_was_stored(storage: Storage) -> None:
    article = storage.articles.add(DETAILS, TEXT)
    assert storage.articles.get(article.id) == article
    assert (article.details, article.text, article.content_hash) == (DETAILS, TEXT, content_hash(TEXT))
    assert (article.version_number, article.revision) == (1, 1)
    assert datetime.datetime.now(datetime.UTC) - article.created_at < datetime.timedelta(minutes=1)
    assert storage.articles.version_text(article.version_id) == TEXT


def test_an_article_without_a_date_has_none(article: Article) -> None:
    assert article.details.published_on is None


def test_the_newest_version_is_the_one_that_is_worked_on(storage: Storage, article: Article) -> None:
    newer = storage.articles.add_version(article, "New words.", ["Read as Latin-1."])
    assert storage.articles.get(article.id) == newer
    assert (newer.text, newer.version_number, newer.remarks) == ("New words.", 2, ("Read as Latin-1.",))
    assert storage.articles.version_text(article.version_id) == TEXT
    assert [(version.number, version.text) for version in storage.articles.versions(article.id)] == [
        (1, TEXT),
        (2, "New words."),
    ]
    assert [line.words for line in storage.articles.progress()] == [2]


def test_an_article_is_found_by_any_of_its_texts(storage: Storage, article: Article) -> None:
    newer = storage.articles.add_version(article, "New words.")
    assert storage.articles.with_text(TEXT) == storage.articles.with_text("New words.") == newer


def test_the_newest_article_of_an_address_is_found_by_it(storage: Storage) -> None:
    first, second = (storage.articles.add(DETAILS, text) for text in ("one", "two"))
    assert storage.articles.with_url(DETAILS.url) == second
    storage.articles.delete(second.id, None)
    assert storage.articles.with_url(DETAILS.url) == first
    assert storage.articles.with_url("https://example.org/other") is None


def test_remarks_on_how_a_text_was_read_are_kept(storage: Storage) -> None:
    remarks = ("Read as Latin-1.", "The headline was guessed.")
    assert storage.articles.add(DETAILS, TEXT, remarks).remarks == remarks
    assert storage.articles.add(DETAILS, "other").remarks == ()


@pytest.mark.parametrize("unknown", [0, 99, 2**63, 10**30])
def test_an_unknown_article_is_not_found(storage: Storage, article: Article, unknown: int) -> None:
    with pytest.raises(NotFound, match=f"no article {unknown}"):
        storage.articles.get(unknown)
    with pytest.raises(NotFound, match=f"no article version {unknown}"):
        storage.articles.version_text(unknown)
    with pytest.raises(NotFound):
        storage.articles.edit(unknown, 1, DETAILS)
    with pytest.raises(NotFound):
        storage.articles.delete(unknown, 1)


def test_details_are_saved_and_the_revision_counts_the_saves(storage: Storage, article: Article) -> None:
    edited = storage.articles.edit(article.id, article.revision, DETAILS)
    assert (edited.details, edited.revision) == (DETAILS, 2)
    assert storage.articles.get(article.id) == edited


def test_a_stale_save_shows_both_versions_and_changes_nothing(
    storage: Storage, database: Path, article: Article
) -> None:
    storage.articles.edit(article.id, article.revision, dataclasses.replace(article.details, byline="Marta Ellwood"))
    mine = dataclasses.replace(article.details, byline="M. Ellwood")
    with nothing_saved(database), pytest.raises(Conflict, match="This article was changed in another window") as stale:
        storage.articles.edit(article.id, article.revision, mine)
    assert (stale.value.current["byline"], stale.value.submitted["byline"]) == ("Marta Ellwood", "M. Ellwood")
    assert set(stale.value.current) == {"title", "outlet", "byline", "language", "url", "published_on"}


def test_a_save_without_a_change_leaves_revision_and_history_alone(
    storage: Storage, database: Path, article: Article
) -> None:
    with nothing_saved(database):
        assert storage.articles.edit(article.id, article.revision, article.details) == article


def test_a_save_that_names_no_revision_overwrites(storage: Storage, article: Article) -> None:
    storage.articles.edit(article.id, 1, DETAILS)
    assert storage.articles.edit(article.id, None, article.details).revision == 3


def test_a_deleted_article_is_not_found_and_not_listed(storage: Storage, article: Article) -> None:
    storage.articles.delete(article.id, article.revision)
    with pytest.raises(NotFound, match="may have been deleted"):
        storage.articles.get(article.id)
    with pytest.raises(NotFound):
        storage.articles.delete(article.id, None)
    assert storage.articles.progress() == []
    assert not storage.articles.is_empty()


def test_a_stale_deletion_is_refused(storage: Storage, database: Path, article: Article) -> None:
    storage.articles.edit(article.id, 1, DETAILS)
    with nothing_saved(database), pytest.raises(Conflict):
        storage.articles.delete(article.id, 1)


def test_an_article_is_found_by_its_text(storage: Storage, article: Article) -> None:
    assert storage.articles.with_text(TEXT) == article
    assert storage.articles.with_text("Another text.") is None


def test_a_deleted_article_whose_text_comes_again_comes_back_and_history_says_so(
    storage: Storage, article: Article
) -> None:
    storage.articles.delete(article.id, article.revision)
    back = storage.articles.with_text(TEXT)
    assert back is not None
    assert (back.id, back.revision) == (article.id, 3)
    assert storage.articles.get(article.id) == back
    last = storage.events.of("article", article.id)[-1]
    assert (last.action, list(last.changed)) == ("update", ["deleted_at"])


def test_a_library_is_empty_until_something_was_stored(storage: Storage) -> None:
    assert storage.articles.is_empty()
    storage.articles.add(DETAILS, TEXT)
    assert not storage.articles.is_empty()


def test_a_new_article_is_recorded_with_its_details(storage: Storage, article: Article) -> None:
    (event,) = storage.events.of("article", article.id)
    assert (event.action, event.actor, event.article_id) == ("create", TRANSLATOR, article.id)
    assert event.before is None
    assert event.after is not None
    assert event.after["title"] == article.details.title


def test_an_article_that_cannot_be_stored_wholly_is_not_stored_at_all(storage: Storage, database: Path) -> None:
    storage.articles.add(DETAILS, TEXT)
    with nothing_saved(database), pytest.raises(Exception, match="content_hash"):
        storage.articles.add(ArticleDetails("The same text again"), TEXT)


def test_progress_counts_what_is_done(storage: Storage, article: Article, note: Note) -> None:
    suggested = PassageDetails(status=PassageStatus.SUGGESTED)
    rejected = PassageDetails(status=PassageStatus.REJECTED)
    for start, details in [(0, suggested), (2, suggested), (4, rejected), (6, PassageDetails())]:
        storage.passages.add(article.id, article.version_id, TEXT, Span(start, start + 1), details)
    (line,) = storage.articles.progress()
    assert (line.id, line.details, line.words) == (article.id, article.details, word_count(TEXT))
    assert (line.suggested, line.passages, line.with_source) == (2, 2, 1)
    assert (line.notes, line.decided) == (1, 0)
    storage.notes.set_state(note.id, NoteState.DECIDED)
    assert [(line.notes, line.decided) for line in storage.articles.progress()] == [(1, 1)]


def test_progress_does_not_count_what_was_deleted_or_rejected(
    storage: Storage, passage: Passage, source: Source, note: Note
) -> None:
    storage.notes.set_state(note.id, NoteState.REJECTED)
    storage.sources.detach(source.id)
    assert [(line.with_source, line.notes) for line in storage.articles.progress()] == [(0, 0)]
    storage.notes.set_state(note.id, NoteState.OPEN)
    storage.passages.delete(passage.id, None)
    assert [(line.passages, line.notes) for line in storage.articles.progress()] == [(0, 0)]


def test_the_newest_article_is_listed_first(storage: Storage) -> None:
    ids = [storage.articles.add(ArticleDetails(name), name).id for name in ("one", "two", "three")]
    assert [line.id for line in storage.articles.progress()] == ids[::-1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(TEXTS)
def test_the_library_counts_words_as_the_rest_of_the_app_does(storage: Storage, text: str) -> None:
    tidy = canonical(f"{text} word")
    article = storage.articles.with_text(tidy) or storage.articles.add(DETAILS, tidy)
    counted = {line.id: line.words for line in storage.articles.progress()}
    assert counted[article.id] == word_count(tidy)
    assert storage.articles.get(article.id).text == tidy


def test_everything_of_an_article_is_kept_when_it_is_deleted(storage: Storage, database: Path, note: Note) -> None:
    storage.articles.delete(note.article_id, None)
    assert rows(database, "select count(*) from passage join note on note.passage_id = passage.id") == [(1,)]
