import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.alignments import Link
from annotator.domain.linking import PERSON, Merged, Ruling, RulingKind, merge
from annotator.domain.linking.merging import MOST, touched
from annotator.domain.linking.rulings import touch
from annotator.domain.spans import Span
from tests.domain.linking.texts import RENDERING, SOURCE, linked, pair, read, ruling, spans

WORDS = [Span(number * 3, number * 3 + 2) for number in range(12)]


def merged(automatic: list[Link], rulings: list[Ruling]) -> Merged:
    return merge(automatic, rulings, spans(SOURCE), spans(RENDERING))


def groups(found: Merged) -> list[tuple[str, str, str]]:
    return [(read(one.source, SOURCE), read(one.rendering, RENDERING), one.origin) for one in found.groups]


def test_words_that_hang_together_are_one_group() -> None:
    found = merged([pair("никого", "no"), pair("никого", "one", 0.9), pair("мы", "we")], [])
    assert groups(found) == [("мы", "we", "lexicon"), ("никого", "no one", "lexicon")]
    assert found.groups[1].confidence == 0.9


def test_a_long_chain_is_cut_into_what_each_word_of_the_source_has() -> None:
    chain = [Link(WORDS[n], WORDS[m], "position", 0.5) for n in range(MOST + 1) for m in (n, n + 1)]
    found = merge(chain, [], WORDS, WORDS)
    assert [one.source for one in found.groups] == [(word,) for word in WORDS[: MOST + 1]]
    assert all(len(one.rendering) == 2 for one in found.groups)


def test_a_link_to_a_part_of_a_word_is_a_link_to_the_word() -> None:
    found = merge([Link(Span(0, 4), Span(0, 1), "lexicon", 0.5)], [], [Span(0, 9)], [Span(0, 3)])
    assert [(one.source, one.rendering) for one in found.groups] == [((Span(0, 9),), (Span(0, 3),))]


def test_a_persons_link_silences_all_automatic_ones_of_its_words() -> None:
    automatic = [pair("мы", "we"), pair("мы", "did"), pair("там", "behind"), pair("оставили", "one")]
    found = merged(automatic, [linked("мы", "one")])
    assert groups(found) == [("мы", "one", PERSON), ("там", "behind", "lexicon")]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (ruling(RulingKind.UNRENDERED, "мы"), {"leave"}),
        (ruling(RulingKind.UNFOUNDED, "", "we"), {"did", "leave"}),
        (ruling(RulingKind.APART, "мы", "we"), {"did", "leave"}),
        (ruling(RulingKind.APART, "мы"), {"leave"}),
        (ruling(RulingKind.APART, "мы", "leave"), {"we", "did", "leave"}),
    ],
)
def test_a_ruling_silences_what_it_speaks_of(said: Ruling, left: set[str]) -> None:
    found = merged([pair("мы", "we"), pair("мы", "did"), pair("оставили", "leave")], [said])
    assert {link.rendering.within(RENDERING) for link in found.links} == left


def test_words_without_counterpart_are_told_one_by_one() -> None:
    found = merged([], [ruling(RulingKind.UNRENDERED, "там мы"), ruling(RulingKind.UNFOUNDED, "", "behind")])
    assert read(tuple(mark.span for mark in found.unrendered), SOURCE) == "мы там"
    assert read(tuple(mark.span for mark in found.unfounded), RENDERING) == "behind"


def test_a_persons_group_is_all_its_pairs_for_the_checks() -> None:
    found = merged([], [linked("никого не", "no one")])
    assert len(found.links) == 4
    assert {(link.origin, link.confidence) for link in found.links} == {(PERSON, 1.0)}


@given(st.lists(st.integers(0, 40), min_size=1, unique=True), st.integers(0, 42), st.integers(1, 9))
def test_the_words_that_a_span_touches_are_those_that_overlap_it(starts: list[int], start: int, length: int) -> None:
    words = [Span(number, number + 1) for number in sorted(starts)]
    span = Span(start, start + length)
    assert [words[number] for number in touched(words, span)] == [word for word in words if word.overlaps(span)]


PLACES = st.integers(0, len(WORDS) - 1)
LINKS = st.lists(st.tuples(PLACES, PLACES), max_size=30).map(
    lambda pairs: [Link(WORDS[a], WORDS[b], "lexicon", 0.5) for a, b in pairs]
)
SIDES = st.lists(PLACES, max_size=3, unique=True).map(lambda found: tuple(WORDS[n] for n in sorted(found)))
RULINGS = st.lists(st.builds(Ruling, st.sampled_from(RulingKind), SIDES, SIDES), max_size=4)


@given(LINKS, RULINGS)
def test_what_people_say_always_wins(automatic: list[Link], rulings: list[Ruling]) -> None:
    found = merge(automatic, rulings, WORDS, WORDS)
    for link in found.links:
        if link.origin != PERSON:
            for one in rulings:
                both = touch(one.source, [link.source]) and touch(one.rendering, [link.rendering])
                either = touch(one.source, [link.source]) or touch(one.rendering, [link.rendering])
                assert not (both if one.kind is RulingKind.APART and one.source and one.rendering else either)
    assert sum(one.ruling is not None for one in found.groups) == sum(one.kind is RulingKind.LINK for one in rulings)


@given(LINKS, RULINGS)
def test_a_new_run_changes_nothing_of_what_people_said(automatic: list[Link], rulings: list[Ruling]) -> None:
    first, second = (merge(links, rulings, WORDS, WORDS) for links in (automatic, []))
    assert [one for one in first.groups if one.ruling] == [one for one in second.groups if one.ruling]
    assert (first.unrendered, first.unfounded) == (second.unrendered, second.unfounded)
