"""Take in a changed text of an article, and carry what was marked in the old one over to it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.anchoring import AnchorStatus, Outcome, carry
from annotator.domain.articles import Article
from annotator.domain.notes import NoteSpan, Side
from annotator.domain.passages import Passage
from annotator.domain.spans import Span, quote, trimmed
from annotator.domain.text import canonical
from annotator.errors import Conflict, InvalidInput
from annotator.services.carry_links import carry_over_passage
from annotator.storage import Storage


@dataclass(frozen=True, slots=True)
class Revised:
    """The article with its new text, and how many passages came through in which way."""

    article: Article
    outcomes: Mapping[AnchorStatus, int]


def revise_article(
    storage: Storage, article_id: int, text: str, remarks: Sequence[str] = (), base: int | None = None
) -> Revised:
    """Store `text` as the newest version of an article and carry its passages and notes over.

    A passage that is beyond doubt gets its place in the new text; one that is ambiguous or gone waits for a person, and
    keeps its old words until then. `base` is the number of the version that the text was made from, None where nobody
    looked at one; the newest text sent once more, as a double click does, changes nothing. Raises `InvalidInput` for an
    empty text, an unchanged one, an older version of this article, and the text of another article; `Conflict` where
    another version was saved since `base`, or while the texts were compared.
    """
    new_text = canonical(text)
    if not new_text:
        raise InvalidInput("The new text is empty: delete the article instead, if that is what you want.")
    old = storage.articles.get(article_id)
    if base is not None and base != old.version_number:
        if old.text == new_text:
            return Revised(old, {})
        raise _overtaken(old, new_text)
    # Comparing long texts takes seconds, in which others must be able to write.
    places = _Places(old.text, new_text)
    places.find(_marked(storage, old))
    with storage.write():
        now = storage.articles.get(article_id)
        if now.version_id != old.version_id:
            raise _overtaken(now, new_text)
        _refuse_known(storage, old, new_text)
        return _stored(storage, old, new_text, remarks, places)


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


def candidates(storage: Storage, article: Article, passages: Sequence[Passage]) -> list[Outcome]:
    """Return where passages that lost their place may belong in the newest version, best first."""
    versions = {passage.version_id for passage in passages}
    places = {version: _Places(storage.articles.version_text(version), article.text) for version in versions}
    for version, found in places.items():
        found.find(passage.span for passage in passages if passage.version_id == version)
    return [places[passage.version_id].of(passage.span) for passage in passages]


class _Places:
    """Where spans of one text went in another; one that nobody asked for beforehand is found when it is needed."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._found: dict[Span, Outcome] = {}

    def find(self, spans: Iterable[Span]) -> None:
        wanted = [span for span in dict.fromkeys(spans) if span not in self._found]
        if wanted:
            self._found.update(zip(wanted, carry(wanted, self._old, self._new), strict=True))

    def of(self, span: Span) -> Outcome:
        self.find([span])
        return self._found[span]


def _marked(storage: Storage, article: Article) -> list[Span]:
    passages = [passage.span for passage in storage.passages.of_version(article.version_id)]
    noted = (span for note in storage.notes.of_article(article.id) for span in note.spans)
    return passages + [span.span for span in noted if _in_text_of(span, article)]


def _in_text_of(span: NoteSpan, article: Article) -> bool:
    return span.side is Side.REPORTER and span.text_id == article.version_id


def _overtaken(newest: Article, text: str) -> Conflict:
    return Conflict(
        "The text was changed in another window since you opened this page: "
        f"version {newest.version_number} is there now, and yours was not saved. Compare the two and save again.",
        current={"text": newest.text},
        submitted={"text": text},
    )


def _refuse_known(storage: Storage, article: Article, text: str) -> None:
    same = next((version for version in storage.articles.versions(article.id) if version.text == text), None)
    if same and same.id == article.version_id:
        raise InvalidInput("The text is the one that is there already: nothing was changed.")
    if same:
        raise InvalidInput(f"This is version {same.number} of the article, older than the one that is worked on.")
    other = storage.articles.with_text(text)
    if other:
        raise InvalidInput(f"This text is another article, “{other.details.title}”: work on that one.")


def _stored(storage: Storage, old: Article, text: str, remarks: Sequence[str], places: _Places) -> Revised:
    new = storage.articles.add_version(old, text, remarks)
    outcomes = Counter[AnchorStatus]()
    for passage in storage.passages.of_version(old.version_id):
        outcome = places.of(passage.span)
        outcomes[outcome.status] += 1
        _settle(storage, new, passage, outcome)
    for note in storage.notes.of_article(new.id):
        moved = [_carried(span, old, new, places) for span in note.spans]
        if moved != list(note.spans):
            storage.notes.move_spans(note, moved)
    return Revised(new, outcomes)


def _settle(storage: Storage, new: Article, passage: Passage, outcome: Outcome) -> None:
    if outcome.span is None:
        storage.passages.unplace(passage.id, outcome.status.value)
    else:
        _place(storage, new, passage, outcome.span, outcome.status)


def _place(storage: Storage, new: Article, passage: Passage, span: Span, status: AnchorStatus) -> Passage:
    placed = storage.passages.place(passage.id, new.version_id, new.text, span, status.value)
    carry_over_passage(storage, passage, placed)
    return placed


def _carried(span: NoteSpan, old: Article, new: Article, places: _Places) -> NoteSpan:
    if not _in_text_of(span, old):
        return span
    place = places.of(span.span).span
    if place is None:
        return span  # the words stay those of the old version, which the note still quotes
    return NoteSpan(Side.REPORTER, new.version_id, place, quote(place, new.text))
