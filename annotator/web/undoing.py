"""The offers to undo: what was just deleted, carried in the address; and what one did last, beside the article."""

from dataclasses import dataclass

from flask import request, url_for

from annotator.domain.events import Change, Event
from annotator.errors import AnnotatorError, NotFound
from annotator.services.read_history import name_of
from annotator.web import forms
from annotator.web.state import storage


@dataclass(frozen=True, slots=True)
class Offer:
    """A change that a button undoes or does again; `name` says what it was."""

    change_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Offers:
    """What the person who asks may undo and do again in an article."""

    undo: Offer | None
    redo: Offer | None


def offers(article_id: int) -> Offers:
    """Return what the person who asks did last in an article, and what they undid last there."""
    actor = storage().actor
    done = storage().changes.last_done(article_id, actor)
    undone = storage().changes.last_undone(article_id, actor)
    return Offers(_offer(done), _offer(undone))


def offered_undo() -> Event | None:
    """Return the change that the address offers to undo, if there is one and it still can be undone."""
    try:
        event_id = forms.whole_number("undo", request.args.get("undo", ""))
        event = storage().events.get(event_id) if event_id else None
    except AnnotatorError:  # a stale or mistyped address offers nothing, and is no reason to show an error
        return None
    return event if event and storage().events.is_last(event) else None


def after_undoing(change: Change) -> str:
    """Return where to go after a change was undone or done again: where the form says, or where it was made."""
    given = local_path(forms.text("next"), "")
    if given:
        return given
    if change.article_id is None:
        return url_for("library.index")
    try:
        storage().articles.get(change.article_id)
    except NotFound:
        return url_for("library.index")
    return url_for("workbench.show", article_id=change.article_id, passage=_passage(change))


def local_path(path: str, default: str) -> str:
    """Return `path` where it leads to a page of this app, else `default`: a form must not send people elsewhere."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if safe else default


def _offer(change: Change | None) -> Offer | None:
    return Offer(change.id, name_of(change)) if change else None


def _passage(change: Change) -> int | None:
    """Return the passage to show: the one that was in work, or one that the change is about, if it can be shown."""
    about = [
        event.entity_id if event.entity == "passage" else (event.after or {}).get("passage_id")
        for event in change.events
    ]
    for passage_id in [forms.whole("passage"), *about]:
        if passage_id is not None and _can_be_shown(int(str(passage_id)), change.article_id):
            return int(str(passage_id))
    return None


def _can_be_shown(passage_id: int, article_id: int | None) -> bool:
    try:
        passage = storage().passages.get(passage_id)
        article = storage().articles.get(passage.article_id)
    except NotFound:
        return False
    in_newest = passage.article_id == article_id and passage.version_id == article.version_id
    return in_newest and passage.details.status.value != "rejected"
