"""Articles and the versions of their text."""

import datetime
from dataclasses import dataclass

UNTITLED = "Untitled article"


@dataclass(frozen=True, slots=True)
class ArticleDetails:
    """What is known about an article besides its text; an empty string stands for unknown.

    `language` is the language that the article is written in, as a language code.
    """

    title: str
    outlet: str = ""
    byline: str = ""
    language: str = "en"
    url: str = ""
    published_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A published text, in the version that is worked on.

    `text` is canonical; `version_id` and `version_number` name the version it belongs to; `revision` counts the saves
    of the details, and a save must name the revision it started from. `remarks` say how the text was read, where
    that was not plain: a guessed encoding, for example.
    """

    id: int
    details: ArticleDetails
    version_id: int
    version_number: int
    text: str
    content_hash: str
    created_at: datetime.datetime
    revision: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """One state of an article's text; numbers count from 1."""

    id: int
    number: int
    text: str
    remarks: tuple[str, ...]
    created_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class ArticleProgress:
    """How far the work on an article has come, for the library."""

    id: int
    details: ArticleDetails
    created_at: datetime.datetime
    words: int
    suggested: int
    passages: int
    with_source: int
    notes: int
    decided: int
