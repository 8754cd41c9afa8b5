"""Certainty, questions, pronouns, tone, doubled words."""

import pytest

from annotator.domain.passages import PassageKind
from tests.domain.checks.passages import by, found


@pytest.mark.parametrize(
    ("language", "source", "rendering", "hedge"),
    [
        ("uk", "перший затвор, можливо, доведеться відкрити.", "the first gate would be opened.", "можливо"),
        ("ru", "Он якобы украл деньги.", "He stole the money.", "якобы"),
        ("de", "Vielleicht kommen sie morgen.", "They are coming tomorrow.", "Vielleicht"),
        ("fr", "Il est peut-être parti.", "He has left.", "peut-être"),
        ("ru", "Погибло около 500 человек.", "500 people died.", "около"),
        ("ar", "لم تكن لدى بعضهم أوراق ثبوتية.", "They had no papers.", "بعضهم"),
    ],
)
def test_a_guess_that_became_a_fact_is_suspected(language: str, source: str, rendering: str, hedge: str) -> None:
    suspicion = by("certainty", found(source, rendering, language))[0]
    assert [span.within(source) for span in suspicion.source] == [hedge]
    assert suspicion.category == "certainty"


def test_a_hedge_that_nobody_said_is_suspected() -> None:
    rendering = "They allegedly took the old boat."
    suspicion = by("certainty", found("Они взяли старую лодку.", rendering, "ru"))[0]
    assert [span.within(rendering) for span in suspicion.reporter] == ["allegedly"]


@pytest.mark.parametrize(
    ("language", "source", "rendering"),
    [
        ("ru", "Может быть, это были они.", "Maybe it was them."),
        ("de", "Wahrscheinlich ist er krank.", "He must be ill."),
        ("es", "Quizás vengan mañana.", "They may come tomorrow."),
        ("ru", "Погибло около 500 человек.", "Some 500 people died."),
        ("fr", "Il s'agit d'environ 30 personnes.", "It concerns roughly 30 people."),
    ],
)
def test_a_hedge_in_other_words_is_not_suspected(language: str, source: str, rendering: str) -> None:
    assert by("certainty", found(source, rendering, language)) == []


def test_a_question_on_one_side_is_suspected() -> None:
    assert by("question", found("Президент прибыл в город.", "Did the president arrive in the city?", "ru"))
    assert by("question", found("Президент прибыл в город?", "The president arrived in the city.", "ru"))
    assert by("question", found("أين الألم؟", "Where is the pain?", "ar")) == []


def test_an_indirect_question_is_not_suspected() -> None:
    rendering = "We asked only where it hurt."
    assert by("question", found("سألناهم فقط: أين الألم؟", rendering, "ar", kind=PassageKind.INDIRECT_SPEECH)) == []


def test_she_is_not_he() -> None:
    rendering = "He led the officers to the car."
    suspicion = by("pronouns", found("Elle a dirigé les officiers vers la voiture.", rendering, "fr"))[0]
    assert [span.within(rendering) for span in suspicion.reporter] == ["He"]
    assert by("pronouns", found("Elle a dirigé les officiers.", "She led the officers.", "fr")) == []


def test_a_threat_that_became_a_request_is_suspected() -> None:
    source = "Ще раз відкриєте затвори вночі без попередження — відповідатимете за це особисто. Кожен із вас."
    rendering = "if the gates were opened at night again without warning, they would be asked for an explanation."
    suspicion = by("tone", found(source, rendering, "uk"))[0]
    assert suspicion.source[0].within(source) == "відповідатимете"


def test_a_doubled_word_is_suspected_once_unless_it_was_said_twice() -> None:
    rendering = "The demands could not be met met met."
    suspicions = by("repetition", found("Die Forderungen konnten nicht erfüllt werden.", rendering, "de"))
    assert len(suspicions) == 1
    assert by("repetition", found("Назад, назад назад!", "Back, back back!", "ru")) == []
