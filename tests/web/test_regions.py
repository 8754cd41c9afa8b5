"""A script asks for parts of a page and gets the same elements without the rest."""

import pytest
from flask.testing import FlaskClient

from tests.web.house import House
from tests.web.page import Page

PATH = "/articles/{article}?passage={passage}"


def ask(client: FlaskClient, house: House, regions: str, path: str = PATH) -> Page:
    response = client.get(house.path(path), headers={"X-Regions": regions})
    assert response.status_code == 200
    page = Page(response.text, whole=False)
    assert page.faults == []
    return page


def frame(page: Page) -> set[str]:
    """Return what belongs to a page and not to a part of one."""
    return {each.tag for each in page.elements} & {"html", "head", "title", "body", "main", "dialog", "nav-bar"}


def test_a_part_comes_without_the_frame_of_the_page(client: FlaskClient, house: House) -> None:
    assert frame(ask(client, house, "article panel")) == set()
    assert frame(Page(client.get(house.path(PATH)).text)) == {"html", "head", "title", "body", "main", "dialog"}


@pytest.mark.parametrize(
    "regions",
    [
        "article panel",
        "flash article panel",
        "comparison note-form",
        "flash article comparison notes",
        "article source comparison notes details",
        "article passage-revision span-revision delete-revision",
    ],
)
def test_every_region_that_is_asked_for_is_the_same_as_on_the_whole_page(
    client: FlaskClient, house: House, regions: str
) -> None:
    part, whole = ask(client, house, regions), Page(client.get(house.path(PATH)).text)
    for name in regions.split():
        assert part.by_id[name].text == whole.by_id[name].text
        assert part.by_id[name].attributes == whole.by_id[name].attributes


def test_the_article_is_left_out_where_nobody_asks_for_it(client: FlaskClient, house: House) -> None:
    page = ask(client, house, "comparison note-form")
    assert "article" not in page.by_id
    assert "article-text" not in page.by_id
    assert "mark-bar" not in page.by_id


def test_every_region_that_a_form_names_is_on_the_page_that_answers_it(client: FlaskClient, house: House) -> None:
    for path in (
        PATH,
        "/articles/{article}",
        "/articles/{article}?passage={bare}",
        "/articles/{bridge}?passage={kept}",
    ):
        page = Page(client.get(house.path(path)).text)
        named = {name for form in page.elements if form.tag == "form" for name in form.get("data-regions").split()}
        assert named
        # "library" is where an undo leads that was pressed there; "details", "notes" and the like are of a passage.
        whole = Page(client.get(house.path(PATH)).text)
        assert named - set(whole.by_id) <= {"library"}


def test_unknown_regions_are_no_error(client: FlaskClient, house: House) -> None:
    assert frame(ask(client, house, "nothing-like-it <script>alert(1)</script>")) == set()


def test_an_error_is_a_page_whatever_was_asked_for(client: FlaskClient, house: House) -> None:
    response = client.post(
        house.path("/passages/{passage}/notes"), data={"category": "none"}, headers={"X-Regions": "notes"}
    )
    assert response.status_code == 400
    assert "problem" in Page(response.text).by_id


def test_a_form_that_asks_for_regions_is_led_to_them(client: FlaskClient, house: House) -> None:
    note = {"category": "none", "severity": "neutral", "text": "Fresh."}
    response = client.post(
        house.path("/passages/{passage}/notes"),
        data=note,
        headers={"X-Regions": "flash article comparison notes"},
        follow_redirects=True,
    )
    page = Page(response.text, whole=False)
    assert frame(page) == set()
    assert "Fresh." in page.by_id["notes"].text
