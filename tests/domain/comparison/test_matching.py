from annotator.domain.comparison.matching import match, runs
from annotator.domain.comparison.units import Unit, units
from annotator.domain.words import words


def read(text: str) -> list[Unit]:
    return units(words(text), text, "en", frozenset())


def test_the_heavier_part_keeps_its_place_and_the_lighter_moves() -> None:
    found = match(read("yesterday the soldiers left the city"), read("the soldiers left the city yesterday"))
    assert found.in_order == ((1, 0), (2, 1), (3, 2), (4, 3), (5, 4))
    assert found.moved == (((0, 5),),)


def test_an_article_is_matched_beside_its_noun() -> None:
    found = match(read("the the house"), read("the house"))
    assert found.in_order == ((1, 0), (2, 1))


def test_little_words_never_make_a_move() -> None:
    found = match(read("if you will, soldiers fight tomorrow"), read("soldiers fight tomorrow, if you will"))
    assert found.in_order == ((3, 0), (4, 1), (5, 2))
    assert found.moved == ()


def test_a_common_word_alone_makes_no_move_but_a_rare_one_does() -> None:
    twice = match(
        read("Kharkiv fell, it was early spring again"), read("it was early spring again in Kharkiv, Kharkiv")
    )
    assert twice.moved == ()
    assert len(match(read("Kharkiv fell, it was early spring"), read("it was early spring in Kharkiv")).moved) == 1


def test_a_lone_article_does_not_hold_two_different_sentences_together() -> None:
    found = match(
        read("bring bread with the butter tomorrow morning"), read("soldiers fled while the army slept soundly")
    )
    assert found.in_order == ()


def test_runs_break_at_a_gap_on_either_side() -> None:
    assert list(runs([(0, 0), (1, 1), (2, 3), (3, 4)])) == [[(0, 0), (1, 1)], [(2, 3), (3, 4)]]
    assert list(runs([])) == []
