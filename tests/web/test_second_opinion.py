"""Two people check an article: neither sees what the other finds, on any page, until both are done."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from annotator.domain.notes import NoteDetails, NoteState
from annotator.storage import Storage
from tests.contents import nothing_saved
from tests.web import routes
from tests.web.newsroom import STAFF, Newsroom
from tests.web.page import Page
from tests.web.test_routes import message

FIRST, SECOND = STAFF["translator"].name, STAFF["second admin"].name
SECRET = "Vanished hedge of the second"
PAGE = "/articles/{article}/second-opinion"


@pytest.fixture
def asked(newsroom: Newsroom) -> Newsroom:
    """A newsroom in which two people were asked about the article, and the second has written a note."""
    form = {"first": FIRST, "second": SECOND}
    assert newsroom.client("editor").post(newsroom.path(PAGE), data=form).status_code == 303
    write(newsroom, "second admin", SECRET)
    return newsroom


def write(newsroom: Newsroom, who: str, text: str, severity: str = "major") -> int:
    """Write a note as somebody; return its id."""
    form = {
        "category": "certainty",
        "severity": severity,
        "text": text,
        "words": newsroom.path("reporter:{version}:{quote_start}:{quote_end}"),
    }
    assert newsroom.client(who).post(newsroom.path("/passages/{passage}/notes"), data=form).status_code == 303
    return int(str(newsroom.rows("select max(id) from note")[0][0]))


def suspect(newsroom: Newsroom) -> int:
    """Let a check suspect something; return the note's id."""
    details = NoteDetails("number", "major", "“500” is in the English, and the original has no such number.")
    house = newsroom.house.ids
    with Storage(newsroom.database, "Ines") as storage:
        return storage.notes.add(
            house["passage"], house["article"], details, [], origin="numbers", state=NoteState.SUSPECTED, confidence=0.8
        ).id


def say(newsroom: Newsroom, who: str, suspicion: int, verdict: str) -> int:
    """Say something of a suspicion; return the status of the answer."""
    form = {"verdict": verdict, "revision": "1"}
    return newsroom.client(who).post(f"/suspicions/{suspicion}", data=form).status_code


def done(newsroom: Newsroom, who: str, word: str = "yes") -> None:
    assert newsroom.client(who).post(newsroom.path(f"{PAGE}/done"), data={"done": word}).status_code == 303


def seen(newsroom: Newsroom, who: str, paths: Iterable[str]) -> set[str]:
    """Return the pages on which somebody sees what the second found; a search marks its first word."""
    client = newsroom.client(who)
    return {path for path in paths if "hedge of the second" in client.get(newsroom.path(path)).text}


def test_neither_sees_the_others_notes_on_any_page_until_both_are_done(asked: Newsroom) -> None:
    (note_id,) = asked.rows("select id from note where text = ?", SECRET)[0]
    shown = {PAGE, "/search?q=vanished", f"/review/{note_id}", "/articles/{article}?passage={passage}"}
    shown |= {f"/notes/{note_id}/history", "/articles/{article}/history"}
    every_page = shown | {path for paths in routes.READS.values() for path in paths if "{demo}" not in path}
    assert seen(asked, "translator", every_page) == set()
    assert asked.client("translator").get(f"/review/{note_id}").status_code == 404
    assert asked.client("translator").get(f"/notes/{note_id}/history").status_code == 404
    assert seen(asked, "second admin", shown) == shown - {PAGE}
    done(asked, "second admin")
    assert seen(asked, "translator", shown) == set()
    done(asked, "translator")
    assert seen(asked, "translator", shown) == shown


def test_who_sees_less_can_still_do_everything(asked: Newsroom) -> None:
    client = asked.client("translator")
    write(asked, "translator", "What I found")
    for endpoint in ("notes.save", "notes.delete", "passages.describe", "library.add", "sources.save"):
        form = routes.WRITES[endpoint]
        changes = {"revision": "2"} if endpoint == "notes.delete" else None
        response = client.post(asked.path(form.path), data=asked.sent(form, changes))
        assert response.status_code == 303, (endpoint, response.text)
    with Storage(asked.database, FIRST) as storage:
        assert any(note.details.text == "What I found" for note in storage.notes.of_passage(asked.house.ids["passage"]))


def test_what_the_two_find_reaches_the_queue_when_both_are_done(asked: Newsroom) -> None:
    queue = asked.path("/review?article={article}&state=open")
    assert SECRET not in asked.client("editor").get(queue).text
    held = "select count(*) from queue_entry join note on note.id = subject_id and kind = 'note' where text = ?"
    assert asked.rows(held, SECRET) == [(0,)]
    done(asked, "translator")
    done(asked, "second admin")
    assert asked.rows(held, SECRET) == [(1,)]


def test_each_speaks_of_a_suspicion_for_themselves(asked: Newsroom) -> None:
    suspicion = suspect(asked)
    assert say(asked, "translator", suspicion, "accept") == 303
    assert asked.rows("select state from note where id = ?", suspicion) == [("suspected",)]
    mine = asked.client("translator").get(asked.path("/articles/{article}?passage={passage}")).text
    theirs = asked.client("second admin").get(asked.path("/articles/{article}?passage={passage}")).text
    assert f'id="suspicion-{suspicion}"' not in mine
    assert f'id="suspicion-{suspicion}"' in theirs
    assert say(asked, "translator", suspicion, "reject") == 303  # one may think again
    assert say(asked, "second admin", suspicion, "accept") == 303
    assert asked.rows("select person, verdict from opinion order by id") == [(FIRST, "reject"), (SECOND, "accept")]
    with nothing_saved(asked.database):
        assert say(asked, "editor", suspicion, "accept") == 403
        assert say(asked, "translator", suspicion, "perhaps") == 400


def test_an_editor_sees_both_side_by_side_and_settles_what_they_differ_on(asked: Newsroom) -> None:
    mine = write(asked, "translator", "The hedge is gone", "minor")
    suspicion = suspect(asked)
    say(asked, "translator", suspicion, "reject")
    say(asked, "second admin", suspicion, "accept")
    for who in ("translator", "second admin"):
        done(asked, who)
    editor = asked.client("editor")
    page = Page(editor.get(asked.path(PAGE)).text)
    assert page.faults == []
    assert "The hedge is gone" in page.root.text
    assert SECRET in page.root.text
    assert "Of every hundred characters that one of them marks, the other marks 100 too" in page.root.text
    assert say(asked, "translator", suspicion, "accept") == 403
    for note_id, word, state in [
        (mine, "set aside", "rejected"),
        (mine, "keep", "open"),
        (suspicion, "accept", "open"),
    ]:
        response = editor.post(asked.path(f"{PAGE}/notes/{note_id}"), data={"do": word})
        assert response.status_code == 303, response.text
        assert asked.rows("select state from note where id = ?", note_id) == [(state,)]
    assert editor.post(asked.path(f"{PAGE}/close")).status_code == 303
    assert "Ask two people" in editor.get(asked.path(PAGE)).text


def test_the_numbers_are_those_of_the_notes(asked: Newsroom) -> None:
    write(asked, "translator", "Mine", "minor")
    for who in ("translator", "second admin"):
        done(asked, who)
    page = Page(asked.client("editor").get(asked.path(PAGE)).text)
    table = next(each for each in page.elements if each.get("class") == "versions agreement")
    cells = [[cell.text.split() for cell in row.all("td")] for row in table.all("tr")][1:]
    # Both marked the same passage and no other: agreement is full on whether, not on how bad.
    assert cells[0][0][0] == "1.00"
    assert 0 < float(cells[1][0][0]) < 1
    assert cells[2][0][0] == "–"
    assert cells[3][0][0] == "1.00"  # over the words of the article: both marked the same ones
    assert cells[4][0][0] == "1.00"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"first": FIRST, "second": FIRST}, "one person are one"),
        ({"first": FIRST, "second": FIRST.upper()}, "one person are one"),
        ({"first": FIRST, "second": "Nobody"}, "cannot be asked"),
        ({"first": FIRST, "second": STAFF["disabled"].name}, "cannot be asked"),
        ({"first": FIRST}, "cannot be asked"),
    ],
)
def test_it_takes_two_people_who_may_annotate(newsroom: Newsroom, form: dict[str, str], words: str) -> None:
    with nothing_saved(newsroom.database):
        response = newsroom.client("editor").post(newsroom.path(PAGE), data=form)
    assert response.status_code == 400
    assert words in message(response)


def test_it_is_asked_for_once_at_a_time(asked: Newsroom) -> None:
    response = asked.client("editor").post(asked.path(PAGE), data={"first": FIRST, "second": SECOND})
    assert response.status_code == 400
    assert "already" in message(response)


def test_only_the_two_say_that_they_are_done_and_only_until_both_are(asked: Newsroom) -> None:
    path = asked.path(f"{PAGE}/done")
    assert "Only Олена Б. and Noor" in message(asked.client("editor").post(path, data={"done": "yes"}))
    done(asked, "translator")
    done(asked, "translator", "no")
    done(asked, "second admin")
    done(asked, "translator")
    assert asked.client("translator").post(path, data={"done": "no"}).status_code == 400


def test_nothing_is_settled_before_both_are_done(asked: Newsroom) -> None:
    (note_id,) = asked.rows("select id from note where text = ?", SECRET)[0]
    with nothing_saved(asked.database):
        response = asked.client("editor").post(asked.path(f"{PAGE}/notes/{note_id}"), data={"do": "keep"})
    assert response.status_code == 400
    assert "still at work" in message(response)


@pytest.mark.parametrize("action", ["done", "notes/1", "close"])
def test_without_one_there_is_nothing_to_do(newsroom: Newsroom, action: str) -> None:
    response = newsroom.client("admin").post(newsroom.path(f"{PAGE}/{action}"), data={"done": "yes", "do": "keep"})
    assert response.status_code == 404
    assert "Nobody asked" in message(response)


def test_calling_it_off_shows_everybody_everything(asked: Newsroom) -> None:
    assert asked.client("admin").post(asked.path(f"{PAGE}/close")).status_code == 303
    assert SECRET in asked.client("translator").get(asked.path("/articles/{article}?passage={passage}")).text


def test_a_name_with_a_quotation_mark_is_only_a_name(database: Path) -> None:
    with Storage(database, "O'Hara'); drop table note; --") as storage:
        storage.second_opinions.ask(1, storage.actor, "Zoe")
        before = storage.notes.of_article(1)
        storage.second_opinions.blindfold()
        assert storage.notes.of_article(1) == before != []


@pytest.mark.parametrize("who", ["translator", "second admin", "editor"])
def test_the_page_is_well_made_while_they_work(asked: Newsroom, who: str) -> None:
    say(asked, "translator", suspect(asked), "defensible")
    page = Page(asked.client(who).get(asked.path(PAGE)).text)
    assert page.faults == []


def test_each_gives_reasons_that_the_other_does_not_see_until_both_are_done(asked: Newsroom) -> None:
    suspicion, settle = suspect(asked), "/suspicions/{}"
    translator, other = asked.client("translator"), asked.client("second admin")
    bench = asked.path("/articles/{article}?passage={passage}")
    form = {"verdict": "reject", "revision": "1", "reason": "A round number."}
    assert translator.post(settle.format(suspicion), data=form).status_code == 303
    assert say(asked, "translator", suspicion, "reject") == 303  # said again, without a word on the reason
    assert "A round number." in translator.get(bench).text
    assert "A round number." in translator.get(asked.path(PAGE)).text
    for page in (bench, "/checks", asked.path(PAGE)):
        assert "A round number." not in other.get(page).text, page
    explained = {"revision": "1", "reason": "She rounded."}
    assert translator.post(settle.format(suspicion) + "/reason", data=explained).status_code == 303
    assert asked.rows("select state, rejection from note where id = ?", suspicion) == [("suspected", "")]
    assert say(asked, "second admin", suspicion, "accept") == 303
    done(asked, "translator")
    done(asked, "second admin")
    assert "She rounded." in other.get(asked.path(PAGE)).text
    do = {"do": "reject"}
    assert asked.client("editor").post(asked.path(f"{PAGE}/notes/{suspicion}"), data=do).status_code == 303
    assert asked.rows("select state, rejection from note where id = ?", suspicion) == [("rejected", "She rounded.")]


def told(newsroom: Newsroom, who: str, path: str) -> list[str]:
    """Return who did what, newest first, as a history tells it."""
    page = Page(newsroom.client(who).get(newsroom.path(path)).text)
    found = []
    for change in page.elements:
        if "change" in change.get("class").split():
            actor = next(change.all("bdi")).text
            found += [f"{actor} {one.text}" for one in change.all("p") if one.get("class") == "did"]
    return found


def test_the_history_tells_who_asked_judged_finished_settled_and_closed(asked: Newsroom) -> None:
    editor, path, history = asked.client("editor"), asked.path(PAGE), "/articles/{article}/history"
    suspicion = suspect(asked)
    say(asked, "translator", suspicion, "reject")
    say(asked, "translator", suspicion, "accept")
    done(asked, "translator")
    done(asked, "translator", "no")
    done(asked, "translator")
    done(asked, "second admin")
    (note_id,) = asked.rows("select id from note where text = ?", SECRET)[0]
    for word in ("set aside", "keep"):
        assert editor.post(f"{path}/notes/{note_id}", data={"do": word}).status_code == 303
    assert editor.post(f"{path}/close").status_code == 303
    found = told(asked, "editor", history)
    mine, theirs, whose = FIRST, SECOND, STAFF["editor"].name
    assert [line.partition(":")[0] for line in found[:10]] == [
        f"{who} {did}"
        for who, did in [
            (whose, "closed the second opinion"),
            (whose, "kept a note after all"),
            (whose, "set a note aside"),
            (theirs, "finished an independent opinion"),
            (mine, "finished an independent opinion"),
            (mine, "went on with an independent opinion"),
            (mine, "finished an independent opinion"),
            (mine, "judged a suspicion anew, independently"),
            (mine, "judged a suspicion independently"),
            ("Ines", "was shown a suspected discrepancy"),
        ]
    ]
    assert f"{whose} asked two people for a second opinion" in found
    page = editor.get(asked.path(history)).text
    assert "nothing → discrepancy" not in page
    for word in (FIRST, SECOND, "One of the two", "Taken for", "discrepancy"):
        assert word in page
    assert Page(page).faults == []


def test_what_the_other_judged_is_in_no_history_until_both_are_done(asked: Newsroom) -> None:
    suspicion = suspect(asked)
    say(asked, "second admin", suspicion, "accept")
    histories = ("/articles/{article}/history", "/passages/{passage}/history", f"/notes/{suspicion}/history")
    for path in histories:
        assert not any("independently" in line for line in told(asked, "translator", path))
        assert any("judged a suspicion independently" in line for line in told(asked, "second admin", path))
    done(asked, "translator")
    done(asked, "second admin")
    for path in histories:
        assert any("judged a suspicion independently" in line for line in told(asked, "translator", path))


def test_a_second_opinion_is_not_offered_to_undo_and_hides_nothing_that_is(asked: Newsroom) -> None:
    mine = write(asked, "translator", "Mine")
    done(asked, "translator")
    bench = Page(asked.client("translator").get(asked.path("/articles/{article}?passage={passage}")).text)
    assert "Undo: wrote a note" in bench.root.text.replace("\n", " ") or "wrote a note" in bench.root.text
    (change,) = asked.rows("select max(change_id) from event where entity = 'second_opinion'")[0]
    with nothing_saved(asked.database):
        response = asked.client("editor").post(f"/changes/{change}/undo")
        assert response.status_code in {400, 403}
        (event,) = asked.rows("select max(id) from event where entity = 'second_opinion'")[0]
        restored = asked.client("editor").post(f"/events/{event}/restore", data={"revision": "1"})
        assert restored.status_code == 400
        assert "second opinion" in message(restored)
    (made,) = asked.rows("select change_id from event where entity = 'note' and entity_id = ?", mine)[0]
    assert asked.client("translator").post(f"/changes/{made}/undo").status_code == 303
    assert asked.rows("select deleted_at is not null from note where id = ?", mine) == [(1,)]
