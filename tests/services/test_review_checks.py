from pathlib import Path

import pytest

from annotator.domain.checks import CHECKS
from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.domain.passages import Passage
from annotator.errors import NotFound
from annotator.services.review_checks import SHOWN, review_checks, switch_check
from annotator.services.suspect_discrepancies import settle_suspicion
from annotator.storage import Storage
from tests.contents import nothing_saved


def _suspect(storage: Storage, passage: Passage, check: str) -> Note:
    details = NoteDetails("number", "major", "“500” is in the English.")
    return storage.notes.add(
        passage.id, passage.article_id, details, [], origin=check, state=NoteState.SUSPECTED, confidence=0.8
    )


def test_every_check_is_there_in_its_order_without_a_single_verdict(storage: Storage) -> None:
    reviewed = review_checks(storage)
    assert [one.check.code for one in reviewed] == [check.code for check in CHECKS]
    assert all(one.precision.judged == 0 and not one.off and one.rejections == [] for one in reviewed)


def test_verdicts_are_counted_for_the_check_that_they_are_on(storage: Storage, passage: Passage) -> None:
    said = ["accept", "defensible", "reject", "reject", "accept"]
    for verdict in said:
        settle_suspicion(storage, _suspect(storage, passage, "numbers").id, 1, verdict, "A round number.")
    _suspect(storage, passage, "numbers")
    numbers, names = review_checks(storage)[:2]
    assert (numbers.precision.right, numbers.precision.wrong, numbers.precision.waiting) == (3, 2, 1)
    assert [found.reason for found in numbers.rejections] == ["A round number."] * 2
    assert names.precision.judged == 0


def test_only_a_few_rejections_are_shown(storage: Storage, passage: Passage) -> None:
    for _ in range(SHOWN + 2):
        settle_suspicion(storage, _suspect(storage, passage, "names").id, 1, "reject")
    names = review_checks(storage)[1]
    assert (len(names.rejections), names.precision.wrong) == (SHOWN, SHOWN + 2)


def test_a_check_is_switched_off_and_on_again(storage: Storage) -> None:
    switch_check(storage, "names", off=True)
    assert [one.check.code for one in review_checks(storage) if one.off] == ["names"]
    switch_check(storage, "names", off=False)
    names = review_checks(storage)[1]
    assert not names.off
    assert names.switch is not None  # who switched it on again, and when, is still told


@pytest.mark.parametrize("code", ["gravity", "", "Numbers", "person"])
def test_an_unknown_check_cannot_be_switched(storage: Storage, database: Path, code: str) -> None:
    with nothing_saved(database), pytest.raises(NotFound, match="no check"):
        switch_check(storage, code, off=True)
