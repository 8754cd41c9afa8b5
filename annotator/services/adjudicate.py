"""Two opinions side by side, how far they agree, and an editor's word where they do not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.agreement import (
    Agreement,
    cohens_kappa,
    corrected_for_chance,
    krippendorffs_alpha,
    marked_words,
    of_overlap,
    overlap,
)
from annotator.domain.notes import BY_PERSON, Note, NoteState, Side
from annotator.domain.passages import Passage, PassageStatus
from annotator.domain.second_opinions import OpinionVerdict, SecondOpinion
from annotator.domain.spans import Span
from annotator.domain.typology import Typology
from annotator.domain.words import words
from annotator.errors import InvalidInput
from annotator.services.suspect_discrepancies import MAX_REASON, settle_suspicion
from annotator.storage import Storage


@dataclass(frozen=True, slots=True)
class Judged:
    """A suspicion with what each of the two said of it, None where one said nothing; `settled` when it is decided.

    `reasons` are those that they gave for rejecting it, by login name.
    """

    note: Note
    first: OpinionVerdict | None
    second: OpinionVerdict | None
    reasons: Mapping[str, str]

    @property
    def settled(self) -> bool:
        """Whether nobody has to say anything of it any more."""
        return self.note.state is not NoteState.SUSPECTED


@dataclass(frozen=True, slots=True)
class Beside:
    """What the two found in one passage."""

    passage: Passage
    first: tuple[Note, ...]
    second: tuple[Note, ...]
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Adjudication:
    """Two opinions on an article, passage by passage, and how far they agree."""

    asked: SecondOpinion
    passages: tuple[Beside, ...]
    agreements: tuple[Agreement, ...]


def compare_opinions(storage: Storage, typology: Typology, asked: SecondOpinion) -> Adjudication:
    """Return what the two found, side by side; raises `InvalidInput` while they may not see each other's work."""
    if asked.blind:
        raise InvalidInput("The two are still at work, each without seeing the other’s: wait until both are done.")
    notes = storage.notes.of_article(asked.article_id)
    verdicts = storage.second_opinions.verdicts(asked.id)
    reasons = storage.second_opinions.reasons(asked.id)
    version = storage.articles.get(asked.article_id).version_id
    passages = tuple(
        _beside(asked, passage, [note for note in notes if note.passage_id == passage.id], verdicts, reasons)
        for passage in storage.passages.of_version(version)
        if passage.details.status is PassageStatus.CONFIRMED
    )
    return Adjudication(asked, passages, tuple(_agreements(typology, passages, version)))


def settle_difference(storage: Storage, asked: SecondOpinion, note_id: int, do: str) -> None:
    """Take an editor's word: a suspicion is settled as `settle_suspicion` does; a note is kept or set aside.

    A rejected suspicion keeps the reasons that the two gave for rejecting it.
    Raises `InvalidInput` for anything else, a decided note, and while the two are still at work.
    """
    if asked.blind:
        raise InvalidInput("The two are still at work, each without seeing the other’s: wait until both are done.")
    with storage.write():
        note = storage.notes.get(note_id)
        if note.article_id != asked.article_id:
            raise InvalidInput("That note is about another article: reload the page.")
        if note.origin != BY_PERSON:
            given = storage.second_opinions.reasons(asked.id).get(note_id, {})
            settle_suspicion(storage, note_id, note.revision, do, "; ".join(dict.fromkeys(given.values()))[:MAX_REASON])
            return
        states = {"keep": NoteState.OPEN, "set aside": NoteState.REJECTED}
        if do not in states:
            raise InvalidInput("Say whether the note is kept or set aside.")
        if note.state is NoteState.DECIDED:
            raise InvalidInput("An editor has decided on this note: it cannot be set aside any more.")
        storage.notes.set_state(note_id, states[do])


def _beside(
    asked: SecondOpinion,
    passage: Passage,
    notes: Sequence[Note],
    verdicts: Mapping[int, Mapping[str, OpinionVerdict]],
    reasons: Mapping[int, Mapping[str, str]],
) -> Beside:
    by_person = [note for note in notes if note.origin == BY_PERSON]
    return Beside(
        passage,
        tuple(note for note in by_person if note.author == asked.first),
        tuple(note for note in by_person if note.author == asked.second),
        tuple(
            Judged(
                note,
                verdicts[note.id].get(asked.first),
                verdicts[note.id].get(asked.second),
                reasons.get(note.id, {}),
            )
            for note in notes
            if note.id in verdicts
        ),
    )


def _agreements(typology: Typology, passages: Sequence[Beside], version_id: int) -> Iterable[Agreement]:
    worst = [(_worst(typology, _found(each, 0)), _worst(typology, _found(each, 1))) for each in passages]
    kappa = cohens_kappa([(str(one > 0), str(other > 0)) for one, other in worst])
    yield _corrected("Cohen’s kappa", "whether a passage has a discrepancy", kappa, len(worst))
    alpha = krippendorffs_alpha(worst, "ordinal")
    yield _corrected("Krippendorff’s alpha", "how bad the worst of a passage is", alpha, len(worst))
    said = [(one.first, one.second) for each in passages for one in each.judged if one.first and one.second]
    codes = [(_code(one), _code(other)) for one, other in said]
    alpha = krippendorffs_alpha(codes, "nominal")
    yield _corrected("Krippendorff’s alpha", "what the suspicions are", alpha, len(codes))
    first, second = ([span for each in passages for span in _spans(_found(each, side), version_id)] for side in (0, 1))
    pairs = marked_words((place for each in passages for place in _words(each.passage)), first, second)
    alpha = krippendorffs_alpha(pairs, "nominal")
    yield _corrected("Krippendorff’s alpha over words", "which of the reporter’s words are wrong", alpha, len(pairs))
    common = overlap(first, second)
    yield Agreement(
        "Overlap (F1)",
        "how much of the reporter’s words both mark",
        common,
        len(first) + len(second),
        of_overlap(common),
    )


def _corrected(name: str, of_what: str, value: float | None, units: int) -> Agreement:
    return Agreement(name, of_what, value, units, corrected_for_chance(value, units))


def _words(passage: Passage) -> list[Span]:
    """Return where the words of a passage stand in the article."""
    return [word.span.shifted(passage.span.start) for word in words(passage.text) if word.is_word]


def _found(each: Beside, side: int) -> list[Note]:
    """Return the discrepancies that one of the two found: written down, or accepted among the suspicions."""
    written = [note for note in (each.first, each.second)[side] if note.is_discrepancy]
    accepted = [one.note for one in each.judged if (one.first, one.second)[side] is OpinionVerdict.ACCEPT]
    return written + accepted


def _worst(typology: Typology, notes: Sequence[Note]) -> int:
    """Return the rank of the worst severity among notes, 0 for no notes."""
    order = [one.code for one in sorted(typology.severities, key=lambda one: one.weight)]
    ranks = [order.index(note.details.severity) + 1 for note in notes if note.details.severity in order]
    return max(ranks, default=0)


def _spans(notes: Iterable[Note], version_id: int) -> list[Span]:
    return [
        marked.span
        for note in notes
        for marked in note.spans
        if marked.side is Side.REPORTER and marked.text_id == version_id
    ]


def _code(verdict: OpinionVerdict | None) -> int:
    return list(OpinionVerdict).index(verdict) if verdict else -1
