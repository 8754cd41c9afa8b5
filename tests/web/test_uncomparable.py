"""Passages that cannot be compared, or only in part: the page says what it could not compare, and compares the rest."""

import pytest
from flask.testing import FlaskClient

from annotator.domain.articles import ArticleDetails
from annotator.domain.passages import PassageDetails
from annotator.services.mark_passage import mark_quote
from annotator.storage import Storage

SPOKEN = "Мы вывезли с берега 1500 человек 12 апреля."
WRITTEN = "We took 500 people off the bank on 12 April."


def _page(storage: Storage, client: FlaskClient, written: str, spoken: str, language: str = "ru") -> str:
    article = storage.articles.add(ArticleDetails("Captain speaks"), f"Captain speaks\n\n“{written}” she said.")
    passage = mark_quote(storage, article.id, written, None, PassageDetails())
    client.post(f"/passages/{passage.id}/source", data={"text": spoken, "language": language, "revision": ""})
    client.post(f"/passages/{passage.id}/suspicions")
    page = client.get(f"/articles/{article.id}?passage={passage.id}")
    assert page.status_code == 200
    return " ".join(page.text.split())


@pytest.mark.parametrize(
    ("written", "spoken", "told"),
    [
        (SPOKEN, SPOKEN, "are the same: attach the words in their own language."),
        ("Ми вивезли з берега людей учора ввечері.", SPOKEN, "does not look like English"),
        ("We left. " * 1000, SPOKEN, "is longer than 600 words: mark a shorter one"),
        (WRITTEN, "Мы ушли. " * 1000, "is longer than 600 words: mark a shorter one"),
        ("16:00", "15:00", "Only numbers stand on one side"),
        (WRITTEN, SPOKEN, "no machine rendering"),
    ],
)
def test_the_page_says_what_it_could_not_compare(
    storage: Storage, client: FlaskClient, written: str, spoken: str, told: str
) -> None:
    assert told in _page(storage, client, written.strip(), spoken)


def test_without_an_original_the_page_asks_for_it(storage: Storage, client: FlaskClient) -> None:
    page = _page(storage, client, WRITTEN, "")
    assert 'name="text"' in page
    assert "stands for it" not in page


def test_numbers_alone_and_words_without_an_engine_are_compared_all_the_same(
    storage: Storage, client: FlaskClient
) -> None:
    assert "The original says 15:00, the English says 16:00." in _page(storage, client, "16:00", "15:00")
    assert "500" in _page(storage, client, WRITTEN, SPOKEN)


@pytest.mark.parametrize(
    ("written", "spoken"), [("We left. " * 1000, SPOKEN), (SPOKEN, SPOKEN), ("We left", "???"), ("1 + 1", "…")]
)
def test_what_nobody_compared_is_not_said_to_be_free_of_suspicion(
    storage: Storage, client: FlaskClient, written: str, spoken: str
) -> None:
    page = _page(storage, client, written.strip(), spoken)
    assert "Nothing was compared here." in page
    assert "suspect nothing" not in page


def test_an_article_in_another_language_than_english_is_said_to_be_out_of_reach(
    storage: Storage, client: FlaskClient
) -> None:
    article = storage.articles.add(ArticleDetails("Kapitän", language="de"), "„Wir gingen um 15 Uhr“, sagte sie.")
    passage = mark_quote(storage, article.id, "Wir gingen um 15 Uhr", None, PassageDetails())
    client.post(f"/passages/{passage.id}/source", data={"text": "Мы ушли в 16 часов", "language": "ru", "revision": ""})
    page = " ".join(client.get(f"/articles/{article.id}?passage={passage.id}").text.split())
    assert "Nothing was compared here." in page
    assert "The checks compare with English only, and this article is in German." in page
