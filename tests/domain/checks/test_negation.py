"""Negation on one side only."""

import pytest

from tests.domain.checks.passages import by, found


@pytest.mark.parametrize(
    ("language", "source", "rendering"),
    [
        ("ru", "Мне никто ничего не передавал.", "No one passed anything on to me."),
        ("ru", "Это не только угроза, но и обещание.", "This is both a threat and a promise."),
        ("uk", "Ніхто нічого не сказав.", "Nobody said anything."),
        ("de", "Das ist unmöglich.", "That is not possible."),
        ("de", "Er hatte keine Papiere.", "He had no papers."),
        ("fr", "La loi interdit la vente de jeux vidéo.", "The law does not allow the sale of video games."),
        ("fr", "Je ne sais pas.", "I don't know."),
        ("es", "No vino nadie.", "Nobody came."),
        ("ar", "لم نسأل أحدًا من أين جاء.", "We did not ask anyone where they came from."),
        ("zh", "我们不知道。", "We don't know."),
    ],
)
def test_a_negation_that_both_sides_have_is_not_suspected(language: str, source: str, rendering: str) -> None:
    assert by("negation", found(source, rendering, language)) == []


@pytest.mark.parametrize(
    ("language", "source", "rendering"),
    [
        ("ru", "Мы оставили людей на том берегу.", "We did not leave the people on that bank."),
        ("de", "Der Mann arbeitet als Freiwilliger.", "The man does not work as a volunteer."),
        ("fr", "La maladie affecte le système nerveux.", "The disease doesn't affect the nervous system."),
        ("es", "Los agentes entraron al patio.", "The agents never entered the courtyard."),
        ("ar", "وصلت السفينة إلى الميناء.", "The ship did not reach the port."),
        ("zh", "总统昨天访问了北京。", "The president did not visit Beijing yesterday."),
    ],
)
def test_a_negation_that_nobody_said_is_suspected(language: str, source: str, rendering: str) -> None:
    suspicion = by("negation", found(source, rendering, language))[0]
    assert (suspicion.category, suspicion.severity) == ("negation", "critical")
    assert suspicion.source == ()
    assert suspicion.reporter


def test_a_lost_negation_is_told_with_its_words() -> None:
    source = "Если вода не спадёт до пятницы, паром встанет."
    suspicion = by("negation", found(source, "If the water falls by Friday, the ferry will stop.", "ru"))[0]
    assert [span.within(source) for span in suspicion.source] == ["не"]
    assert suspicion.reason == "The original has “не”, and the English denies nothing."


def test_words_that_deny_inside_a_clause_count_once() -> None:
    suspicions = by("negation", found("Мне никто ничего не передавал.", "Everyone passed everything on to me.", "ru"))
    assert len(suspicions) == 1
    assert len(suspicions[0].source) == 3


def test_a_machine_rendering_that_denies_too_makes_a_new_negation_less_likely() -> None:
    source, rendering = "Мы оставили людей на том берегу.", "We did not leave the people on that bank."
    alone = by("negation", found(source, rendering, "ru"))[0]
    agreeing = by("negation", found(source, rendering, "ru", "We didn't leave people on the other bank."))
    against = by("negation", found(source, rendering, "ru", "We left people on the other bank."))[0]
    assert not agreeing or agreeing[0].confidence < alone.confidence
    assert against.confidence > alone.confidence
