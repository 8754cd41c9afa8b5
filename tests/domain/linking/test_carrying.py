"""Links away from an edit are never flagged and never change their words: the promise of this whole module."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.alignments import Link
from annotator.domain.linking import Ruling, RulingKind, carry_links, carry_rulings
from annotator.domain.linking.carrying import change
from annotator.domain.notes import Side
from annotator.domain.spans import Span
from tests.domain.linking.texts import at, read, spans

OTHER = "мы никого не оставили"
OLD = "We left no one behind, the captain said."


def ruled(said: str, kind: RulingKind = RulingKind.LINK) -> Ruling:
    return Ruling(kind, at(OTHER, "мы"), at(OLD, said), id=7)


def carried(said: str, new: str, kind: RulingKind = RulingKind.LINK) -> tuple[str, bool]:
    (found,) = carry_rulings([ruled(said, kind)], Side.REPORTER, OLD, new, OTHER)
    assert found.source == at(OTHER, "мы")
    return read(found.rendering, new), found.check_again


@pytest.mark.parametrize(
    ("said", "new", "words", "flagged"),
    [
        ("left", "We abandoned no one behind, the captain said.", "abandoned", True),
        ("We", "We abandoned no one behind, the captain said.", "We", False),
        ("no one", "We left nobody behind, the captain said.", "nobody", True),
        ("no one", "We left no other one behind, the captain said.", "no one", True),
        ("left behind", "We left no other one behind, the captain said.", "left behind", False),
        ("behind", "We left no one, the captain said.", "", True),
        ("left behind", "We left no one, the captain said.", "left", True),
        ("said", "Yes! We left no one behind — the captain said", "said", False),
        ("behind", "We left no one «behind»: the captain said.", "behind", False),
        ("left", "The old captain of the ferry now says something quite different about that night.", "", True),
    ],
)
def test_only_what_an_edit_touched_is_to_be_checked(said: str, new: str, words: str, flagged: bool) -> None:
    assert carried(said, new) == (words, flagged)


def test_a_link_to_check_tells_how_it_read() -> None:
    (found,) = carry_rulings([ruled("no one")], Side.REPORTER, OLD, OLD.replace("no one", "nobody"), OTHER)
    assert found.earlier == ("мы", "no one")
    (again,) = carry_rulings([found], Side.REPORTER, OLD.replace("no one", "nobody"), "We left them.", OTHER)
    assert again.earlier == ("мы", "no one")
    assert again.check_again


def test_a_mark_whose_word_is_gone_is_gone() -> None:
    gone = Ruling(RulingKind.UNFOUNDED, (), at(OLD, "behind"))
    assert carry_rulings([gone], Side.REPORTER, OLD, OLD.replace(" behind", ""), OTHER) == []


def test_what_keeps_words_apart_is_never_flagged() -> None:
    assert carried("left", OLD.replace("left", "lost"), RulingKind.APART) == ("lost", False)


def test_the_source_is_carried_as_well() -> None:
    new = "нет, мы никого там не оставили"
    links = [Ruling(RulingKind.LINK, at(OTHER, word), at(OLD, "We"), id=7) for word in OTHER.split()]
    found = carry_rulings(links, Side.SOURCE, OTHER, new, OLD)
    assert [(read(one.source, new), one.check_again) for one in found] == [(word, False) for word in OTHER.split()]


def test_an_automatic_link_to_a_part_of_a_word_keeps_its_part() -> None:
    old, new = "the anti-war vote", "yes, the anti-war vote"
    link = Link(Span(9, 12), Span(0, 2), "lexicon", 0.7)
    assert carry_links([link], Side.SOURCE, old, new) == [replace(link, source=Span(14, 17))]
    assert carry_links([link], Side.SOURCE, old, "the anti-tax vote") == []


WORDS = st.lists(st.sampled_from(["no", "one", "left", "the", "said", "we"]), min_size=1, max_size=14)
FRESH = st.lists(st.sampled_from(["alpha", "beta", "gamma"]), max_size=4)


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Return old words and new words.

    Texts are put together of stretches that stay, full of repeated words, and of edits: words that occur nowhere else,
    replaced by others that occur nowhere else, or put in, or taken out.
    """
    old: list[str] = []
    new: list[str] = []
    for number in range(draw(st.integers(1, 4))):
        kept = draw(WORDS)
        old += kept
        new += kept
        gone = [f"{word}{number}" for word in draw(FRESH)]
        put = [f"{word}{number}x" for word in draw(FRESH)]
        old += gone
        new += put
    return old, new


@given(edits())
def test_links_away_from_edits_are_not_flagged_and_keep_their_words(edit: tuple[list[str], list[str]]) -> None:
    old, new = edit
    before, after = " ".join(old), " ".join(new)
    rulings = [Ruling(RulingKind.LINK, at(OTHER, "мы"), (span,), id=n) for n, span in enumerate(spans(before))]
    found = {one.id: one for one in carry_rulings(rulings, Side.REPORTER, before, after, OTHER)}
    for number, word in enumerate(old):
        if not word[-1].isdigit():  # a word that no edit touched
            one = found[number]
            assert not one.check_again
            assert read(one.rendering, after) == word
        elif number in found:
            assert found[number].check_again
    kept = [found[n].rendering[0].start for n, word in enumerate(old) if not word[-1].isdigit()]
    assert kept == sorted(set(kept))


@given(WORDS, WORDS, FRESH, FRESH)
def test_one_edit_leaves_all_other_links_exactly_where_they_were(
    head: list[str], tail: list[str], gone: list[str], put: list[str]
) -> None:
    before = " ".join([*head, "mark", *gone, "mark", *tail])
    after = " ".join([*head, "mark", *(f"{word}x" for word in put), "mark", *tail])
    changed = change(before, after)
    shift = len(put) - len(gone)
    for number in range(len(head) + 1):
        assert changed.target[number] == number
    for number in range(len(head) + 1 + len(gone), len(changed.before)):
        assert changed.target[number] == number + shift


@given(WORDS, WORDS)
def test_whatever_changed_what_is_not_flagged_has_its_very_words(one: list[str], other: list[str]) -> None:
    before, after = " ".join(one), " ".join(other)
    rulings = [Ruling(RulingKind.LINK, at(OTHER, "мы"), (span,), id=n) for n, span in enumerate(spans(before))]
    for found in carry_rulings(rulings, Side.REPORTER, before, after, OTHER):
        assert all(span.end <= len(after) for span in found.rendering)
        if not found.check_again:
            assert read(found.rendering, after) == one[found.id or 0]
