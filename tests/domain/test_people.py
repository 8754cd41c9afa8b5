"""Names of people: any script, and no two that people would take for one another."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.people import Person, Role, display_name, email_address, login_key, login_name, role_named
from annotator.errors import InvalidInput


@pytest.mark.parametrize("name", ["Ines", "Олена Б.", "سلمى", "李雷", "ines@example.org", "Zoë", "o'Hara-7", "ก้อง"])
def test_a_name_in_any_script_is_kept_as_it_is(name: str) -> None:
    assert login_name(f"  {name}\n") == name


def test_a_name_is_stored_composed() -> None:
    assert login_name("Zoe\u0308") == "Zo\u00eb"
    assert unicodedata.is_normalized("NFC", login_name("Ján  Nova\u0301k"))


@pytest.mark.parametrize(
    "name", ["", " \n", "\u00ad", "🚢", "—", "x" * 61, "a\u202eb", "a\u200bb", "a\u2066b", "a\u200db"]
)
def test_a_name_that_says_nothing_or_hides_something_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="name"):
        login_name(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ines", "INES"), ("Zoë", "zoe\u0308"), ("Straße", "STRASSE"), ("ﬁna", "Fina"), ("Ｉnes", "ines")],
)
def test_names_that_differ_by_case_or_form_are_the_same(one: str, other: str) -> None:
    assert login_key(one) == login_key(other)


def test_names_of_different_people_differ() -> None:
    assert len({login_key(name) for name in ("Ines", "Inès", "Инес", "سلمى", "سلمي")}) == 5


@given(st.text())
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert login_key(login_key(name)) == login_key(name)


@given(st.text(max_size=60))
def test_a_name_that_was_taken_can_be_entered_again(name: str) -> None:
    try:
        stored = login_name(name)
    except InvalidInput:
        return
    assert login_name(stored) == stored
    assert login_key(stored) == login_key(name)


def test_a_display_name_may_hold_anything_on_one_line() -> None:
    assert display_name(" نور\n🖊️ <b> ") == "نور 🖊️ <b>"
    with pytest.raises(InvalidInput, match="120 is the most"):
        display_name("x" * 121)


@pytest.mark.parametrize(
    "address", ["olena", "a@b", "a b@example.org", "@example.org", "a@@example.org", "x" * 250 + "@e.org"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InvalidInput, match="not an e-mail address"):
        email_address(address)


def test_an_address_may_be_left_out() -> None:
    assert email_address(" ") == ""
    assert email_address(" Ines@example.org ") == "Ines@example.org"


def test_a_person_is_shown_by_the_name_they_choose() -> None:
    assert Person("ines", Role.EDITOR).shown == "ines"
    assert Person("ines", Role.EDITOR, "Inès Ortega").shown == "Inès Ortega"


def test_an_unknown_role_is_refused_with_the_known_ones() -> None:
    assert role_named("editor") is Role.EDITOR
    with pytest.raises(InvalidInput, match="translator, editor, admin"):
        role_named("owner")
