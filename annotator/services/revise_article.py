"""Take in a changed text of an article, and carry what was marked in the old one over to it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.anchoring import AnchorStatus, Outcome, carry
from annotator.domain.articles import Article
from annotator.domain.notes import NoteSpan, Side
from annotator.domain.passages import Passage
from annotator.domain.spans import Span, quote, trimmed
from annotator.domain.text import canonical
from annotator.errors import InvalidInput
from annotator.storage import Storage


@dataclass(frozen=True, slots=True)
class Revised:
    """The article with its new text, and how many passages came through in which way."""

    article: Article
    outcomes: Mapping[AnchorStatus, int]


def revise_article(storage: Storage, article_id: int, text: str, remarks: Sequence[str] = ()) -> Revised:
    """Store `text` as the newest version of an article and carry its passages and notes over.

    A passage that is beyond doubt gets its place in the new text; one that is ambiguous or gone waits for a person, and
    keeps its old words until then. Raises `InvalidInput` for an empty text, an unchanged one, an older version of this
    article, and the text of another article.
    """
    new_text = canonical(text)
    if not new_text:
        raise InvalidInput("The new text is empty: delete the article instead, if that is what you want.")
    with storage.write():
        old = storage.articles.get(article_id)
        _refuse_known(storage, old, new_text)
        new = storage.articles.add_version(old, new_text, remarks)
        passages = storage.passages.of_version(old.version_id)
        outcomes = carry([passage.span for passage in passages], old.text, new_text)
        for passage, outcome in zip(passages, outcomes, strict=True):
            _settle(storage, new, passage, outcome)
        _carry_notes(storage, old, new)
        return Revised(new, Counter(outcome.status for outcome in outcomes))


def place_passage(storage: Storage, passage_id: int, span: Span) -> Passage:
    """Give a passage that lost its place the words `span` of the newest version; white space at its edges is left out.

    Raises `InvalidSpan` for offsets outside the text, `InvalidInput` where another passage has exactly these words.
    """
    with storage.write():
        passage = storage.passages.get(passage_id)
        article = storage.articles.get(passage.article_id)
        place = trimmed(span, article.text)
        other = storage.passages.at(article.version_id, place)
        if other and other.id != passage.id:
            raise InvalidInput("Another passage already covers exactly these words: delete one, or choose other words.")
        return _place(storage, article, passage, place, AnchorStatus.MOVED)


def candidates(storage: Storage, article: Article, passage: Passage) -> Outcome:
    """Return where a passage that lost its place may belong in the newest version, best first."""
    (outcome,) = carry([passage.span], storage.articles.version_text(passage.version_id), article.text)
    return outcome


def _refuse_known(storage: Storage, article: Article, text: str) -> None:
    same = next((version for version in storage.articles.versions(article.id) if version.text == text), None)
    if same and same.id == article.version_id:
        raise InvalidInput("The text is the one that is there already: nothing was changed.")
    if same:
        raise InvalidInput(f"This is version {same.number} of the article, older than the one that is worked on.")
    other = storage.articles.with_text(text)
    if other:
        raise InvalidInput(f"This text is another article, “{other.details.title}”: work on that one.")


def _settle(storage: Storage, new: Article, passage: Passage, outcome: Outcome) -> None:
    if outcome.span is None:
        storage.passages.unplace(passage.id, outcome.status.value)
    else:
        _place(storage, new, passage, outcome.span, outcome.status)


def _place(storage: Storage, new: Article, passage: Passage, span: Span, status: AnchorStatus) -> Passage:
    placed = storage.passages.place(passage.id, new.version_id, new.text, span, status.value)
    if placed.text == passage.text:
        storage.alignments.shift_reporter(passage.id, span.start - passage.span.start)
    else:
        storage.alignments.forget_engine_links(passage.id)
    return placed


def _carry_notes(storage: Storage, old: Article, new: Article) -> None:
    for note in storage.notes.of_article(new.id):
        moved = [_carried(span, old, new) for span in note.spans]
        if moved != list(note.spans):
            storage.notes.move_spans(note, moved)


def _carried(span: NoteSpan, old: Article, new: Article) -> NoteSpan:
    if span.side is not Side.REPORTER or span.text_id != old.version_id:
        return span
    (outcome,) = carry([span.span], old.text, new.text)
    if outcome.span is None:
        return span  # the words stay those of the old version, which the note still quotes
    return NoteSpan(Side.REPORTER, new.version_id, outcome.span, quote(outcome.span, new.text))
