from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.linking import bands
from annotator.domain.linking.bands import LEAST
from annotator.domain.spans import Span
from annotator.domain.words import words

SOURCE = " ".join(f"Это предложение номер {n} и в нём ещё несколько слов." for n in range(6))
RENDERING = " ".join(f"This is sentence number {n} and a few more words are in it." for n in range(6))


def spans(text: str) -> list[Span]:
    return [word.span for word in words(text) if word.is_word]


def places(text: str) -> dict[str, int]:
    return {span.within(text): span.start for span in spans(text)}


PAIRS = [(places(SOURCE)[str(n)], places(RENDERING)[str(n)]) for n in range(6)]


def test_a_long_passage_is_cut_where_sentences_answer_to_each_other() -> None:
    found = bands(SOURCE, "ru", [(RENDERING, "en", PAIRS)], spans(SOURCE))
    assert len(found) == 6
    for number, band in enumerate(found):
        assert str(number) in band.source.within(SOURCE)
        assert str(number) in band.renderings[0].within(RENDERING)


def test_sentences_that_changed_places_stay_together() -> None:
    swapped = RENDERING.replace("number 2", "number X").replace("number 3", "number 2").replace("number X", "number 3")
    pairs = [(places(SOURCE)[str(n)], places(swapped)[str(n)]) for n in range(6)]
    found = bands(SOURCE, "ru", [(swapped, "en", pairs)], spans(SOURCE))
    assert [len(band.source.within(SOURCE).split(".")) - 1 for band in found] == [1, 1, 2, 1, 1]


def test_a_rendering_that_made_one_sentence_of_several_is_cut_at_its_clauses() -> None:
    whole = RENDERING.replace(". T", ", t")
    pairs = [(places(SOURCE)[str(n)], places(whole)[str(n)]) for n in range(6)]
    found = bands(SOURCE, "ru", [(RENDERING, "en", PAIRS), (whole, "en", pairs)], spans(SOURCE))
    assert len(found) == 6
    assert all(band.renderings[1].within(whole).startswith(("This is", "this is")) for band in found)


def test_a_cut_must_suit_every_rendering() -> None:
    whole = RENDERING.replace(". T", " and t")
    pairs = [(places(SOURCE)[str(n)], places(whole)[str(n)]) for n in range(6)]
    assert bands(SOURCE, "ru", [(RENDERING, "en", PAIRS), (whole, "en", pairs)], spans(SOURCE)) == []


def test_a_long_sentence_is_cut_at_a_clause_where_nothing_is_torn() -> None:
    source, rendering = SOURCE.replace(".", ",", 5), RENDERING.replace(".", ",", 5)
    pairs = [(places(source)[str(n)], places(rendering)[str(n)]) for n in range(6)]
    found = bands(source, "ru", [(rendering, "en", pairs)], spans(source))
    assert [band.source.within(source).count("номер") for band in found] == [2, 2, 2]
    torn = [*pairs, (pairs[0][0], pairs[5][1])]
    assert bands(source, "ru", [(rendering, "en", torn)], spans(source)) == []


def test_a_short_passage_and_one_without_links_are_not_cut() -> None:
    assert bands(SOURCE[:60], "ru", [(RENDERING[:60], "en", PAIRS[:1])], spans(SOURCE[:60])) == []
    assert bands(SOURCE, "ru", [(RENDERING, "en", [])], spans(SOURCE)) == []
    assert bands(SOURCE, "ru", [], spans(SOURCE)) == []


@given(st.lists(st.tuples(st.sampled_from(spans(SOURCE)), st.sampled_from(spans(RENDERING))), max_size=25))
def test_bands_hold_all_of_both_texts_in_order(linked: list[tuple[Span, Span]]) -> None:
    pairs = [(ours.start, theirs.start) for ours, theirs in linked]
    found = bands(SOURCE, "ru", [(RENDERING, "en", pairs)], spans(SOURCE))
    if found:
        assert "".join(band.source.within(SOURCE) for band in found) == SOURCE
        assert "".join(band.renderings[0].within(RENDERING) for band in found) == RENDERING
        assert all(len(spans(band.source.within(SOURCE))) >= LEAST for band in found)
