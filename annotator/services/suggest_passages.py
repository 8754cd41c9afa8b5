"""Suggest passages of an article that probably render another language; a person accepts or rejects each."""

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.articles import Article
from annotator.domain.languages import language
from annotator.domain.passages import Origin, Passage, PassageDetails, PassageStatus
from annotator.domain.spans import Span
from annotator.domain.suggestions import Suggestion, suggest
from annotator.errors import UnknownLanguage
from annotator.exchange.cue_lists import available, cue_list
from annotator.storage import Storage


def suggest_passages(storage: Storage, article: Article) -> list[Passage]:
    """Store what the app suggests in the newest version of an article, and return it.

    Words that mostly lie in a passage already, rejected ones too, are not suggested again. An article language without
    a cue list gives nothing.
    """
    if article.details.language not in available():
        return []
    found = suggest(article.text, cue_list(article.details.language))
    with storage.write():
        known = [passage.span for passage in storage.passages.of_version(article.version_id)]
        fresh = [suggestion for suggestion in found if not _covered(suggestion.span, known)]
        return _store(storage, article, fresh)


def settle_suggestions(storage: Storage, article_id: int, status: PassageStatus) -> int:
    """Accept or reject all suggestions of an article that wait for a person; returns how many."""
    article = storage.articles.get(article_id)
    with storage.write():
        waiting = [
            passage
            for passage in storage.passages.of_version(article.version_id)
            if passage.details.status is PassageStatus.SUGGESTED
        ]
        for passage in waiting:
            storage.passages.edit(passage.id, None, replace(passage.details, status=status))
    return len(waiting)


def next_suggestion(storage: Storage, after: Passage) -> int | None:
    """Return the suggestion to look at after a passage: the next in the text, else the first; None without any."""
    waiting = [
        passage
        for passage in storage.passages.of_version(after.version_id)
        if passage.details.status is PassageStatus.SUGGESTED and passage.id != after.id
    ]
    later = [passage for passage in waiting if passage.span.start >= after.span.start]
    return (later or waiting)[0].id if waiting else None


def _store(storage: Storage, article: Article, suggestions: Sequence[Suggestion]) -> list[Passage]:
    first_of_group: dict[int, int] = {}
    stored: list[Passage] = []
    for suggestion in suggestions:
        details = PassageDetails(
            suggestion.kind,
            suggestion.speaker,
            suggestion.outlet,
            _known(suggestion.source_language),
            suggestion.attribution,
            PassageStatus.SUGGESTED,
        )
        continues = first_of_group.get(suggestion.group)
        origin = Origin(suggestion.reason, suggestion.confidence, suggestion.cue, continues)
        passage = storage.passages.add(article.id, article.version_id, article.text, suggestion.span, details, origin)
        first_of_group.setdefault(suggestion.group, passage.id)
        stored.append(passage)
    return stored


def _known(code: str) -> str:
    """Return a language code that passages can be saved with; "" for one that the app has no name for."""
    try:
        return language(code).code
    except UnknownLanguage:
        return ""


def _covered(span: Span, known: Sequence[Span]) -> bool:
    """Return whether a known passage shares half of the longer of the two."""
    return any(
        2 * (min(span.end, other.end) - max(span.start, other.start)) >= max(len(span), len(other)) for other in known
    )
