"""Draft the correction for the outlet from the decisions, and save what a person makes of it."""

from annotator.domain.corrections import Correction, Finding, draft
from annotator.domain.text import canonical
from annotator.errors import InvalidInput
from annotator.storage import Storage

MAX_CORRECTION = 50_000  # code points


def draft_correction(storage: Storage, article_id: int) -> str:
    """Return the correction that the decisions ask for now, in reading order of the passages; "" where none does."""
    article = storage.articles.get(article_id)
    on_notes, on_passages = storage.decisions.of_article(article_id), storage.decisions.on_passages(article_id)
    notes = storage.notes.of_article(article_id)
    findings = []
    for passage in storage.passages.of_version(article.version_id):
        decided = [on_notes[note.id] for note in notes if note.passage_id == passage.id and note.id in on_notes]
        decided += [on_passages[passage.id]] if passage.id in on_passages else []
        findings += [Finding(passage.text, passage.details.speaker, decision.details) for decision in decided]
    return draft(article.details.title, findings)


def save_correction(storage: Storage, article_id: int, revision: int | None, text: str) -> Correction:
    """Save the correction text of an article; an empty one says that nothing has to be corrected.

    `revision` is that of the text that the person saw, None where there was none. Raises `InvalidInput` for a text that
    is too long, `Conflict` where somebody saved before.
    """
    written = canonical(text)
    if len(written) > MAX_CORRECTION:
        raise InvalidInput(f"The correction has {len(written):,} characters: keep it under {MAX_CORRECTION:,}.")
    with storage.write():
        storage.articles.get(article_id)
        return storage.corrections.save(article_id, revision, written)
