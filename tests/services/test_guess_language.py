import pytest

from annotator.services.guess_language import guess_language


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Наутро пришли лодки.", "ru"),
        ("Лодки пришли утром.", "ru"),
        ("Береги себя", "ru"),
        ("Ми чекали.", "uk"),
        ("Нема часу.", "uk"),
        ("Тато, вернись", "uk"),
        ("Няма нищо", "bg"),
        ("No pasa nada.", "es"),
        ("Não sei", "pt"),
    ],
)
def test_words_tell_where_the_letters_of_a_short_text_do_not(words: str, code: str) -> None:
    assert guess_language(words) == code


@pytest.mark.parametrize("words", ["", "15:00", "на", "Мама", "Не знаю."])
def test_what_two_languages_share_is_left_open(words: str) -> None:
    assert guess_language(words) == ""


def test_a_long_text_is_told_by_its_letters() -> None:
    assert guess_language("Мы никого не оставили на том берегу. " * 30) == "ru"
