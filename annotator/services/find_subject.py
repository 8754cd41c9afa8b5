"""Find what an editor decides on, with the passage that it belongs to."""

from dataclasses import dataclass

from annotator.domain.notes import Note
from annotator.domain.passages import Passage, PassageStatus
from annotator.domain.subjects import Subject
from annotator.errors import InvalidInput
from annotator.storage import Storage


@dataclass(frozen=True, slots=True)
class Found:
    """A subject with its passage; `note` is None for a passage as a whole."""

    subject: Subject
    passage: Passage
    note: Note | None

    @property
    def article_id(self) -> int:
        """The article that the passage is in."""
        return self.passage.article_id

    @property
    def category(self) -> str:
        """The category of the note, "" for a passage as a whole."""
        return self.note.details.category if self.note else ""


def find_subject(storage: Storage, subject: Subject) -> Found:
    """Return what is there; raises `NotFound` where it, its passage or its article is not there, or was deleted."""
    note = storage.notes.get(subject.note_id) if subject.note_id is not None else None
    passage = storage.passages.get(note.passage_id if note else subject.id)
    return Found(subject, passage, note)


def find_to_decide(storage: Storage, subject: Subject) -> Found:
    """Return what is there; raises `InvalidInput` for a remark, and for a passage that nobody has confirmed."""
    found = find_subject(storage, subject)
    if found.note and not found.note.is_discrepancy:
        raise InvalidInput("This note is a remark: there is nothing to decide on it.")
    if found.note is None and found.passage.details.status is not PassageStatus.CONFIRMED:
        raise InvalidInput("This passage is not confirmed: accept it on the workbench first.")
    return found


def concerned(storage: Storage, found: Found) -> set[str]:
    """Return who wrote the note or marked the passage, who has taken it, and who speaks in its thread."""
    people = {storage.assignments.of(found.subject), *storage.threads.authors(found.subject)}
    return {*people, written_by(storage, found)} - {""}


def written_by(storage: Storage, found: Found) -> str:
    """Return who wrote the note, or marked the passage."""
    if found.note:
        return found.note.author
    events = storage.events.of("passage", found.passage.id)
    return events[0].actor if events else ""
