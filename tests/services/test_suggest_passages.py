from pathlib import Path

import pytest

from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.passages import PassageDetails, PassageStatus
from annotator.domain.spans import occurrences
from annotator.errors import NotFound
from annotator.services.mark_passage import mark_passage
from annotator.services.suggest_passages import next_suggestion, settle_suggestions, suggest_passages
from annotator.storage import Storage
from tests.contents import nothing_saved

QUOTES = ("We left no one behind", "Nobody asked who they were", "It hurt only where it hurt")
TEXT = f"""Ferry returns to Verbny

“{QUOTES[0]},” the captain, Galina Sedykh, said in Russian on Monday.

“{QUOTES[1]},” the nurse said in Arabic.

“{QUOTES[2]},” she added, speaking in Arabic."""


@pytest.fixture
def story(storage: Storage) -> Article:
    return storage.articles.add(ArticleDetails("Ferry returns"), TEXT)


def test_suggestions_are_stored_with_their_reasons_in_reading_order(storage: Storage, story: Article) -> None:
    suggested = suggest_passages(storage, story)
    assert [passage.text.rstrip(",") for passage in suggested] == list(QUOTES)
    assert storage.passages.of_version(story.version_id) == suggested
    for passage in suggested:
        assert passage.details.status is PassageStatus.SUGGESTED
        assert passage.origin.reason
        assert passage.origin.confidence is not None
        assert 0 < passage.origin.confidence <= 1


def test_what_is_marked_or_suggested_already_is_not_suggested_again(
    storage: Storage, database: Path, story: Article
) -> None:
    suggest_passages(storage, story)
    settle_suggestions(storage, story.id, PassageStatus.REJECTED)
    with nothing_saved(database):
        assert suggest_passages(storage, story) == []


def test_words_that_a_person_marked_are_not_suggested(storage: Storage, story: Article) -> None:
    mark_passage(storage, story.id, occurrences(QUOTES[1], TEXT)[0], PassageDetails())
    assert [passage.text.rstrip(",") for passage in suggest_passages(storage, story)] == [QUOTES[0], QUOTES[2]]


def test_an_article_in_a_language_without_cues_gets_no_suggestions(storage: Storage, database: Path) -> None:
    article = storage.articles.add(ArticleDetails("A", language="th"), TEXT)
    with nothing_saved(database):
        assert suggest_passages(storage, article) == []


@pytest.mark.parametrize("status", [PassageStatus.CONFIRMED, PassageStatus.REJECTED])
def test_all_suggestions_are_settled_at_once_and_nothing_else(
    storage: Storage, story: Article, status: PassageStatus
) -> None:
    suggest_passages(storage, story)
    marked = mark_passage(storage, story.id, occurrences("Ferry returns", TEXT)[0], PassageDetails())
    assert settle_suggestions(storage, story.id, status) == 3
    assert storage.passages.get(marked.id) == marked
    settled = [passage for passage in storage.passages.of_version(story.version_id) if passage != marked]
    assert {passage.details.status for passage in settled} == {status}
    assert settle_suggestions(storage, story.id, status) == 0


def test_suggestions_of_an_unknown_article_are_not_found(storage: Storage, database: Path) -> None:
    with nothing_saved(database), pytest.raises(NotFound):
        settle_suggestions(storage, 99, PassageStatus.CONFIRMED)


def test_the_next_suggestion_is_the_next_in_the_text_then_the_first(storage: Storage, story: Article) -> None:
    first, second, third = suggest_passages(storage, story)
    assert next_suggestion(storage, first) == second.id
    assert next_suggestion(storage, third) == first.id
    settle_suggestions(storage, story.id, PassageStatus.CONFIRMED)
    assert next_suggestion(storage, second) is None
