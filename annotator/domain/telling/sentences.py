"""What somebody did, as the words that follow a name: “wrote a note”, “took the decision back”."""

from collections.abc import Mapping

from annotator.domain.events import Event

_EXCERPT = 120  # code points

# For each table: made it, changed it, deleted it, brought it back.
_DONE: Mapping[str, tuple[str, str, str, str]] = {
    "article": (
        "added the article",
        "changed the article’s details",
        "deleted the article",
        "brought the article back",
    ),
    "article_version": ("took in a new version of the text",) * 4,
    "passage": ("marked a passage", "changed a passage", "deleted a passage", "brought a passage back"),
    "source_document": (
        "added original words",
        "changed a source document",
        "deleted a source document",
        "brought a source document back",
    ),
    "source": (
        "attached original words",
        "moved the original words",
        "detached the original words",
        "attached the original words again",
    ),
    "alignment_link": ("linked words", "changed a link", "removed a link", "brought a link back"),
    "note": ("wrote a note", "changed a note", "deleted a note", "brought a note back"),
    "decision": ("decided", "changed the decision", "took the decision back", "made the decision again"),
    "comment": ("wrote in the thread", "changed a comment", "deleted a comment", "brought a comment back"),
    "assignment": ("assigned the work", "assigned the work anew", "released the work", "assigned the work again"),
    "sign_off": (
        "signed the article off",
        "changed the sign-off",
        "took the sign-off back",
        "signed the article off again",
    ),
    "correction": (
        "wrote the correction",
        "changed the correction",
        "deleted the correction",
        "brought the correction back",
    ),
    "second_opinion": ("asked two people for a second opinion",) * 4,
    "opinion": ("judged a suspicion independently", "judged a suspicion anew, independently", "", ""),
}
# A field that says more than “changed”: the value after it.
_SETTLED: Mapping[tuple[str, str, str], str] = {
    ("passage", "status", "confirmed"): "accepted a suggested passage",
    ("passage", "status", "rejected"): "rejected a suggested passage",
    ("note", "state", "rejected"): "rejected a suspicion",
    ("note", "state", "decided"): "settled a note",
}

# What becomes of a note that a person wrote, which is no suspicion.
_KEPT: Mapping[tuple[str, str], str] = {
    ("open", "rejected"): "set a note aside",
    ("rejected", "open"): "kept a note after all",
}


def sentence(event: Event) -> str:
    """Return what an event did, as the words that follow the name of who did it."""
    made, changed, deleted, back = _DONE.get(event.entity, _unknown(event.entity))
    if event.before is None:
        return _suggested(event) or made
    if event.removes:
        return deleted
    if event.brings_back:
        return back
    return _opinion(event) or _settled(event) or _moved(event) or _renewed(event) or changed


def excerpt(event: Event) -> str:
    """Return the words by which a person knows which record it was; "" where it has none."""
    state = {**(event.before or {}), **(event.after or {})}
    for name in ("exact", "title", "text", "wording", "source_words", "rendering_words"):
        words = " ".join(str(state.get(name) or "").split())
        if words and event.entity != "article_version":
            return words if len(words) <= _EXCERPT else f"{words[:_EXCERPT].rstrip()}…"
    return ""


def _suggested(event: Event) -> str:
    state = event.after or {}
    if event.entity == "passage" and state.get("status") == "suggested":
        return "was shown a suggested passage"
    if event.entity == "note" and state.get("state") == "suspected":
        return "was shown a suspected discrepancy"
    return ""


def _settled(event: Event) -> str:
    by_person = event.entity == "note" and (event.before or {}).get("origin") == "person"
    for name, (before, after) in event.changed.items():
        if (event.entity, name, before, after) == ("note", "state", "suspected", "open"):
            return "accepted a suspicion"
        if by_person and name == "state" and (str(before), str(after)) in _KEPT:
            return _KEPT[str(before), str(after)]
        if (event.entity, name, str(after)) in _SETTLED:
            return _SETTLED[event.entity, name, str(after)]
    return ""


def _renewed(event: Event) -> str:
    """Return what is said of a suspicion whose evidence is another by now, "" for anything else."""
    states = {(state or {}).get("state") for state in (event.before, event.after)}
    return "was shown other evidence for a suspicion" if event.entity == "note" and states == {"suspected"} else ""


def _opinion(event: Event) -> str:
    if event.entity != "second_opinion":
        return ""
    for name, (_, after) in event.changed.items():
        if name == "closed_at":
            return "closed the second opinion"
        if name in {"first_done_at", "second_done_at"}:
            return "finished an independent opinion" if after else "went on with an independent opinion"
    return ""


def _moved(event: Event) -> str:
    if event.entity == "passage" and {"exact", "span_start"} & event.changed.keys():
        return "moved a passage"
    return ""


def _unknown(entity: str) -> tuple[str, str, str, str]:
    name = entity.replace("_", " ")
    return f"added a {name}", f"changed a {name}", f"deleted a {name}", f"brought a {name} back"
