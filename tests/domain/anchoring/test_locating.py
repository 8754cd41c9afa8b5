from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchoring import AnchorStatus, locate
from annotator.domain.spans import Span, TextQuote, quote
from annotator.domain.text import canonical

OLD = (
    "Anna spoke in the evening. “We will not leave the bridge,” Anna said in the rain.\n\n"
    "Ivan came later with his sons. “We will not leave the bridge,” Ivan said before dawn."
)
WORDS = "We will not leave the bridge"


def of(nth: int, words: str = WORDS, text: str = OLD) -> TextQuote:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return quote(Span(at, at + len(words)), text)


def test_context_tells_two_equal_quotes_apart_without_a_hint() -> None:
    for nth in (0, 1):
        outcome = locate(of(nth), "A new line first.\n\n" + OLD, None)
        assert outcome.status is AnchorStatus.ANCHORED
        assert outcome.span is not None
        assert quote(outcome.span, "A new line first.\n\n" + OLD).suffix == of(nth).suffix


def test_equal_quotes_in_equal_surroundings_are_not_chosen_by_the_hint() -> None:
    text = "\n\n".join(["He said: “We will not leave the bridge.” Then he left the room at once."] * 2)
    wanted = quote(Span(10, 38), text)
    for hint in (None, 10, 80):
        outcome = locate(wanted, f"He spoke.\n\n{text}\n\nHe left.", hint)
        assert (outcome.status, outcome.span) == (AnchorStatus.AMBIGUOUS, None)
        assert len(outcome.candidates) == 2


def test_a_lookalike_among_other_words_is_not_taken() -> None:
    outcome = locate(of(0, "in the rain"), "Nobody else stood outside in the rain before the old gate closed.", 5)
    assert (outcome.status, outcome.span) == (AnchorStatus.AMBIGUOUS, None)


def test_other_quotation_marks_around_and_inside_are_found() -> None:
    text = OLD.replace("“", '"').replace("”", '"')
    assert locate(of(1), text, None).status is AnchorStatus.ANCHORED
    outcome = locate(of(1, "“We will not leave the bridge,”"), text, None)
    assert outcome.status is AnchorStatus.MOVED
    assert outcome.span is not None
    assert outcome.span.within(text) == '"We will not leave the bridge,"'


def test_a_small_addition_is_found_and_a_changed_number_is_shown() -> None:
    old = "The report came at noon. Witnesses counted 12 people near the old bridge that night. It rained until dawn."
    wanted = of(0, "Witnesses counted 12 people near the old bridge that night", old)
    grown = locate(wanted, old.replace("near the", "standing near the"), None)
    assert (grown.status, grown.span and grown.span.within(old.replace("near the", "standing near the"))) == (
        AnchorStatus.MOVED,
        "Witnesses counted 12 people standing near the old bridge that night",
    )
    changed = locate(wanted, old.replace("12", "15"), None)
    assert (changed.status, changed.span) == (AnchorStatus.AMBIGUOUS, None)
    assert changed.candidates[0].span.within(old.replace("12", "15")) == wanted.exact.replace("12", "15")


def test_what_is_not_there_is_gone() -> None:
    assert locate(of(0), "Nothing of the kind was ever printed here.", 3).status is AnchorStatus.GONE
    assert locate(TextQuote(" ", "a", "b"), "a b", None).status is AnchorStatus.GONE
    assert locate(of(0), "", None).status is AnchorStatus.GONE


TEXTS = st.lists(
    st.sampled_from(["river", "We", "12", "😢", "“", "الجسر", "said", ".", "Anna"]), min_size=2, max_size=40
)


@given(TEXTS, TEXTS, st.data())
def test_any_place_given_lies_in_the_text_and_anchored_means_the_same_words(
    old_words: list[str], new_words: list[str], data: st.DataObject
) -> None:
    old, text = canonical(" ".join(old_words)), canonical(" ".join(new_words + old_words))
    start = data.draw(st.integers(0, len(old) - 1))
    wanted = quote(Span(start, data.draw(st.integers(start + 1, len(old)))), old)
    outcome = locate(wanted, text, None)
    for candidate in outcome.candidates:
        assert candidate.span.within(text)
    if outcome.status is AnchorStatus.ANCHORED:
        assert outcome.span is not None
        assert outcome.span.within(text) == wanted.exact
