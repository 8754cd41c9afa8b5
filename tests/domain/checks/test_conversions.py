"""Measures in other units: within rounding faithful, else told."""

import pytest

from tests.domain.checks.passages import by, found


@pytest.mark.parametrize(
    ("language", "source", "rendering"),
    [
        ("ru", "До границы 16 километров.", "It is 10 miles to the border."),
        ("ru", "Ночью было 30 градусов мороза.", "It was minus 22 degrees at night."),
        ("ru", "Днём было 30 градусов.", "It was 86 degrees in the daytime."),
        ("ru", "Сгорело 500 гектаров леса.", "Some 1,200 acres of forest burned."),
        ("uk", "Він пройшов 5 км.", "He walked 3 miles."),
        ("de", "Der Wagen fuhr 100 km/h.", "The car was doing 62 mph."),
        ("de", "Es waren 35 Grad.", "It was 95 degrees."),
        ("de", "Es waren 35 Grad.", "It was 35 degrees."),
        ("fr", "Il pesait 80 kilos.", "He weighed 176 pounds."),
        ("es", "Ardieron 20 hectáreas.", "Fifty acres burned."),
        ("es", "Está a 500 metros.", "It is 1,640 feet away."),
        ("ru", "До границы 16 километров.", "It is 16 kilometers to the border."),
    ],
)
def test_a_conversion_within_rounding_is_faithful(language: str, source: str, rendering: str) -> None:
    assert by("numbers", found(source, rendering, language)) == []


@pytest.mark.parametrize(
    ("language", "source", "rendering", "told"),
    [
        ("ru", "До границы 16 километров.", "It is 30 miles to the border.", "“16 километров” is about 9.9 miles"),
        ("ru", "До границы 16 километров.", "It is 16 miles to the border.", "“16 километров” is about 9.9 miles"),
        ("ru", "Сгорело 500 гектаров леса.", "Some 500 acres of forest burned.", "is about 1,236 acres"),
        ("de", "Es waren 35 Grad.", "It was 80 degrees Fahrenheit.", "is about 95 degrees Fahrenheit"),
        ("fr", "Il pesait 80 kilos.", "He weighed 80 pounds.", "is about 176 pounds"),
    ],
)
def test_a_wrong_conversion_is_told_with_what_it_should_be(
    language: str, source: str, rendering: str, told: str
) -> None:
    (suspicion,) = by("numbers", found(source, rendering, language))
    assert suspicion.category == "number"
    assert suspicion.source
    assert suspicion.reporter
    assert told in suspicion.reason


def test_a_million_is_no_mile_and_a_sign_beside_a_figure_is_read() -> None:
    assert by("numbers", found("Погибли 16 миллионов человек.", "Sixteen million people died.", "ru")) == []
    told = by("numbers", found("Он заплатил 20 долларов.", "He paid €20.", "ru"))
    assert [suspicion.reason for suspicion in told] == [
        "The original has “долларов”, the English “€”: another currency."
    ]
