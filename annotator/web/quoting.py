"""Sentences that quote foreign words: each quotation with its language, and kept from turning the line around."""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from annotator.domain.notes import Note, Side
from annotator.web.formatting import foreign

_QUOTED = re.compile("“([^“”]+)”")


def quoting(text: str, note: Note | None = None, spoken: str = "") -> Markup:
    """Return `text` with what it quotes isolated, so that Arabic in an English sentence leaves the sentence as it is.

    Quotations of words that `note` speaks of in the original are marked as of the language `spoken`.
    """
    said = [words.quote.exact for words in note.on(Side.SOURCE)] if note and spoken else []
    pieces, at = [], 0
    for found in _QUOTED.finditer(text):
        attributes = Markup(" {}").format(foreign(spoken)) if _is_of(found[1], said) else Markup("")
        pieces += [escape(text[at : found.start()]), Markup("“<bdi{}>{}</bdi>”").format(attributes, found[1])]
        at = found.end()
    return Markup("").join([*pieces, escape(text[at:])])


def _is_of(quotation: str, said: Sequence[str]) -> bool:
    return any(quotation in words or words in quotation for words in said)
