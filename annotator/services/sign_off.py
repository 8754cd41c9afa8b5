"""Sign an article off, take that back, and say where an article stands."""

from annotator.domain.notes import NoteState
from annotator.domain.passages import PassageStatus
from annotator.domain.signing import Signing
from annotator.domain.text import canonical
from annotator.domain.typology import Typology
from annotator.errors import InvalidInput
from annotator.storage import Storage

MAX_REMARK = 2_000  # code points
_NAMED = 3  # open discrepancies that a refusal names


def signing_of(storage: Storage, article_id: int) -> Signing:
    """Return where an article stands: signed off, reopened by later changes, or open."""
    newest = storage.sign_offs.newest(article_id)
    since = storage.changes.events_since(article_id, newest.event_id) if newest else []
    return Signing(newest, since, storage.sign_offs.undecided(article_id), _warnings(storage, article_id))


def sign_off(storage: Storage, typology: Typology, article_id: int, version_id: int, remark: str = "") -> None:
    """Sign an article off in the version `version_id` of its text, the one that the editor saw.

    Raises `InvalidInput` where discrepancies wait for a decision, naming them, where the article is signed off already,
    and where its text is a newer version by now.
    """
    written = canonical(remark)
    if len(written) > MAX_REMARK:
        raise InvalidInput(f"The remark has {len(written):,} characters: keep it under {MAX_REMARK:,}.")
    with storage.write():
        article = storage.articles.get(article_id)
        if article.version_id != version_id:
            raise InvalidInput("The article has a newer text since you opened this page: read that before you sign it.")
        signing = signing_of(storage, article_id)
        if signing.open:
            raise InvalidInput(_refusal(typology, signing))
        if signing.is_signed:
            raise InvalidInput("The article is signed off already, and nothing changed since.")
        storage.sign_offs.add(article.id, article.version_id, article.content_hash, written)


def withdraw_sign_off(storage: Storage, article_id: int, revision: int) -> int:
    """Take the sign-off of an article back; returns the event by which that can be undone.

    Raises `InvalidInput` where it is not signed off, `Conflict` for a stale revision.
    """
    with storage.write():
        storage.articles.get(article_id)
        newest = storage.sign_offs.newest(article_id)
        if newest is None:
            raise InvalidInput("The article is not signed off, so there is nothing to take back.")
        return storage.sign_offs.withdraw(newest.id, revision)


def _refusal(typology: Typology, signing: Signing) -> str:
    named = [
        f"“{matter.words[:40]}{'…' if len(matter.words) > 40 else ''}” ({typology.category(matter.reason).name})"
        for matter in signing.open[:_NAMED]
    ]
    more = f" and {len(signing.open) - _NAMED} more" if len(signing.open) > _NAMED else ""
    count = "one discrepancy waits" if len(signing.open) == 1 else f"{len(signing.open):,} discrepancies wait"
    return f"Not signed off: {count} for a decision, {', '.join(named)}{more}. Decide first, then sign the article off."


def _warnings(storage: Storage, article_id: int) -> list[str]:
    article = storage.articles.get(article_id)
    passages = storage.passages.of_version(article.version_id)
    suggested = sum(passage.details.status is PassageStatus.SUGGESTED for passage in passages)
    unplaced = len(storage.passages.unplaced(article.id, article.version_id))
    suspected = sum(note.state is NoteState.SUSPECTED for note in storage.notes.of_article(article_id))
    bare = len(
        {passage.id for passage in passages if passage.details.status is PassageStatus.CONFIRMED}
        - storage.sources.of_article(article_id).keys()
    )
    counted = [
        (
            suggested,
            "suggestion that nobody has accepted or rejected",
            "suggestions that nobody has accepted or rejected",
        ),
        (unplaced, "passage without a place in the newest text", "passages without a place in the newest text"),
        (suspected, "suspicion that nobody has looked at", "suspicions that nobody has looked at"),
        (bare, "passage without original words", "passages without original words"),
    ]
    return [f"{number:,} {one if number == 1 else many}" for number, one, many in counted if number]
