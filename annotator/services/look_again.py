"""What the app itself made of words is made anew when earlier words are written back."""

from annotator.domain.events import Change
from annotator.errors import NotFound
from annotator.services.examine_passage import examine_passage
from annotator.storage import Storage

_WORDS = {"passage": {"exact"}, "source": {"exact", "deleted_at"}, "source_document": {"text", "language"}}


def look_again(storage: Storage, change: Change) -> None:
    """Let the checks look at the passages whose words, or whose original words, a change had to do with."""
    for passage_id in sorted(_touched(storage, change)):
        try:
            examine_passage(storage, passage_id)
        except NotFound:  # it is deleted, and there is nothing to look at
            continue


def _touched(storage: Storage, change: Change) -> set[int]:
    found: set[int] = set()
    for event in change.net:
        state = event.after or event.before or {}
        if not _WORDS.get(event.entity, set()) & event.changed.keys():
            continue
        if event.entity == "passage":
            found.add(event.entity_id)
        elif event.entity == "source":
            found.add(int(str(state["passage_id"])))
        else:
            found |= {use.passage_id for use in storage.documents.uses(event.entity_id)}
    return found
