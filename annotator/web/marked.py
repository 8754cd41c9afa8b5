"""Words that were marked on a page, as its script or a box writes them down: side:text id:start:end."""

import re
from collections.abc import Sequence

from flask import request

from annotator.domain.notes import Side
from annotator.domain.spans import Span
from annotator.errors import InvalidInput
from annotator.services.write_note import MarkedWords

_MARKED = re.compile(r"(source|reporter|machine):(\d{1,15}):(\d{1,15}):(\d{1,15})")


def marked_words() -> Sequence[MarkedWords]:
    """Return the words that the form names; raises `InvalidInput` for what cannot be read."""
    return [_parsed(value) for value in request.form.getlist("words")]


def _parsed(value: str) -> MarkedWords:
    found = _MARKED.fullmatch(value)
    if not found:
        raise InvalidInput("The marked words were not understood: reload the page and mark them again.")
    return MarkedWords(Side(found[1]), int(found[2]), Span(int(found[3]), int(found[4])))
