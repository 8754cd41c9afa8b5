"""What the database holds after each form: exactly what was entered, and nothing else."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from annotator.domain.text import canonical
from tests.contents import rows
from tests.web.house import BRIDGE_CHANGED, QUOTE, RENDERED, SPOKEN, TEXT, TITLE, House
from tests.web.page import Page, fields
from tests.web.routes import WEIRD, WRITES


def post(client: FlaskClient, house: House, endpoint: str, **changes: str | None) -> str:
    """Send a good form with `changes`; return where it leads."""
    write = WRITES[endpoint]
    response = client.post(house.path(write.path), data=write.sent(house, changes))
    assert response.status_code == 303, response.text
    return str(response.location)


def test_a_pasted_article_is_stored_in_canonical_form(client: FlaskClient, house: House, database: Path) -> None:
    location = post(client, house, "library.add", text="  Cafe\u0301 🙏\r\n\r\n\r\nShe \t said.\r\nNo.  ")
    number = int(location.rpartition("/")[2])
    assert rows(database, "select text from article_version where article_id = ?", number) == [
        ("Café 🙏\n\nShe said.\nNo.",)
    ]
    assert rows(database, "select title, language, deleted_at from article where id = ?", number) == [
        ("Café 🙏", "en", None)
    ]


def test_the_details_of_an_article_are_saved(client: FlaskClient, house: House, database: Path) -> None:
    assert post(client, house, "articles.save", title="  Ferry \n returns ") == house.path("/articles/{article}")
    saved = "select title, outlet, byline, language, url, published_on, revision from article where id = ?"
    assert rows(database, saved, house.ids["article"]) == [
        ("Ferry returns", "The Estuary Post", "Marta Ellwood", "en", "https://example.org/ferry", "2025-04-15", 2)
    ]


def test_a_deleted_article_is_offered_back_and_comes_back_whole(
    client: FlaskClient, house: House, database: Path
) -> None:
    location = post(client, house, "articles.delete")
    library = client.get(location)
    assert TITLE not in Page(library.text).by_id["library"].text
    assert client.get(house.path("/articles/{article}?passage={passage}")).status_code == 404
    assert client.get(house.path("/review/{note}")).status_code == 404
    undo = next(form for form in Page(library.text).elements if form.tag == "form" and "/undo" in form.get("action"))
    assert client.post(undo.get("action")).status_code == 303
    assert client.get(house.path("/articles/{article}?passage={passage}")).status_code == 200
    assert client.get(house.path("/review/{note}")).status_code == 200


@pytest.mark.parametrize(
    "words", ["👩‍👩‍👧 among", "لم نسأل أحدًا", "café full", "Zoë", "🚢🇺🇦", "returns</b> & “stays”"], ids=ascii
)
def test_offsets_count_code_points(client: FlaskClient, house: House, database: Path, words: str) -> None:
    start = TEXT.index(canonical(words))
    end = start + len(canonical(words))
    post(client, house, "passages.mark", start=str(start), end=str(end))
    found = "select span_start, span_end, exact, prefix, suffix, kind, status from passage order by id desc limit 1"
    assert rows(database, found) == [
        (
            start,
            end,
            canonical(words),
            TEXT[max(0, start - 32) : start],
            TEXT[end : end + 32],
            "caption",
            "confirmed",
        )
    ]


def test_white_space_at_the_edges_is_not_marked(client: FlaskClient, house: House, database: Path) -> None:
    post(client, house, "passages.mark", start=str(TEXT.index(" left")), end=str(TEXT.index(" one behind")))
    assert rows(database, "select exact from passage order by id desc limit 1") == [("left no",)]


def test_marking_the_same_words_again_shows_the_passage_that_is_there(
    client: FlaskClient, house: House, database: Path
) -> None:
    before = rows(database, "select count(*) from passage")
    location = post(client, house, "passages.mark", start=None, quote=QUOTE, occurrence="1")
    assert location == house.path("/articles/{article}?passage={passage}")
    assert rows(database, "select count(*) from passage") == before


def test_words_that_were_written_down_are_marked(client: FlaskClient, house: House, database: Path) -> None:
    post(client, house, "passages.mark", start=None, quote=QUOTE, occurrence="2", kind="indirect-speech")
    assert rows(database, "select span_start, kind from passage order by id desc limit 1") == [
        (TEXT.rindex(QUOTE), "indirect-speech")
    ]


def test_what_is_known_about_a_passage_is_saved(client: FlaskClient, house: House, database: Path) -> None:
    assert post(client, house, "passages.describe") == house.path("/articles/{article}?passage={passage}")
    saved = "select kind, status, speaker, outlet, source_language, attribution from passage where id = ?"
    assert rows(database, saved, house.ids["passage"]) == [
        ("partial-quote", "confirmed", "Galina Sedykh", "Nizovye Online", "ru", "told the Russian outlet")
    ]


def test_fields_that_a_form_leaves_out_stay(client: FlaskClient, house: House, database: Path) -> None:
    response = client.post(house.path("/passages/{passage}"), data={"revision": "2", "outlet": "Radio"})
    assert response.status_code == 303
    saved = "select kind, speaker, outlet, source_language from passage where id = ?"
    assert rows(database, saved, house.ids["passage"]) == [("direct-quote", "Sedykh", "Radio", "ru")]


def test_saving_a_form_untouched_changes_nothing(client: FlaskClient, house: House, database: Path) -> None:
    page = Page(client.get(house.path("/articles/{article}?passage={passage}")).text)
    details = Page(client.get(house.path("/articles/{article}/details")).text)
    forms = [
        page.form(house.path(path)) for path in ("/passages/{passage}", "/passages/{passage}/source", "/notes/{note}")
    ]
    forms += [each for each in details.elements if each.get("method") == "post" and not each.get("action")]
    before = rows(database, "select count(*) from event")
    for form in forms:
        action = form.get("action") or house.path("/articles/{article}/details")
        response = client.post(action, data=fields(form))
        assert response.status_code == 303, (action, response.text)
    assert rows(database, "select count(*) from event") == before


def test_a_passage_is_moved_by_words_and_by_offsets(client: FlaskClient, house: House, database: Path) -> None:
    exact = "select exact, revision from passage where id = ?"
    post(client, house, "passages.move", step="start 1")
    assert rows(database, exact, house.ids["wider"])[0] == (f"{QUOTE},” the captain told", 2)
    span = {"start": str(TEXT.index("a cafe" if "a cafe" in TEXT else "a café")), "end": str(TEXT.index(" full"))}
    post(client, house, "passages.move", step=None, revision="2", **span)
    assert rows(database, exact, house.ids["wider"])[0] == ("a café", 3)


def test_a_deleted_passage_takes_its_notes_along_and_brings_them_back(
    client: FlaskClient, house: House, database: Path
) -> None:
    location = client.post(house.path("/passages/{passage}/delete"), data={"revision": "2"}).location
    assert "The note" not in client.get("/review").text
    undo = next(form for form in Page(client.get(location).text).elements if "/undo" in form.get("action"))
    page = client.post(undo.get("action"), data=fields(undo))
    assert page.location == house.path("/articles/{article}?passage={passage}")
    shown = Page(client.get(page.location).text)
    assert shown.by_id[house.path("note-{note}")].text
    assert SPOKEN in shown.by_id["source-text"].text


def test_the_original_words_are_saved_with_all_that_is_known(client: FlaskClient, house: House, database: Path) -> None:
    post(client, house, "sources.save")
    document = "select text, language, title, url, published_on, relay, back_translated, revision from source_document"
    assert rows(database, f"{document} where id = ?", house.ids["document"]) == [
        ("Мы никого не оставили.", "ru", "На причале", "https://example.org/other", "2025-04-09", 1, 0, 2)
    ]
    source = "select span_start, span_end, exact from source where id = ?"
    assert rows(database, source, house.ids["source"]) == [(0, 22, "Мы никого не оставили.")]


@pytest.mark.parametrize(
    ("words", "code", "direction"),
    [
        ("Мы никого не оставили на том берегу, насколько мне известно.", "ru", "ltr"),
        ("Нікого не залишили на тому березі, наскільки мені відомо.", "uk", "ltr"),
        ("לא השארנו אף אחד מאחור, עד כמה שידוע לי.", "he", "rtl"),
        ("Wir haben niemanden am anderen Ufer zurückgelassen, soweit ich weiß.", "de", "ltr"),
    ],
    ids=["ru", "uk", "he", "de"],
)
def test_the_language_of_the_words_is_guessed_where_none_is_chosen(
    client: FlaskClient, house: House, database: Path, words: str, code: str, direction: str
) -> None:
    path = house.path("/passages/{wider}/source")
    response = client.post(path, data={"text": words, "language": "", "revision": ""})
    assert response.status_code == 303
    assert rows(database, "select language from source_document order by id desc limit 1") == [(code,)]
    assert rows(database, "select source_language from passage where id = ?", house.ids["wider"]) == [(code,)]
    page = Page(client.get(response.location).text)
    row = next(each for each in page.elements if each.get("data-side") == "source")
    assert (row.get("lang"), row.get("dir")) == (code, direction)


def test_words_whose_language_nobody_can_guess_are_asked_about(client: FlaskClient, house: House) -> None:
    response = client.post(house.path("/passages/{wider}/source"), data={"text": "… 42 !"})
    assert response.status_code == 400
    assert "in which language" in response.text


def test_detached_words_are_offered_back(client: FlaskClient, house: House, database: Path) -> None:
    location = post(client, house, "sources.detach")
    page = Page(client.get(location).text)
    assert page.by_id["source-text"].text == ""
    undo = next(form for form in page.elements if "/undo" in form.get("action"))
    back = client.post(undo.get("action"), data=fields(undo))
    assert back.location == house.path("/articles/{article}?passage={passage}")
    assert Page(client.get(back.location).text).by_id["source-text"].text == SPOKEN


def test_a_note_is_saved_on_words_of_all_three_sides(client: FlaskClient, house: House, database: Path) -> None:
    words = ["source:{document}:0:9", "reporter:{version}:{quote_start}:{quote_end}", "machine:{rendering}:0:5"]
    form = {
        "category": "tone",
        "severity": "critical",
        "text": " Surer \r\n than she was.\r\n\r\n🙏 ",
        "words": [house.path(word) for word in words],
    }
    response = client.post(house.path("/passages/{passage}/notes"), data=form)
    assert response.status_code == 303
    (saved,) = rows(database, "select id, category, severity, text, state, author from note order by id desc limit 1")
    assert saved[1:] == ("tone", "critical", "Surer\nthan she was.\n\n🙏", "open", "Daria Lindqvist")
    assert response.location.endswith(f"#note-{saved[0]}")
    spans = "select side, span_start, span_end, exact from note_span where note_id = ? order by id"
    start = house.ids["quote_start"]
    assert rows(database, spans, saved[0]) == [
        ("source", 0, 9, SPOKEN[:9]),
        ("reporter", start, start + len(QUOTE), QUOTE),
        ("machine", 0, 5, RENDERED[:5]),
    ]


def test_a_note_is_saved_on_words_that_were_written_down(client: FlaskClient, house: House, database: Path) -> None:
    form = {"category": "omission", "severity": "major", "text": "Lost.", "source_words": "Насколько мне известно"}
    client.post(house.path("/passages/{passage}/notes"), data=form)
    spans = "select side, span_start, span_end, exact from note_span order by id desc limit 1"
    assert rows(database, spans) == [("source", 0, 22, "Насколько мне известно")]


def test_an_edited_note_keeps_its_words_unless_others_are_picked(
    client: FlaskClient, house: House, database: Path
) -> None:
    spans = "select side, exact from note_span where note_id = ? order by id"
    before = rows(database, spans, house.ids["note"])
    post(client, house, "notes.save")
    assert rows(database, spans, house.ids["note"]) == before
    assert rows(database, "select category, severity, text from note where id = ?", house.ids["note"]) == [
        ("number", "critical", "Not that.")
    ]
    post(client, house, "notes.save", revision="2", reporter_words="behind")
    assert rows(database, spans, house.ids["note"]) == [("reporter", "behind")]


def test_a_deleted_note_is_offered_back_with_its_words(client: FlaskClient, house: House, database: Path) -> None:
    location = post(client, house, "notes.delete")
    page = Page(client.get(location).text)
    assert house.path("note-{note}") not in page.by_id
    undo = next(form for form in page.elements if "/undo" in form.get("action"))
    client.post(undo.get("action"), data=fields(undo))
    assert rows(database, "select count(*) from note_span where note_id = ?", house.ids["note"]) == [(3,)]
    assert house.path("note-{note}") in Page(client.get(house.path("/articles/{article}?passage={passage}")).text).by_id


def test_a_decision_is_saved_and_the_next_discrepancy_opens(client: FlaskClient, house: House, database: Path) -> None:
    form = {"verdict": "misleading", "wording": "We think we left no one", "reason": "A hedge is lost.", "revision": ""}
    response = client.post(house.path("/review/{note}"), data=form)
    following = Page(client.get(response.location).text)
    assert response.location.startswith("/review/")
    assert house.path("/review/{note}") != response.location
    assert following.by_id["wording"].text == ""  # nobody has decided on it yet
    saved = "select verdict, wording, reason, author from decision where note_id = ?"
    assert rows(database, saved, house.ids["note"]) == [
        ("misleading", "We think we left no one", "A hedge is lost.", "Daria Lindqvist")
    ]
    assert rows(database, "select state from note where id = ?", house.ids["note"]) == [("decided",)]


def test_the_filter_of_the_queue_is_kept_from_one_decision_to_the_next(client: FlaskClient, house: House) -> None:
    path = house.path("/review/{note}?article={article}&severity=major")
    response = client.post(path, data={"verdict": "faithful", "revision": ""})
    assert response.location == house.path("/review?done=yes&article={article}&severity=major")
    assert "Nothing is left to decide in this list" in client.get(response.location).text


def test_a_decision_is_changed_and_its_history_told(client: FlaskClient, house: House) -> None:
    post(client, house, "review.save")
    page = client.get(house.path("/review/{decided}")).text
    assert "<del" in page
    assert "defensible" in page
    assert "It is a hedge." in page


def test_suggestions_are_settled_all_at_once(client: FlaskClient, house: House, database: Path) -> None:
    status = "select distinct status from passage where id = ?"
    for answer in ("rejected", "confirmed"):
        post(client, house, "passages.settle", do=answer)
        # What was settled before is not asked about again.
        assert rows(database, status, house.ids["kept"]) == [("rejected",)]


def test_a_changed_text_is_a_new_version(client: FlaskClient, house: House, database: Path) -> None:
    assert post(client, house, "versions.add") == house.path("/articles/{article}/versions")
    versions = "select number, text from article_version where article_id = ? order by number"
    assert rows(database, versions, house.ids["article"]) == [(1, TEXT), (2, "Ferry returns\n\nNobody spoke.")]


def test_a_passage_that_lost_its_place_gets_the_one_that_is_chosen(
    client: FlaskClient, house: House, database: Path
) -> None:
    post(client, house, "versions.place")
    placed = "select exact, anchor from passage where id = ?"
    assert rows(database, placed, house.ids["lost"]) == [(BRIDGE_CHANGED[:14], "moved")]


TEXTS = [
    ("articles.save", ["title", "outlet", "byline"], ["/", "/articles/{article}", "/articles/{article}/details"]),
    ("passages.describe", ["speaker", "outlet", "attribution"], ["/articles/{article}?passage={passage}", "/review"]),
    ("sources.save", ["text", "title"], ["/articles/{article}?passage={passage}", "/review/{note}"]),
    ("notes.save", ["text"], ["/articles/{article}?passage={passage}", "/review", "/review/{note}"]),
    ("review.save", ["wording", "reason"], ["/articles/{article}?passage={passage}", "/review/{decided}"]),
    ("library.add", ["text"], ["/", "/search?q=script"]),
    ("versions.add", ["text"], ["/articles/{article}", "/articles/{article}/versions"]),
]


@pytest.mark.parametrize(("endpoint", "names", "paths"), TEXTS, ids=[endpoint for endpoint, *_ in TEXTS])
def test_markup_emoji_and_marks_of_direction_are_shown_as_they_are(
    client: FlaskClient, house: House, database: Path, endpoint: str, names: list[str], paths: list[str]
) -> None:
    location = post(client, house, endpoint, **dict.fromkeys(names, WEIRD))
    for path in [location, *paths, "/search?q=alert"]:
        response = client.get(house.path(path))
        assert response.status_code == 200
        assert "<script>alert" not in response.text
        assert "<img src=x" not in response.text
        assert Page(response.text).faults == []


def test_a_passage_that_is_rejected_leads_back_to_the_list(client: FlaskClient, house: House) -> None:
    answer = client.post(house.path("/passages/{wider}"), data={"status": "rejected", "revision": "1"})
    assert answer.status_code == 303
    assert client.get(answer.location).status_code == 200
