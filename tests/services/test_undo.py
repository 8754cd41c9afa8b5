from pathlib import Path

import pytest

from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.passages import Passage
from annotator.errors import Conflict, NotFound
from annotator.services.edit_article import delete_article, edit_article
from annotator.services.mark_passage import delete_passage
from annotator.services.undo import undo
from annotator.storage import Storage
from tests.contents import nothing_saved


def test_an_undo_returns_the_change_that_was_undone(storage: Storage, article: Article) -> None:
    event_id = delete_article(storage, article.id, article.revision)
    undone = undo(storage, event_id)
    assert (undone.id, undone.action, undone.entity, undone.entity_id) == (event_id, "delete", "article", article.id)
    assert storage.articles.get(article.id).details == article.details


def test_an_undo_after_another_change_is_refused(storage: Storage, database: Path, article: Article) -> None:
    edit_article(storage, article.id, 1, ArticleDetails("Second"))
    second = storage.events.of("article", article.id)[-1]
    edit_article(storage, article.id, 2, ArticleDetails("Third"))
    with nothing_saved(database), pytest.raises(Conflict, match="This article was changed again since"):
        undo(storage, second.id)


def test_an_undo_that_comes_twice_is_refused_the_second_time(
    storage: Storage, database: Path, passage: Passage
) -> None:
    event_id = delete_passage(storage, passage.id, passage.revision)
    undo(storage, event_id)
    with nothing_saved(database), pytest.raises(Conflict):
        undo(storage, event_id)


def test_an_unknown_change_is_not_found(storage: Storage, database: Path) -> None:
    with nothing_saved(database), pytest.raises(NotFound):
        undo(storage, 99)
