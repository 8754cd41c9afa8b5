"""A newsroom begins: the first account, an invitation, signing in, what a role may not do, and a second opinion."""

import pytest
from playwright.sync_api import Page, expect

from annotator.domain.people import Role
from annotator.services.add_person import add_person
from tests.browser.conftest import Open
from tests.browser.served import Served
from tests.browser.test_accessibility import faults
from tests.browser.watch import Watch

PASSWORD = "ferry over brown water"
TRANSLATORS = ("Даша Линд", "عمر 🙂")


@pytest.fixture
def owner(served: Served, open_page: Open, watch: Watch) -> Page:
    """The window of the person who began alone, and made the first account by keyboard."""
    served.add_demo()
    watch.expect("status of 401")
    watch.expect("status of 403")
    watch.expect("status of 400")  # a link that was used
    page = open_page("/people")
    page.get_by_label("Login name").fill("Owen Castell")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The password again").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Owen Castell")).to_be_visible()
    return page


def _sign_in(page: Page, name: str) -> None:
    page.get_by_label("Login name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_somebody_who_is_invited_joins_and_finds_what_was_asked_for(owner: Page, open_page: Open) -> None:
    owner.get_by_role("button", name="Make the link").click()
    link = owner.get_by_label("The link").input_value()
    guest = open_page("/review")
    expect(guest.get_by_role("heading", name="Sign in")).to_be_visible()
    assert faults(guest) == {}
    guest.goto(link)
    assert faults(guest) == {}
    guest.get_by_label("Login name").fill(TRANSLATORS[0])
    guest.get_by_label("Password", exact=True).fill(PASSWORD)
    guest.get_by_label("The password again").fill(PASSWORD)
    guest.keyboard.press("Enter")
    expect(guest.get_by_role("link", name=TRANSLATORS[0])).to_be_visible()
    guest.goto("/people")
    expect(guest.locator("main")).to_contain_text("admin")
    guest.goto(link)
    expect(guest.locator("main")).to_contain_text("link")


def test_signing_in_leads_back_and_ends_where_the_person_ends_it(owner: Page, open_page: Open) -> None:
    page = open_page("/articles/1?passage=3")
    _sign_in(page, "owen castell")
    expect(page.get_by_role("heading", name="Passage 3 of 12")).to_be_visible()
    page.goto("/account")
    assert faults(page) == {}
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto("/articles/1")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_no_page_of_people_has_a_fault(owner: Page, open_page: Open, served: Served) -> None:
    with served.storage() as storage:
        for name in (*TRANSLATORS, "<b>Zoe</b> 🙂", "N" * 60):
            add_person(storage, name, Role.TRANSLATOR, shown=f"{name} 👩‍👩‍👧", password=PASSWORD)
    owner.goto("/people")
    for closed in owner.locator("main summary").all():
        closed.click()
    assert faults(owner) == {}
    owner.get_by_role("button", name="new password").first.click()
    link = owner.get_by_label("The link").input_value()
    assert faults(owner) == {}
    guest = open_page(link)
    expect(guest.get_by_label("Password", exact=True)).to_be_visible()
    assert faults(guest) == {}
    guest.get_by_label("Password", exact=True).fill("short")
    guest.get_by_label("The password again").fill("short")
    guest.keyboard.press("Enter")
    expect(guest.get_by_role("alert")).to_be_visible()
    assert faults(guest) == {}
    guest.goto("/login")
    _sign_in(guest, "nobody of that name")
    expect(guest.get_by_role("alert")).to_be_visible()
    assert faults(guest) == {}


def test_a_wrong_password_is_told_and_the_name_is_kept(owner: Page, open_page: Open) -> None:
    page = open_page("/login")
    page.get_by_label("Login name").fill("Owen Castell")
    page.get_by_label("Password").fill("not this one at all")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Login name")).to_have_value("Owen Castell")


def test_two_translators_are_blind_until_both_are_done(owner: Page, open_page: Open, served: Served) -> None:
    with served.storage() as storage:
        for name in TRANSLATORS:
            add_person(storage, name, Role.TRANSLATOR, password=PASSWORD)
    owner.goto("/articles/1/second-opinion")
    assert faults(owner) == {}
    owner.get_by_label("One").select_option(TRANSLATORS[0])
    owner.get_by_label("The other").select_option(TRANSLATORS[1])
    owner.get_by_role("button", name="Ask them").click()
    pages = [open_page("/articles/1?passage=3") for _ in TRANSLATORS]
    for page, name in zip(pages, TRANSLATORS, strict=True):
        _sign_in(page, name)
        note = page.locator("form", has=page.locator("#new-note-category"))
        note.get_by_label("What it is").select_option(index=1)
        note.get_by_label("Note", exact=True).fill(f"Said by {name}.")
        note.get_by_role("button", name="Save the note").click()
        expect(page.locator("#notes")).to_contain_text(f"Said by {name}.")
    expect(pages[1].locator("#notes")).not_to_contain_text(TRANSLATORS[0])
    for page in pages:
        page.goto("/articles/1/second-opinion")
        if page is pages[0]:
            assert faults(page) == {}
        page.get_by_role("button", name="I am done").click()
    owner.goto("/articles/1/second-opinion")
    assert faults(owner) == {}
    for name in TRANSLATORS:
        expect(owner.locator("main")).to_contain_text(f"Said by {name}.")
