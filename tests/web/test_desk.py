"""The review desk, page by page: what it shows, what it keeps, and what each person finds there."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from annotator.domain.notes import NoteDetails, NoteState
from annotator.domain.subjects import on_note
from annotator.domain.threads import Turn
from annotator.services.discuss import comment
from annotator.storage import Storage, queue, queue_filters
from tests.contents import nothing_saved, rows
from tests.web.house import PERSON, House
from tests.web.newsroom import Newsroom
from tests.web.page import Page
from tests.web.routes import MARKUP, WEIRD


def _post(client: FlaskClient, house: House, path: str, **form: str) -> str:
    response = client.post(house.path(path), data=form)
    assert response.status_code == 303, response.text
    return str(response.location)


def _listed(client: FlaskClient, house: House, path: str) -> list[str]:
    page = Page(client.get(house.path(path)).text)
    tables = [each for each in page.elements if each.tag == "table"]
    return [link.get("href").partition("?")[0] for table in tables for link in table.all("a")]


def test_taking_the_next_opens_it_and_the_list_says_who_has_it(
    client: FlaskClient, house: House, database: Path
) -> None:
    first = _listed(client, house, "/review")[0]
    location = _post(client, house, "/review/next?category=certainty")
    assert location.startswith("/review/")
    assert location.endswith("category=certainty")
    taken = rows(database, "select person from assignment where deleted_at is null")
    assert taken == [(PERSON,)]
    assert f"taken by <bdi>{PERSON}</bdi>" in client.get("/review").text
    assert _listed(client, house, f"/review?assignee={PERSON}")
    assert first in _listed(client, house, "/review")


def test_when_everything_is_taken_the_list_says_so(client: FlaskClient, house: House) -> None:
    assert _post(client, house, "/review/next?category=nothing") == "/review?done=taken&category=nothing"
    assert "Nothing is left to take" in client.get("/review?done=taken&category=nothing").text


def test_a_chosen_reason_is_put_before_what_was_written(client: FlaskClient, house: House, database: Path) -> None:
    reason = rows(database, "select text from canned_reason where id = ?", house.ids["reason"])[0][0]
    form = {"verdict": "wrong", "wording": "", "canned": str(house.ids["reason"]), "revision": ""}
    _post(client, house, "/review/{note}", **form, reason="And «более того».")
    found = "select reason from decision where note_id = ?"
    assert rows(database, found, house.ids["note"]) == [(f"{reason}\nAnd «более того».",)]
    _post(client, house, "/review/passages/{bare}", **form, reason=f"{reason} Indeed.")
    found = "select reason from decision where passage_id = ?"
    assert rows(database, found, house.ids["bare"]) == [(f"{reason} Indeed.",)]


def test_a_passage_is_decided_on_as_a_whole_and_the_next_one_follows(client: FlaskClient, house: House) -> None:
    waiting = [path for path in _listed(client, house, "/review?kind=passage&state=open") if "passages" in path]
    location = _post(client, house, waiting[0] + "?kind=passage", verdict="faithful", wording="", reason="")
    assert location == waiting[1] + "?kind=passage"
    assert waiting[0] not in _listed(client, house, "/review?kind=passage&state=open")
    assert waiting[0] in _listed(client, house, "/review?kind=passage&state=decided")


def test_a_decision_on_a_deleted_note_is_refused_and_saves_nothing(
    client: FlaskClient, house: House, database: Path
) -> None:
    client.post(house.path("/notes/{note}/delete"), data={"revision": "1"})
    with nothing_saved(database):
        for path in ("/review/{note}", "/review/{note}/thread", "/review/{note}/take", "/review/{note}/question"):
            form = {"verdict": "wrong", "wording": "", "reason": "", "revision": "", "text": "Hm."}
            response = client.post(house.path(path), data=form)
            assert response.status_code == 404
            assert "may have been deleted" in response.text


def test_two_editors_who_decide_at_once_get_both_versions(client: FlaskClient, house: House, database: Path) -> None:
    form = {"wording": "", "reason": "", "revision": ""}
    _post(client, house, "/review/{note}", verdict="wrong", **form)
    with nothing_saved(database):
        response = client.post(house.path("/review/{note}"), data={"verdict": "faithful", **form})
    assert response.status_code == 409
    table = next(each for each in Page(response.text).elements if each.tag == "table")
    assert "wrong" in table.text.casefold()
    assert "faithful" in table.text.casefold()


def test_names_markup_and_emoji_are_shown_as_they_are_in_every_field(
    app: Flask, client: FlaskClient, house: House, database: Path
) -> None:
    odd = "سلمى <b>&'\" 🖊️"
    with Storage(database, odd) as storage:
        comment(storage, [PERSON, odd], on_note(house.ids["note"]), WEIRD + f" @{odd} @{PERSON}")
        storage.assignments.assign(on_note(house.ids["note"]), house.ids["article"], odd)
        storage.assignments.arrive(on_note(house.ids["note"]))
        storage.reasons.add(WEIRD, None)
    _post(client, house, "/review/filters?outlet=%3Cb%3E&words=%22%27", name=WEIRD[:60])
    for path in ("/review", "/review/{note}", "/review/reasons", "/answers", "/overview", "/review/{note}/here"):
        response = client.get(house.path(path))
        assert Page(response.text).faults == []
        assert MARKUP not in response.text
        assert "<b>&amp;" not in response.text
    page = Page(client.get(house.path("/review/{note}")).text)
    thread = page.by_id["thread"].text
    assert WEIRD.replace("\r", "") in thread
    assert f"{odd} has this open" in page.by_id["others"].text


def test_a_thread_of_two_thousand_comments_shows_its_end_and_leads_back(
    client: FlaskClient, house: House, database: Path
) -> None:
    subject = on_note(house.ids["note"])
    with Storage(database, "Owen") as storage, storage.write():
        for number in range(2000):
            storage.threads.add(subject, house.ids["article"], Turn.COMMENT, f"Number {number} 🙏")
    response = client.get(house.path("/review/{note}"))
    page = Page(response.text)
    assert len(response.text) < 120_000
    thread = page.by_id["thread"]
    assert "2,002 comments" in thread.text
    assert "Number 1999 🙏" in thread.text
    assert "Number 1900 🙏" not in thread.text
    earlier = next(link for link in thread.all("a") if link.text == "Earlier comments")
    before = Page(client.get(earlier.get("href").partition("#")[0]).text).by_id["thread"]
    assert "Number 1969 🙏" in before.text
    assert any(link.text == "Newest comments" for link in before.all("a"))


def test_answers_are_new_until_they_were_seen(client: FlaskClient, house: House) -> None:
    assert client.get("/answers").text.count('<span class="badge">new</span>') == 2
    assert 'class="badge" title=' in client.get("/review").text
    client.get(house.path("/review/{note}"))
    assert client.get("/answers").text.count('<span class="badge">new</span>') == 1
    assert "mentioned you" in client.get("/answers?only=mentions").text
    _post(client, house, "/answers/read")
    assert '<span class="badge">' not in client.get("/answers").text


def test_a_kept_filter_leads_to_what_it_held_and_is_replaced_under_its_name(
    client: FlaskClient, house: House, database: Path
) -> None:
    _post(client, house, "/review/filters?severity=major&words=%D0%BC%D1%8B+%26", name="Mine")
    _post(client, house, "/review/filters?kind=passage&language=ru", name="Mine")
    page = Page(client.get("/review").text)
    (link,) = [each for each in page.elements if each.tag == "a" and each.text == "Mine"]
    assert link.get("href") == "/review?kind=passage&language=ru"
    (saved,) = rows(database, "select id from saved_filter where name = 'Mine' and deleted_at is null")
    _post(client, house, f"/review/filters/{saved[0]}/delete")
    assert "Mine" not in Page(client.get("/review").text).root.text


def test_every_number_of_the_overview_leads_to_the_rows_behind_it(client: FlaskClient, house: House) -> None:
    page = Page(client.get("/overview").text)
    links = [link for table in page.elements if table.tag == "table" for link in table.all("a")]
    assert len(links) > 10
    for link in links:
        answer = client.get(link.get("href"))
        assert answer.status_code == 200
        assert Page(answer.text).faults == []
        if link.text.isdigit():
            assert _counted(answer.text) == link.text, link.get("href")
    months = [link.get("href") for link in links if "month=" in link.get("href")]
    assert any("category=" in href for href in months)
    assert any("reporter=" in href for href in months)
    table = next(each for each in page.by_id["by-language"].ancestors if each.tag == "section")
    cells = [[cell.text for cell in row.all("th", "td")] for row in table.all("tr")]
    totals = {row[0]: row[-1] for row in cells}
    assert totals["Ukrainian"] == _counted(client.get("/review?language=uk").text)


def _counted(queue: str) -> str:
    return next(each for each in Page(queue).elements if each.get("class") == "meta").text.split()[0]


def test_the_overview_is_counted_anew_as_soon_as_something_changes(client: FlaskClient, house: House) -> None:
    def decided() -> str:
        page = Page(client.get("/overview").text)
        row = page.by_id[house.path("article-{article}")]
        return next(cell for cell in list(row.all("td"))[1:2]).text.split()[0]

    before = decided()
    assert decided() == before
    _post(client, house, "/review/{note}", verdict="wrong")
    assert int(decided()) == int(before) + 1


def test_what_very_many_hold_is_not_counted_to_the_end(
    client: FlaskClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get("/review?words=the").text
    assert "More than" not in whole
    assert "not counted by state" not in whole
    monkeypatch.setattr(queue_filters, "FEW", 0)
    monkeypatch.setattr(queue, "_LOOK", 1)
    page = Page(client.get("/review?words=the").text)
    assert page.faults == []
    assert "More than" in page.root.text
    assert "not counted by state" in page.root.text


def test_a_deadline_moves_an_article_to_the_top_of_the_overview(client: FlaskClient, house: House) -> None:
    _post(client, house, "/articles/{article}/deadline", deadline="2025-01-02", revision="1")
    page = Page(client.get("/overview").text)
    first = next(each for each in page.elements if each.get("id").startswith("article-"))
    assert first.get("id") == house.path("article-{article}")
    assert "Was due 2 January 2025" in client.get(house.path("/review?article={article}")).text


def test_only_the_part_that_was_asked_for_is_sent_without_its_frame(client: FlaskClient, house: House) -> None:
    response = client.get(house.path("/review/{note}/here"), headers={"X-Regions": "others"})
    assert "<html" not in response.text
    assert "others" in Page(response.text, whole=False).by_id


# With accounts


def test_work_is_given_only_to_people_who_can_do_it(newsroom: Newsroom) -> None:
    editor = newsroom.client("editor")
    page = Page(editor.get(newsroom.path("/review/{note}")).text)
    offered = [option.get("value") for option in page.by_id["give-to"].all("option")]
    assert set(offered) == {"", "Олена Б.", "سلمى", "Ines", "Noor", "Mira"}
    path = newsroom.path("/review/{note}/assignee")
    assert editor.post(path, data={"person": "Олена Б."}).status_code == 303
    with nothing_saved(newsroom.database):
        refused = editor.post(path, data={"person": "Kaspar"})
    assert (refused.status_code, "cannot be given work" in refused.text) == (400, True)
    assert "gave this to you" in newsroom.client("translator").get("/answers").text


def test_a_translator_answers_and_objects_but_does_not_decide(newsroom: Newsroom) -> None:
    client = newsroom.client("translator")
    page = client.get(newsroom.path("/review/{asked}")).text
    assert "Decide, and open the next" not in page
    assert "This waits for an editor’s decision" in page
    assert client.post(newsroom.path("/review/{asked}/answer"), data={"text": "It is."}).status_code == 303
    assert client.post(newsroom.path("/review/{asked}/question"), data={"text": "Is it?"}).status_code == 403
    assert client.post(newsroom.path("/review/{decided}/rebuttal"), data={"text": "No."}).status_code == 303
    found = "select state from queue_entry where subject_id = ? and kind = 'note'"
    assert newsroom.rows(found, newsroom.house.ids["decided"]) == [("rebutted",)]


@pytest.mark.parametrize("who", ["vanished", "disabled"])
def test_a_role_that_vanished_or_an_account_that_was_disabled_decides_nothing(newsroom: Newsroom, who: str) -> None:
    client = newsroom.client(who)
    form = {"verdict": "wrong", "wording": "", "reason": "", "revision": ""}
    with nothing_saved(newsroom.database):
        for path in ("/review/{note}", "/review/next", "/review/{note}/thread"):
            assert client.post(newsroom.path(path), data={**form, "text": "Hm."}).status_code in {401, 403}


def test_two_people_see_that_the_other_has_it_open(newsroom: Newsroom) -> None:
    newsroom.client("editor").get(newsroom.path("/review/{note}"))
    assert "has this open too" in newsroom.client("admin").get(newsroom.path("/review/{note}")).text
    assert "has this open" in newsroom.client("admin").get("/review").text
    alone = newsroom.client("editor").get(newsroom.path("/review/{decided}"))
    assert "has this open" not in alone.text


def test_the_rest_of_the_desk_is_gone_with_its_article(client: FlaskClient, house: House, database: Path) -> None:
    client.post(house.path("/articles/{article}/delete"), data={"revision": "1"})
    for path in ("/review", "/review?kind=passage", "/answers", "/overview"):
        assert house.path("/review/{note}") not in client.get(path).text
    assert rows(database, "select count(*) from queue_entry where article_id = ?", house.ids["article"]) == [(0,)]
    assert client.get(house.path("/review/passages/{bare}")).status_code == 404


def test_what_a_check_suspects_and_somebody_accepts_is_decided_by_the_desk(
    client: FlaskClient, house: House, database: Path
) -> None:
    with Storage(database, PERSON) as storage:
        passage = storage.passages.get(house.ids["passage"])
        details = NoteDetails("number", "critical", "“1,500” is not there.")
        note = storage.notes.add(
            passage.id, passage.article_id, details, [], origin="numbers", state=NoteState.SUSPECTED, confidence=0.5
        )
        assert storage.queue.place_of(on_note(note.id)) is not None
    assert f"/review/{note.id}" not in _listed(client, house, "/review")
    client.post(f"/suspicions/{note.id}", data={"verdict": "accept", "revision": "1"})
    assert f"/review/{note.id}" in _listed(client, house, "/review")
