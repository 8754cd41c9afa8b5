"""Trials: which changed renderings an engine is asked about, and what its answers do."""

from dataclasses import replace

import pytest

from annotator.domain.checks import Material, suspect
from annotator.domain.checks.judging import judged
from annotator.domain.checks.material import Gain, Place
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.trials import MOST, gains, trials
from tests.domain.checks.passages import by, material

SOURCE = "За первые двое суток мы вывезли детей и стариков с низкого восточного берега."
LOST = "In the first two days we took children off the low eastern bank."
BRIEF = "Мы быстро вывезли людей с восточного берега."
ADDED = "We quickly took frightened people off the eastern bank."
SHE = "Она закончила школу, и она работает врачом."


def _at(kind: str, given: Material, word: str) -> Place:
    (place,) = {trial.place for trial in trials(given) if trial.place[0] == kind and _touches(trial.place, given, word)}
    return place


def _touches(place: Place, given: Material, word: str) -> bool:
    text, number = (given.source, place[1]) if place[1] >= 0 else (given.rendering, place[2])
    return text.rstrip(".").replace(",", "").split()[number] == word


def _heard(given: Material, place: Place, nats: float, word: str = "") -> Material:
    return replace(given, gains={place: Gain(nats, word)})


def test_a_word_that_may_be_lost_is_tried_in_its_place() -> None:
    given = material(SOURCE, LOST, "ru")
    tried = {trial.text for trial in trials(given) if trial.place == _at("in", given, "стариков")}
    assert "In the first two days we took children elderly off the low eastern bank." in tried


def test_a_word_that_may_be_added_is_left_out() -> None:
    given = material(BRIEF, ADDED, "ru")
    texts = {trial.text for trial in trials(given) if trial.place == _at("out", given, "frightened")}
    assert texts == {"We quickly took people off the eastern bank."}


def test_what_the_engine_says_raises_and_lowers_an_omission() -> None:
    given = material(SOURCE, LOST, "ru")
    place = _at("in", given, "стариков")
    (sure,) = by("omission", suspect(_heard(given, place, 8.0, "elderly")))
    assert sure.confidence > 0.8
    assert by("omission", suspect(_heard(given, place, -9.0, "elderly"))) == []


def test_what_the_engine_says_raises_and_lowers_the_likelihood_of_an_addition() -> None:
    given = material(BRIEF, ADDED, "ru")
    place = _at("out", given, "frightened")
    for_it, against_it = (judged(Reading(_heard(given, place, nats))).added[place[2]] for nats in (10.0, -4.0))
    assert for_it > judged(Reading(given)).added[place[2]] > against_it


def test_who_acts_is_missed_only_where_the_engine_misses_it() -> None:
    given = material(SHE, "She finished school, and works as a doctor.", "ru")
    assert by("subjects", suspect(given)) == []
    place: Place = ("in", SHE.replace(",", "").replace(".", "").split().index("она"), -1)
    (told,) = by("subjects", suspect(_heard(given, place, 5.0, "she")))
    assert told.category == "omission"
    assert "“она”" in told.reason
    assert by("subjects", suspect(_heard(given, place, 0.5, "she"))) == []


def test_a_pronoun_that_the_rendering_has_is_not_tried() -> None:
    given = material(SHE, "She finished school, and she works as a doctor.", "ru")
    assert not [trial for trial in trials(given) if trial.word.casefold() == "she"]


@pytest.mark.parametrize(
    ("rendering", "changed"),
    [
        ("He is going home.", "He was going home."),
        ("He will go home.", "He go home."),
        ("He will be at home.", "He was at home."),
        ("He helped us.", "He helps us."),
    ],
)
def test_a_verb_is_tried_in_another_time(rendering: str, changed: str) -> None:
    tried = {trial.text for trial in trials(material("Он шёл домой и помогал нам.", rendering, "ru"))}
    assert changed in tried


def test_another_time_is_told_where_the_engine_finds_it_far_more_probable() -> None:
    given = material("Он был дома.", "He is at home.", "ru")
    place: Place = ("tense", -1, 1)
    (told,) = by("tense", suspect(_heard(given, place, 5.0, "was")))
    assert told.category == "tense"
    assert "with “was”" in told.reason
    assert by("tense", suspect(_heard(given, place, 1.0, "was"))) == []
    assert by("tense", suspect(given)) == []


def test_the_best_trial_of_a_place_counts_and_a_text_without_an_answer_does_not() -> None:
    asked = trials(material(SOURCE, LOST, "ru"))
    place = asked[0].place
    texts = [trial.text for trial in asked if trial.place == place]
    found = gains(asked, -10.0, {texts[0]: -7.0, texts[-1]: -12.0})
    assert found.keys() == {place}
    assert found[place].nats == 3.0
    assert gains(asked, -10.0, {}) == {}


@pytest.mark.parametrize(("source", "rendering"), [("", LOST), (SOURCE, SOURCE), ("12 1500", "12 1500"), (SOURCE, "")])
def test_nothing_is_tried_where_nothing_can_be_compared(source: str, rendering: str) -> None:
    assert trials(material(source, rendering, "ru")) == ()


def test_without_a_lexicon_nothing_is_tried_and_a_long_passage_is_tried_so_often_only() -> None:
    assert trials(material(SOURCE, LOST, "ru", with_lexicon=False)) == ()
    assert len(trials(material(SOURCE * 20, "The cat sat on the mat and was glad. " * 30, "ru"))) <= MOST
