import pytest

from annotator.domain.sources import SourceDetails
from annotator.domain.spans import Span
from annotator.engines.base import Capability
from annotator.engines.canned import CannedEngine
from annotator.errors import UnsupportedText
from annotator.services.read_document import Readings
from annotator.services.score_places import likelihoods

TEXT = "До свидания, папа. 15:00! Мы уходим."
BYE, TIME, LEAVE = Span(0, 18), Span(19, 25), Span(26, 36)
PAIR = ("ru", "en")


@pytest.fixture
def engine() -> CannedEngine:
    return CannedEngine({PAIR: {"До свидания, папа.": ["Goodbye, daddy."], "Мы уходим.": ["We leave."]}})


class _Silent(CannedEngine):
    """Cannot say how probable anything is."""

    capabilities = frozenset({Capability.TRANSLATE})


def test_the_stretch_that_the_passage_renders_makes_it_most_probable(engine: CannedEngine) -> None:
    heard = likelihoods(engine, "Goodbye, daddy.", TEXT, [BYE, LEAVE], PAIR)
    assert heard[BYE] > heard[LEAVE]


def test_the_whole_passage_counts_and_not_its_mean_word(engine: CannedEngine) -> None:
    one, two = (likelihoods(engine, words, TEXT, [LEAVE], PAIR)[LEAVE] for words in ("Bread", "Bread and butter"))
    assert two == pytest.approx(3 * one)


def test_a_stretch_that_the_engine_cannot_read_is_left_out(engine: CannedEngine) -> None:
    with pytest.raises(UnsupportedText):
        engine.score([TIME.within(TEXT)], ["Goodbye"], *PAIR)
    assert set(likelihoods(engine, "Goodbye, daddy.", TEXT, [BYE, TIME, LEAVE], PAIR)) == {BYE, LEAVE}


def test_an_engine_that_cannot_say_or_breaks_down_says_nothing(engine: CannedEngine) -> None:
    assert likelihoods(_Silent({PAIR: {}}), "Goodbye", TEXT, [BYE], PAIR) == {}
    engine.failure = "It broke."
    assert likelihoods(engine, "Goodbye", TEXT, [BYE], PAIR) == {}
    assert likelihoods(engine, "Goodbye", TEXT, [], PAIR) == {}


def test_what_an_engine_said_is_remembered(engine: CannedEngine) -> None:
    details = SourceDetails(TEXT, "ru")
    reading = Readings().read(details, "en")
    first = reading.hear(engine, "Goodbye, daddy.", details, [BYE, LEAVE], "en")
    asked = engine.calls
    assert reading.hear(engine, "Goodbye, daddy.", details, [LEAVE], "en") == first
    assert engine.calls == asked
    reading.hear(engine, "We leave.", details, [LEAVE], "en")
    assert engine.calls > asked
