import pytest

from annotator.domain.comparison.numerals import number_at


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("five", "5"),
        ("5", "5"),
        ("5.50", "5.5"),
        ("twenty five", "25"),
        ("300 thousand", "300000"),
        ("three hundred thousand", "300000"),
        ("a hundred", "100"),
        ("a million", "1000000"),
        ("two hundred and fifty", "250"),
        ("two million three hundred thousand", "2300000"),
        ("1.5 million", "1500000"),
        ("5bn", "5000000000"),
        ("fifth", "5th"),
        ("5th", "5th"),
        ("twenty first", "21th"),
        ("ninth", "9th"),
        ("twelfth", "12th"),
        ("fortieth", "40th"),
        ("3 p.m.", "15:00"),
        ("3 pm", "15:00"),
        ("3.30pm", "15:30"),
        ("12 a.m.", "0:00"),
        ("12 pm", "12:00"),
        ("15:00", "15:00"),
        ("09:05", "9:05"),
    ],
)
def test_a_number_is_read_whole(written: str, key: str) -> None:
    forms = written.split()
    assert number_at([*forms, "people"], 0) == (len(forms), key)


@pytest.mark.parametrize(
    ("written", "length", "key"),
    [
        ("one two", 1, "1"),
        ("five twenty", 1, "5"),
        ("5 300", 1, "5"),
        ("two hundred and many", 2, "200"),
        ("13 pm", 1, "13"),
    ],
)
def test_reading_stops_where_the_number_does(written: str, length: int, key: str) -> None:
    assert number_at(written.split(), 0) == (length, key)


@pytest.mark.parametrize("written", ["a", "a soldier", "thousand", "hundred men", "f16", "25:10", "tenant"])
def test_other_words_are_no_number(written: str) -> None:
    assert number_at(written.split(), 0) is None
