"""Read what the workbench shows: the marked article, and the passage in work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.articles import Article
from annotator.domain.checks import urgency
from annotator.domain.decisions import Decision
from annotator.domain.notes import BY_PERSON, Note, NoteState
from annotator.domain.passages import Passage, PassageStatus
from annotator.domain.sources import Source
from annotator.errors import NotFound
from annotator.services.compare_passage import Comparison, compare_passage
from annotator.services.suspect_discrepancies import is_examined, unexamined
from annotator.storage import Storage

SHOWN = 5  # suspicions shown at once


@dataclass(frozen=True, slots=True)
class Desk:
    """A passage in work, with everything attached to it; `number` counts from 1 in reading order.

    `notes` are a person's, `suspicions` those of checks that wait for one, the most pressing first, `rejected` those
    that a person rejected; `unexamined` says in sentences what the checks could not compare, `is_examined` whether they
    could compare anything.
    """

    passage: Passage
    number: int
    sources: Sequence[Source]
    comparison: Comparison
    notes: Sequence[Note]
    suspicions: Sequence[Note]
    rejected: Sequence[Note]
    unexamined: Sequence[str]
    is_examined: bool
    decisions: Mapping[int, Decision]
    previous_id: int | None
    next_id: int | None

    @property
    def first_suspicions(self) -> Sequence[Note]:
        """The suspicions that are shown at once: a list that cries wolf is worse than none."""
        return self.suspicions[:SHOWN]

    @property
    def more_suspicions(self) -> Sequence[Note]:
        """Those that are shown on request; one that is settled makes room for the next."""
        return self.suspicions[SHOWN:]

    @property
    def is_suggestion(self) -> bool:
        """Whether a person has still to say if this is a passage at all."""
        return self.passage.details.status is PassageStatus.SUGGESTED


@dataclass(frozen=True, slots=True)
class Workbench:
    """An article with its passages in reading order, which of them have a source, and how many notes each has.

    `rejected` are suggestions that a person turned down, `unplaced` passages that lost their place when the outlet
    changed the text; neither is among `passages`.
    """

    article: Article
    passages: Sequence[Passage]
    rejected: Sequence[Passage]
    unplaced: Sequence[Passage]
    with_source: frozenset[int]
    note_counts: Mapping[int, int]
    desk: Desk | None

    @property
    def suggested(self) -> int:
        """How many suggestions wait for a person."""
        return sum(passage.details.status is PassageStatus.SUGGESTED for passage in self.passages)


def open_workbench(storage: Storage, article_id: int, passage_id: int | None) -> Workbench:
    """Return an article with the passage `passage_id` in work, if one is named.

    Raises `NotFound` for an unknown article, and for a passage that is not one of its newest version.
    """
    article = storage.articles.get(article_id)
    marked = storage.passages.of_version(article.version_id)
    passages = [passage for passage in marked if passage.details.status is not PassageStatus.REJECTED]
    rejected = [passage for passage in marked if passage.details.status is PassageStatus.REJECTED]
    unplaced = storage.passages.unplaced(article.id, article.version_id)
    counts: dict[int, int] = {}
    for note in filter(_is_written, storage.notes.of_article(article_id)):
        counts[note.passage_id] = counts.get(note.passage_id, 0) + 1
    with_source = frozenset(storage.sources.of_article(article_id))
    desk = _desk(storage, article, passages, passage_id) if passage_id is not None else None
    return Workbench(article, passages, rejected, unplaced, with_source, counts, desk)


def _is_written(note: Note) -> bool:
    """Return whether a person stands behind a note: wrote it, or accepted a suspicion."""
    return note.state in {NoteState.OPEN, NoteState.DECIDED}


def _pressing(note: Note) -> tuple[float, int]:
    return -urgency(note.details.severity, note.confidence or 0.0), note.id


def _desk(storage: Storage, article: Article, passages: Sequence[Passage], passage_id: int) -> Desk:
    ids = [passage.id for passage in passages]
    if passage_id not in ids:
        raise NotFound(f"There is no passage {passage_id} in this article: it may have been deleted.")
    at = ids.index(passage_id)
    passage, notes = passages[at], storage.notes.of_passage(passage_id)
    shown = [note for note in notes if note.state is not NoteState.REJECTED]
    return Desk(
        passage,
        at + 1,
        storage.sources.of_passage(passage_id),
        compare_passage(storage, passage, article.details.language, shown),
        [note for note in shown if _is_written(note)],
        sorted((note for note in shown if not _is_written(note)), key=_pressing),
        [note for note in notes if note.state is NoteState.REJECTED and note.origin != BY_PERSON],
        unexamined(storage, passage),
        is_examined(storage, passage),
        storage.decisions.of_article(article.id),
        ids[at - 1] if at > 0 else None,
        ids[at + 1] if at + 1 < len(ids) else None,
    )
