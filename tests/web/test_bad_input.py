"""Texts as they should not come: each goes through the page, and the answer says what is wrong, or copes with it."""

import io
import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.contents import nothing_saved, rows
from tests.web.house import TEXT, House
from tests.web.page import Page

_SPOKEN = "Мы никого не оставили на том берегу. Считала я по головам, а не по фамилиям. "


def _pasted(client: FlaskClient, text: str) -> Page:
    answer = client.post("/articles", data={"text": text})
    assert answer.status_code == 303, answer.text
    page = client.get(answer.location)
    assert page.status_code == 200
    return Page(page.text)


def test_subtitles_without_times_keep_their_words_and_say_so(client: FlaskClient) -> None:
    broken = (
        "1\n00:00:01,000 -->\nМы никого не оставили на том берегу.\n\n2\n00:00:09,000 --> 00:00:04,000\nЯ считала.\n"
    )
    answer = client.post("/sources", data={"file": (io.BytesIO(broken.encode()), "эфир.srt"), "language": "ru"})
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Мы никого не оставили на том берегу." in page
    assert "Я считала." in page
    assert "no times that can be read: the words are kept, without a timecode" in page


def test_a_transcript_in_the_wrong_language_is_warned_of_where_one_looks_in_it(
    client: FlaskClient, house: House
) -> None:
    passage = str(house.ids["passage"])
    data = {"text": _SPOKEN * 4, "language": "de", "passage": passage}
    page = client.get(client.post("/sources", data=data).location).text
    assert "seems to be Russian" in page


def test_an_older_text_than_the_newest_is_refused_with_a_sentence(
    client: FlaskClient, house: House, database: Path
) -> None:
    path = house.path("/articles/{article}/versions")
    newer = TEXT.replace("The nurse said in Arabic", "A nurse said in Arabic")
    assert client.post(path, data={"text": newer, "version": "1"}).status_code == 303
    with nothing_saved(database):
        answer = client.post(path, data={"text": TEXT, "version": "2"})
    assert 400 <= answer.status_code < 500
    assert Page(answer.text).by_id["problem"].text


def test_one_line_of_200_000_characters_is_an_article_that_can_be_worked_on(
    client: FlaskClient, database: Path
) -> None:
    sentence = "“We left no one behind,” the captain said in Russian; and the river rose again, "
    text = (sentence * (200_000 // len(sentence) + 1))[:200_000].strip()
    began = time.process_time()
    page = _pasted(client, text)
    assert time.process_time() - began < 20
    assert page.faults == []
    ((stored, found),) = rows(
        database,
        "select length(text), (select count(*) from passage where article_version_id = article_version.id)"
        " from article_version order by id desc limit 1",
    )
    assert stored == len(text)
    assert found > 1_000


def test_an_article_of_5_000_quotes_is_shown_with_all_of_its_suggestions(client: FlaskClient, database: Path) -> None:
    text = "\n\n".join(f"“Number {number} is gone,” the captain said in Russian." for number in range(5_000))
    began = time.process_time()
    page = _pasted(client, text)
    assert time.process_time() - began < 30
    assert page.faults == []
    assert rows(database, "select count(*) from passage where reason != ''")[0][0] >= 5_000


@pytest.mark.parametrize(
    "text",
    [
        "“We left no one behind, the captain said in Russian.\n\nThe river rose.",
        "We left no one behind,” the captain said in Russian.\n\nThe river rose.",
        '„We left «no one behind,” the captain said in Russian.\n\n“““ ’’ " « The river rose.',
        '"' * 3_001 + " the captain said in Russian.",
    ],
    ids=["never closed", "never opened", "mixed", "marks alone"],
)
def test_marks_without_partners_break_no_page(client: FlaskClient, text: str) -> None:
    assert _pasted(client, text).faults == []
