"""Two opinions side by side, how far they agree, and an editor's word where they do not."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.domain.agreement import Agreement, cohens_kappa, corrected_for_chance, of_overlap, overlap
from annotator.domain.notes import BY_PERSON, Note, NoteState, Side
from annotator.domain.passages import Passage, PassageStatus
from annotator.domain.second_opinions import OpinionVerdict, SecondOpinion
from annotator.domain.spans import Span
from annotator.domain.typology import Typology
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
    yield Agreement(
        "Cohen’s kappa",
        "whether a passage has a discrepancy",
        kappa,
        len(worst),
        corrected_for_chance(kappa, len(worst)),
    )
    alpha = _alpha(worst, "ordinal")
    yield Agreement(
        "Krippendorff’s alpha",
        "how bad the worst of a passage is",
        alpha,
        len(worst),
        corrected_for_chance(alpha, len(worst)),
    )
    said = [(one.first, one.second) for each in passages for one in each.judged if one.first and one.second]
    codes = [(_code(one), _code(other)) for one, other in said]
    alpha = _alpha(codes, "nominal")
    yield Agreement(
        "Krippendorff’s alpha", "what the suspicions are", alpha, len(codes), corrected_for_chance(alpha, len(codes))
    )
    marked = [[_spans(_found(each, side), version_id) for each in passages] for side in (0, 1)]
    first, second = ([span for spans in side for span in spans] for side in marked)
    common = overlap(first, second)
    yield Agreement(
        "Overlap (F1)", "which of the reporter’s words are marked", common, len(first) + len(second), of_overlap(common)
    )


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
        words.span
        for note in notes
        for words in note.spans
        if words.side is Side.REPORTER and words.text_id == version_id
    ]


def _code(verdict: OpinionVerdict | None) -> int:
    return list(OpinionVerdict).index(verdict) if verdict else -1


def _alpha(pairs: Sequence[tuple[int, int]], level: Literal["nominal", "ordinal"]) -> float | None:
    """Return Krippendorff's alpha, None where all is the same."""
    if len({value for pair in pairs for value in pair}) < 2:
        return None
    import krippendorff  # it brings numpy, which takes a moment to load

    value = float(krippendorff.alpha([list(side) for side in zip(*pairs, strict=True)], level_of_measurement=level))
    return None if math.isnan(value) else value
