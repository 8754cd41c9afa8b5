"""Mark a passage, move its edges, describe it, delete it."""

from dataclasses import replace
from enum import StrEnum

from annotator.domain.languages import language
from annotator.domain.passages import Passage, PassageDetails, PassageStatus
from annotator.domain.snapping import snapped
from annotator.domain.spans import Span, occurrences, trimmed
from annotator.domain.text import canonical, single_line
from annotator.domain.words import step_edge
from annotator.errors import InvalidInput
from annotator.services.carry_links import carry_over_passage
from annotator.storage import Storage

MAX_STEP = 50  # words


class Edge(StrEnum):
    """Which edge of a passage moves."""

    START = "start"
    END = "end"


def mark_passage(
    storage: Storage, article_id: int, span: Span, details: PassageDetails, *, snap: bool = False
) -> Passage:
    """Mark `span` of the newest version of an article; white space at its edges is left out.

    With `snap` a rough selection is taken for whole words without the quotation marks around them. Marking exactly the
    same words again gives the passage that is there; one that was only suggested, or had been rejected, gets the status
    of `details`. Raises `InvalidSpan` for offsets outside the text, `UnknownLanguage`, and `NotFound` for an unknown
    article.
    """
    checked = _checked(details)
    with storage.write():
        article = storage.articles.get(article_id)
        place = snapped(span, article.text) if snap else trimmed(span, article.text)
        known = storage.passages.at(article.version_id, place)
        if known is None:
            return storage.passages.add(article.id, article.version_id, article.text, place, checked)
        if known.details.status is PassageStatus.CONFIRMED:
            return known
        return storage.passages.edit(known.id, known.revision, replace(known.details, status=checked.status))


def mark_quote(
    storage: Storage, article_id: int, quote: str, occurrence: int | None, details: PassageDetails
) -> Passage:
    """Mark words of an article by writing them down; `occurrence` counts from 1.

    Raises `InvalidInput` where the words do not occur, or occur more than once and no occurrence is named.
    """
    article = storage.articles.get(article_id)
    places = occurrences(canonical(quote), article.text)
    if not places:
        raise InvalidInput("These words do not occur in the article: copy them from it letter by letter.")
    if len(places) > 1 and occurrence is None:
        raise InvalidInput(f"These words occur {len(places)} times: say which one you mean, or add a word before them.")
    if occurrence is not None and not 1 <= occurrence <= len(places):
        raise InvalidInput(f"These words occur {len(places)} times: give a number from 1 to {len(places)}.")
    return mark_passage(storage, article_id, places[(occurrence or 1) - 1], details)


def describe_passage(storage: Storage, passage_id: int, revision: int | None, details: PassageDetails) -> Passage:
    """Save what is known about a passage; raises `UnknownLanguage`, and `Conflict` for a stale revision."""
    return storage.passages.edit(passage_id, revision, _checked(details))


def move_passage(storage: Storage, passage_id: int, revision: int | None, span: Span, *, snap: bool = False) -> Passage:
    """Give a passage other words of the same text, keeping everything attached to it; `snap` as for marking.

    Raises `InvalidSpan` for offsets outside the text, `InvalidInput` where another passage has exactly these words,
    `Conflict` for a stale revision.
    """
    with storage.write():
        passage = storage.passages.get(passage_id)
        text = storage.articles.version_text(passage.version_id)
        place = snapped(span, text) if snap else trimmed(span, text)
        other = storage.passages.at(passage.version_id, place)
        if other and other.id != passage.id:
            raise InvalidInput("Another passage already covers exactly these words: delete one, or choose other words.")
        moved = storage.passages.move(passage_id, revision, text, place)
        carry_over_passage(storage, passage, moved)
        return moved


def step_passage(storage: Storage, passage_id: int, revision: int | None, edge: Edge, by: int) -> Passage:
    """Move one edge of a passage by `by` words or punctuation marks, back where it is negative.

    Raises `InvalidInput` where nothing would be left or the text ends there, and as `move_passage`.
    """
    if abs(by) > MAX_STEP:
        raise InvalidInput(f"An edge moves by {MAX_STEP} words at most in one step.")
    passage = storage.passages.get(passage_id)
    text = storage.articles.version_text(passage.version_id)
    span = step_edge(passage.span, text, edge.value, by)
    if span == passage.span:
        raise InvalidInput(f"The {edge.value} of the passage cannot move any further that way.")
    return move_passage(storage, passage_id, revision, span)


def delete_passage(storage: Storage, passage_id: int, revision: int | None) -> int:
    """Delete a passage; returns the event by which that can be undone."""
    return storage.passages.delete(passage_id, revision)


def _checked(details: PassageDetails) -> PassageDetails:
    return replace(
        details,
        speaker=single_line(details.speaker),
        outlet=single_line(details.outlet),
        attribution=single_line(details.attribution),
        source_language=language(details.source_language).code if details.source_language else "",
    )
