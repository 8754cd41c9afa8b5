"""Find the original words of a passage in a source document, and attach what a person chose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.domain.articles import Article
from annotator.domain.documents import DocumentEntry, StoredDocument
from annotator.domain.locating import Candidate, Finding, Witness, shortlist
from annotator.domain.passages import Passage
from annotator.domain.sentences import sentences
from annotator.domain.sources import Source, SourceDocument, attached_state, source_text
from annotator.domain.spans import Span, trimmed
from annotator.domain.transcripts import cue_at, timecode
from annotator.engines.base import Engine
from annotator.engines.registry import Engines
from annotator.errors import Conflict, DatabaseBusy, EngineFailed
from annotator.services.add_source_document import other_language
from annotator.services.carry_links import carry_over_sources
from annotator.services.read_document import Readings
from annotator.services.translate_passage import translate_text
from annotator.storage import Storage

PATIENCE = 1.5  # seconds that a person waits for an answer before being told how far it is
_CONTEXT = 140  # code points shown around a candidate
_QUALITY = 0.7  # how far a translation is believed beside the lexicon
_CORRECTED = (
    "This source document was changed in another window since you looked in it, so these may be other words now: "
    "look for the passage again."
)
_REPLACED = (
    "The original of this passage was changed in another window since you looked for it: compare the two, and choose "
    "again if yours is the right one."
)
_BEYOND_DOUBT = 0.9  # confidence from which nothing is translated: it takes seconds, and nobody needs it


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate as a page shows it: its words, those around it, its timecode and who speaks; "" where unknown."""

    candidate: Candidate
    words: str
    before: str
    after: str
    time: str
    speaker: str
    machine: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """The answer to a search: `share` of the document was read; until that is 1.0 there is no `finding`."""

    stored: StoredDocument
    share: float
    finding: Finding | None
    places: Sequence[Place]
    seems: str


def documents_for(storage: Storage, passage: Passage, article: Article) -> list[DocumentEntry]:
    """Return the documents to look in: those of the article, then those in the passage's language, newest first."""
    found = storage.documents.find(article_id=article.id)
    spoken, published = passage.details.source_language, article.details.published_on

    def distance(entry: DocumentEntry) -> int:
        known = published and entry.published_on
        return abs((published - entry.published_on).days) if known and published and entry.published_on else 10**6

    return sorted(found, key=lambda entry: (not entry.here, entry.language != spoken, distance(entry)))


def locate_passage(
    storage: Storage,
    readings: Readings,
    engines: Engines,
    passage_id: int,
    document_id: int,
    seconds: float | None = PATIENCE,
) -> Search:
    """Return where a document says what a passage renders, or how far it was read within about `seconds`.

    Where an engine on this machine translates between the languages, it is asked how probable it finds the passage at
    each of the likeliest places; where that leaves a doubt, or it cannot say, it translates them. Raises `NotFound`.
    """
    passage = storage.passages.get(passage_id)
    target = storage.articles.get(passage.article_id).details.language
    stored = storage.documents.get(document_id)
    details = stored.document.details
    reading = readings.read(details, target, seconds)
    seems = other_language(details)
    if not reading.complete:
        return Search(stored, reading.share, None, (), seems)
    listed = shortlist(passage.text, target, reading.indexes, reading.dictionary)
    engine = _engine(engines, details.language, target)
    likely = reading.hear(engine, passage.text, details, listed.spans, target) if engine else {}
    finding = listed.finding(Witness({}, _QUALITY, likely))
    doubtful = not finding.candidates or finding.candidates[0].confidence < _BEYOND_DOUBT
    translated = _translations(storage, engine, stored, finding, target) if engine and doubtful else {}
    if translated and not likely:
        finding = listed.finding(Witness(translated, _QUALITY))
    places = [_place(candidate, stored, translated) for candidate in finding.candidates]
    return Search(stored, 1.0, finding, places, seems)


def attach_found(
    storage: Storage,
    passage_id: int,
    document_id: int,
    span: Span,
    revision: int | None = None,
    seen: str | None = None,
) -> list[Source]:
    """Make a span of a document the original words of a passage, instead of what was attached; returns its sources.

    `revision` is that of the document in which the span was found, `seen` the `attached_state` of the passage at that
    time; None looks at neither. A passage that knows no language yet takes the document's. Raises `NotFound`,
    `InvalidSpan` for a span outside, and `Conflict` where the document or what is attached was changed since.
    """
    with storage.write():
        passage = storage.passages.get(passage_id)
        document = storage.documents.get(document_id).document
        attached = storage.sources.of_passage(passage_id)
        _guard(document, attached, span, revision)
        place = trimmed(span, document.details.text)
        if [(source.document.id, source.span) for source in attached] == [(document.id, place)]:
            return attached
        if seen is not None and seen != attached_state(attached):
            raise _conflict(_REPLACED, attached, place.within(document.details.text))
        for source in attached:
            storage.sources.detach(source.id)
        storage.sources.attach(passage_id, document, place, article_id=passage.article_id, position=0)
        carry_over_sources(storage, passage, attached, storage.sources.of_passage(passage_id))
        if not passage.details.source_language:
            details = replace(passage.details, source_language=document.details.language)
            storage.passages.edit(passage_id, passage.revision, details)
        return storage.sources.of_passage(passage_id)


def _guard(document: SourceDocument, attached: Sequence[Source], span: Span, revision: int | None) -> None:
    if revision is None or document.revision == revision:
        return
    text = document.details.text
    raise _conflict(_CORRECTED, attached, span.within(text) if span.end <= len(text) else "")


def _conflict(message: str, attached: Sequence[Source], chosen: str) -> Conflict:
    field = "original_words"
    return Conflict(message, current={field: source_text(attached)}, submitted={field: chosen})


def _engine(engines: Engines, source: str, target: str) -> Engine | None:
    """Return the preferred engine that keeps what it is asked on this machine; None without one."""
    fitting = [engine for engine in engines.all_for(source, target) if not engine.about().leaves_machine]
    return next((engine for engine in fitting if engine.about().automatic), None)


def _translations(
    storage: Storage, engine: Engine, stored: StoredDocument, finding: Finding, target: str
) -> dict[Span, str]:
    """Return what an engine makes of the candidates' sentences, now or remembered."""
    details = stored.document.details
    made: dict[Span, str] = {}
    for candidate in finding.candidates:
        whole = candidate.sentences
        for sentence in sentences(whole.within(details.text), details.language):
            span = sentence.shifted(whole.start)
            try:
                made[span], _ = translate_text(storage, engine, span.within(details.text), details.language, target)
            except (EngineFailed, DatabaseBusy):  # what cannot be rendered or kept is no witness, and no reason to stop
                continue
    return made


def _place(candidate: Candidate, stored: StoredDocument, translated: dict[Span, str]) -> Place:
    text, span = stored.document.details.text, candidate.span
    cue = cue_at(span.start, stored.cues)
    time = timecode(cue.starts_at) if cue and cue.starts_at is not None else ""
    machine = " ".join(made for at, made in sorted(translated.items()) if at.overlaps(span))
    return Place(
        candidate,
        span.within(text),
        _before(text, span.start),
        _after(text, span.end),
        time,
        cue.speaker if cue else "",
        machine,
    )


def _before(text: str, at: int) -> str:
    shown = text[max(0, at - _CONTEXT) : at]
    return "… " + shown.partition(" ")[2] if at > _CONTEXT and " " in shown else shown


def _after(text: str, at: int) -> str:
    shown = text[at : at + _CONTEXT]
    return shown.rpartition(" ")[0] + " …" if at + _CONTEXT < len(text) and " " in shown else shown
