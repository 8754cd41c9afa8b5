from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.alignment import POSITION, align
from annotator.domain.alignments import Link
from annotator.domain.spans import Span
from tests.domain.alignment.small import small_lexicon

LEXICON = small_lexicon(
    президент={"president": 100},
    подписал={"signed": 50},
    новый={"new": 80},
    закон={"law": 60, "act": 10},
    не={"not": 200},
    в={"in": 300, "at": 50},
    сша={"us": 40, "united": 30, "states": 30},
    убежище={"asylum": 20, "refuge": 10},
)


def linked(source: str, rendering: str, links: tuple[Link, ...]) -> dict[tuple[str, str], str]:
    return {(link.source.within(source), link.rendering.within(rendering)): link.origin for link in links}


def test_words_are_linked_by_the_lexicon() -> None:
    source, rendering = "Президент подписал новый закон", "The president signed a new law"
    found = linked(source, rendering, align(source, rendering, "ru", LEXICON))
    assert found == {
        ("Президент", "president"): "lexicon",
        ("подписал", "signed"): "lexicon",
        ("новый", "new"): "lexicon",
        ("закон", "law"): "lexicon",
    }


def test_articles_are_left_unlinked() -> None:
    links = align("Новый закон", "A new law", "ru", LEXICON)
    assert all(link.rendering.start >= 2 for link in links)


def test_one_word_may_stand_for_two() -> None:
    source, rendering = "закон в США", "a law in the United States"
    found = linked(source, rendering, align(source, rendering, "ru", LEXICON))
    assert {("США", "United"), ("США", "States")} <= found.keys()


def test_an_inflected_form_that_was_never_seen_is_linked_by_its_beginning() -> None:
    source, rendering = "Президенту дали убежища", "The president was given asylum"
    found = linked(source, rendering, align(source, rendering, "ru", LEXICON))
    assert {("Президенту", "president"), ("убежища", "asylum")} <= found.keys()


def test_of_two_same_words_each_is_linked_with_the_one_in_its_place() -> None:
    source, rendering = "новый закон и новый президент", "a new law and a new president"
    links = align(source, rendering, "ru", LEXICON)
    new = [(link.source.start, link.rendering.start) for link in links if link.source.within(source) == "новый"]
    assert new == [(0, 2), (14, 16)]


def test_names_are_linked_across_scripts() -> None:
    source, rendering = "Шульман и Зеленский", "Schulman and Zelensky"
    found = linked(source, rendering, align(source, rendering, "ru", None))
    assert found == {("Шульман", "Schulman"): "name", ("Зеленский", "Zelensky"): "name"}


def test_a_number_in_words_is_linked_with_the_same_in_figures() -> None:
    source, rendering = "погибли триста тысяч человек", "300,000 died"
    found = linked(source, rendering, align(source, rendering, "ru", None))
    assert {("триста", "300,000"), ("тысяч", "300,000")} <= found.keys()


def test_another_number_is_not_linked_as_a_number() -> None:
    source, rendering = "погибли триста тысяч человек", "200,000 died"
    assert "number" not in linked(source, rendering, align(source, rendering, "ru", LEXICON)).values()


def test_a_word_between_linked_ones_is_guessed_with_less_confidence() -> None:
    source, rendering = "президент промульгировал закон", "president promulgated law"
    links = {link.source.within(source): link for link in align(source, rendering, "ru", LEXICON)}
    guessed = links["промульгировал"]
    assert guessed.rendering.within(rendering) == "promulgated"
    assert guessed.confidence < links["закон"].confidence


def test_a_guess_says_that_only_its_place_speaks_for_it() -> None:
    source, rendering = "президент ъыьэ закон", "president xqzk law"
    origins = linked(source, rendering, align(source, rendering, "ru", LEXICON))
    assert origins["ъыьэ", "xqzk"] == POSITION


def test_a_hint_links_what_nothing_else_would() -> None:
    source, rendering = "кошка", "moggy"
    hint = Link(Span(0, 5), Span(0, 5), "local:test", 0.9)
    assert align(source, rendering, "ru", LEXICON) == ()
    assert linked(source, rendering, align(source, rendering, "ru", LEXICON, hints=[hint])) == {
        ("кошка", "moggy"): "local:test"
    }


def test_a_hint_leaves_the_origin_of_other_evidence_and_adds_confidence() -> None:
    source, rendering = "закон", "act"
    (plain,) = align(source, rendering, "ru", LEXICON)
    (hinted,) = align(source, rendering, "ru", LEXICON, hints=[Link(Span(0, 5), Span(0, 3), "local:test", 1.0)])
    assert hinted.origin == plain.origin == "lexicon"
    assert hinted.confidence > plain.confidence


def test_links_below_the_least_confidence_are_left_out() -> None:
    source, rendering = "Президент в США подписал закон", "The president signed an act in the US"
    every = align(source, rendering, "ru", LEXICON, least=0.0)
    sure = align(source, rendering, "ru", LEXICON, least=0.9)
    assert set(sure) == {link for link in every if link.confidence >= 0.9}


@pytest.mark.parametrize(("source", "rendering"), [("", ""), ("", "law"), ("закон", ""), ("...", "!"), ("—", "law")])
def test_texts_without_words_have_no_links(source: str, rendering: str) -> None:
    assert align(source, rendering, "ru", LEXICON) == ()


def test_a_text_that_is_its_own_rendering_is_linked_word_by_word() -> None:
    text = "Kyiv condemned Budapest yesterday"
    found = linked(text, text, align(text, text, "fr", None))
    assert set(found) == {(word, word) for word in text.split()}


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["ru", "uk", "de", "fr", "es", "ar", "zh", "tr"]))
def test_any_two_texts_give_spans_inside_them(source: str, rendering: str, language: str) -> None:
    for link in align(source, rendering, language, LEXICON):
        assert link.source.end <= len(source)
        assert link.rendering.end <= len(rendering)


def test_a_long_text_is_aligned_word_by_word() -> None:
    ours = ["".join(letters) for letters in product("бгджк", "аеиоу", "лмнрс", "тх", "аи")]
    theirs = ["".join(letters) for letters in product("BGDJK", "aeiou", "lmnrs", "tq", "ai")]
    known = small_lexicon(**{one: {other.lower(): 50.0} for one, other in zip(ours, theirs, strict=True)})
    source, rendering = " ".join(ours), " ".join(theirs).lower()
    links = align(source, rendering, "ru", known)
    pairs = [(link.source.within(source), link.rendering.within(rendering)) for link in links]
    assert len({pair for pair in pairs if known.rows[pair[0]].english.get(pair[1])}) > 450
