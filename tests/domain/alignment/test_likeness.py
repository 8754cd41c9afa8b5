import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.alignment import likeness

NAME = 0.62  # from here on two words are taken for one name


@pytest.mark.parametrize(
    ("source", "rendering"),
    [
        ("Шульман", "Schulman"),
        ("Обамы", "Obama"),
        ("Зеленський", "Zelensky"),
        ("Харків", "Kharkiv"),
        ("Путина", "Putin’s"),
        ("Джонсон", "Johnson"),
        ("Nigéria", "Nigeria"),
        ("Müller", "Muller"),
        ("أوباما", "Obama"),
        ("كارولينا", "Carolina"),
        ("واشنطن", "Washington"),
    ],
)
def test_one_name_in_two_spellings_is_alike(source: str, rendering: str) -> None:
    assert likeness(source, rendering) >= NAME


@pytest.mark.parametrize(
    ("source", "rendering"),
    [
        ("Харьков", "Kherson"),
        ("Меркель", "Macron"),
        ("Москва", "Minsk"),
        ("Шульман", "President"),
        ("واشنطن", "Carolina"),
        ("奥巴马", "Obama"),
        ("и", "I"),
        ("", "Obama"),
        ("123", "Obama"),
    ],
)
def test_other_words_are_not_alike(source: str, rendering: str) -> None:
    assert likeness(source, rendering) < NAME


def test_an_ending_costs_less_than_another_beginning() -> None:
    assert likeness("Байденом", "Biden") > likeness("Райден", "Biden")


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_a_share(source: str, rendering: str) -> None:
    assert 0.0 <= likeness(source, rendering) <= 1.0
