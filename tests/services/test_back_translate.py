from pathlib import Path

import pytest

from annotator.domain.languages import language, script_share
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.sources import Source
from annotator.domain.spans import Span
from annotator.engines.canned import CannedEngine
from annotator.engines.registry import Engines
from annotator.errors import EngineMissing, InvalidInput, NotFound
from annotator.services.back_translate import back_translate, way_back
from annotator.storage import Storage
from tests.conftest import TEXT
from tests.contents import nothing_saved, rows

SAID = "We left no one behind"
BACK = "Мы никого не оставили"


def _engines(tmp_path: Path, *also: CannedEngine) -> Engines:
    return Engines(tmp_path, also=also, embedded=tmp_path / "none")


@pytest.fixture
def engine() -> CannedEngine:
    return CannedEngine({("en", "ru"): {SAID: [BACK]}})


def test_the_reporters_words_are_put_back_and_remembered(
    storage: Storage, database: Path, tmp_path: Path, engine: CannedEngine, source: Source
) -> None:
    engines = _engines(tmp_path, engine)
    passage = storage.passages.get(source.passage_id)
    before = way_back(storage, engines, passage)
    assert before is not None
    assert (before.language, before.made) == ("ru", [])
    assert [choice.name for choice in before.offer.here] == ["canned"]
    made = back_translate(storage, engines, passage.id, "canned")
    assert (made.text, made.language, made.engine) == (BACK, "ru", "Canned answers")
    assert made.quality == engine.about().quality
    assert made.signature == str(engine.signature("en", "ru"))
    calls = engine.calls
    assert back_translate(storage, engines, passage.id, "canned") == made
    after = way_back(storage, engines, passage)
    assert after is not None
    assert after.made == [made]
    assert engine.calls == calls
    assert rows(database, "select count(*) from rendering") == [(0,)]  # it is no rendering of the source


def test_other_words_of_the_reporter_have_another_way_back(
    storage: Storage, tmp_path: Path, engine: CannedEngine, source: Source
) -> None:
    engines = _engines(tmp_path, engine)
    back_translate(storage, engines, source.passage_id, "canned")
    passage = storage.passages.get(source.passage_id)
    moved = storage.passages.move(passage.id, passage.revision, TEXT, Span(passage.span.start, passage.span.end - 7))
    way = way_back(storage, engines, moved)
    assert way is not None
    assert way.made == []


def test_the_language_of_a_passage_without_an_original_is_enough(
    storage: Storage, tmp_path: Path, engine: CannedEngine, passage: Passage
) -> None:
    engines = _engines(tmp_path, engine)
    assert way_back(storage, engines, passage) is None
    with pytest.raises(InvalidInput, match="in which other language"):
        back_translate(storage, engines, passage.id, "canned")
    told = storage.passages.edit(passage.id, passage.revision, PassageDetails(source_language="ru"))
    assert back_translate(storage, engines, told.id, "canned").text == BACK
    english = storage.passages.edit(told.id, told.revision, PassageDetails(source_language="en"))
    assert way_back(storage, engines, english) is None


def test_without_an_engine_it_is_said_what_can_be_done(
    storage: Storage, database: Path, tmp_path: Path, source: Source
) -> None:
    engines = _engines(tmp_path)
    way = way_back(storage, engines, storage.passages.get(source.passage_id))
    assert way is not None
    assert "No installed model translates English into Russian" in way.offer.advice
    with nothing_saved(database), pytest.raises(EngineMissing, match="English into Russian"):
        back_translate(storage, engines, source.passage_id)
    with nothing_saved(database), pytest.raises(NotFound):
        back_translate(storage, engines, 99)


def test_out_of_the_box_words_go_back_into_russian_and_for_other_languages_it_is_said_what_can_be_done(
    storage: Storage, tmp_path: Path, source: Source
) -> None:
    engines = Engines(tmp_path)
    made = back_translate(storage, engines, source.passage_id)
    assert script_share(made.text, language("ru")) > 0.9
    assert (made.engine, made.quality) == ("starter-en-ru", "starter model, weak")
    storage.sources.detach(source.id)
    for code, name in (("uk", "Ukrainian"), ("de", "German"), ("fr", "French"), ("es", "Spanish")):
        passage = storage.passages.get(source.passage_id)
        told = storage.passages.edit(passage.id, passage.revision, PassageDetails(source_language=code))
        way = way_back(storage, engines, told)
        assert way is not None
        assert f"No installed model translates English into {name}: “annotator models add" in way.offer.advice
