"""Put the report on an article together."""

import datetime
from collections.abc import Mapping, Sequence
from functools import cache

from annotator.domain.articles import Article
from annotator.domain.notes import Note, NoteState
from annotator.domain.passages import Passage, PassageStatus
from annotator.domain.report import Cited, Finding, Report, ReportedPassage
from annotator.domain.sources import Source, source_text
from annotator.domain.transcripts import Cue, cue_at, timecode
from annotator.services.draft_correction import draft_correction
from annotator.services.sign_off import signing_of
from annotator.storage import Storage


def build_report(storage: Storage, article_id: int) -> Report:
    """Return the report on an article: its confirmed passages in reading order, then those that lost their place.

    Suggestions and suspicions that nobody has looked at, and what was rejected, are left out. Raises `NotFound`.
    """
    article = storage.articles.get(article_id)
    marked = [passage for passage in storage.passages.of_version(article.version_id) if _is_confirmed(passage)]
    lost = [passage for passage in storage.passages.unplaced(article.id, article.version_id) if _is_confirmed(passage)]
    read = _Reading(storage, article)
    correction = storage.corrections.get(article_id)
    decided = [decision.decided_at for decision in read.decisions]
    return Report(
        article,
        len(storage.articles.versions(article_id)),
        [read.passage(number, passage) for number, passage in enumerate(marked, 1)],
        [read.passage(0, passage) for passage in lost],
        signing_of(storage, article_id),
        correction,
        draft_correction(storage, article_id),
        bool(correction and decided and max(decided) >= correction.saved_at),
        datetime.datetime.now(datetime.UTC),
    )


class _Reading:
    """What is read once for all passages of an article."""

    def __init__(self, storage: Storage, article: Article) -> None:
        self._storage = storage
        self._sources: Mapping[int, Sequence[Source]] = storage.sources.of_article(article.id)
        self._on_notes = storage.decisions.of_article(article.id)
        self._on_passages = storage.decisions.on_passages(article.id)
        self._worked = storage.changes.last_worked(article.id)
        self._notes: dict[int, list[Note]] = {}
        for note in storage.notes.of_article(article.id):
            if note.state not in (NoteState.SUSPECTED, NoteState.REJECTED):
                self._notes.setdefault(note.passage_id, []).append(note)
        self._cues = cache(storage.documents.cues)
        self.decisions = [*self._on_notes.values(), *self._on_passages.values()]

    def passage(self, number: int, passage: Passage) -> ReportedPassage:
        """Return one passage with everything that is said of it."""
        sources = self._sources.get(passage.id, ())
        made = self._storage.renderings.of_passage(passage.id, source_text(sources)) if sources else []
        by, at = self._worked.get(passage.id, ("", None))
        return ReportedPassage(
            number,
            passage,
            [Cited(source, _time(source, self._cues(source.document.id))) for source in sources],
            [rendering for rendering in made if not rendering.stale],
            [Finding(note, self._on_notes.get(note.id)) for note in self._notes.get(passage.id, [])],
            self._on_passages.get(passage.id),
            by,
            at,
        )


def _is_confirmed(passage: Passage) -> bool:
    return passage.details.status is PassageStatus.CONFIRMED


def _time(source: Source, cues: Sequence[Cue]) -> str:
    cue = cue_at(source.span.start, cues)
    return timecode(cue.starts_at) if cue and cue.starts_at is not None else ""
