"""What the passage page shows of suspicions: the most pressing first, with the words on every side."""

import re

import pytest
from flask.testing import FlaskClient

from annotator.domain.articles import ArticleDetails
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.sources import SourceDetails
from annotator.services.attach_source import attach_source
from annotator.services.mark_passage import mark_quote
from annotator.storage import Storage
from tests.services.test_suspect_discrepancies import RIGHT, WRONG
from tests.web.page import Page

ENGINE = "engine:canned|model:{}|revision:1|version:1"


def add(storage: Storage, written: str, spoken: str, language: str, *machines: str) -> Passage:
    """Store a passage with its original and machine renderings, and let the checks look."""
    article = storage.articles.add(ArticleDetails("Ferry returns"), f"Ferry returns\n\n“{written}”")
    passage = mark_quote(storage, article.id, written, None, PassageDetails())
    attach_source(storage, passage.id, None, SourceDetails(spoken, language))
    for number, text in enumerate(machines):
        storage.renderings.add(passage.id, spoken, text, "en", ENGINE.format(f"model-{number}"), None)
    return passage


def shown(client: FlaskClient, passage: Passage) -> Page:
    """Return the page of a passage after the checks looked."""
    client.post(f"/passages/{passage.id}/suspicions")
    page = Page(client.get(f"/articles/{passage.article_id}?passage={passage.id}").text)
    assert page.faults == []
    return page


def _text(page: Page, name: str) -> str:
    return " ".join(page.by_id[name].text.split())


def test_five_are_shown_and_the_others_are_counted_behind_one_control(storage: Storage, client: FlaskClient) -> None:
    page = shown(client, add(storage, WRONG, RIGHT, "ru"))
    waiting = [name for name in page.by_id if re.fullmatch(r"suspicion-\d+", name)]
    more = len(waiting) - 5
    assert more > 1
    assert f"{len(waiting)} to settle" in _text(page, "suspicions-title")
    assert _text(page, "more-suspicions").startswith(f"{more} more, less pressing")
    folded = _text(page, "more-suspicions").count("Defensible choice")
    assert folded == more


def test_a_suspicion_says_what_each_machine_has_in_the_place(storage: Storage, client: FlaskClient) -> None:
    machines = "We left the town with 300 people.", "We went away from the town with three hundred people."
    passage = add(storage, "We left the town with 200 people", "Мы ушли из города с 300 людьми.", "ru", *machines)
    page = shown(client, passage)
    name = next(name for name in page.by_id if re.fullmatch(r"suspicion-\d+", name))
    assert "model-0 300" in _text(page, name)
    assert "model-1 three hundred" in _text(page, name)


def test_a_suspicion_leads_to_its_words_in_the_rows(storage: Storage, client: FlaskClient) -> None:
    passage = add(storage, "We left the town with 200 people", "Мы ушли из города с 300 людьми.", "ru")
    client.post(f"/passages/{passage.id}/suspicions")
    text = client.get(f"/articles/{passage.article_id}?passage={passage.id}").text
    (place,) = re.findall('href="#(w-[^"]+)">Show the words', text)
    assert Page(text).by_id[place].text == "200"


@pytest.mark.parametrize(
    ("spoken", "language", "written"),
    [
        ("لن نقبل شرطًا من الحكومة الإسرائيلية.", "ar", "We will not accept a condition from the government."),
        ("Три корабля вчера покинули порт и ушли на север.", "ru", "Three ships left yesterday and went north."),
    ],
)
def test_what_a_reason_quotes_has_its_language_and_leaves_the_line_as_it_is(
    storage: Storage, client: FlaskClient, spoken: str, language: str, written: str
) -> None:
    passage = add(storage, written, spoken, language)
    client.post(f"/passages/{passage.id}/suspicions")
    text = client.get(f"/articles/{passage.article_id}?passage={passage.id}").text
    quoted = re.search(rf'<p dir="auto">“<bdi lang="{language}" dir="[a-z]+">([^<]+)</bdi>”', text)
    assert quoted
    assert quoted[1] in spoken


def test_suspicions_stand_before_figures_and_engines(storage: Storage, client: FlaskClient) -> None:
    passage = add(storage, "We left with 200 people", "Мы ушли с 300 людьми.", "ru", "We left with 300 people.")
    client.post(f"/passages/{passage.id}/suspicions")
    text = client.get(f"/articles/{passage.article_id}?passage={passage.id}").text
    places = [text.index(part) for part in ('data-side="machine"', 'id="suspicions"', "How it was made", 'id="source"')]
    assert places == sorted(places)
