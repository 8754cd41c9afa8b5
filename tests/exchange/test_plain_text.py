from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.text import canonical
from annotator.errors import InvalidInput, TooLarge
from annotator.exchange.limits import MAX_TEXT
from annotator.exchange.plain_text import read_text

BODY = "The minister said on Friday that the border would stay open, whatever the neighbours decided about theirs."


def test_headline_byline_and_date_are_read_and_stay_in_the_text() -> None:
    text = f"Minister: ‘We stay open’\n\nBy Ann Example and Bo de Vries\n\nSeptember 22, 2022 | 2:01pm\n\n{BODY}"
    found = read_text(text)
    assert found.title == "Minister: ‘We stay open’"
    assert found.byline == "Ann Example and Bo de Vries"
    assert found.published_on == date(2022, 9, 22)
    assert found.text == text


def test_nothing_is_invented_where_the_text_says_nothing() -> None:
    found = read_text(f"{BODY}\n\n{BODY}")
    assert (found.title, found.outlet, found.byline, found.language, found.url) == ("", "", "", "", "")
    assert found.published_on is None


def test_a_caption_keeps_its_credit_line() -> None:
    text = f"A headline here\n\n{BODY}\n\nA bus in the square.\nTwitter / @somebody"
    assert read_text(text).text == text


def test_text_without_blank_lines_has_each_line_as_a_paragraph() -> None:
    assert read_text(f"A headline here\n{BODY}\n{BODY}").text == f"A headline here\n\n{BODY}\n\n{BODY}"


def test_lines_wrapped_by_a_program_are_joined_again() -> None:
    import textwrap

    paragraphs = [f"{BODY} {BODY} {BODY}", f"“Go away,” he said. {BODY} {BODY} {BODY}"]
    wrapped = "\n\n".join(textwrap.fill(paragraph, 72, break_on_hyphens=False) for paragraph in paragraphs)
    assert read_text(wrapped).text == "\n\n".join(paragraphs)


def test_lines_that_a_person_broke_stay_broken() -> None:
    verse = "\n".join(
        ["The long road leads from the river up the hill and on", "to nowhere at all", "and back", "again"]
    )
    assert read_text(f"{BODY}\n\n{verse}").text == f"{BODY}\n\n{verse}"


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "\u00ad\n"])
def test_an_empty_article_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="empty"):
        read_text(text)


def test_a_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge, match="2,000,001 characters"):
        read_text("a" * (MAX_TEXT + 1))


WORDS = st.text(alphabet=st.sampled_from("ab Дже́ع\u0301.,—“”@/-\n\n\t\u2028"), max_size=400)


@given(st.one_of(st.text(max_size=300), WORDS, st.lists(WORDS, max_size=6).map("\n\n".join)))
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    tidy = canonical(text)
    if not tidy:
        return
    once = read_text(tidy)
    assert once.text == canonical(once.text)
    assert read_text(once.text).text == once.text
    assert once.text.split() == tidy.split()  # no word lost, none invented
