"""Snap a rough selection to what a person meant: whole words, without the quotation marks around them.

A passage holds the words inside the quotation marks. A mark that belongs to the words themselves, because its partner
is inside the selection too, stays.
"""

from annotator.domain.spans import Span, trimmed
from annotator.domain.words import snap as whole_words

# Opening marks with those that may close them; some languages turn them around („German“, »Danish«).
_CLOSED_BY = {
    "“": "”“",
    "„": "“”„",
    "«": "»",
    "»": "«",
    "‘": "’",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "《": "》",
    '"': '"',
    "'": "'",
}
_CLOSING = frozenset("".join(_CLOSED_BY.values()))


def snapped(span: Span, text: str) -> Span:
    """Return `span` of canonical `text` extended to whole words and freed of quotation marks and space at its edges.

    A selection of nothing but marks and space is returned without the space. Raises `InvalidSpan` where it reaches past
    the text or holds nothing else.
    """
    place = whole_words(trimmed(span, text), text)
    while len(place) > 2 and text[place.start] in _CLOSED_BY and not _closed_before_the_edge(place, text):
        place = trimmed(Span(place.start + 1, place.end), text)
    while len(place) > 1 and text[place.end - 1] in _CLOSING and not _opened_after_the_edge(place, text):
        place = trimmed(Span(place.start, place.end - 1), text)
    return place


def _closed_before_the_edge(place: Span, text: str) -> bool:
    """Return whether the mark that opens the span is closed inside it: “No,” she said."""
    inside = text[place.start + 1 : place.end - 1]
    return any(mark in inside for mark in _CLOSED_BY[text[place.start]])


def _opened_after_the_edge(place: Span, text: str) -> bool:
    """Return whether the mark that closes the span is opened inside it: she said “no.”"""
    closing, inside = text[place.end - 1], text[place.start : place.end - 1]
    if closing == "’" and "‘" not in inside:
        return True  # an apostrophe, as in the sailors’
    return any(opening in inside for opening, closes in _CLOSED_BY.items() if closing in closes)
