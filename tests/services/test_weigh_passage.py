from pathlib import Path

import pytest

from annotator.domain.articles import ArticleDetails
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.sources import SourceDetails
from annotator.engines.registry import Engines
from annotator.services.attach_source import attach_source
from annotator.services.compare_passage import compare_passage
from annotator.services.mark_passage import mark_quote
from annotator.services.weigh_passage import weigh_passage
from annotator.storage import Storage

SPOKEN = "Мы вывезли с берега 1500 человек 12 апреля."
FAITHFUL = "We took 1,500 people off the bank on 12 April."
FREE = "Nobody has slept since the bridge went under water."


@pytest.fixture
def engines(tmp_path: Path) -> Engines:
    return Engines(tmp_path)


def _passage(storage: Storage, words: str, spoken: str = SPOKEN, language: str = "ru") -> Passage:
    article = storage.articles.add(ArticleDetails("Captain speaks"), f"Captain speaks\n\n“{words}” she said.")
    passage = mark_quote(storage, article.id, words, None, PassageDetails())
    attach_source(storage, passage.id, None, SourceDetails(spoken, language))
    return storage.passages.get(passage.id)


def test_a_rendering_of_something_else_comes_before_a_faithful_one(storage: Storage, engines: Engines) -> None:
    faithful = weigh_passage(storage, _passage(storage, FAITHFUL).id, engines)
    free = weigh_passage(storage, _passage(storage, FREE).id, engines)
    assert faithful is not None
    assert free is not None
    assert free.triage > faithful.triage
    assert free.surprise is not None
    assert faithful.surprise is not None
    assert free.surprise > faithful.surprise


def test_a_weighing_is_kept_for_these_words_only(storage: Storage, engines: Engines) -> None:
    passage = _passage(storage, FAITHFUL)
    found = weigh_passage(storage, passage.id, engines)
    assert storage.weighings.of(passage.id, SPOKEN, FAITHFUL) == found
    assert storage.weighings.of(passage.id, SPOKEN, FREE) is None


def test_without_an_engine_the_links_alone_speak(storage: Storage, tmp_path: Path) -> None:
    found = weigh_passage(storage, _passage(storage, FAITHFUL).id, Engines(tmp_path, embedded=tmp_path))
    assert found is not None
    assert found.surprise is None
    assert "model:alone" in found.signature


def test_a_text_that_the_engine_cannot_read_is_weighed_by_its_links(storage: Storage, engines: Engines) -> None:
    found = weigh_passage(storage, _passage(storage, FAITHFUL, "12 1500", "ru").id, engines)
    assert found is not None
    assert found.surprise is None


def test_an_engine_of_the_other_direction_is_asked_where_one_is_installed(storage: Storage, engines: Engines) -> None:
    found = weigh_passage(storage, _passage(storage, FAITHFUL).id, engines)
    german = "Wir haben am 12. April 1500 Menschen vom Ufer geholt."
    other = weigh_passage(storage, _passage(storage, "We took 1,500 people away.", german, "de").id, engines)
    assert found is not None
    assert other is not None
    assert "model:reverse" in found.signature
    assert "pair:en-ru" in found.signature
    assert "model:witness" in other.signature
    assert "reverse" not in other.signature
    assert other.surprise is not None


def test_nothing_is_said_without_an_original(storage: Storage, engines: Engines, passage: Passage) -> None:
    assert weigh_passage(storage, passage.id, engines) is None


def test_two_thousand_words_are_not_weighed_while_somebody_waits(storage: Storage, engines: Engines) -> None:
    assert weigh_passage(storage, _passage(storage, "We left. " * 1000, SPOKEN).id, engines) is None


def test_a_passage_tells_how_far_its_words_are_linked_and_how_it_was_weighed(
    storage: Storage, engines: Engines
) -> None:
    passage = _passage(storage, FAITHFUL)
    told = {score.name for score in compare_passage(storage, passage, "en", []).whole}
    assert told == {"Rendered", "Grounded"}
    weigh_passage(storage, passage.id, engines)
    told = {score.name for score in compare_passage(storage, passage, "en", []).whole}
    assert told == {"Rendered", "Grounded", "Surprise", "Triage"}
