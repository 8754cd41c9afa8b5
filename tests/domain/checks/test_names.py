"""Names across scripts."""

import pytest

from tests.domain.checks.passages import by, found


@pytest.mark.parametrize(
    ("language", "source", "rendering"),
    [
        (
            "ru",
            "Сайт сообщил, что Дмитрий Кислов живёт в Краснодаре.",
            "The site said Dmitry Kislov lives in Krasnodar.",
        ),
        ("uk", "Учора Володимир Зеленський прибув до Харкова.", "Volodymyr Zelensky arrived in Kharkiv yesterday."),
        (
            "de",
            "Gestern besuchte Olivia de Havilland Kalifornien.",
            "Olivia de Havilland visited California yesterday.",
        ),
        ("fr", "Le projet de l'UE concerne aussi l'Allemagne.", "The EU project also concerns Germany."),
        ("es", "Según Dmitri Kislov, en Moscú hay nieve.", "According to Dmitri Kislov, there is snow in Moscow."),
        ("ar", "قال الرئيس فلاديمير بوتين في موسكو", "President Vladimir Putin said in Moscow"),
    ],
)
def test_a_name_that_sounds_alike_is_not_suspected(language: str, source: str, rendering: str) -> None:
    assert by("names", found(source, rendering, language)) == []


@pytest.mark.parametrize(
    ("language", "source", "rendering", "said", "written"),
    [
        (
            "ru",
            "Вчера в Казань приехал Дмитрий Кислов.",
            "Yesterday Boris Nemtsov came to Kazan.",
            "Дмитрий Кислов",
            "Boris Nemtsov",
        ),
        (
            "fr",
            "Hier, Arnold Schwarzenegger a parlé à Paris.",
            "Yesterday John Oliver spoke in Paris.",
            "Arnold Schwarzenegger",
            "John Oliver",
        ),
    ],
)
def test_a_name_in_the_place_of_another_is_suspected_on_both_sides(
    language: str, source: str, rendering: str, said: str, written: str
) -> None:
    suspicion = by("names", found(source, rendering, language))[0]
    assert (suspicion.category, suspicion.severity) == ("name", "critical")
    assert [span.within(source) for span in suspicion.source] == [said]
    assert [span.within(rendering) for span in suspicion.reporter] == [written]


def test_a_name_that_was_left_out_is_suspected_in_the_source_alone() -> None:
    source = "Как сообщил вчера журналист Райан Кеннеди, игра прошла хорошо."
    suspicion = by("names", found(source, "As the journalist reported yesterday, the game went well.", "ru"))[0]
    assert [span.within(source) for span in suspicion.source] == ["Райан Кеннеди"]
    assert suspicion.reporter == ()


def test_a_governor_is_not_a_mayor() -> None:
    rendering = "The mayor spoke to journalists yesterday."
    suspicion = by("names", found("Губернатор вчера говорил с журналистами.", rendering, "ru"))[0]
    assert suspicion.reason == "The original has “Губернатор”, the English “mayor”: another title."


def test_letters_may_stand_for_the_words_of_a_name() -> None:
    source = "Отношения разорвали ОАЭ и Египет."
    assert by("names", found(source, "Relations were severed by the United Arab Emirates and Egypt.", "ru")) == []
