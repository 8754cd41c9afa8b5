import datetime
from pathlib import Path

import pytest

from annotator.domain.articles import Article, ArticleDetails
from annotator.errors import Conflict, InvalidInput, NotFound, UnknownLanguage
from annotator.services.edit_article import delete_article, edit_article
from annotator.storage import Storage
from tests.contents import nothing_saved

DAY = datetime.date(2025, 4, 15)


def test_details_are_saved_tidily(storage: Storage, article: Article) -> None:
    given = ArticleDetails(" Ferry\nreturns ", "The  Post", "\tM. Ellwood", "EN_gb", " https://example.org/a ", DAY)
    edited = edit_article(storage, article.id, 1, given)
    assert edited.details == ArticleDetails(
        "Ferry returns", "The Post", "M. Ellwood", "en", "https://example.org/a", DAY
    )
    assert (edited.text, edited.revision) == (article.text, 2)


def test_fields_may_be_emptied_except_the_title(storage: Storage, database: Path, article: Article) -> None:
    assert edit_article(storage, article.id, None, ArticleDetails("A")).details == ArticleDetails("A")
    for blank in ("", " \n", "\u00ad"):
        with nothing_saved(database), pytest.raises(InvalidInput, match="The article needs a title"):
            edit_article(storage, article.id, None, ArticleDetails(blank))


@pytest.mark.parametrize("language", ["", "xx", "English"])
def test_an_unknown_language_is_refused(storage: Storage, database: Path, article: Article, language: str) -> None:
    with nothing_saved(database), pytest.raises(UnknownLanguage):
        edit_article(storage, article.id, 1, ArticleDetails("A", language=language))


@pytest.mark.parametrize("url", ["example.org", "javascript:alert(1)", "https://"])
def test_an_address_that_cannot_be_used_is_refused(
    storage: Storage, database: Path, article: Article, url: str
) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match="is not a web address"):
        edit_article(storage, article.id, 1, ArticleDetails("A", url=url))


def test_a_stale_save_or_deletion_changes_nothing(storage: Storage, database: Path, article: Article) -> None:
    edit_article(storage, article.id, 1, ArticleDetails("Theirs"))
    with nothing_saved(database), pytest.raises(Conflict) as stale:
        edit_article(storage, article.id, 1, ArticleDetails("Mine"))
    assert (stale.value.current["title"], stale.value.submitted["title"]) == ("Theirs", "Mine")
    with nothing_saved(database), pytest.raises(Conflict):
        delete_article(storage, article.id, 1)


def test_an_unknown_or_deleted_article_is_not_found(storage: Storage, database: Path, article: Article) -> None:
    delete_article(storage, article.id, 1)
    for unknown in (article.id, 99):
        with nothing_saved(database):
            with pytest.raises(NotFound):
                edit_article(storage, unknown, None, ArticleDetails("A"))
            with pytest.raises(NotFound):
                delete_article(storage, unknown, None)
