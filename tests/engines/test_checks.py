"""Texts that are refused, and those that only look as if they should be."""

import pytest

from annotator.engines import checks
from annotator.errors import TooLarge, UnsupportedText


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "Он сказал: «We left no one behind», а потом 我们没有留下任何人 и ушёл."),
        ("ru", "Она ответила по-китайски: «我们没有留下任何人，我们会回来的», и все замолчали."),
        ("zh", "他说：“We left no one behind, as far as I know”，然后就走了，再也没有回来。"),
        ("en", "He said “мы никого не оставили на том берегу” and then he left the room."),
        ("uk", "Він сказав 🙏🇺🇦 дякую"),
    ],
)
def test_a_text_that_quotes_another_script_is_its_own_language(code: str, text: str) -> None:
    checks.texts([text], code)


@pytest.mark.parametrize(
    ("code", "text", "reason"),
    [
        ("ru", "Наскільки мені відомо, ми нікого не залишили на тому березі.", "is Ukrainian, not Russian"),
        ("de", "As far as I know we have left nobody behind on that shore.", "is English, not German"),
        ("ru", "As far as I know we left nobody.", "is written in another script"),
        ("ru", "🙏🙏🚢", "has no letters. Take words"),
        ("ru", "… — !?", "has no letters. Take words"),
        ("ru", " \n ", "no text to translate"),
    ],
)
def test_a_text_that_cannot_be_translated_is_refused_with_what_to_do(code: str, text: str, reason: str) -> None:
    with pytest.raises(UnsupportedText, match=reason):
        checks.texts([text], code)


def test_a_text_that_is_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(TooLarge, match="has 50,000 characters, and at most 20,000 can be translated"):
        checks.texts(["слов " * 10_000], "ru")
