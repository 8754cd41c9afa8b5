from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.sentences import chunks, joined, sentences
from annotator.domain.spans import Span
from annotator.domain.text import canonical
from annotator.errors import UnknownLanguage

CODES = st.sampled_from(["ru", "uk", "de", "fr", "es", "ar", "zh", "en", "fa", "he", "th", "am"])
ALPHABET = "aБжЯ .?!。？\n«»“”„\"'()т.еe1,:;/—…😀ه؟،\u200d\u0301中！[]{}*"
TEXT = st.text(ALPHABET, max_size=60) | st.text(max_size=60)
WORD = st.text("aбЯ1", min_size=1, max_size=5)


def cut(text: str, language: str) -> list[str]:
    return [span.within(text) for span in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ru", ["Он родился в 1999 г. в Москве.", "Живёт на ул. Ленина, д. 5."]),
        ("ru", ["А. С. Пушкин и т. е. он жил в г. Москве.", "Он умер."]),
        ("ru", ["К 10 тыс. руб. и 5 млн. долл. в год.", "Да."]),
        ("ru", ["Он сказал: «Привет. Как дела?»", "И ушёл."]),
        ("ru", ["«Ура!» — крикнул он.", "Все молчали."]),
        ("ru", ["Что?!", "Нет...", "Да… Вот. — сказал он."]),
        ("ru", ["Папа, до свидания!", "приезжай, пожалуйста!"]),
        ("uk", ["Це м. Київ, вул. Хрещатик, 5.", "Там тепло."]),
        ("de", ["Das ist z. B. gut.", "Dr. Müller kam am 3. Mai.", "Prof. Dr. Meier auch."]),
        ("fr", ["M. Macron est arrivé.", "Il a dit : « Non. Jamais. »", "Puis il est parti."]),
        ("es", ["El Sr. Pérez llegó.", "¿Qué?", "¡No!"]),
        ("ar", ["قال د. محمد إنه ذاهب.", "ثم ذهب؟", "نعم."]),
        ("en", ["Dr. Smith said so.", "It rose 3.5 percent, he said."]),
        ("en", ["See https://a.org/b.c?d=1.5!x and www.b.co.uk.", "Then go."]),
        ("en", ["Hello.World is one."]),
    ],
)
def test_sentences_of_news_are_found(language: str, expected: list[str]) -> None:
    assert cut(" ".join(expected), language) == expected


def test_chinese_sentences_need_no_spaces_between_them() -> None:
    assert cut("他说：“你好。再见。”然后走了。真的？", "zh") == ["他说：“你好。再见。”", "然后走了。", "真的？"]


def test_a_paragraph_ends_a_sentence_and_a_line_break_does_not() -> None:
    assert cut("Заголовок\n\nОн пришёл\nдомой. Всё", "ru") == ["Заголовок", "Он пришёл\nдомой.", "Всё"]


def test_no_text_has_no_sentences() -> None:
    assert sentences("", "ru") == sentences(" \n ", "ru") == []


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        sentences("Text.", "xx")


@given(TEXT, CODES)
def test_every_code_point_but_white_space_lies_in_one_sentence(text: str, language: str) -> None:
    _covers(text, sentences(text, language))


@given(TEXT, CODES)
def test_sentences_of_canonical_text_stay_within_paragraphs(given_text: str, language: str) -> None:
    text = canonical(given_text)
    assert all("\n\n" not in span.within(text) for span in sentences(text, language))


@given(
    st.lists(WORD, min_size=1, max_size=4),
    st.sampled_from(["https://a.org/b.c?d=1.5!x#Y.Z", "www.News.co.uk/A.B", "3.5", "1.500,75", "12:30", "a@b.Co.UK"]),
    st.lists(WORD, min_size=1, max_size=4),
    CODES,
)
def test_urls_and_decimals_are_never_cut(before: list[str], whole: str, after: list[str], language: str) -> None:
    text = " ".join([*before, whole, *after])
    start = len(" ".join(before)) + 1
    assert any(span.contains(Span(start, start + len(whole))) for span in sentences(text, language))


@given(TEXT, CODES, st.integers(1, 25))
def test_no_chunk_is_longer_than_the_limit_and_nothing_is_lost(text: str, language: str, limit: int) -> None:
    found = chunks(text, language, limit)
    assert all(len(span) <= limit for span in found)
    _covers(text, found)


def test_a_long_sentence_is_cut_at_its_clauses_before_its_words() -> None:
    text = "Мы пришли, когда стемнело; все спали, и никто не слышал шагов"
    assert [span.within(text) for span in chunks(text, "ru", 40)] == [
        "Мы пришли, когда стемнело;",
        "все спали, и никто не слышал шагов",
    ]
    words = "один два три четыре"
    assert [span.within(words) for span in chunks(words, "ru", 8)] == ["один два", "три", "четыре"]


def test_a_long_quotation_is_cut_at_the_sentences_in_it() -> None:
    text = "«Папа, до свидания. Приезжай, пожалуйста. Мы ждём.»"
    assert [span.within(text) for span in chunks(text, "ru", 45)] == [
        "«Папа, до свидания. Приезжай, пожалуйста.",
        "Мы ждём.»",
    ]


def test_a_word_longer_than_the_limit_is_cut_inside() -> None:
    assert [len(span) for span in chunks("а" * 25, "ru", 10)] == [10, 10, 5]


def test_the_limit_counts_what_the_engine_counts() -> None:
    found = chunks("one two three four", "en", 2, length=lambda text: len(text.split()))
    assert [span.within("one two three four") for span in found] == ["one two", "three four"]


def test_a_chunk_must_hold_something() -> None:
    with pytest.raises(ValueError, match="must hold something"):
        chunks("a", "en", 0)


def test_paragraphs_are_restored_when_renderings_are_joined() -> None:
    text = "Раз. Два.\n\nТри."
    whole, starts = joined(text, sentences(text, "ru"), ["One.", "Two.", "Three."], "en")
    assert whole == "One. Two.\n\nThree."
    assert starts == [0, 5, 11]


def test_chinese_renderings_are_joined_without_spaces_and_empty_ones_leave_no_gap() -> None:
    text = "Раз. Два. Три."
    assert joined(text, sentences(text, "ru"), ["一。", "二。", "三。"], "zh")[0] == "一。二。三。"
    assert joined(text, sentences(text, "ru"), ["One.", "", "Three."], "en")[0] == "One. Three."
    assert joined("", [], [], "en") == ("", [])


def test_there_must_be_one_rendering_for_each_piece() -> None:
    with pytest.raises(ValueError, match="1 pieces, but 2 renderings"):
        joined("Раз.", [Span(0, 4)], ["One.", "Two."], "en")


@given(TEXT.map(canonical), CODES)
def test_joining_the_sentences_themselves_keeps_paragraphs_and_words(text: str, language: str) -> None:
    spans = sentences(text, language)
    whole, starts = joined(text, spans, [span.within(text) for span in spans], "en")
    assert whole.split() == [word for span in spans for word in span.within(text).split()]
    assert whole.count("\n\n") == sum("\n\n" in text[left.end : right.start] for left, right in pairwise(spans))
    assert all(whole.startswith(span.within(text), start) for span, start in zip(spans, starts, strict=True))


def _covers(text: str, spans: list[Span]) -> None:
    assert spans == sorted(spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    held = "".join(span.within(text) for span in spans)
    assert "".join(held.split()) == "".join(text.split())
    assert all(span.within(text) == span.within(text).strip() for span in spans)
