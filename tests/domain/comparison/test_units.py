import pytest

from annotator.domain.comparison.units import Weight, units
from annotator.domain.words import words


def keys(text: str, elsewhere: frozenset[str] = frozenset(), language: str = "en") -> list[str]:
    return [unit.key for unit in units(words(text), text, language, elsewhere)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I don't", ["i", "do", "not"]),
        ("We can’t, won’t", ["we", "can", "not", "will", "not"]),
        ("cannot", ["can", "not"]),
        ("Putin's war", ["putin", "'s", "war"]),
        ("a 22-year-old", ["a", "22", "year", "old"]),
        ("5% or five per cent", ["5", "percent", "or", "5", "percent"]),
        ("no one", ["nobody"]),
        ("no, one", ["no", "1"]),
        ("twenty-five thousand men", ["25000", "men"]),
        ("at 3 p.m. sharp", ["at", "15:00", "sharp"]),
        ("... !", []),
    ],
)
def test_a_text_is_compared_by_these_keys(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


def test_a_hyphenated_word_stays_whole_where_the_other_text_writes_it_so() -> None:
    assert keys("anti-war") == ["anti", "war"]
    assert keys("anti-war", frozenset({"antiwar"})) == ["antiwar"]


def test_english_contractions_are_not_read_into_other_languages() -> None:
    assert keys("l'm don't five", language="fr") == ["l'm", "don't", "five"]


def test_every_unit_reads_what_its_span_holds() -> None:
    text = "He can't pay 300 thousand."
    assert [unit.span.within(text) for unit in units(words(text), text, "en", frozenset())] == [
        "He",
        "ca",
        "n't",
        "pay",
        "300 thousand",
    ]


def test_articles_are_light_and_negations_are_not() -> None:
    text = "the not soldier"
    assert [unit.weight for unit in units(words(text), text, "en", frozenset())] == [
        Weight.LIGHT,
        Weight.MINOR,
        Weight.CONTENT,
    ]
