import pytest

from annotator.domain.people import Person, Role, local_person
from annotator.domain.permissions import CHANGING, Permission, may, may_change


@pytest.mark.parametrize("permission", Permission)
def test_the_local_user_may_do_everything_and_strangers_only_come_in(permission: Permission) -> None:
    assert may(local_person("Ines"), permission)
    for nobody in (None, Person("Ines", None), Person("Ines", Role.ADMIN, disabled=True)):
        assert may(nobody, permission) == (permission is Permission.ENTER)


def test_a_translator_annotates_and_an_editor_decides() -> None:
    translator, editor = Person("Olena", Role.TRANSLATOR), Person("Salma", Role.EDITOR)
    assert may(translator, Permission.DISCUSS)
    assert not may(translator, Permission.DECIDE)
    assert may(editor, Permission.SIGN_OFF)
    assert not may(editor, Permission.ADMINISTER)


def test_undoing_a_change_takes_what_it_takes_to_make_it() -> None:
    translator, editor, admin = (Person("X", role) for role in Role)
    assert may_change(translator, "note")
    assert not may_change(translator, "decision")
    assert may_change(editor, "decision")
    assert not may_change(editor, "person")
    assert may_change(admin, "person")
    assert "person" not in CHANGING
