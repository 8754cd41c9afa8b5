from datetime import date

import pytest

from annotator.exchange import clues

LONG = "The minister said on Friday that the border would stay open, whatever the neighbours decided about theirs."


@pytest.mark.parametrize(
    "first", ["‘Please come back!’: Plea from child as father drafted", "Will they stay?", "Президент: «Мы не уйдём»"]
)
def test_a_short_first_paragraph_without_a_full_stop_is_the_headline(first: str) -> None:
    assert clues.find([first, LONG]).title == first


@pytest.mark.parametrize(
    "first",
    [
        "He left.",
        "“Be careful,” he said.",
        "Kyiv",
        "By Ann Example",
        "2022-09-22",
        "Photo: A. Example",
        LONG + " " + LONG,
    ],
)
def test_a_sentence_a_word_or_a_line_about_the_article_is_no_headline(first: str) -> None:
    assert clues.find([first, LONG]).title == ""


def test_a_lone_line_is_no_headline() -> None:
    assert clues.find(["Will they stay"]).title == ""


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Example", "Ann Example"),
        ("BY ANN EXAMPLE", "ANN EXAMPLE"),
        ("By Ann Example, Bo de Vries and Layla al-Example", "Ann Example, Bo de Vries and Layla al-Example"),
        ("By J. R. O’Example", "J. R. O’Example"),
    ],
)
def test_a_byline_is_read(line: str, names: str) -> None:
    assert clues.byline(line) == names


@pytest.mark.parametrize(
    "line", ["By the river they sat down", "By then", "By Friday it was over", "Ann Example", "By"]
)
def test_words_that_only_begin_with_by_are_no_byline(line: str) -> None:
    assert clues.byline(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "2022-09-22",
        "2022-09-22T14:01:00",
        "September 22, 2022",
        "Sept. 22, 2022",
        "22 September 2022",
        "Thursday, September 22, 2022",
        "Published on September 22, 2022, 2:01 p.m.",
        "Published: 22 Sep 2022 14:01 GMT",
        "September 22nd, 2022 | 2:01pm ET",
    ],
)
def test_a_line_that_is_a_date_is_read(line: str) -> None:
    assert clues.date_line(line) == date(2022, 9, 22)


@pytest.mark.parametrize(
    "line",
    ["03/04/2022", "September 2022", "31 June 2022", "On September 22, 2022, he left.", "Updated September 22, 2022"],
)
def test_a_date_that_is_unclear_or_part_of_a_sentence_is_not_read(line: str) -> None:
    assert clues.date_line(line) is None


def test_a_dateline_with_a_year_gives_the_date() -> None:
    assert clues.find([f"KYIV, Ukraine, Sept. 22, 2022 (Agency) — {LONG}"]).published_on == date(2022, 9, 22)
    assert clues.find([f"KYIV, Sept. 22 (Agency) — {LONG}"]).published_on is None


def test_an_address_on_its_own_line_is_read() -> None:
    assert clues.find(["A title here", "Source: https://example.org/a", LONG]).url == "https://example.org/a"
    assert clues.find([f"See https://example.org/a for more. {LONG}"]).url == ""


@pytest.mark.parametrize(
    "line", ["Twitter / @BBCSomebody", "Photo: Ann Example", "Getty Images / Somebody", "@somebody"]
)
def test_a_credit_is_known_as_one(line: str) -> None:
    assert clues.is_credit(line)


def test_a_sentence_about_twitter_is_no_credit() -> None:
    assert not clues.is_credit("Twitter was full of it.")


@pytest.mark.parametrize(
    ("tag", "text", "code"),
    [
        ("en-US", "The border stays open", "en"),
        ("ru", "Граница открыта", "ru"),
        ("en", "Граница открыта", ""),
        ("ru-RU", "The border stays open", ""),
        ("x-default", "The border", ""),
        ("", "The border", ""),
        ("und", "The border", ""),
    ],
)
def test_a_declared_language_is_believed_where_the_script_agrees(tag: str, text: str, code: str) -> None:
    assert clues.language(tag, text) == code


@pytest.mark.parametrize(
    ("name", "kept"), [("Ann Example", "Ann Example"), ("User", ""), ("Office User", ""), ("aex12", "")]
)
def test_only_a_full_name_in_the_properties_is_an_author(name: str, kept: str) -> None:
    assert clues.person(name) == kept
