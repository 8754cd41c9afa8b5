"""Import an article."""

from dataclasses import dataclass

from annotator.domain.articles import UNTITLED, Article, ArticleDetails
from annotator.domain.extraction import Extraction
from annotator.domain.languages import language
from annotator.domain.links import checked_url
from annotator.errors import InvalidInput, UnknownLanguage
from annotator.services.revise_article import revise_article
from annotator.services.suggest_passages import suggest_passages
from annotator.storage import Storage


@dataclass(frozen=True, slots=True)
class Imported:
    """The article, whether it was new to the library, and whether this is a changed text of one that was there."""

    article: Article
    new: bool
    revised: bool = False


def import_article(storage: Storage, extraction: Extraction) -> Imported:
    """Store what was read from a file, a page or a paste, and suggest its passages.

    The same text twice is the same article; another text from the same address is a new version of the article there.
    """
    imported = _stored(storage, extraction)
    if imported.new or imported.revised:
        suggest_passages(storage, imported.article)
    return imported


def _stored(storage: Storage, extraction: Extraction) -> Imported:
    url = _address(extraction.url)
    with storage.write():
        known = storage.articles.with_text(extraction.text)
        if known:
            return Imported(known, new=False)
        earlier = storage.articles.with_url(url) if url else None
        if earlier is None:
            article = storage.articles.add(details_of(extraction), extraction.text, extraction.remarks)
            return Imported(article, new=True)
    revised = revise_article(storage, earlier.id, extraction.text, extraction.remarks)
    return Imported(revised.article, new=False, revised=True)


def details_of(extraction: Extraction) -> ArticleDetails:
    """Return the details that an input gives, with the first line as title where it names none.

    An address that cannot be shown as a link is left out: the input had it, no person gave it. Raises
    `UnknownLanguage`.
    """
    return ArticleDetails(
        title=extraction.title or _first_line(extraction.text) or UNTITLED,
        outlet=extraction.outlet,
        byline=extraction.byline,
        language=_language(extraction.language),
        url=_address(extraction.url),
        published_on=extraction.published_on,
    )


def _address(found: str) -> str:
    try:
        return checked_url(found)
    except InvalidInput:
        return ""


def _language(named: str) -> str:
    """Return the language that an input names; English, to be corrected by a person, where it names none we know."""
    try:
        return language(named or "en").code
    except UnknownLanguage:
        return "en"


def _first_line(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= 160 else line[:160].rsplit(" ", 1)[0] + " …"
