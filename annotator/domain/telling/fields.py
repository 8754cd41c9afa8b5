"""The fields of records by their names in plain words, and their values as a person reads them."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.domain.decisions import Verdict
from annotator.domain.events import Event
from annotator.domain.languages import language
from annotator.domain.notes import NoteState, Side
from annotator.domain.passages import PassageKind, PassageStatus
from annotator.domain.second_opinions import OpinionVerdict
from annotator.domain.sources import SourceKind
from annotator.domain.telling.texts import Piece, PieceKind, compared
from annotator.domain.threads import Turn
from annotator.domain.typology import Typology
from annotator.errors import UnknownLanguage

_Reader = Callable[[Any, Typology], str]  # a stored value, never an empty one, as a person reads it

LABELS: Mapping[str, str] = {
    "title": "Title",
    "outlet": "Outlet",
    "byline": "Byline",
    "language": "Language",
    "url": "Web address",
    "published_on": "Date",
    "deadline": "Deadline",
    "number": "Version",
    "kind": "Kind",
    "speaker": "Speaker",
    "source_language": "Language of the original",
    "attribution": "Attribution",
    "status": "Status",
    "exact": "Words",
    "anchor": "Place in the text",
    "text": "Text",
    "relay": "Itself a translation (relay)",
    "back_translated": "Translated back from the English",
    "cues": "Timecodes",
    "category": "Category",
    "severity": "Severity",
    "state": "State",
    "spans": "Words spoken of",
    "verdict": "Verdict",
    "wording": "Wording to publish",
    "reason": "Reason",
    "rejection": "Reason for rejecting it",
    "remark": "Remark",
    "person": "Person",
    "first": "One of the two",
    "second": "The other",
    "original_words": "Original words",
    "source_words": "Original words",
    "rendering_words": "Words of the rendering",
    "check_again": "To be checked again",
    "links": "Links by hand",
}
# The same name means another thing in some tables.
_OWN_LABELS: Mapping[tuple[str, str], str] = {
    ("passage", "outlet"): "Outlet quoted",
    ("passage", "reason"): "Why it was suggested",
    ("source_document", "title"): "Where it was said",
    ("source", "exact"): "Original words",
    ("correction", "text"): "Correction",
    ("opinion", "verdict"): "Taken for",
}
_WRITTEN = frozenset(
    {
        "source_words",
        "rendering_words",
        "text",
        "wording",
        "reason",
        "rejection",
        "exact",
        "remark",
        "attribution",
        "original_words",
        "links",
    }
)
_HIDDEN = frozenset({("article_version", "text"), ("alignment_link", "state"), ("article_version", "remarks")})
# What a new record has unless somebody says otherwise, and so says nothing.
_EXPECTED: Mapping[str, tuple[object, ...]] = {
    "anchor": ("anchored",),
    "relay": (0,),
    "back_translated": (0,),
    "check_again": (0,),
    "status": ("confirmed", "suggested"),
    "state": ("open", "suspected"),
}
_ANCHORS = {"anchored": "where it was", "moved": "found again", "ambiguous": "not certain", "gone": "lost"}


@dataclass(frozen=True, slots=True)
class Told:
    """One field: its name in plain words, and its text in pieces that say what was removed and what was added.

    `written` marks what people wrote or quoted, whose language is not that of the page.
    """

    label: str
    pieces: Sequence[Piece]
    written: bool = False


def fields(event: Event, typology: Typology) -> list[Told]:
    """Return what an event changed, without what only the app needs; a record that is new or gone has one side only."""
    names = [name for name in LABELS if name in event.changed]
    if event.removes or event.brings_back:
        names = [name for name in names if (event.before or {}).get(name) is not None]
    if event.before is None:
        names = [name for name in names if event.changed[name][1] not in _EXPECTED.get(name, ())]
    found = [each for name in names if (each := told(event.entity, name, *event.changed[name], typology))]
    return [_plainly(each) for each in found] if event.before is None else found


def _plainly(one: Told) -> Told:
    """Return a field of a new record: all of it is new, and need not be marked as that."""
    return replace(one, pieces=[Piece(PieceKind.KEPT, piece.text) for piece in one.pieces])


def told(entity: str, name: str, before: object, after: object, typology: Typology) -> Told | None:
    """Return how one field reads; None where it says nothing, or is not for people."""
    if name not in LABELS or (entity, name) in _HIDDEN:
        return None
    old, new = shown(entity, name, before, typology), shown(entity, name, after, typology)
    if old == new:
        return None
    if name in _WRITTEN:
        return Told(field_label(entity, name), compared(old, new), written=True)
    sides = ((PieceKind.REMOVED, old), (PieceKind.ADDED, new))
    named = name in {
        "title",
        "outlet",
        "byline",
        "speaker",
        "person",
        "first",
        "second",
        "spans",
        "source_words",
        "rendering_words",
    }
    return Told(field_label(entity, name), [Piece(kind, text) for kind, text in sides if text], written=named)


def field_label(entity: str, name: str) -> str:
    """Return the name of a field in plain words."""
    return _OWN_LABELS.get((entity, name)) or LABELS.get(name) or name.replace("_", " ").capitalize()


def shown(entity: str, name: str, value: object, typology: Typology) -> str:
    """Return a stored value as a person reads it; "" for none, and for what is 0, no or unknown by itself."""
    if value is None or value == "":
        return ""
    reader = _READERS.get(name)
    if name == "kind":
        reader = _KINDS.get(entity)
    if (entity, name) == ("opinion", "verdict"):
        reader = _among(OpinionVerdict)
    return reader(value, typology) if reader else str(value)


def _spans(value: Any, _typology: Typology) -> str:  # noqa: ANN401 JSON
    return "; ".join(f"{Side(span['side']).label}: “{span['exact']}”" for span in value)


def _date(value: Any, _typology: Typology) -> str:  # noqa: ANN401 JSON
    day = datetime.date.fromisoformat(str(value))
    return f"{day.day} {day:%B %Y}"


def _language(value: Any, _typology: Typology) -> str:  # noqa: ANN401 JSON
    try:
        return language(str(value)).name
    except UnknownLanguage:
        return str(value)


def _among(
    kind: type[PassageKind | PassageStatus | NoteState | Verdict | SourceKind | Turn | OpinionVerdict],
) -> _Reader:
    """Return a reader of the values of `kind`; a value that is not in use any more is given as it is."""
    return lambda value, _typology: kind(value).label if value in set(kind) else str(value)


_READERS: Mapping[str, _Reader] = {
    "language": _language,
    "source_language": _language,
    "published_on": _date,
    "deadline": _date,
    "status": _among(PassageStatus),
    "state": _among(NoteState),
    "verdict": _among(Verdict),
    "category": lambda value, typology: typology.category(str(value)).name,
    "severity": lambda value, typology: typology.severity(str(value)).name,
    "anchor": lambda value, _typology: _ANCHORS.get(str(value), str(value)),
    "relay": lambda value, _typology: "yes" if value else "no",
    "back_translated": lambda value, _typology: "yes" if value else "no",
    "check_again": lambda value, _typology: "yes" if value else "no",
    "cues": lambda value, _typology: f"{len(value):,}",
    "spans": _spans,
}
_RULINGS = {
    "link": "linked",
    "unrendered": "left out on purpose",
    "unfounded": "nothing in the original",
    "apart": "kept apart",
}
_KINDS: Mapping[str, _Reader] = {
    "passage": _among(PassageKind),
    "source_document": _among(SourceKind),
    "comment": _among(Turn),
    "alignment_link": lambda value, _typology: _RULINGS.get(str(value), str(value)),
}
