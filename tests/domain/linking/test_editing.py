import pytest

from annotator.domain.linking import Merged, RulingKind, confirm, cut, group, link, mark, merge, release
from annotator.domain.linking.rulings import Ruling
from annotator.errors import InvalidInput
from tests.domain.linking.texts import RENDERING, SOURCE, linked, pair, picked, ruling, said, spans

AUTOMATIC = [pair("мы", "we"), pair("никого", "no"), pair("никого", "one"), pair("оставили", "leave")]


def merged(rulings: list[Ruling]) -> Merged:
    return merge(AUTOMATIC, rulings, spans(SOURCE), spans(RENDERING))


def test_a_link_takes_its_words_out_of_the_links_that_they_were_in() -> None:
    before = [linked("никого не", "no one", 1), linked("мы", "we", 2)]
    found = link(before, picked("никого", "one"))
    assert said(found) == {("link", "не", "no"), ("link", "мы", "we"), ("link", "никого", "one")}
    assert {one.id for one in found} == {1, 2, None}


def test_a_link_that_is_there_already_is_left_alone() -> None:
    before = [linked("мы", "we", 1)]
    assert link(before, picked("мы", "we")) == before


def test_a_link_made_against_a_separation_takes_that_away() -> None:
    before = [ruling(RulingKind.APART, "мы", "we", 1), ruling(RulingKind.APART, "там", "behind", 2)]
    assert said(link(before, picked("мы", "we"))) == {("link", "мы", "we"), ("apart", "там", "behind")}


def test_a_word_that_is_linked_is_no_longer_left_out() -> None:
    before = [ruling(RulingKind.UNRENDERED, "там не", number=1)]
    assert said(link(before, picked("там", "behind"))) == {("unrendered", "не", ""), ("link", "там", "behind")}


@pytest.mark.parametrize("words", [("мы", ""), ("", "we"), ("", "")])
def test_a_link_needs_both_sides(words: tuple[str, str]) -> None:
    with pytest.raises(InvalidInput, match="both sides"):
        link([], picked(*words))


def test_a_group_takes_in_what_its_words_are_linked_with() -> None:
    found = group([], merged([]), picked("не", "no"))
    assert said(found) == {("link", "никого не", "no one")}


def test_a_group_of_one_side_joins_the_links_of_its_words() -> None:
    assert said(group([], merged([]), picked("никого оставили"))) == {("link", "никого оставили", "leave no one")}


def test_a_group_of_words_without_links_has_no_other_side() -> None:
    with pytest.raises(InvalidInput, match="both sides"):
        group([], merged([]), picked("там"))


def test_an_automatic_link_that_is_cut_stays_apart() -> None:
    found = cut([], AUTOMATIC, picked("никого", "one"))
    assert said(found) == {("apart", "никого", "one")}
    assert [(one.source, one.rendering) for one in merged(found).groups if one.source[0].start == 3] == [
        (picked("никого").source, picked("", "no").rendering)
    ]


def test_a_word_that_is_cut_alone_has_no_automatic_link_left() -> None:
    found = cut([], AUTOMATIC, picked("никого"))
    assert said(found) == {("apart", "никого", "")}
    assert "no" not in {link.rendering.within(RENDERING) for link in merged(found).links}


def test_a_word_that_is_cut_leaves_its_group_and_the_automatic_link_does_not_come_back() -> None:
    found = cut([linked("никого не", "no one", 1)], AUTOMATIC, picked("никого"))
    assert said(found) == {("link", "не", "no one"), ("apart", "никого", "")}


def test_two_words_are_cut_within_a_group() -> None:
    assert said(cut([linked("мы", "we did", 1)], [], picked("мы", "did"))) == {("link", "мы", "we")}
    assert said(cut([linked("мы там", "did", 1)], [], picked("мы", "did"))) == {("link", "там", "did")}
    assert said(cut([linked("мы", "did", 1)], [], picked("мы", "did"))) == set()


def test_what_is_not_linked_cannot_be_cut() -> None:
    with pytest.raises(InvalidInput, match="Nothing links"):
        cut([linked("мы", "we", 1)], AUTOMATIC, picked("там"))


def test_words_are_marked_as_left_out_and_as_without_origin() -> None:
    found = mark([linked("мы там", "we", 1)], picked("там", "behind"))
    assert said(found) == {("link", "мы", "we"), ("unrendered", "там", ""), ("unfounded", "", "behind")}


def test_a_mark_made_twice_is_taken_away() -> None:
    once = mark([], picked("там"))
    assert mark(once, picked("там")) == []
    assert said(mark(once, picked("там не"))) == {("unrendered", "не там", "")}


def test_nothing_picked_is_not_marked() -> None:
    with pytest.raises(InvalidInput, match="No words"):
        mark([], picked())


def test_confirming_makes_an_automatic_link_a_persons() -> None:
    assert said(confirm([], merged([]), picked("", "no"))) == {("link", "никого", "no one")}


def test_confirming_settles_a_link_that_was_to_be_checked() -> None:
    flagged = Ruling(RulingKind.LINK, picked("мы").source, picked("", "we").rendering, True, ("я", "I"), "Ann", 4)
    (found,) = confirm([flagged], merged([flagged]), picked("мы"))
    assert (found.check_again, found.earlier, found.id, found.author) == (False, ("", ""), 4, "Ann")


def test_a_link_that_lost_a_side_cannot_be_confirmed() -> None:
    lost = Ruling(RulingKind.LINK, picked("мы").source, (), True, ("мы", "they"), id=4)
    with pytest.raises(InvalidInput, match="no words on one side"):
        confirm([lost], merged([lost]), picked("мы"))


def test_words_without_links_cannot_be_confirmed() -> None:
    with pytest.raises(InvalidInput, match="Nothing links"):
        confirm([], merged([]), picked("там"))


def test_what_was_said_of_words_can_be_forgotten() -> None:
    before = [linked("мы", "we", 1), ruling(RulingKind.UNRENDERED, "там", number=2)]
    assert said(release(before, picked("мы"))) == {("unrendered", "там", "")}
    with pytest.raises(InvalidInput, match="Nobody"):
        release(before, picked("не"))


def test_a_link_that_lost_a_side_stays_until_somebody_settles_it() -> None:
    lost = Ruling(RulingKind.LINK, picked("мы").source, (), True, ("мы", "they"), id=4)
    assert lost in link([lost], picked("там", "behind"))
    assert lost not in link([lost], picked("мы", "we"))
