import hashlib
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.text import canonical, content_hash, paragraphs, single_line, word_count

# What makes trouble in real texts, more often than chance would bring it: white space of every kind, invisible
# characters, marks that bind to what stands before them, Hangul that composes, emoji that are one sign and several
# code points, letters whose canonical form is another letter.
PIECES = [
    *"\n\r\t \v\f\x00\x1c\x85\xa0\u2000\u2028\u2029\u3000\ufeff\xad",
    *("\r\n", "\n\n", " \n ", "\u0301", "\u0308", "\u0323", "\u064b", "\u0651", "\u200d", "\u200c", "\u200f"),
    *("e", "a", "ё", "\u212b", "\u0958", "\u1100", "\u1161", "\u11a8", "🇺🇦", "👩‍👩‍👧", "قال", "你好", "word"),
]
NO_SURROGATES = st.characters(exclude_categories=["Cs"])
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(NO_SURROGATES, max_size=4), max_size=25).map("".join)


@given(TEXTS)
@example("a\n\n\u0301b")
@example("a\xad\u0301")
@example(" \u0301")
def test_canonical_text_is_returned_unchanged(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once


@given(TEXTS)
def test_canonical_text_is_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", canonical(text))


@given(TEXTS)
def test_no_line_of_a_canonical_text_is_empty_or_has_white_space_at_its_edges(text: str) -> None:
    tidy = canonical(text)
    for block in tidy.split("\n\n") if tidy else []:
        for line in block.split("\n"):
            assert line
            assert line == line.strip()


@given(TEXTS)
def test_the_only_white_space_in_canonical_text_is_single_spaces_and_line_feeds(text: str) -> None:
    tidy = canonical(text)
    assert {letter for letter in tidy if letter.isspace()} <= {" ", "\n"}
    assert "  " not in tidy
    assert "\n\n\n" not in tidy


@given(TEXTS)
def test_nothing_but_white_space_and_invisible_characters_is_lost(text: str) -> None:
    def visible(given: str) -> str:
        kept = (letter for letter in given if unicodedata.category(letter) != "Cc" and letter not in "\ufeff\xad")
        return unicodedata.normalize("NFD", "".join("".join(kept).split()))

    assert visible(canonical(text)) == visible(text)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u0085", "\u2028"])
def test_two_line_endings_of_any_kind_part_paragraphs_and_one_does_not(ending: str) -> None:
    assert canonical(f"one{ending}two{ending}{ending}three") == "one\ntwo\n\nthree"


def test_unicodes_paragraph_separator_parts_paragraphs() -> None:
    assert canonical("one\u2029two") == "one\n\ntwo"


def test_any_number_of_blank_lines_with_any_spaces_in_them_is_one_paragraph_break() -> None:
    assert canonical("\n\none  \n \t \n\n\u00a0\n\n   two\n\n\n") == "one\n\ntwo"


@pytest.mark.parametrize("blank", ["", " ", "\n\n\n", "\u00a0\u2003\t", "\ufeff", "\xad\x00"])
def test_a_blank_text_becomes_the_empty_text(blank: str) -> None:
    assert canonical(blank) == ""


def test_letters_and_their_marks_are_composed() -> None:
    assert canonical("Zoe\u0308 cafe\u0301") == "Zo\u00eb caf\u00e9"


def test_a_byte_order_mark_a_soft_hyphen_and_control_characters_vanish() -> None:
    assert canonical("\ufeffgovern\u00adment\x00\x07 said") == "government said"


@pytest.mark.parametrize(
    "text", ["👩\u200d👩\u200d👧 family", "می\u200cخواهم", "\u200fقال\u200e", "❤\ufe0f", "1\ufe0f\u20e3"]
)
def test_joiners_direction_marks_and_variation_selectors_stay(text: str) -> None:
    assert canonical(text) == text


@pytest.mark.parametrize("between", ["\f", "\v"])
def test_words_on_either_side_of_a_page_break_are_not_run_together(between: str) -> None:
    assert canonical(f"the last word{between}the next page").split() == ["the", "last", "word", "the", "next", "page"]


def test_half_a_surrogate_pair_as_broken_json_brings_it_does_not_reach_the_text() -> None:
    canonical("a\ud83d b").encode("utf-8")


@given(TEXTS)
def test_a_single_line_is_canonical_and_has_no_line_break(text: str) -> None:
    line = single_line(text)
    assert "\n" not in line
    assert single_line(line) == canonical(line) == line


def test_a_title_over_two_lines_becomes_one_line() -> None:
    assert single_line("  Ferry returns \r\n\r\n to  Verbny ") == "Ferry returns to Verbny"


def test_the_content_hash_is_the_sha_256_of_the_utf_8_form() -> None:
    assert content_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert content_hash("ё") == hashlib.sha256(b"\xd1\x91").hexdigest()


@given(TEXTS)
def test_each_paragraph_stands_at_its_offset_and_together_they_are_the_text(text: str) -> None:
    tidy = canonical(text)
    found = list(paragraphs(tidy))
    assert all(tidy[start : start + len(block)] == block for start, block in found)
    assert "\n\n".join(block for _, block in found) == tidy


def test_paragraph_offsets_count_code_points() -> None:
    assert list(paragraphs("🚢🇺🇦\n\nقال\nهو\n\nend")) == [(0, "🚢🇺🇦"), (5, "قال\nهو"), (13, "end")]


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one", 1), ("one two", 2), ("one\n\ntwo\nthree", 3), ("لم نسأل أحدًا", 3), ("🚢 — 🇺🇦", 3)],
)
def test_words_are_counted_between_white_space(text: str, words: int) -> None:
    assert word_count(text) == words
