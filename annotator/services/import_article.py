"""Import an article."""

from dataclasses import dataclass

from annotator.domain.articles import UNTITLED, Article, ArticleDetails
from annotator.domain.extraction import Extraction
from annotator.domain.languages import language
from annotator.storage import Storage


@dataclass(frozen=True, slots=True)
class Imported:
    """The article, and whether it was new to the library."""

    article: Article
    new: bool


def import_article(storage: Storage, extraction: Extraction) -> Imported:
    """Store what was read from a file, a page or a paste; the same text twice is the same article."""
    with storage.write():
        known = storage.articles.with_text(extraction.text)
        if known:
            return Imported(known, new=False)
        return Imported(storage.articles.add(details_of(extraction), extraction.text, extraction.remarks), new=True)


def details_of(extraction: Extraction) -> ArticleDetails:
    """Return the details that an input gives, with the first line as title where it names none."""
    return ArticleDetails(
        title=extraction.title or _first_line(extraction.text) or UNTITLED,
        outlet=extraction.outlet,
        byline=extraction.byline,
        language=language(extraction.language or "en").code,
        url=extraction.url,
        published_on=extraction.published_on,
    )


def _first_line(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= 160 else line[:160].rsplit(" ", 1)[0] + " …"
