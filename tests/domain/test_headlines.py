import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.headlines import as_a_sentence

TEXT = (
    "‘We Left No One on the Far Bank’: Ferry Returns\n\n"
    "“We left no one,” she said on the far side of Port Verbny. The bank is low there. No one asked White "
    "about the white boat."
)


def test_words_that_the_article_writes_small_are_written_small() -> None:
    assert as_a_sentence("We Left No One on the Far Bank", TEXT) == "We left no one on the far bank"


def test_names_and_words_that_stand_nowhere_else_keep_their_capitals() -> None:
    assert as_a_sentence("No One in Port Verbny Wept", TEXT) == "No one in Port Verbny Wept"


def test_a_word_that_the_article_writes_either_way_as_often_keeps_its_capital() -> None:
    assert as_a_sentence("The Far White Bank", TEXT.partition("\n\n")[2]) == "The far White bank"


@pytest.mark.parametrize("line", ["We left no one on the far bank", "The Bank", "", "—"])
def test_what_is_not_in_title_case_stays_as_it_is(line: str) -> None:
    assert as_a_sentence(line, TEXT) == line


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_but_the_case_of_letters_changes(headline: str, text: str) -> None:
    assert as_a_sentence(headline, text).lower() == headline.lower()
