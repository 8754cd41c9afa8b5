from pathlib import Path

import pytest

from annotator.domain.articles import ArticleDetails
from annotator.domain.checks import LEAST
from annotator.domain.decisions import Verdict
from annotator.domain.notes import Note, NoteDetails, NoteState, Side
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.sources import SourceDetails
from annotator.domain.spans import Span
from annotator.domain.typology import Typology
from annotator.errors import Conflict, InvalidInput
from annotator.services.attach_source import attach_source
from annotator.services.mark_passage import mark_quote
from annotator.services.open_workbench import SHOWN, open_workbench
from annotator.services.suspect_discrepancies import (
    MAX_REASON,
    explain_rejection,
    settle_suspicion,
    suspect_discrepancies,
    unexamined,
)
from annotator.services.write_note import MarkedWords, write_note
from annotator.storage import Storage
from tests.contents import nothing_saved

TEXT = "Captain speaks\n\n“We took 500 people off the bank on 12 April,” she said in Russian."
SPOKEN = "Мы вывезли с берега 1500 человек 12 апреля."


@pytest.fixture
def counted(storage: Storage) -> Passage:
    """A passage whose number is wrong."""
    article = storage.articles.add(ArticleDetails("Captain speaks"), TEXT)
    passage = mark_quote(storage, article.id, "We took 500 people off the bank on 12 April,", None, PassageDetails())
    attach_source(storage, passage.id, None, SourceDetails(SPOKEN, "ru"))
    return storage.passages.get(passage.id)


def _number(storage: Storage, passage: Passage) -> Note:
    (note,) = [note for note in suspect_discrepancies(storage, passage.id) if note.details.category == "number"]
    return note


def test_a_wrong_number_is_suspected_on_both_sides_with_its_reason(storage: Storage, counted: Passage) -> None:
    note = _number(storage, counted)
    assert (note.state, note.origin) == (NoteState.SUSPECTED, "numbers")
    assert [span.quote.exact for span in note.on(Side.REPORTER)] == ["500"]
    assert any("1500" in span.quote.exact for span in note.on(Side.SOURCE))
    (reporter,) = note.on(Side.REPORTER)
    assert reporter.span.within(TEXT) == "500"
    assert "500" in note.details.text
    assert note.confidence is not None
    assert 0 < note.confidence <= 1


def test_a_suspicion_is_no_discrepancy_until_a_person_accepts_it(storage: Storage, counted: Passage) -> None:
    note = _number(storage, counted)
    assert settle_suspicion(storage, note.id, note.revision, "accept").state is NoteState.OPEN


def test_looking_twice_raises_nothing_twice(storage: Storage, counted: Passage) -> None:
    first = _number(storage, counted)
    assert _number(storage, counted).id == first.id


@pytest.mark.parametrize("verdict", ["accept", "reject", "defensible"])
def test_what_was_settled_is_not_raised_again(storage: Storage, counted: Passage, verdict: str) -> None:
    note = _number(storage, counted)
    settle_suspicion(storage, note.id, note.revision, verdict)
    assert "number" not in {note.details.category for note in suspect_discrepancies(storage, counted.id)}


def test_a_defensible_choice_is_decided_at_once(storage: Storage, counted: Passage) -> None:
    note = _number(storage, counted)
    assert settle_suspicion(storage, note.id, note.revision, "defensible").state is NoteState.DECIDED
    decision = storage.decisions.of_note(note.id)
    assert decision is not None
    assert decision.details.verdict is Verdict.DEFENSIBLE


def test_words_that_somebody_wrote_a_note_on_are_not_suspected(
    storage: Storage, counted: Passage, typology: Typology
) -> None:
    start = TEXT.index("500")
    marked = [MarkedWords(Side.REPORTER, counted.version_id, Span(start, start + 3))]
    write_note(storage, typology, counted.id, NoteDetails("number", "critical", "It was 1,500."), marked)
    assert "number" not in {note.details.category for note in suspect_discrepancies(storage, counted.id)}


def test_a_suspicion_goes_when_the_original_is_corrected(storage: Storage, counted: Passage) -> None:
    _number(storage, counted)
    (source,) = storage.sources.of_passage(counted.id)
    details = SourceDetails(SPOKEN.replace("1500", "500"), "ru")
    attach_source(storage, counted.id, source.document.revision, details)
    assert "number" not in {note.details.category for note in suspect_discrepancies(storage, counted.id)}


def test_the_checks_verdicts_are_counted(storage: Storage, counted: Passage) -> None:
    note = _number(storage, counted)
    settle_suspicion(storage, note.id, note.revision, "reject")
    assert storage.notes.verdicts()["numbers"][NoteState.REJECTED] == 1


def test_without_an_original_nothing_is_suspected(storage: Storage, passage: Passage) -> None:
    assert suspect_discrepancies(storage, passage.id) == []
    assert unexamined(storage, passage) == []


def test_another_verdict_a_settled_one_and_a_stale_one_are_refused(
    storage: Storage, database: Path, counted: Passage
) -> None:
    note = _number(storage, counted)
    with nothing_saved(database):
        with pytest.raises(InvalidInput, match="accepted, rejected"):
            settle_suspicion(storage, note.id, note.revision, "perhaps")
        with pytest.raises(Conflict):
            settle_suspicion(storage, note.id, note.revision + 1, "accept")
        with pytest.raises(Conflict):
            settle_suspicion(storage, note.id, note.revision + 1, "defensible")
    settle_suspicion(storage, note.id, note.revision, "accept")
    with pytest.raises(InvalidInput, match="already"):
        settle_suspicion(storage, note.id, note.revision + 1, "reject")


def test_what_a_switched_off_check_suspected_goes_at_the_next_look_and_comes_back_with_it(
    storage: Storage, counted: Passage
) -> None:
    _number(storage, counted)
    storage.check_switches.switch("numbers", off=True)
    assert "numbers" not in {note.origin for note in suspect_discrepancies(storage, counted.id)}
    assert unexamined(storage, counted)[-1] == "Switched off and not looked for: “Numbers, dates and units”."
    storage.check_switches.switch("numbers", off=False)
    assert "numbers" in {note.origin for note in suspect_discrepancies(storage, counted.id)}
    assert not any("Switched off" in sentence for sentence in unexamined(storage, counted))


@pytest.mark.parametrize("verdict", ["accept", "reject", "defensible"])
def test_what_people_settled_stays_when_its_check_is_switched_off(
    storage: Storage, counted: Passage, verdict: str
) -> None:
    settled = settle_suspicion(storage, _number(storage, counted).id, 1, verdict)
    storage.check_switches.switch("numbers", off=True)
    suspect_discrepancies(storage, counted.id)
    assert storage.notes.get(settled.id) == settled


def test_another_check_may_suspect_the_words_that_one_that_is_off_suspected(storage: Storage, counted: Passage) -> None:
    number = _number(storage, counted)
    other = storage.notes.edit(number.id, None, NoteDetails("addition", "minor", "Another check's."))
    storage.check_switches.switch("names", off=True)
    assert other.id in {note.id for note in suspect_discrepancies(storage, counted.id)}
    storage.check_switches.switch("numbers", off=True)
    after = suspect_discrepancies(storage, counted.id)
    assert number.id not in {note.id for note in after}
    assert {note.origin for note in after} <= {"omission", "addition", "substitution"}


def test_a_reason_is_kept_with_a_rejection_and_with_nothing_else(storage: Storage, counted: Passage) -> None:
    note = _number(storage, counted)
    rejected = settle_suspicion(storage, note.id, note.revision, "reject", " Она сказала\n «около» ")
    assert rejected.rejection == "Она сказала «около»"
    storage.events.undo(storage.events.of("note", note.id)[-1].id)
    waiting = storage.notes.get(note.id)
    assert settle_suspicion(storage, note.id, waiting.revision, "accept", "Because.").rejection == ""


def test_a_reason_can_be_given_afterwards_changed_and_taken_away(storage: Storage, counted: Passage) -> None:
    note = settle_suspicion(storage, _number(storage, counted).id, 1, "reject")
    assert note.rejection == ""
    for reason in ("A round number.", "She rounded.", ""):
        note = explain_rejection(storage, note.id, note.revision, reason)
        assert (note.rejection, note.state) == (reason, NoteState.REJECTED)


def test_a_reason_that_is_too_long_stale_or_for_no_rejection_is_refused(
    storage: Storage, database: Path, counted: Passage
) -> None:
    note = _number(storage, counted)
    with nothing_saved(database):
        with pytest.raises(InvalidInput, match="501 characters"):
            settle_suspicion(storage, note.id, note.revision, "reject", "x" * (MAX_REASON + 1))
        with pytest.raises(InvalidInput, match="no rejected suspicion"):
            explain_rejection(storage, note.id, note.revision, "Because.")
    rejected = settle_suspicion(storage, note.id, note.revision, "reject", "x" * MAX_REASON)
    with nothing_saved(database), pytest.raises(Conflict):
        explain_rejection(storage, note.id, rejected.revision - 1, "Because.")


WRONG = (
    "On the 12th of April we left the village at five in the morning with 40 old people and two buses. The soldiers "
    "probably took our telephones, and nobody would be allowed to cross before noon. My mother never complained, and "
    "on Friday we reached Kharkiv with $900."
)
RIGHT = (
    "Двенадцатого мая мы выехали из села в четыре утра с шестьюдесятью стариками и двумя автобусами. Солдаты забрали у "
    "нас телефоны, и никого не пропустят до полуночи. Моя мать часто жаловалась, и в субботу мы добрались до Полтавы "
    "с 500 евро."
)


@pytest.fixture
def garbled(storage: Storage) -> Passage:
    """A passage with more wrong in it than is shown at once."""
    article = storage.articles.add(ArticleDetails("Village left"), f"Village left\n\n“{WRONG}”")
    passage = mark_quote(storage, article.id, WRONG, None, PassageDetails())
    attach_source(storage, passage.id, None, SourceDetails(RIGHT, "ru"))
    return storage.passages.get(passage.id)


def test_what_is_not_shown_at_first_waits_all_the_same_and_moves_up_when_the_first_are_settled(
    storage: Storage, garbled: Passage
) -> None:
    waiting = suspect_discrepancies(storage, garbled.id)
    desk = open_workbench(storage, garbled.article_id, garbled.id).desk
    assert desk is not None
    assert len(desk.first_suspicions) == SHOWN
    assert [*desk.first_suspicions, *desk.more_suspicions] == list(desk.suspicions)
    assert {note.id for note in desk.suspicions} == {note.id for note in waiting}
    assert len(waiting) > SHOWN
    for note in desk.first_suspicions:
        settle_suspicion(storage, note.id, note.revision, "reject")
    after = open_workbench(storage, garbled.article_id, garbled.id).desk
    assert after is not None
    assert after.first_suspicions == list(desk.more_suspicions)[:SHOWN]
    assert {note.id for note in suspect_discrepancies(storage, garbled.id)} == {n.id for n in desk.more_suspicions}


def test_nothing_waits_of_which_a_check_is_less_sure_than_not(storage: Storage, garbled: Passage) -> None:
    assert all((note.confidence or 0) >= LEAST for note in suspect_discrepancies(storage, garbled.id))


def test_a_suspicion_that_waits_hears_a_machine_that_comes_later(storage: Storage, counted: Passage) -> None:
    before = _number(storage, counted)
    assert before.on(Side.MACHINE) == []
    text = "We took 1,500 people from the bank on April 12."
    made = storage.renderings.add(counted.id, SPOKEN, text, "en", "engine:canned|model:a|revision:1|version:1", None)
    after = _number(storage, counted)
    assert [(words.text_id, words.quote.exact) for words in after.on(Side.MACHINE)] == [(made.id, "1,500")]
    assert (after.id, after.state) == (before.id, NoteState.SUSPECTED)
    assert storage.notes.verdicts()["numbers"][NoteState.SUSPECTED] == 1


def test_the_same_evidence_changes_nothing(storage: Storage, counted: Passage) -> None:
    assert _number(storage, counted).revision == _number(storage, counted).revision


def test_a_remark_on_the_whole_passage_silences_no_suspicion_of_a_word(
    storage: Storage, counted: Passage, typology: Typology
) -> None:
    whole = [MarkedWords(Side.REPORTER, counted.version_id, counted.span)]
    write_note(storage, typology, counted.id, NoteDetails("none", "neutral", "Checked against the video."), whole)
    assert _number(storage, counted).details.category == "number"
