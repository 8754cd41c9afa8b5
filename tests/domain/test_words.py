import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.spans import Span
from annotator.domain.words import neighbours, normal_form, snap, step, step_edge, word_at, words
from annotator.errors import InvalidSpan

ALPHABET = "abЖяёשהلاَ漢字カひสวั’ʼ'-.,:% \n\n0159٣½²ée\u0301\u0640\u200d\u200e👩🏽🇺🇦❤\ufe0f“”«»$#@1\u20e3"
MIXED = st.text(alphabet=ALPHABET, max_size=40) | st.text(max_size=40)


def read(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don't won’t", ["don't", "won’t"]),
        ("l'homme пів'яблука п\u02bcять", ["l'homme", "пів'яблука", "п\u02bcять"]),
        ("anti-war - so", ["anti-war", "-", "so"]),
        ("1,500 men; 1.500,5 kg", ["1,500", "men", ";", "1.500,5", "kg"]),
        ("15 000 рублей", ["15 000", "рублей"]),
        ("in 1990 500 men", ["in", "1990", "500", "men"]),
        ("at 15:00, 3% of", ["at", "15:00", ",", "3%", "of"]),
        ("by -5 (−3) degrees", ["by", "-5", "(", "−3", ")", "degrees"]),
        ("the U.S. army, т.е. we.", ["the", "U.S.", "army", ",", "т.е.", "we", "."]),
        ('צה"ל צה״ל', ['צה"ל', "צה״ל"]),
        ("بِسْمِ اللَّـهِ", ["بِسْمِ", "اللَّـهِ"]),
        ("漢字カタカナー、ひ", ["漢", "字", "カタカナー", "、", "ひ"]),
        ("สวัสดี", ["ส", "วั", "ส", "ดี"]),
        ("go👩‍👩‍👧🇺🇦❤️", ["go", "👩‍👩‍👧", "🇺🇦", "❤️"]),
        ("‘Oh great!’ ...", ["‘", "Oh", "great", "!", "’", "..."]),
        ("$5bn №3 #мир AT&T", ["$", "5bn", "№", "3", "#мир", "AT&T"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_text_is_read_as_a_translator_reads_it(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_punctuation_is_no_word_but_symbols_and_emoji_are() -> None:
    flags = {word.text: word.is_word for word in words("“No!” 5 % $ 👍 …")}
    assert flags == {
        "“": False,
        "No": True,
        "!": False,
        "”": False,
        "5": True,
        "%": True,
        "$": True,
        "👍": True,
        "…": False,
    }


def test_words_do_not_run_across_lines() -> None:
    assert read("war\n-time 15\n\n000") == ["war", "-", "time", "15", "000"]


@given(MIXED)
def test_words_are_in_order_and_hold_every_letter_and_digit(text: str) -> None:
    found = words(text)
    edges = [offset for word in found for offset in (word.span.start, word.span.end)]
    assert edges == sorted(edges)
    assert all(word.span.within(text) == word.text for word in found)
    held = {offset for word in found if word.is_word for offset in range(word.span.start, word.span.end)}
    assert all(offset in held for offset, char in enumerate(text) if unicodedata.category(char)[0] in "LN")


@given(MIXED)
def test_no_word_cuts_a_grapheme(text: str) -> None:
    boundaries = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    assert all({word.span.start, word.span.end} <= boundaries for word in words(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DON’T", "don't"),
        ("STRASSE", "Straße"),
        ("ﬁne", "fine"),
        ("１５", "15"),
        ("٣٫٥", "3.5"),
        ("1,500", "1500"),
        ("1 500", "1500"),
        ("1.500,5", "1,500.5"),
        ("1.500.000", "1,500,000"),
        ("3,14", "3.14"),
        ("−5", "-5"),
        ("اللَّـهِ", "الله"),
        ("שָׁלוֹם", "שלום"),
        ("anti‑war", "anti-war"),
    ],
)
def test_typography_does_not_count(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10²", "102"),
        ("3", "3%"),
        ("1.500", "1500"),
        ("15:00", "1500"),
        ("24.02.2022", "24022022"),
        ("and", "ánd"),
        ("5", "-5"),
    ],
)
def test_what_changes_the_meaning_does_count(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


@given(MIXED)
def test_no_word_is_lost_in_its_normal_form(text: str) -> None:
    assert all(normal_form(word.text) for word in words(text))


def test_the_word_at_an_offset_is_found() -> None:
    text = "He said “no”."
    word = word_at(4, text)
    assert word is not None
    assert word.text == "said"
    assert word_at(2, text) is None
    assert word_at(len(text), text) is None


def test_neighbours_stand_on_either_side_of_a_span() -> None:
    text = "He said “no”."
    before, after = neighbours(Span(3, 7), words(text))
    assert (before and before.text, after and after.text) == ("He", "“")
    assert neighbours(Span(0, len(text)), words(text)) == (None, None)


@pytest.mark.parametrize(
    ("span", "expected"),
    [(Span(4, 6), "said"), (Span(0, 4), "He said"), (Span(2, 3), " "), (Span(9, 10), "don't"), (Span(8, 9), "“")],
)
def test_a_span_snaps_to_whole_words(span: Span, expected: str) -> None:
    text = "He said “don't”."
    assert snap(span, text).within(text) == expected


def test_a_span_past_the_end_is_refused() -> None:
    with pytest.raises(InvalidSpan):
        snap(Span(0, 9), "short")
    with pytest.raises(InvalidSpan):
        step_edge(Span(0, 9), "short", "end", 1)
    with pytest.raises(InvalidSpan):
        step("short", 6, -1)


@given(MIXED.filter(len), st.data())
def test_snapping_only_widens_and_twice_is_once(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    snapped = snap(span, text)
    assert snapped.contains(span)
    assert snap(snapped, text) == snapped


def test_edges_step_over_words_and_quotation_marks_one_by_one() -> None:
    text = "He said “come back!” today."
    ends = [step(text, 2, by, "end") for by in range(1, 7)]
    assert [text[:end] for end in ends] == [
        "He said",
        "He said “",
        "He said “come",
        "He said “come back",
        "He said “come back!",
        "He said “come back!”",
    ]
    starts = [step(text, 9, by, "start") for by in (-1, -2, -3, -4)]
    assert [text[start:][:4] for start in starts] == ["“com", "said", "He s", "He s"]


def test_a_step_from_inside_a_word_goes_to_its_edge() -> None:
    assert step("one two three", 5, 1, "end") == 7
    assert step("one two three", 5, -1, "end") == 3
    assert step("one two three", 5, -1, "start") == 4
    assert step("one two three", 5, 1, "start") == 8


def test_a_step_past_the_last_word_stays() -> None:
    assert step("one two", 7, 1, "end") == 7
    assert step("one two", 0, -1, "start") == 0
    assert step("", 0, 1) == 0


def test_an_edge_never_swallows_the_whole_span() -> None:
    text = "one two three"
    assert step_edge(Span(4, 7), text, "end", -1) == Span(4, 7)
    assert step_edge(Span(4, 7), text, "end", 1).within(text) == "two three"
    assert step_edge(Span(4, 7), text, "start", -1).within(text) == "one two"


@given(MIXED.filter(len), st.data(), st.sampled_from(["start", "end"]), st.integers(-3, 3).filter(bool))
def test_an_edge_stops_at_whole_words_only(text: str, data: st.DataObject, edge: str, by: int) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = snap(Span(start, start + 1), text)
    moved = step_edge(span, text, "start" if edge == "start" else "end", by)
    assert snap(moved, text) == moved
