from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.alignment import numbers, same_number

CASES = {
    "ru": {
        "триста тысяч": "300000",
        "2,5 млн": "2500000",
        "двадцать второго": "22th",
        "сто двадцать пять": "125",
        "пять миллионов двести тысяч": "5200000",
        "5-го": "5th",
        "15:00": "15:00",
        "трёх": "3",
    },
    "uk": {"п'ять тисяч двісті": "5200", "двадцять два": "22", "1 500": "1500", "п’ятеро": "5"},
    "de": {
        "einundzwanzig": "21",
        "siebenundneunzig": "97",
        "zweitausendfünfhundert": "2500",
        "3,5 Millionen": "3500000",
        "1.500": "1500",
        "dritte": "3th",
    },
    "fr": {
        "quatre-vingt-dix-sept": "97",
        "soixante et onze": "71",
        "vingt et un": "21",
        "mille neuf cent": "1900",
        "deux cent mille": "200000",
        "1er": "1th",
    },
    "es": {"treinta y cinco mil": "35000", "dos mil veintidós": "2022", "2,5 millones": "2500000"},
    "ar": {"خمسة وعشرون": "25", "ثلاثمئة ألف": "300000", "خمسة عشر": "15", "٢٥ مليون": "25000000", "ألفان": "2000"},
    "zh": {"三百五十万": "3500000", "二十三": "23", "3万": "30000", "1.5亿": "150000000", "一百零五": "105"},
    "en": {"three hundred and five": "305", "twenty-two": "22", "2.5 million": "2500000", "5th": "5th"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "written", "key"),
    [(language, written, key) for language, cases in CASES.items() for written, key in cases.items()],
)
def test_a_number_is_read_whole(language: str, written: str, key: str) -> None:
    (found,) = numbers(written, language)
    assert (found.key, found.span.within(written)) == (key, written)


def test_a_comma_parts_two_numbers() -> None:
    text = "двадцать, пять"
    assert [found.key for found in numbers(text, "ru")] == ["20", "5"]


def test_figures_are_not_added_to_a_number_word() -> None:
    assert [found.key for found in numbers("20 пять", "ru")] == ["20", "5"]


def test_a_percent_sign_is_no_part_of_the_number() -> None:
    (found,) = numbers("3%", "ru")
    assert found.key == "3"


def test_figures_are_read_in_a_language_without_number_words() -> None:
    assert [found.key for found in numbers("45 kişi ve 1.200 araç", "tr")] == ["45", "1200"]


@pytest.mark.parametrize(("one", "other"), [("5th", "5"), ("15:00", "15"), ("300000", "300000")])
def test_these_keys_mean_one_number(one: str, other: str) -> None:
    assert same_number(one, other)


def test_another_value_is_another_number() -> None:
    assert not same_number("15:30", "15")


@given(st.text(max_size=40), st.sampled_from([*CASES, "tr"]))
def test_any_text_can_be_read(text: str, language: str) -> None:
    found = numbers(text, language)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@given(st.integers(0, 999_999))
def test_figures_mean_themselves(value: int) -> None:
    assert [found.key for found in numbers(f"около {value} человек", "ru")] == [str(value)]
