import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.suggestions.quotations import quotations
from annotator.domain.text import canonical
from annotator.exchange.cue_lists import cue_list

ELISIONS = cue_list("en").grammar.elisions


def quoted(text: str) -> list[str]:
    return [quotation.inner.within(text) for quotation in quotations(text, ELISIONS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Go,” she said.", ["Go,"]),
        ('"Go," she said. "Now."', ["Go,", "Now."]),
        ("‘Go,’ she said. ‘It’s late.’", ["Go,", "It’s late."]),
        ("'Go,' she said. 'It's late.'", ["Go,", "It's late."]),
        ("„Nein“, sagte er. „Nie.”", ["Nein", "Nie."]),
        ("« Oui », dit-il. «Non.»", ["Oui", "Non."]),
        ("»Ja«, sagte er.", ["Ja"]),
        ("「はい」と言った。", ["はい"]),
        ("“I was like, ‘Oh great!’ and left,” he said.", ["I was like, ‘Oh great!’ and left,"]),
        ('"Straight, then curly,” he said.', ["Straight, then curly,"]),
        ("'Please come back!': Plea from child", ["Please come back!"]),
    ],
)
def test_each_kind_of_mark_is_read(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The players' union and the '90s, rock 'n' roll and the boys’ room.",
        'He is 6\'2" tall; the board is 5" wide.',
        "It’s Dmitry’s father’s coat.",
        "‘Tis the season, ’tis, of the ’60s.",
        "A lonely ” and a lonely “ here",
        '“” and "" and “ ”',
        "",
    ],
)
def test_apostrophes_and_stray_marks_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_a_plural_possessive_does_not_end_a_quotation_in_single_marks() -> None:
    assert quoted("He recalled ‘the boys’ years of plenty’ and left.") == ["the boys’ years of plenty"]


def test_a_quotation_over_paragraphs_gives_one_for_each() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” he said."
    found = quotations(text)
    assert [quotation.inner.within(text) for quotation in found] == ["One.", "Two.", "Three,"]
    assert [quotation.goes_on for quotation in found] == [True, True, False]


def test_a_forgotten_closing_mark_at_the_start_of_a_paragraph_is_forgiven() -> None:
    assert quoted("“We are going home.\n\nHe left.") == ["We are going home."]


def test_an_unclosed_mark_does_not_swallow_the_next_quotation() -> None:
    assert quoted("He said “no and then “yes” to all.") == ["yes"]


def test_an_unclosed_straight_mark_does_not_turn_the_rest_of_the_text_inside_out() -> None:
    assert quoted('A "broken mark and then "a whole one" and "another" here.') == ["a whole one", "another"]


@given(st.text(alphabet="ab. ,\n\"'“”„‟«»‹›‘’‚「」s", max_size=80))
def test_quotations_are_in_order_apart_and_never_blank(raw: str) -> None:
    text = canonical(raw)
    reach = 0
    for quotation in quotations(text):
        assert quotation.outer.start >= reach
        assert quotation.outer.contains(quotation.inner)
        assert quotation.inner.within(text).strip() == quotation.inner.within(text) != ""
        reach = quotation.outer.end


@pytest.mark.parametrize("unit", ['"a b ', "“ ", "‘a’ “b ", "'a s' b ", "”", "«"])
def test_two_hundred_thousand_characters_of_marks_take_no_longer_than_their_number(unit: str) -> None:
    began = time.process_time()
    quotations((unit * (200_000 // len(unit))).strip())
    assert time.process_time() - began < 5
