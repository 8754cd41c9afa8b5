"""Words of the three voices: joined by lines, linked and unlinked by mouse, by keyboard, by finger and by forms."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from annotator.domain.passages import PassageDetails
from annotator.domain.sources import SourceDetails, source_text
from annotator.services.attach_source import attach_source
from annotator.services.mark_passage import Edge, mark_quote, step_passage
from annotator.services.suspect_discrepancies import suspect_discrepancies
from tests.browser.conftest import Open
from tests.browser.hands import press
from tests.browser.served import Served
from tests.browser.test_accessibility import violations
from tests.browser.test_touch import PHONE
from tests.browser.watch import Watch

SAID = "Насколько мне известно, мы никого не оставили на том берегу."
QUOTE = "We left no one behind on the far bank"
MACHINE = "As far as I know, we left nobody on that shore."
LONG = [
    ("Мы стоим здесь с четырёх утра, и никто не сказал нам, придёт ли паром.",
     "We have been standing here since four in the morning, and nobody told us whether the ferry will come."),
    ("Моя мать не может подняться на холм, и я несла её лекарства и два одеяла.",
     "My mother cannot walk up the hill, and I carried her medicine and two blankets."),
    ("Завтра мы поедем домой, если дом ещё есть, и посчитаем людей.",
     "Tomorrow we will go home, if there is still a home, and we will count the people."),
]  # fmt: skip
HEADING = "Ferry returns\n\n"


def add(served: Served, said: str, quote: str, language: str = "ru", machines: tuple[str, ...] = ()) -> str:
    """Store an article with one passage, its source and machine renderings; returns where it is worked on."""
    article = served.add_article(f"{HEADING}“{quote},” the captain told a café full of people.")
    with served.storage() as storage:
        passage = mark_quote(storage, article.id, quote, None, PassageDetails())
        sources = attach_source(storage, passage.id, None, SourceDetails(said, language))
        for number, text in enumerate(machines):
            signature = f"engine:canned|model:model-{number}|revision:1|version:1"
            storage.renderings.add(passage.id, source_text(sources), text, "en", signature, None)
        suspect_discrepancies(storage, passage.id)
    return f"/articles/{article.id}?passage={passage.id}"


@pytest.fixture
def page(open_page: Open, served: Served) -> Page:
    return open_page(add(served, SAID, QUOTE, machines=(MACHINE,)))


def word(page: Page, side: str, text: str) -> Locator:
    return page.locator(f".voice.{side} .w").filter(has_text=re.compile(f"^{text}$")).first


def rulings(served: Served) -> list[tuple[str, str, str]]:
    query = "select kind, source_words, rendering_words from alignment_link where deleted_at is null order by id"
    return [(str(kind), str(ours), str(theirs)) for kind, ours, theirs in served.rows(query)]


def told(page: Page) -> Locator:
    return page.locator("#told")


def walk_to(page: Page, side: str, text: str) -> None:
    page.locator(f".voice.{side} .words").focus()
    for _ in range(30):
        press(page, "ArrowRight")
        if page.locator(".w.at").inner_text() == text:
            return
    raise AssertionError(f"“{text}” is not in the row")


def ends(page: Page, selector: str = ".lines .strong") -> list[list[float]]:
    """Return where each line begins and ends, in the window."""
    found: list[list[float]] = page.evaluate(
        """(selector) => [...document.querySelectorAll(selector)].map((path) => {
          const box = path.ownerSVGElement.getBoundingClientRect(), last = path.getTotalLength();
          const [a, b] = [path.getPointAtLength(0), path.getPointAtLength(last)];
          return [a.x + box.x, a.y + box.y, b.x + box.x, b.y + box.y];
        })""",
        selector,
    )
    return found


def test_a_line_leads_from_word_to_word_and_follows_the_layout(page: Page) -> None:
    expect(page.locator(".lines path").first).to_be_attached()
    for width in (1280, 1000, 700):
        page.set_viewport_size({"width": width, "height": 900})
        word(page, "source", "берегу").hover()
        expect(page.locator(".lines .strong").first).to_be_attached()
        expect(word(page, "reporter", "bank")).to_have_class(re.compile("linked"))
        ours, theirs = word(page, "source", "берегу").bounding_box(), word(page, "reporter", "bank").bounding_box()
        assert ours
        assert theirs
        page.wait_for_timeout(100)
        (x1, y1, x2, y2) = ends(page)[0]
        assert ours["x"] <= x1 <= ours["x"] + ours["width"]
        assert abs(y1 - ours["y"] - ours["height"]) < 6
        assert theirs["x"] <= x2 <= theirs["x"] + theirs["width"]
        assert abs(y2 - theirs["y"]) < 6


def test_lines_say_nothing_to_a_screen_reader_and_the_list_says_it_all(page: Page) -> None:
    expect(page.locator("svg.lines")).to_have_attribute("aria-hidden", "true")
    page.get_by_role("link", name="as a list").click()
    row = page.get_by_role("row").filter(has_text="берегу").first
    expect(row).to_contain_text("bank")
    assert violations(page) == []


def test_all_lines_or_only_those_of_one_word_and_the_choice_stays(page: Page) -> None:
    button = page.get_by_role("button", name="All lines")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    page.mouse.move(5, 400)
    expect(page.locator(".lines path")).to_have_count(0)
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "false")
    word(page, "source", "берегу").hover()
    expect(page.locator(".lines path.strong").first).to_be_attached()


def test_words_are_linked_by_the_keyboard_alone_and_the_focus_stays(page: Page, served: Served) -> None:
    walk_to(page, "source", "никого")
    press(page, "Space")
    walk_to(page, "reporter", "no")
    press(page, "Space", "Shift+ArrowRight")
    press(page, "l")
    expect(told(page)).to_have_text("Linked “никого” with “no one”.")
    assert rulings(served) == [("link", "никого", "no one")]
    expect(page.locator(".voice.reporter .words")).to_be_focused()
    expect(page.locator(".w.at")).to_have_text("one")
    expect(page.locator(".lines .by-hand").first).to_be_attached()
    press(page, "ArrowRight", "z")
    expect(told(page)).to_have_text("“behind”: no counterpart.")
    expect(page.locator(".w.at")).to_have_text("behind")
    expect(word(page, "reporter", "behind")).to_have_class(re.compile("unfounded"))
    press(page, "z")
    expect(word(page, "reporter", "behind")).not_to_have_class(re.compile("unfounded"))
    press(page, "ArrowLeft", "k")
    expect(told(page)).to_have_text("“one”: taken apart.")
    assert rulings(served)[0] == ("link", "никого", "no")


def test_an_edit_is_undone_by_one_key(page: Page, served: Served) -> None:
    before = page.locator(".voice.reporter .w[data-groups]").count()
    walk_to(page, "reporter", "left")
    press(page, "k")
    expect(page.locator(".voice.reporter .w[data-groups]")).to_have_count(before - 1)
    press(page, "u")
    expect(page.locator(".voice.reporter .w[data-groups]")).to_have_count(before)
    assert rulings(served) == []


def test_words_are_linked_by_clicking_them_and_a_button(page: Page, served: Served) -> None:
    word(page, "source", "Насколько").click()
    word(page, "source", "известно").click()
    word(page, "reporter", "behind").click()
    page.get_by_role("button", name="Link L").click()
    expect(told(page)).to_have_text("Linked “Насколько известно” with “behind”.")
    assert rulings(served) == [("link", "Насколько … известно", "behind")]
    expect(page.locator(".w.picked")).to_have_count(0)
    word(page, "source", "мне").click()
    word(page, "reporter", "behind").click()
    page.get_by_role("button", name="Group").click()
    expect(told(page)).to_contain_text("one group now")
    assert rulings(served) == [("link", "Насколько мне известно", "behind")]


def test_a_line_drawn_with_the_mouse_links_two_words(page: Page, served: Served) -> None:
    start, end = word(page, "source", "известно").bounding_box(), word(page, "machine", "know").bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] - 20, steps=5)
    expect(page.locator(".lines .rubber")).to_be_attached()
    page.mouse.move(end["x"] + 8, end["y"] + 8, steps=3)
    page.mouse.up()
    expect(told(page)).to_have_text("Linked “известно” with “know”.")
    assert rulings(served) == [("link", "известно", "know")]
    expect(page.locator(".lines .rubber")).to_have_count(0)
    expect(page.locator(".w.picked")).to_have_count(0)


def test_what_cannot_be_linked_is_told_beside_the_buttons_and_what_is_picked_stays(page: Page, served: Served) -> None:
    word(page, "reporter", "left").click()
    page.get_by_role("button", name="Link L").click()
    expect(page.locator("#link-form .trouble")).to_contain_text("A link needs words of both sides")
    expect(page.locator(".w.picked")).to_have_text("left")
    assert rulings(served) == []


@pytest.fixture
def edited(open_page: Open, served: Served, page: Page) -> Page:
    """The page with two links by hand, one of whose words an edit took away and another's it changed."""
    for ours, theirs in (("берегу", "far"), ("оставили", "left")):
        word(page, "source", ours).click()
        word(page, "reporter", theirs).click()
        page.get_by_role("button", name="Link L").click()
        expect(told(page)).to_contain_text(f"with “{theirs}”")
    with served.storage() as storage:
        attach_source(storage, 1, 1, SourceDetails(SAID.replace("оставили", "бросили"), "ru"))
        step_passage(storage, 1, None, Edge.END, -2)
    page.reload()
    return page


def test_after_an_edit_only_the_links_it_touched_are_checked_by_one_key_each(edited: Page, served: Served) -> None:
    ask = edited.get_by_role("region", name="Links to check again")
    expect(ask.get_by_role("listitem")).to_have_count(2)
    expect(ask).to_contain_text("now бросили – left")
    expect(word(edited, "reporter", "left")).to_have_class(re.compile("check"))
    expect(word(edited, "reporter", "one")).not_to_have_class(re.compile("check"))
    assert violations(edited) == []
    edited.locator("#panel").focus()
    press(edited, "v")
    expect(ask.get_by_role("listitem")).to_have_count(1)
    press(edited, "k")
    expect(ask).to_have_count(0)
    assert len(rulings(served)) == 1


def test_two_windows_see_both_readings(open_page: Open, page: Page, served: Served) -> None:
    other = open_page(page.url)
    for each, theirs in ((page, "left"), (other, "behind")):
        word(each, "source", "оставили").click()
        word(each, "reporter", theirs).click()
        each.get_by_role("button", name="Link L").click()
        if each is page:
            expect(told(page)).to_contain_text("Linked")
    problem = other.locator("#link-form .trouble")
    expect(problem).to_contain_text("changed in another window")
    expect(problem).to_contain_text("оставили – left")
    expect(problem).to_contain_text("оставили – behind")
    assert rulings(served) == [("link", "оставили", "left")]
    problem.get_by_role("button", name="Save yours over it").click()
    expect(told(other)).to_contain_text("Linked “оставили” with “behind”")
    assert rulings(served) == [("link", "оставили", "behind")]


@pytest.fixture(autouse=True)
def refused(watch: Watch) -> None:
    """Forms are refused here, and the browser's console says so."""
    watch.expect("status of 409")
    watch.expect("status of 400")


def test_a_long_passage_is_shown_sentence_by_sentence(open_page: Open, served: Served) -> None:
    said, quote = (" ".join(pair[side] for pair in LONG) for side in (0, 1))
    page = open_page(add(served, said, quote, machines=(quote.replace("standing", "waiting"),)))
    rows = page.locator(".rows")
    expect(rows).to_have_count(3)
    for number, (ours, theirs) in enumerate(LONG):
        expect(rows.nth(number).locator(".source .words")).to_have_text(ours)
        expect(rows.nth(number).locator(".reporter .words")).to_have_text(theirs)
    word(page, "source", "холм").hover()
    expect(rows.nth(1).locator(".lines .strong").first).to_be_attached()
    expect(rows.nth(0).locator(".lines .strong")).to_have_count(0)


def test_several_machine_renderings_are_chosen_between(open_page: Open, served: Served) -> None:
    path = add(served, SAID, QUOTE, machines=tuple(f"{MACHINE} {number}" for number in range(5)))
    page = open_page(path)
    expect(page.locator(".bands .voice.machine:visible")).to_have_count(1)
    page.get_by_role("radio", name="model-2").check()
    expect(page.locator(".bands .voice.machine:visible .words")).to_have_text(f"{MACHINE} 2")
    page.reload()
    expect(page.locator(".bands .voice.machine:visible .words")).to_have_text(f"{MACHINE} 2")
    page.get_by_role("radio", name="all").check()
    expect(page.locator(".bands .voice.machine:visible")).to_have_count(5)
    assert violations(page) == []


def test_right_to_left_words_stand_on_the_right_and_their_lines_too(open_page: Open, served: Served) -> None:
    page = open_page(
        add(served, "لم نسأل أحدًا من أين جاء إلى هذا النهر", "We did not ask anyone where he came from", "ar")
    )
    row = page.locator(".voice.source .words").bounding_box()
    first = word(page, "source", "لم").bounding_box()
    assert row
    assert first
    assert first["x"] + first["width"] > row["x"] + row["width"] - 20
    word(page, "source", "نسأل").hover()
    expect(word(page, "reporter", "ask")).to_have_class(re.compile("linked"))


def test_a_tap_lights_up_and_a_finger_links(open_page: Open, served: Served) -> None:
    page = open_page(add(served, SAID, QUOTE), **PHONE)
    expect(page.locator(".lines path")).to_have_count(0)
    word(page, "source", "оставили").tap()
    expect(word(page, "reporter", "left")).to_have_class(re.compile("linked"))
    word(page, "reporter", "behind").tap()
    page.get_by_role("button", name="Link", exact=False).first.tap()
    expect(told(page)).to_have_text("Linked “оставили” with “behind”.")
    assert rulings(served) == [("link", "оставили", "behind")]


def test_links_are_changed_without_a_script(open_page: Open, served: Served) -> None:
    page = open_page(add(served, SAID, QUOTE), java_script_enabled=False)
    expect(page.get_by_role("button", name="Link L")).to_be_hidden()
    page.get_by_role("link", name="as a list").click()
    page.get_by_label("никого").check()
    page.get_by_label("no", exact=True).check()
    page.get_by_label("one", exact=True).check()
    page.get_by_role("button", name="Link the ticked words").click()
    expect(page.get_by_role("row").filter(has_text="Ines Ortega")).to_contain_text("no one")
    page.get_by_label("мне").check()
    page.get_by_role("button", name="They have no counterpart").click()
    expect(page.get_by_role("row").filter(has_text="left out on purpose")).to_contain_text("мне")
    assert rulings(served) == [("link", "никого", "no one"), ("unrendered", "мне", "")]
    page.get_by_role("button", name="Take away").first.click()
    page.get_by_role("button", name="Let the aligner run anew").click()
    assert rulings(served) == [("unrendered", "мне", "")]


@pytest.mark.parametrize("said", ["500", "🙏", QUOTE])
def test_a_passage_with_little_to_link_is_shown_all_the_same(open_page: Open, served: Served, said: str) -> None:
    page = open_page(add(served, said, QUOTE))
    expect(page.locator(".voice.source .words")).to_have_text(said)
    if said == QUOTE:
        expect(page.get_by_text("The original and the reporter’s words are the same")).to_be_visible()


def test_rows_are_readable_in_forced_colours_and_in_print(open_page: Open, served: Served) -> None:
    page = open_page(add(served, SAID, QUOTE), forced_colors="active")
    word(page, "source", "оставили").hover()
    outline = word(page, "reporter", "left").evaluate("(word) => getComputedStyle(word).outlineStyle")
    assert outline == "solid"
    page.emulate_media(media="print")
    expect(page.locator("#link-form")).to_be_hidden()
