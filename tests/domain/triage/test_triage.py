import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.alignment.lexicon import Lexicon, Row
from annotator.domain.alignments import Link
from annotator.domain.spans import Span
from annotator.domain.triage import Case, Evidence, Probability, Regression, Reverse, Weights, Witness, triage
from annotator.domain.triage.features import Reading
from annotator.domain.words import words

SOURCE, RENDERING = "Мы никого не оставили", "We left no one behind"


def _weights(**of: float) -> Weights:
    words_only = Regression(of, bias=-1.0, threshold=0.5)
    passage = Regression({"doubts": 1.0}, bias=0.0, spread=0.5)
    return Weights(words_only, words_only, passage, revision="test")


def _evidence(*links: tuple[str, str], witness: Witness | None = None, reverse: Reverse | None = None) -> Evidence:
    made = tuple(Link(_span(ours, SOURCE), _span(theirs, RENDERING), "test", 1.0) for ours, theirs in links)
    return Evidence(SOURCE, RENDERING, made, witness, reverse=reverse)


def _span(word: str, text: str) -> Span:
    start = text.index(word)
    return Span(start, start + len(word))


def _witness(text: str, surprises: dict[str, float]) -> Witness:
    heard = tuple(Probability(word.span, -surprises.get(word.text, 0.0), 1) for word in words(RENDERING))
    return Witness(text, (), -0.5, -2.0, heard)


def _reverse(surprises: dict[str, float]) -> Reverse:
    return Reverse(-1.5, tuple(Probability(word.span, -surprises.get(word.text, 0.0), 2) for word in words(SOURCE)))


def test_a_word_without_a_link_is_doubted_more_than_one_with_a_link() -> None:
    found = triage(_evidence(("никого", "no one"), ("оставили", "left")), _weights(linked=-2.0))
    doubts = {doubt.span.within(RENDERING): doubt.probability for doubt in found.reporter}
    assert doubts["behind"] > doubts["left"]
    assert doubts["no"] == doubts["one"] == doubts["left"]


def test_a_word_that_surprises_the_engine_is_doubted() -> None:
    witness = _witness("We did not leave anyone", {"behind": 9.0})
    found = triage(_evidence(witness=witness), _weights(surprise=0.5))
    assert [doubt.span.within(RENDERING) for doubt in found.reporter if doubt.doubtful] == ["behind"]


def test_a_passage_whose_words_are_doubted_more_comes_first() -> None:
    sure = triage(_evidence(("никого", "no one"), ("оставили", "left"), ("оставили", "behind")), _weights(linked=-2.0))
    unsure = triage(_evidence(), _weights(linked=-2.0))
    assert unsure.score > sure.score


def test_doubt_in_a_source_word_knows_how_its_counterpart_surprises() -> None:
    evidence = _evidence(("оставили", "left"), witness=_witness("We did not leave anyone", {"left": 7.0}))
    figures = dict(zip(SOURCE.split(), Reading(evidence).source_words(), strict=True))
    assert figures["оставили"]["surprise"] == 7.0
    assert figures["никого"]["surprise"] == 0.0


def test_a_source_word_that_the_rendering_does_not_suggest_is_doubted() -> None:
    evidence = _evidence(witness=_witness("We left", {}), reverse=_reverse({"никого": 9.0}))
    by_source = replace(_weights(), passage=Regression({"source_doubts": 1.0}, bias=0.0))
    found = triage(evidence, replace(by_source, source=_weights(back_surprise=0.5).source))
    assert [doubt.span.within(SOURCE) for doubt in found.source if doubt.doubtful] == ["никого"]
    assert found.score > triage(evidence, by_source).score


def test_such_a_word_tells_more_where_nothing_is_linked_with_it() -> None:
    heard = _witness("We left", {})
    lost = Reading(_evidence(witness=heard, reverse=_reverse({"никого": 90.0})))
    linked = Reading(_evidence(("никого", "no one"), witness=heard, reverse=_reverse({"никого": 90.0})))
    assert lost.source_words()[1]["back_surprise_unlinked"] == 20.0
    assert linked.source_words()[1]["back_surprise_unlinked"] == 0.0
    assert linked.source_words()[1]["back_surprise_of_a_piece"] == 45.0
    assert [figures["back_surprise"] for figures in linked.rendered_words()] == [0.0, 0.0, 90.0, 90.0, 0.0]


def test_an_engine_of_the_other_direction_counts_only_beside_a_witness() -> None:
    assert _evidence(reverse=_reverse({})).case is Case.ALONE
    assert _evidence(witness=_witness("We left", {})).case is Case.WITNESS
    assert _evidence(witness=_witness("We left", {}), reverse=_reverse({})).case is Case.REVERSE
    assert "back_surprise" not in Reading(_evidence(reverse=_reverse({}))).source_words()[0]


def test_a_common_word_is_familiar_and_without_a_lexicon_all_are_alike() -> None:
    lexicon = Lexicon("ru", {"мы": Row(5000.0, {"we": 4000.0})}, {"we": 6000.0, "left": 90.0}, 1_000_000.0)
    known = Reading(Evidence(SOURCE, RENDERING, (), lexicon=lexicon))
    assert [round(figures["familiar"]) for figures in known.rendered_words()] == [9, 5, 0, 0, 0]
    assert [round(figures["familiar"]) for figures in known.source_words()] == [9, 0, 0, 0]
    assert len({figures["familiar"] for figures in Reading(_evidence()).rendered_words()}) == 1


def test_nothing_is_known_of_a_text_without_words() -> None:
    assert triage(Evidence("", "We left", ()), _weights(linked=1.0)).score == 0.5
    assert triage(Evidence("Мы", " ", ()), _weights(linked=1.0)).score == 0.5


def test_the_figures_of_a_witness_are_left_out_without_one() -> None:
    alone, heard = Reading(_evidence()), Reading(_evidence(witness=_witness("We left", {})))
    assert set(alone.rendered_words()[0]) < set(heard.rendered_words()[0])
    assert set(alone.source_words()[0]) < set(heard.source_words()[0])
    both = Reading(_evidence(witness=_witness("We left", {}), reverse=_reverse({})))
    assert set(heard.rendered_words()[0]) < set(both.rendered_words()[0])
    assert set(heard.source_words()[0]) < set(both.source_words()[0])


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_every_word_is_judged_and_every_figure_finite_whatever_the_texts(
    source: str, rendering: str, made: str
) -> None:
    heard = tuple(Probability(word.span, -3.0, 2) for word in words(rendering))
    back = Reverse(-2.0, tuple(Probability(word.span, -40.0, 1) for word in words(source)))
    evidence = Evidence(source, rendering, (), Witness(made, (), -1.0, -2.0, heard), reverse=back)
    reading = Reading(evidence)
    found = triage(evidence, _weights(surprise=0.3, letters=-0.1, length_ratio=1.0) if rendering else _weights())
    assert [doubt.span for doubt in found.reporter] == [word.span for word in words(rendering)]
    told = [*reading.rendered_words(), *reading.source_words()]
    assert all(math.isfinite(value) for figures in told for value in figures.values())
    assert 0.0 <= found.score <= 1.0
