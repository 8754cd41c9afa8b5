"""Correct what is known about an article, or take it out of the library."""

from dataclasses import replace

from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.languages import language
from annotator.domain.links import checked_url
from annotator.domain.text import single_line
from annotator.errors import InvalidInput
from annotator.storage import Storage


def edit_article(storage: Storage, article_id: int, revision: int | None, details: ArticleDetails) -> Article:
    """Save the details of an article.

    Raises `InvalidInput` for an empty title or an unusable URL, `UnknownLanguage`, `Conflict` for a stale revision.
    """
    title = single_line(details.title)
    if not title:
        raise InvalidInput("The article needs a title: write one, the headline for example.")
    tidy = replace(
        details,
        title=title,
        outlet=single_line(details.outlet),
        byline=single_line(details.byline),
        language=language(details.language).code,
        url=checked_url(details.url),
    )
    return storage.articles.edit(article_id, revision, tidy)


def delete_article(storage: Storage, article_id: int, revision: int | None) -> int:
    """Take an article out of the library; returns the event by which that can be undone."""
    return storage.articles.delete(article_id, revision)
