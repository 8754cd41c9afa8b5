from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.weighing import Weighing
from annotator.storage import Storage

FOUND = Weighing(0.75, 3.5, "engine:triage|version:1")


def test_a_weighing_is_kept_and_read_back(storage: Storage, passage: Passage) -> None:
    storage.weighings.keep(passage.id, "Да", "Yes", FOUND)
    assert storage.weighings.of(passage.id, "Да", "Yes") == FOUND


def test_a_weighing_of_other_words_does_not_count(storage: Storage, passage: Passage) -> None:
    storage.weighings.keep(passage.id, "Да", "Yes", FOUND)
    assert storage.weighings.of(passage.id, "Да", "No") is None
    storage.weighings.keep(passage.id, "Да", "No", Weighing(0.5, None, "alone"))
    assert storage.weighings.of(passage.id, "Да", "No") == Weighing(0.5, None, "alone")


def test_a_new_score_does_not_make_a_persons_save_stale(storage: Storage, passage: Passage) -> None:
    storage.weighings.keep(passage.id, "Да", "Yes", FOUND)
    assert storage.passages.edit(passage.id, passage.revision, PassageDetails(speaker="Eide")).details.speaker == "Eide"
