"""Let the checks look for discrepancies in a passage, and take a person's word on each suspicion."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from annotator.domain.checks import CHECKS, Material, Suspicion, comparable, not_compared, suspect
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.languages import language as language_of
from annotator.domain.notes import BY_PERSON, Note, NoteDetails, NoteSpan, NoteState, Side
from annotator.domain.passages import Passage
from annotator.domain.renderings import Rendering
from annotator.domain.sources import Source, source_text
from annotator.domain.spans import Span, quote
from annotator.domain.spoken import NoteWords, place, spoken_of
from annotator.domain.text import single_line
from annotator.engines.registry import Engines
from annotator.errors import InvalidInput
from annotator.exchange.check_data import check_data
from annotator.exchange.check_weights import check_weights
from annotator.exchange.lexicons import lexicon
from annotator.services.hear_witness import hear_trials
from annotator.services.link_words import RENDERED_IN, Aligned, link_passage, word_spans
from annotator.storage import Storage

MACHINES = 2  # renderings heard as witnesses
MAX_REASON = 500  # characters of a reason for rejecting a suspicion


def suspect_discrepancies(storage: Storage, passage_id: int, engines: Engines | None = None) -> list[Note]:
    """Store what the checks suspect of a passage now, as notes that wait for a person; returns those.

    All that the checks find worth telling wait, however many; a page shows the most pressing first. Suspicions on words
    that somebody wrote a note on, or that were accepted or rejected before, are not raised again; those that no longer
    hold, or whose check is switched off, are dropped, and those whose evidence is another by now say so. A passage
    without an original, with several, or of an article in another language than the lexicons lead to, gives none.
    `engines` as for `hear_trials`.
    """
    passage = storage.passages.get(passage_id)
    links = link_passage(storage, passage_id)
    compared = _compared(storage, passage, links)
    if compared is None:
        return []
    source, renderings, material = compared
    material = replace(material, gains=hear_trials(engines, material))
    text = storage.articles.version_text(passage.version_id)
    off = storage.check_switches.off()
    suspected = suspect(material, [check for check in CHECKS if check.code not in off])
    found = [(one, _spans(one, passage, text, source, renderings)) for one in suspected]
    with storage.write():
        _drop_outdated(storage, passage_id, [spans for _, spans in found], off)
        known = storage.notes.of_passage(passage_id)
        settled = [note for note in known if note.state is not NoteState.SUSPECTED or note.origin == BY_PERSON]
        wholes = _wholes(passage, source)
        answered = {place(note.spans) for note in settled if note.origin != BY_PERSON}
        waiting = {place(note.spans): note for note in known if note not in settled}
        for suspicion, spans in found:
            if not spoken_of(spans, settled, wholes) and place(spans) not in answered:
                _raise(storage, passage, suspicion, spans, waiting.get(place(spans)))
        return [note for note in storage.notes.of_passage(passage_id) if note.state is NoteState.SUSPECTED]


def link_anew(storage: Storage, passage_id: int) -> None:
    """Let the aligner link a passage anew, and the checks look again; what people said of words stays."""
    with storage.write():
        link_passage(storage, passage_id, again=True)
        suspect_discrepancies(storage, passage_id)


def unexamined(storage: Storage, passage: Passage) -> list[str]:
    """Return a sentence for everything that the checks cannot compare in a passage; [] where nothing is in the way."""
    compared = _compared(storage, passage, None)
    if compared is None:
        return _out_of_reach(storage, passage)
    return [*not_compared(compared[2]), *_switched_off(storage)]


def is_examined(storage: Storage, passage: Passage) -> bool:
    """Return whether the checks can compare anything in a passage, so that finding nothing means something."""
    compared = _compared(storage, passage, None)
    return compared is not None and comparable(compared[2])


def settle_suspicion(storage: Storage, note_id: int, revision: int | None, verdict: str, reason: str = "") -> Note:
    """Take a person's word on a suspicion: "accept" makes it a discrepancy, "reject" puts it away, "defensible" both.

    A defensible choice is a discrepancy that is decided at once. `reason` is kept with a rejection. Raises
    `InvalidInput` for any other word, a note that is no suspicion or too long a reason, `Conflict` for a stale
    revision.
    """
    states = {"accept": NoteState.OPEN, "reject": NoteState.REJECTED, "defensible": NoteState.DECIDED}
    if verdict not in states:
        raise InvalidInput("Say whether the suspicion is accepted, rejected or a defensible choice.")
    rejection = tidy_reason(reason) if verdict == "reject" else ""
    with storage.write():
        note = storage.notes.get(note_id)
        if note.state is not NoteState.SUSPECTED:
            raise InvalidInput("Somebody has settled this suspicion already: reload the page.")
        if verdict == "defensible":
            decision = DecisionDetails(Verdict.DEFENSIBLE)
            storage.decisions.save(note.id, note.article_id, None, decision)
        return storage.notes.set_state(note_id, states[verdict], revision, rejection)


def explain_rejection(storage: Storage, note_id: int, revision: int | None, reason: str) -> Note:
    """Say afterwards why a suspicion was rejected, or otherwise than before; "" takes the reason away.

    Raises `InvalidInput` for a note that is no rejected suspicion and too long a reason, `Conflict` for a stale
    revision.
    """
    tidy = tidy_reason(reason)
    with storage.write():
        note = storage.notes.get(note_id)
        if note.state is not NoteState.REJECTED or note.origin == BY_PERSON:
            raise InvalidInput("This is no rejected suspicion any more: reload the page.")
        return storage.notes.explain_rejection(note_id, revision, tidy)


def tidy_reason(reason: str) -> str:
    """Return a reason on one line, in canonical form; raises `InvalidInput` where it is too long."""
    tidy = single_line(reason)
    if len(tidy) > MAX_REASON:
        raise InvalidInput(f"The reason has {len(tidy):,} characters, and {MAX_REASON} is the most: shorten it.")
    return tidy


def _out_of_reach(storage: Storage, passage: Passage) -> list[str]:
    sources = storage.sources.of_passage(passage.id)
    language = storage.articles.get(passage.article_id).details.language
    if sources and language != RENDERED_IN:
        return [f"The checks compare with English only, and this article is in {language_of(language).name}."]
    if len(sources) > 1:
        return ["This passage has several originals, and the checks compare with one: mark its parts as passages."]
    return []


def _switched_off(storage: Storage) -> list[str]:
    off = storage.check_switches.off()
    names = [f"“{check.name}”" for check in CHECKS if check.code in off]
    if not names:
        return []
    return [f"Switched off and not looked for: {', '.join(names)}."]


def _compared(
    storage: Storage, passage: Passage, links: Sequence[Aligned] | None
) -> tuple[Source, list[Rendering], Material] | None:
    """Return what the checks compare, with the links given or, where they do not matter, none."""
    sources = storage.sources.of_passage(passage.id)
    if len(sources) != 1 or storage.articles.get(passage.article_id).details.language != RENDERED_IN:
        return None
    source, spoken = sources[0], sources[0].document.details.language
    made = [entry for entry in storage.renderings.of_passage(passage.id, source_text(sources)) if not entry.stale]
    renderings, original = made[:MACHINES], source.quote.exact
    merged = {entry.texts.rendering_id: entry.merged for entry in links or ()}
    material = Material(
        original,
        passage.text,
        spoken,
        machines=tuple(entry.text for entry in renderings),
        links=merged[None].links if None in merged else (),
        machine_links=tuple(merged[entry.id].links if entry.id in merged else () for entry in renderings),
        unrendered=tuple(one.span for one in merged[None].unrendered) if None in merged else (),
        kind=passage.details.kind,
        lexicon=lexicon(spoken),
        cues=check_data(spoken),
        english_cues=check_data(RENDERED_IN),
        weights=check_weights(),
    )
    return source, renderings, material


def _spans(
    suspicion: Suspicion, passage: Passage, text: str, source: Source, renderings: Sequence[Rendering]
) -> list[NoteSpan]:
    """Return the words of a suspicion in the texts they stand in; `text` is that of the article."""
    original = source.document.details.text
    spans = [_span(Side.SOURCE, source.document.id, original, span, source.span.start) for span in suspicion.source]
    spans += [_span(Side.REPORTER, passage.version_id, text, span, passage.span.start) for span in suspicion.reporter]
    spans += [
        _span(Side.MACHINE, renderings[number].id, renderings[number].text, span, 0)
        for number, span in suspicion.machine
    ]
    return spans


def _span(side: Side, text_id: int, text: str, span: Span, offset: int) -> NoteSpan:
    words = span.shifted(offset)
    return NoteSpan(side, text_id, words, quote(words, text))


def _drop_outdated(
    storage: Storage, passage_id: int, found: Sequence[Sequence[NoteSpan]], off: Collection[str]
) -> None:
    holding = {place(spans) for spans in found}
    for note in storage.notes.of_passage(passage_id):
        if note.state is NoteState.SUSPECTED and (note.origin in off or place(note.spans) not in holding):
            storage.notes.delete(note.id, None)


def _raise(
    storage: Storage, passage: Passage, suspicion: Suspicion, spans: Sequence[NoteSpan], waiting: Note | None
) -> None:
    """Store a suspicion, or what it says by now where it waits already; a new machine rendering is new evidence."""
    details = NoteDetails(suspicion.category, suspicion.severity, suspicion.reason)
    origin, confidence = suspicion.check, suspicion.confidence
    if waiting is None:
        state = NoteState.SUSPECTED
        ids = passage.id, passage.article_id
        storage.notes.add(*ids, details, spans, origin=origin, state=state, confidence=confidence)
    elif not _says(waiting, details, spans, confidence):
        storage.notes.renew(waiting.id, details, spans, origin=origin, confidence=confidence)


def _says(note: Note, details: NoteDetails, spans: Sequence[NoteSpan], confidence: float) -> bool:
    """Return whether a suspicion that waits says what was found now, but for a shade of confidence."""
    known = note.confidence or 0.0
    return note.details == details and set(note.spans) == set(spans) and round(known * 100) == round(confidence * 100)


def _wholes(passage: Passage, source: Source) -> list[NoteWords]:
    """Return the words of the passage, and those of its original, from the first to the last."""
    sides = (
        (Side.SOURCE, source.document.id, source.quote.exact, source.span.start),
        (Side.REPORTER, passage.version_id, passage.text, passage.span.start),
    )
    words = [(side, text_id, word_spans(text), offset) for side, text_id, text, offset in sides]
    return [
        (side, text_id, Span(found[0].start, found[-1].end).shifted(offset))
        for side, text_id, found, offset in words
        if found
    ]
