import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.engines.identification import best, guess
from annotator.errors import UnknownLanguage


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Папа, до свидания, приезжай, пожалуйста!", "ru"),
        ("Ты что, не понял?", "ru"),
        ("Ми вистоїмо. Слава Україні!", "uk"),
        ("Де ваші діти?", "uk"),
        ("Мы ня здадзімся ніколі", "be"),
        ("Wir schaffen das, sagte sie", "de"),
        ("Je ne regrette rien de ce que j'ai dit", "fr"),
        ("No vamos a permitir que esto pase", "es"),
        ("لن نغادر بلادنا أبدا", "ar"),
        ("ما هرگز تسلیم نخواهیم شد", "fa"),
        ("我们不会放弃", "zh"),
        ("私たちは諦めません", "ja"),
        ("우리는 포기하지 않을 것입니다", "ko"),
        ("לא נוותר לעולם", "he"),
        ("Δεν θα παραδοθούμε", "el"),
        ("ჩვენ არ დავნებდებით", "ka"),
        ("Bu topraklardan asla vazgeçmeyeceğiz", "tr"),
        ("Nie poddamy się nigdy", "pl"),
        ("We are not going anywhere today", "en"),
        ("ПАПА, ДО СВИДАНИЯ, ПРИЕЗЖАЙ!", "ru"),
        ("我们在COP26会议上", "zh"),
    ],
)
def test_short_quotes_are_recognised(text: str, code: str) -> None:
    assert best(text) == code


@pytest.mark.parametrize("text", ["", "…!?", "24.02.2022", "👍", "на", "OK", "Da, da"])
def test_without_evidence_there_is_no_best_guess(text: str) -> None:
    assert best(text) is None


@pytest.mark.parametrize(("text", "code"), [("ты", "ru"), ("її", "uk"), ("ґанок", "uk"), ("вырос", "ru")])
def test_one_letter_tells_russian_from_ukrainian(text: str, code: str) -> None:
    assert guess(text, ["ru", "uk"])[0].language == code
    assert guess(text, ["ru", "uk"])[0].probability > 0.7


def test_the_answer_is_kept_among_the_languages_asked_for() -> None:
    assert {found.language for found in guess("привет", ["ru", "uk-UA", "de"])} == {"ru", "uk"}
    assert guess("hello", ["ru", "uk"]) == []
    assert best("hello", []) is None
    with pytest.raises(UnknownLanguage):
        guess("hello", ["xx"])


@given(st.text(max_size=40) | st.text("абвіїыэ hello不שلا1!", max_size=20))
def test_probabilities_add_up_and_fall(text: str) -> None:
    found = guess(text)
    probabilities = [entry.probability for entry in found]
    assert probabilities == sorted(probabilities, reverse=True)
    assert not found or sum(probabilities) == pytest.approx(1)
