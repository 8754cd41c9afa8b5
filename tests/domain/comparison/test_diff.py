import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.comparison.diff import Diff, Kind, Piece, counterparts, diff
from annotator.domain.spans import Span
from annotator.domain.words import words

# How a piece is drawn: [replaced], -omitted-, +added+, ~similar~, <1:moved>; equal words and punctuation stand bare.
DRAWN = {
    Kind.EQUAL: "{0}",
    Kind.PUNCTUATION: "{0}",
    Kind.SIMILAR: "~{0}~",
    Kind.MOVED: "<{1}:{0}>",
    Kind.REPLACED: "[{0}]",
    Kind.OMITTED: "-{0}-",
    Kind.ADDED: "+{0}+",
}
SAMPLES = (
    "the The a of not don't do soldiers soldier city, left “left” in Kharkiv Kharkiv. 5 five 300 thousand 300,000 "
    "can't anti-war antiwar war 5% percent, 👩🏽 é́t ... السَّلام السلام 漢字 $ 's"
)
ENGLISH = st.lists(st.sampled_from(SAMPLES.split()), max_size=14).map(" ".join)
ANY = st.text(alphabet="ab '’-.5%é\u0301שלا\u064eم漢👩🏽\u200d🇺🇦\n", max_size=25) | st.text(max_size=25)


def draw(pieces: tuple[Piece, ...], text: str) -> str:
    return "".join(DRAWN[piece.kind].format(piece.span.within(text), piece.move) for piece in pieces)


def drawn(left: str, right: str, language: str = "en") -> tuple[str, str]:
    found = diff(left, right, language)
    return draw(found.left, left), draw(found.right, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(
            "Daddy, goodbye, <1:please> come back!", "Daddy, goodbye, come back, <1:please>!", id="a word that moved"
        ),
        pytest.param(
            "They gave me [a draft notice] to come here at ~3 p.m.~",
            "They gave me [the summons] to come here at ~15:00~",
            id="times of day",
        ),
        pytest.param(
            "~No one~ told me anything <1:in the morning>.",
            "<1:In the morning>, ~nobody~ told me anything.",
            id="a phrase that moved",
        ),
        pytest.param(
            "~You are~ already [accomplices] in all these crimes, [murders] and torture of Ukrainians,",
            "~You're~ already [complicit] in all +of+ these crimes, [killings], and +the+ torture of Ukrainians.",
            id="a contraction and small words",
        ),
        pytest.param(
            "courageously opposes <1:Putin>-’s- regime and therefore puts himself in [the greatest] danger",
            "+Anyone who+ courageously opposes +the+ regime +of President Vladimir+ <1:Putin> and therefore puts"
            " himself in [great] danger +can apply for asylum in Germany on the grounds of political persecution+.",
            id="a condition that was lost",
        ),
        pytest.param(
            "More than ~300,000~ people have [fled] the country <1:since September>, <2:he said>.",
            "<2:He said> +that+ <1:since September>, more than ~300 thousand~ people have [left] the country.",
            id="two moves and a figure",
        ),
        pytest.param(
            "Putin must -not- be allowed to win this war",
            "Putin must be allowed +not+ to win this war",
            id="where the not stands",
        ),
        pytest.param(
            "He ~organised~ ~two~ protests and [15] people [died]",
            "He ~organized~ ~2~ protests and [50] people [were hurt]",
            id="the same number and another one",
        ),
        pytest.param(
            "About half, -or- ~5%~, refused", "About half, +that is+ ~5 percent~, refused +to go+", id="percentages"
        ),
        pytest.param(
            "I ~don't~ know where my son is. <1:They took him on Tuesday>.",
            "<1:They took him on Tuesday>, +and+ I ~do not~ know where my son is",
            id="two sentences that changed places",
        ),
        pytest.param("[Be careful],", "[Take care of yourself]", id="another wording"),
        pytest.param("-of- Kharkiv", "+senior+ Kharkiv", id="a preposition is not replaced by an adjective"),
        pytest.param("-", "-", id="punctuation alone"),
        pytest.param("", "+hello there+", id="nothing on the left"),
        pytest.param("", "", id="nothing at all"),
    ],
)
def test_a_translator_reads_the_difference(left: str, right: str) -> None:
    assert drawn(plain(left), plain(right)) == (left, right)


def plain(drawing: str) -> str:
    """Return the text of a drawing; a hyphen, bracket or tilde in it is always part of the drawing."""
    if drawing == "-":
        return drawing
    for mark in ("<1:", "<2:", ">", "[", "]", "~", "+", "-"):
        drawing = drawing.replace(mark, "")
    return drawing


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("“No one,” he said.", "‘no one’ he SAID"),
        ("We waited  1,500 days", "We waited 1500 days!"),
        ("draft-dodgers left", "Draft dodgers left"),
        ("قَالَ الرئيس", "قال الرئيس"),
    ],
)
def test_case_and_punctuation_are_no_difference_of_substance(left: str, right: str) -> None:
    found = diff(left, right)
    assert not found.differs
    assert {piece.kind for piece in (*found.left, *found.right)} <= {Kind.EQUAL, Kind.PUNCTUATION}
    assert not all(piece.exact for piece in found.left)


def test_the_same_text_is_one_equal_piece() -> None:
    text = "Don't go, 5% of us — the 22-year-olds — can't. 👩‍👩‍👧"
    found = diff(text, text)
    assert found.left == found.right == (Piece(Kind.EQUAL, Span(0, 52), (0,), exact=True),)


def test_moves_are_known_in_other_scripts() -> None:
    assert drawn("他说我们不会投降", "我们不会投降，他说", "zh") == ("<1:他说>我们不会投降", "我们不会投降，<1:他说>")
    assert drawn("قال الرئيس إننا لن نستسلم", "إننا لن نَستسلم، قال الرئيس", "ar") == (
        "<1:قال الرئيس> إننا لن نستسلم",
        "إننا لن نَستسلم، <1:قال الرئيس>",
    )


def linked(left: str, right: str) -> list[tuple[str, str]]:
    return [(one.within(left), other.within(right)) for one, other in counterparts(diff(left, right))]


def test_words_are_linked_with_their_counterparts() -> None:
    assert linked("We don't walk here, he said", "He said: we do not run here") == [
        ("We", "we"),
        ("don't", "do"),
        ("don't", "not"),
        ("here", "here"),
        ("he", "He"),
        ("said", "said"),
    ]


def test_a_number_of_several_words_is_linked_by_each_of_them() -> None:
    assert linked("300,000 people", "300 thousand people") == [
        ("300,000", "300"),
        ("300,000", "thousand"),
        ("people", "people"),
    ]


def both(found: Diff, left: str, right: str) -> list[tuple[tuple[Piece, ...], tuple[Piece, ...], str]]:
    return [(found.left, found.right, left), (found.right, found.left, right)]


@given(ENGLISH | ANY, ENGLISH | ANY)
def test_the_pieces_of_a_side_hold_exactly_its_text(left: str, right: str) -> None:
    for pieces, _, text in both(diff(left, right), left, right):
        assert "".join(piece.span.within(text) for piece in pieces) == text
        assert [piece.span.start for piece in pieces[1:]] == [piece.span.end for piece in pieces[:-1]]


@given(ENGLISH | ANY, ENGLISH | ANY)
def test_counterparts_answer_each_other(left: str, right: str) -> None:
    paired = {Kind.EQUAL, Kind.SIMILAR, Kind.MOVED, Kind.REPLACED}
    found = diff(left, right)
    for own, other, _ in both(found, left, right):
        for number, piece in enumerate(own):
            assert bool(piece.counterparts) == (piece.kind in paired)
            assert all(number in other[answer].counterparts for answer in piece.counterparts)
            assert all(other[answer].kind == piece.kind for answer in piece.counterparts)
            assert len(piece.counterparts) < 2 or piece.kind == Kind.REPLACED
            assert (piece.move is not None) == (piece.kind == Kind.MOVED)
    assert Kind.ADDED not in {piece.kind for piece in found.left}
    assert Kind.OMITTED not in {piece.kind for piece in found.right}


@given(ENGLISH, ENGLISH)
def test_exact_means_the_same_code_points(left: str, right: str) -> None:
    found = diff(left, right)
    for piece in found.left:
        reads = [found.right[number].span.within(right) for number in piece.counterparts]
        assert piece.exact == (reads == [piece.span.within(left)])


@given(ENGLISH | ANY, ENGLISH | ANY)
def test_exchanging_the_texts_exchanges_the_sides(left: str, right: str) -> None:
    exchanged = {Kind.OMITTED: Kind.ADDED, Kind.ADDED: Kind.OMITTED}
    there, back = diff(left, right), diff(right, left)
    for one, other in ((there.left, back.right), (there.right, back.left)):
        assert [(exchanged.get(piece.kind, piece.kind), piece.span, piece.counterparts) for piece in one] == [
            (piece.kind, piece.span, piece.counterparts) for piece in other
        ]
    assert sorted(there.links) == sorted((one, other) for other, one in back.links)


@given(ENGLISH | ANY)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    found = diff(text, text)
    assert not found.differs
    assert {piece.kind for piece in found.left} <= {Kind.EQUAL, Kind.PUNCTUATION}


@given(ENGLISH | ANY, ENGLISH | ANY)
def test_links_join_words(left: str, right: str) -> None:
    spans = [{word.span for word in words(text)} for text in (left, right)]
    assert all(one in spans[0] and other in spans[1] for one, other in counterparts(diff(left, right)))


@pytest.mark.parametrize("vocabulary", [1, 3, 60, 700])
def test_two_thousand_words_do_not_keep_a_page_waiting(vocabulary: int) -> None:
    chance = random.Random(vocabulary)
    names = ["the", "of", *(f"word{number}" for number in range(vocabulary))]
    left, right = (" ".join(chance.choices(names, k=2000)) for _ in range(2))
    started = time.process_time()
    diff(left, right)
    assert time.process_time() - started < 3  # 0.1 to 0.5 on an idle machine
