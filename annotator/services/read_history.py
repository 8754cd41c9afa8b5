"""Read the history of an article, a passage, a note or a source document, in words for a person."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.events import Change, ChangeKind, ChangePage, Event
from annotator.domain.telling import Told, excerpt, fields, sentence
from annotator.domain.text import single_line
from annotator.domain.typology import Typology
from annotator.storage import Storage

SHOWN = 12  # records of one change that are shown at once; the rest is folded away


class Of(StrEnum):
    """What a history is of."""

    ARTICLE = "article"
    PASSAGE = "passage"
    NOTE = "note"
    DOCUMENT = "source_document"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a change did to one record.

    `event_id` names the state to restore and `revision` the one that is there now; `revision` is None where that state
    is the present one, or cannot be written back.
    """

    sentence: str
    excerpt: str
    fields: Sequence[Told]
    event_id: int
    entity: str
    entity_id: int
    revision: int | None
    removed: bool


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """One change: who, when, what to which records.

    `undone_by` is who took it back, "" for nobody; `of` is the moment of the change that an undo or a redo is about.
    `can_undo` says that it is the reader's own, and that nothing happened to its records since. Of `entries` the first
    `own` are of what the history is of, the others were saved in the same change.
    """

    id: int
    at: datetime.datetime
    actor: str
    kind: ChangeKind
    of: datetime.datetime | None
    undone_by: str
    can_undo: bool
    entries: Sequence[Entry]
    own: int

    @property
    def first(self) -> Sequence[Entry]:
        """The records that are shown at once."""
        return self.entries[: min(self.own, SHOWN)]

    @property
    def rest(self) -> Sequence[Entry]:
        """The records that are folded away."""
        return self.entries[min(self.own, SHOWN) :]


@dataclass(frozen=True, slots=True)
class History:
    """A page of a history, newest first."""

    changes: Sequence[ChangeTold]
    page: ChangePage


def read_history(storage: Storage, typology: Typology, of: Of, record_id: int, page: int = 1) -> History:
    """Return a page of the history of a record, with what belongs to it; pages count from 1."""
    read = {
        Of.ARTICLE: storage.changes.of_article,
        Of.PASSAGE: storage.changes.of_passage,
        Of.NOTE: storage.changes.of_note,
        Of.DOCUMENT: storage.changes.of_document,
    }[of]
    found = read(record_id, page)
    return History([_told(storage, typology, change, found.records) for change in found.changes], found)


def name_of(change: Change) -> str:
    """Return in a few words what a change did, for a button that undoes it."""
    net = change.net or list(change.events)
    if not net:
        return ""
    first = max(net, key=lambda event: event.entity in {"decision", "sign_off"})
    more = len({(event.entity, event.entity_id) for event in net if event.entity == first.entity}) - 1
    return f"{sentence(first)}{f', and {more} more' if more else ''}"


def _told(storage: Storage, typology: Typology, change: Change, records: frozenset[tuple[str, int]]) -> ChangeTold:
    chain = storage.changes.chain(change) if change.target_id is None else [change]
    undone = chain[-1].kind is ChangeKind.UNDO and len(chain) > 1
    own = change.actor == storage.actor and change.target_id is None
    target = storage.changes.get(change.target_id) if change.target_id else None
    events = sorted(_shown(change), key=lambda event: (event.entity, event.entity_id) not in records)
    return ChangeTold(
        change.id,
        change.at,
        change.actor,
        change.kind,
        target.at if target else None,
        chain[-1].actor if undone else "",
        own and not undone and storage.events.is_current(change),
        [_entry(storage, typology, event) for event in events],
        sum((event.entity, event.entity_id) in records for event in events),
    )


def _shown(change: Change) -> list[Event]:
    """Return what a change did, without the state of a note that only follows the decision on it."""
    decided = any(event.entity == "decision" for event in change.net)
    return [
        event
        for event in change.net
        if not (decided and event.entity == "note" and event.before and set(event.changed) == {"state"})
    ]


def _entry(storage: Storage, typology: Typology, event: Event) -> Entry:
    there = storage.events.is_last(event) and not event.removes
    revision = None if there else storage.events.revision(event.entity, event.entity_id)
    words = excerpt(event)
    told = [
        each for each in fields(event, typology) if single_line("".join(piece.text for piece in each.pieces)) != words
    ]
    return Entry(
        sentence(event),
        words,
        told,
        event.id,
        event.entity,
        event.entity_id,
        revision,
        event.removes,
    )
