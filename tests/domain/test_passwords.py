import pytest

from annotator.domain.passwords import LONGEST, SHORTEST, check_password, normal
from annotator.errors import InvalidInput


@pytest.mark.parametrize(
    "password", ["lantern orchard", "три зелёных моста", "كلمة سر طويلة", "x7$kQ!m2Lp", "🚢🇺🇦 ferry boat"]
)
def test_a_long_password_of_any_characters_may_be_chosen(password: str) -> None:
    check_password(password, "Ines")


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "0 characters, and needs 10"),
        ("a" * (SHORTEST - 1), "needs 10"),
        ("e\u0301" * 9, "9 characters"),
        ("Lantern orchard" * 700, f"{LONGEST:,} is the most"),
        ("ﷺ" * 100, f"{LONGEST:,} is the most"),  # one code point that is eighteen letters
        ("aaaaaaaaaaaa", "first that anybody would try"),
        ("1212121212", "first that anybody would try"),
        ("QWERTYuiop", "first that anybody would try"),
        ("Annotator2026", "first that anybody would try"),
        ("Олена Б. 2026", "first that anybody would try"),
        ("олена б.!!!!!", "first that anybody would try"),
    ],
)
def test_a_password_that_is_short_endless_or_guessed_is_refused(password: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        check_password(password, "Олена Б.")


def test_a_password_is_the_same_from_every_keyboard() -> None:
    assert normal("cafe\u0301 ﬁn") == normal("caf\u00e9 fin")
