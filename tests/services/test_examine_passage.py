from annotator.domain.passages import Passage
from annotator.domain.sources import Source, source_text
from annotator.services.examine_passage import examine_passage
from annotator.services.weigh_passage import weigh_passage
from annotator.storage import Storage


def test_a_passage_that_was_examined_has_a_weighing(storage: Storage, passage: Passage, source: Source) -> None:
    examine_passage(storage, passage.id)
    assert storage.weighings.of(passage.id, source_text([source]), passage.text) is not None


def test_what_an_engine_said_stays_when_the_passage_is_examined_without_one(
    storage: Storage, passage: Passage, source: Source
) -> None:
    examine_passage(storage, passage.id)
    first = storage.weighings.of(passage.id, source_text([source]), passage.text)
    assert weigh_passage(storage, passage.id) == first
