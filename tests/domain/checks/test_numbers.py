"""Numbers across languages and conventions."""

import pytest

from annotator.domain.checks.amounts import amounts
from annotator.exchange.check_data import check_data
from tests.domain.checks.passages import by, found

FERRY = "За первые двое суток мы вывезли с низкого восточного берега полторы тысячи человек."


def test_one_and_a_half_thousand_is_not_five_hundred() -> None:
    rendering = "In the first two days we took 500 people off the low eastern bank."
    suspicion = found(FERRY, rendering, "ru")[0]
    assert (suspicion.check, suspicion.category, suspicion.severity) == ("numbers", "number", "critical")
    assert suspicion.reason == "“полторы тысячи” is 1,500, the English says 500."
    assert [span.within(FERRY) for span in suspicion.source] == ["полторы тысячи"]
    assert [span.within(rendering) for span in suspicion.reporter] == ["500"]


def test_a_machine_rendering_that_kept_the_number_is_named_as_witness() -> None:
    machine = "In the first two days we evacuated 1,500 people from the low eastern bank."
    suspicion = found(FERRY, "In the first two days we took 500 people off the low eastern bank.", "ru", machine)[0]
    assert [(number, span.within(machine)) for number, span in suspicion.machine] == [(0, "1,500")]


@pytest.mark.parametrize(
    ("language", "source", "rendering"),
    [
        ("ru", FERRY, "In the first two days we took 1,500 people off the low eastern bank."),
        ("ru", "Дали повестку, чтобы я пришёл сюда к 15:00.", "They gave me a notice to come here at 3 p.m."),
        ("ru", "Мы прождали полтора часа.", "We waited 1.5 hours."),
        ("de", "Mehr als 272.000 Infektionen wurden registriert.", "More than 272,000 infections were registered."),
        ("de", "Ein Zeuge hörte gegen 3.40 Uhr Geräusche.", "A witness heard noises at around 3:40 a.m."),
        ("de", "Wir trafen uns um halb drei.", "We met at half past two."),
        ("de", "Der 17-jährige Schüler gewann 1,4 Millionen Euro.", "The 17-year-old pupil won 1.4 million euros."),
        ("fr", "Le véhicule a été enlevé vers 12 h 00 GMT.", "The vehicle was removed around 1200 GMT."),
        ("fr", "Dans les années 70 et 80, tout était différent.", "In the 1970s and 80s everything was different."),
        ("es", "Catorce escuelas cerraron el miércoles.", "Fourteen schools closed on Wednesday."),
        ("ar", "استقبلنا ٢١٢ مريضًا في ستة أيام.", "We received 212 patients in six days."),
        ("zh", "三百五十名士兵于2022年到达。", "350 soldiers arrived in 2022."),
        ("uk", "Опівночі 24.02.2022 почалася війна.", "At midnight on February 24, 2022 the war began."),
    ],
)  # fmt: skip
def test_one_number_in_two_conventions_is_not_suspected(language: str, source: str, rendering: str) -> None:
    assert by("numbers", found(source, rendering, language)) == []


@pytest.mark.parametrize(
    ("language", "source", "rendering", "told"),
    [
        ("fr", "Il se trouvait à 500 pieds de là.", "It was 600 feet away.", "600"),
        ("es", "Catorce escuelas cerraron completamente.", "Eleven schools closed completely.", "Eleven"),
        ("de", "Das war im August 2005.", "That was in August 1986.", "1986"),
        ("zh", "2022年有三百名士兵到达。", "In 2012, three hundred soldiers arrived.", "2012"),
        ("ar", "استقبلنا ٢١٢ مريضًا في ستة أيام.", "We received 221 patients in six days.", "221"),
        ("ru", "Это случилось 22 июля.", "It happened on June 22.", "June"),
        ("de", "Er kam am Dienstag.", "He came on Thursday.", "Thursday"),
        ("es", "Costaba 300 dólares.", "It cost 300 euros.", "euros"),
        ("fr", "Le vent vient du nord.", "The wind comes from the south.", "south"),
        ("fr", "Ils n'ont pas encore adopté l'iPhone6.", "They have not yet adopted the iPhone7.", "iPhone7"),
    ],
)
def test_another_number_month_currency_or_direction_is_suspected(
    language: str, source: str, rendering: str, told: str
) -> None:
    spans = [
        span.within(rendering) for one in by("numbers", found(source, rendering, language)) for span in one.reporter
    ]
    assert spans == [told]


def test_a_number_that_nobody_said_is_suspected_in_the_rendering_alone() -> None:
    suspicion = by("numbers", found("Мы вывезли людей с берега.", "We took 47 people off the bank.", "ru"))[0]
    assert suspicion.source == ()
    assert suspicion.reason == "The English says 47, and no such number is in the original."


def test_half_past_is_read_in_german_as_half_before() -> None:
    assert [amount.key for amount in amounts("um halb drei", "de", check_data("de"))] == ["2:30"]
    assert "14:30" in amounts("um halb drei", "de", check_data("de"))[0].meanings
