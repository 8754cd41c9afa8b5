import random

import pytest

from annotator.domain.locating import NoDictionary, Witness, build, locate, shortlist
from annotator.domain.locating.finding import Finding
from annotator.domain.spans import Span
from annotator.domain.text import canonical
from tests.domain.locating.words import TRANSCRIPT, dictionary, indexed


def _located(passage: str, text: str = TRANSCRIPT) -> Finding:
    return locate(passage, "en", indexed(text), dictionary())


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        (
            "We took 1,500 people off the low eastern bank in the first two days",
            "мы вывезли с низкого восточного берега",
        ),
        (
            "We left no one on that bank, but I counted heads, not names",
            "мы никого не оставили, но считала я по головам",
        ),
        ("Then only the rescuers' boat remained", "лодка спасателей"),
        ("The phone went silent.", "Телефон замолчал."),
    ],
)
def test_the_sentence_that_a_passage_renders_comes_first(passage: str, words: str) -> None:
    finding = _located(passage)
    assert finding.found
    assert words in finding.candidates[0].span.within(TRANSCRIPT)


def test_a_partial_quote_gets_the_part_of_the_sentence_and_names_the_whole() -> None:
    best = _located("took people off the low eastern bank in the first two days, landing torn").candidates[0]
    assert best.sentences.within(TRANSCRIPT).startswith("За первые двое суток")
    short = _located("counted heads, not names").candidates[0]
    assert short.span.within(TRANSCRIPT).startswith("но считала я по головам")
    assert short.sentences.contains(short.span)
    assert len(short.sentences) > len(short.span)


def test_several_sentences_are_one_candidate() -> None:
    best = _located(
        "In the morning they gave me the notice, then the officer said we are leaving now. The phone went silent."
    ).candidates[0]
    assert best.span.within(TRANSCRIPT).endswith("Телефон замолчал.")
    assert "повестку" in best.span.within(TRANSCRIPT)


def test_names_and_numbers_count_across_scripts_and_are_named_as_reasons() -> None:
    best = _located("officer Dmitry Yakushev said, notice for 3 p.m.").candidates[0]
    found = {(match.original, match.rendered, match.kind) for match in best.matches}
    assert ("Якушев", "Yakushev", "name") in found
    assert "Якушев" in best.reason


@pytest.mark.parametrize(
    "passage",
    [
        "The minister denied every accusation and praised the referee",
        "purple elephants sing opera",
        "notice",
        "nothing of the sort",
    ],
)
def test_what_the_document_does_not_hold_is_not_found(passage: str) -> None:
    finding = _located(passage)
    assert not finding.found
    assert finding.reason.endswith(".")


@pytest.mark.parametrize("passage", ["", " … ", "“—”"])
def test_a_passage_without_words_finds_nothing(passage: str) -> None:
    assert _located(passage) == Finding((), False, "There are no words in the passage to look for.")


def test_the_dash_of_a_speaker_is_not_among_the_words() -> None:
    assert not any(each.span.within(TRANSCRIPT).startswith("—") for each in _located("How many people").candidates)


def test_offsets_count_in_the_whole_document_when_it_is_read_in_parts() -> None:
    filler = "\n\n".join(f"Погода в пункте {number} была разной, и никто её не помнит." for number in range(900))
    text = canonical(f"{filler}\n\n{TRANSCRIPT}\n\n{filler}")
    indexes = indexed(text)
    assert len(indexes) > 3
    best = locate(
        "We left no one on that bank, but I counted heads, not names", "en", indexes, dictionary()
    ).candidates[0]
    assert "мы никого не оставили" in best.span.within(text)
    assert all(match.source.within(text) == match.original for match in best.matches)


def test_a_document_in_the_language_of_the_article_is_searched_by_its_own_words() -> None:
    known = NoDictionary(same=True)
    text = "The river rose at night. We left no one on the far bank, said the captain. Lists were not kept."
    finding = locate("We left nobody on the far bank", "en", [build(text, "en", known)], known)
    assert "left no one on the far bank" in finding.candidates[0].span.within(text)


def test_without_a_dictionary_names_and_numbers_are_evidence() -> None:
    text = canonical(
        "Vláda zasedla.\n\nNovák řekl, že Volodymyr Zelenskyj přijede 24. 2. 2025 s 1500 lidmi.\n\nPršelo."
    )
    finding = locate(
        "Volodymyr Zelensky would come with 1,500 people", "en", [build(text, "cs", NoDictionary())], NoDictionary()
    )
    assert "Zelenskyj" in finding.candidates[0].span.within(text)


def test_a_translation_like_the_passage_speaks_for_its_sentence() -> None:
    text = canonical("Vlak odjel ráno.\n\nZelenskyj přijel pozdě.\n\nZelenskyj mluvil dlouho o ceně chleba.")
    indexes = [build(text, "cs", NoDictionary())]
    second = Span(text.index("Zelenskyj přijel"), text.index("\n\nZelenskyj mluvil"))
    third = Span(text.index("Zelenskyj mluvil"), len(text))
    witness = Witness(
        {second: "Zelensky came late.", third: "Zelensky spoke for a long time about the price of bread."}
    )
    finding = locate("Zelensky spoke at length about the price of bread", "en", indexes, NoDictionary(), witness)
    assert finding.candidates[0].span == third


def test_what_an_engine_finds_probable_goes_before_words() -> None:
    between = "\n\n".join(f"Погода стоит ясная, день {number}." for number in "абвгдежз")
    text = canonical(f"Военком сказал: сейчас уезжаем.\n\n{between}\n\nПотом военком сказал, что уезжаем.")
    listed = shortlist("The officer said that they were leaving", "en", indexed(text), dictionary())
    first, second = listed.spans[0], next(span for span in listed.spans if not span.overlaps(listed.spans[0]))
    heard = listed.finding(Witness({}, likelihoods={first: -60.0, second: -9.0}))
    assert heard.candidates[0].span.overlaps(second)
    assert heard.candidates[0].confidence > listed.finding().candidates[1].confidence


def test_a_place_that_an_engine_was_not_asked_about_comes_last() -> None:
    listed = shortlist("The officer said that we are leaving", "en", indexed(TRANSCRIPT), dictionary())
    last = listed.spans[-1]
    assert listed.finding(Witness({}, likelihoods={last: -90.0})).candidates[0].span.overlaps(last)


def test_an_engine_that_said_nothing_changes_nothing() -> None:
    listed = shortlist("The officer said that we are leaving", "en", indexed(TRANSCRIPT), dictionary())
    assert listed.finding(Witness({})) == listed.finding()


def test_a_headline_is_found_without_the_sentence_that_repeats_it() -> None:
    text = canonical("Военком сказал: сейчас уезжаем\n\nУтром военком сказал, что сейчас мы уезжаем с берега в лодке.")
    finding = locate("The officer said: leaving now", "en", indexed(text), dictionary())
    assert finding.candidates[0].span.within(text) == "Военком сказал: сейчас уезжаем"


def test_any_text_can_be_searched() -> None:
    letters = random.Random(7)
    for _ in range(60):
        text = canonical("".join(letters.choice("аб я.«»—,!?\n 15😀") for _ in range(letters.randrange(1, 200))))
        finding = locate("We left 15 people", "en", indexed(text), dictionary()) if text else None
        for each in finding.candidates if finding else ():
            assert each.sentences.within(text)
            assert each.sentences.contains(each.span)
            assert 0.0 <= each.confidence <= 1.0
