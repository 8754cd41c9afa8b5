import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.anchoring import AnchorStatus, Outcome, carry
from annotator.domain.spans import Span
from annotator.domain.text import canonical
from annotator.errors import InvalidSpan

STORY = (
    "Anna Hale spoke to reporters in Kyiv on Monday evening.\n\n"
    "“We will not leave the bridge,” Anna said in the rain. She looked at the river for a long time.\n\n"
    "Ivan Moroz came later with his two sons. “We will not leave the bridge,” Ivan said before dawn. "
    "Nobody in the crowd believed him.\n\n"
    "The convoy left 12 people near the old market."
)
QUOTE = "We will not leave the bridge"


def mark(words: str, text: str = STORY, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def carried(words: str, new: str, nth: int = 0, old: str = STORY) -> Outcome:
    return carry([mark(words, old, nth)], old, new)[0]


def test_an_unchanged_text_keeps_every_span() -> None:
    outcome = carried(QUOTE, STORY)
    assert (outcome.status, outcome.span) == (AnchorStatus.ANCHORED, mark(QUOTE))


@pytest.mark.parametrize("nth", [0, 1])
def test_repeated_quotes_stay_with_their_own_speakers_when_a_paragraph_is_put_in_front(nth: int) -> None:
    new = "A bell rang twice in the empty square.\n\n" + STORY
    outcome = carried(QUOTE, new, nth)
    assert (outcome.status, outcome.span) == (AnchorStatus.ANCHORED, mark(QUOTE, new, nth))


def test_a_deleted_quote_does_not_jump_to_its_copy_elsewhere() -> None:
    new = STORY.replace("“We will not leave the bridge,” Anna said in the rain. ", "")
    outcome = carried(QUOTE, new)
    assert (outcome.status, outcome.span) == (AnchorStatus.GONE, None)
    assert [place.span for place in outcome.candidates] == [mark(QUOTE, new)]
    assert carried(QUOTE, new, nth=1).span == mark(QUOTE, new)


def test_a_quote_that_now_stands_twice_side_by_side_is_left_to_a_person() -> None:
    sentence = "She looked at the river for a long time."
    new = STORY.replace(sentence, f"{sentence} {sentence}")
    outcome = carried("looked at the river", new)
    assert outcome.status is AnchorStatus.AMBIGUOUS
    assert outcome.span is None
    assert len(outcome.candidates) == 2


def test_a_sentence_moved_word_for_word_takes_its_passage_along() -> None:
    sentence = "The convoy left 12 people near the old market."
    new = f"{sentence}\n\n" + STORY.removesuffix(f"\n\n{sentence}")
    outcome = carried("12 people", new)
    assert (outcome.status, outcome.span) == (AnchorStatus.MOVED, mark("12 people", new))


def test_changed_quotation_marks_move_a_passage_that_holds_them_and_keep_one_that_does_not() -> None:
    new = STORY.replace("“", "«").replace("”", "»")
    assert carried(QUOTE, new).status is AnchorStatus.ANCHORED
    outcome = carried(f"“{QUOTE},”", new, nth=1)
    assert (outcome.status, outcome.span) == (AnchorStatus.MOVED, mark(f"«{QUOTE},»", new, 1))


@pytest.mark.parametrize(
    ("words", "other"),
    [("12 people", "15 people"), ("Nobody in the crowd believed", "Everybody in the crowd believed"), ("Kyiv", "Lyon")],
)
def test_a_changed_name_number_or_edge_is_shown_to_a_person_even_in_its_place(words: str, other: str) -> None:
    outcome = carried(words, STORY.replace(words, other))
    assert outcome.status in {AnchorStatus.AMBIGUOUS, AnchorStatus.GONE}
    assert outcome.span is None


def test_an_added_negation_inside_the_passage_is_shown_to_a_person_with_its_place() -> None:
    new = STORY.replace("Nobody in the crowd believed him", "Nobody in the crowd never believed him")
    outcome = carried("Nobody in the crowd believed him", new)
    assert outcome.status is AnchorStatus.AMBIGUOUS
    assert outcome.candidates[0].span == mark("Nobody in the crowd never believed him", new)


def test_a_small_word_added_inside_a_passage_moves_it_and_keeps_both_edges() -> None:
    words = "She looked at the river for a long time"
    new = STORY.replace(words, "She looked quietly at the river for a long time")
    outcome = carried(words, new)
    assert (outcome.status, outcome.span) == (
        AnchorStatus.MOVED,
        mark("She looked quietly at the river for a long time", new),
    )


def test_words_put_directly_before_and_after_a_passage_do_not_get_into_it() -> None:
    new = STORY.replace("the river for", "the wide river again for", 1)
    outcome = carried("river", new)
    assert (outcome.status, outcome.span) == (AnchorStatus.ANCHORED, mark("river", new))


def test_a_lookalike_put_where_nothing_is_left_of_the_sentence_is_never_taken_silently() -> None:
    old = "The fair opened at noon in the rain. Team Alpha won the last match of the year.\n\nPeople went home quietly."
    new = "People went home quietly.\n\nA band played on. Team Beta won the last match of the year. Lights went out."
    assert carried("won the last match", new, old=old).span is None


def test_a_replaced_sentence_with_the_same_small_words_is_not_the_old_one() -> None:
    new = STORY.replace("She looked at the river for a long time.", "Farid counted the empty trains for a week.")
    assert carried("for a", new).span is None


def test_passages_in_arabic_hebrew_and_beside_emoji_are_carried_to_the_code_point() -> None:
    old = "قال سامر: «لن نغادر الجسر» أمس. 😢 נועה אמרה: „לא נעזוב את הגשר”.\n\nEnd of the long report here."
    new = "👨‍👩‍👧 A new first line of the story.\n\n" + old
    for words in ("«لن نغادر الجسر»", "לא נעזוב את הגשר", "😢"):
        outcome = carried(words, new, old=old)
        assert (outcome.status, outcome.span) == (AnchorStatus.ANCHORED, mark(words, new))


def test_a_mark_that_begins_inside_a_word_keeps_its_place_in_it() -> None:
    new = "One more opening line here.\n\n" + STORY
    assert carried("eporter", new).span == mark("eporter", new)


def test_a_quote_over_two_sentences_is_carried_whole_and_not_across_a_new_sentence() -> None:
    words = "in the rain. She looked"
    new = "One more opening line here.\n\n" + STORY
    assert carried(words, new).span == mark(words, new)
    assert carried(words, STORY.replace("in the rain. ", "in the rain. Petra left Odesa. ")).span is None


def test_an_emptied_text_has_nothing_and_a_span_of_spaces_is_gone() -> None:
    assert carried(QUOTE, "").status is AnchorStatus.GONE
    assert carry([Span(3, 4)], "One two three", "One three")[0].status is AnchorStatus.GONE


def test_a_span_past_the_end_is_refused() -> None:
    with pytest.raises(InvalidSpan):
        carry([Span(0, len(STORY) + 1)], STORY, STORY)


def test_ten_thousand_words_with_three_hundred_passages_are_carried_quickly() -> None:
    lines = [f"Witness {n} saw train {n * 7} leave the station at hour {n % 24} and wept." for n in range(700)]
    old = "\n\n".join(lines)
    new = old.replace("Witness 350 saw", "Witness 350 often saw")
    spans = [mark(f"train {n * 7} leave", old) for n in range(0, 600, 2)]
    begun = time.process_time()
    outcomes = carry(spans, old, new)
    assert time.process_time() - begun < 1
    assert {outcome.status for outcome in outcomes} == {AnchorStatus.ANCHORED}


def test_one_edit_in_a_long_line_without_full_stops_leaves_the_rest_anchored() -> None:
    old = " ".join(f"w{n * 37 % 1009}x{n}" for n in range(6000))
    words = old.split()
    new = " ".join([*words[:3000], "inserted", *words[3000:]])
    spans = [mark(" ".join(words[n : n + 3]), old) for n in (10, 2000, 4000, 5990)]
    outcomes = carry(spans, old, new)
    assert all(outcome.status is AnchorStatus.ANCHORED for outcome in outcomes)


def test_the_words_that_took_the_place_of_a_changed_edge_are_shown_to_a_person() -> None:
    outcome = carried("12 people", STORY.replace("12 people", "15 people"))
    assert outcome.candidates[0].span == mark("15 people", STORY.replace("12 people", "15 people"))


def test_one_line_of_two_hundred_thousand_characters_is_carried_in_seconds() -> None:
    words = [f"w{n * 37 % 1009}x{n}" for n in range(22_000)]
    old = " ".join(words)
    assert len(old) > 200_000
    new = " ".join([*words[:9_000], "inserted", *words[9_001:]])
    begun = time.process_time()
    outcomes = carry([mark(" ".join(words[n : n + 4]), old) for n in range(0, 21_000, 50)], old, new)
    assert time.process_time() - begun < 10
    assert [outcome.status for outcome in outcomes].count(AnchorStatus.ANCHORED) >= 418


def test_five_thousand_equal_quotes_are_carried_in_seconds_and_none_to_anothers_place() -> None:
    old = "\n\n".join(f"“We are here,” said guard {n} of the bridge." for n in range(5_000))
    new = old.replace("guard 2500 of", "guard 2500, wept, of")
    spans = [mark("We are here", old)]
    while len(spans) < 5_000:
        at = old.index("We are here", spans[-1].end)
        spans.append(Span(at, at + len("We are here")))
    begun = time.process_time()
    outcomes = carry(spans, old, new)
    assert time.process_time() - begun < 20
    for span, outcome in zip(spans, outcomes, strict=True):
        assert outcome.span is None or outcome.span.start - span.start in {0, len(new) - len(old)}
    assert sum(outcome.span is not None for outcome in outcomes) > 4_990


WORDS = st.sampled_from(
    ["river", "not", "We", "12", "😢", "“", "”", "الجسر", "q̃", ".", "!", "said", "\n\n", "Anna", "the"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(lambda words: canonical(" ".join(words))).filter(bool)


@given(TEXTS, st.data())
def test_identity_keeps_every_span_of_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert carry([span], text, text)[0].span == span


@settings(max_examples=200)
@given(TEXTS, TEXTS, st.data())
def test_any_place_given_lies_in_the_new_text_and_anchored_means_the_same_words(
    old: str, new: str, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(old)))
    new = canonical(old[:cut] + " " + new + " " + old[cut:])
    start = data.draw(st.integers(0, len(old) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(old))))
    outcome = carry([span], old, new)[0]
    assert (outcome.span is None) == (outcome.status in {AnchorStatus.AMBIGUOUS, AnchorStatus.GONE})
    for place in [*(candidate.span for candidate in outcome.candidates), *([outcome.span] if outcome.span else [])]:
        assert place.within(new)
    if outcome.status is AnchorStatus.ANCHORED and outcome.span:
        assert outcome.span.within(new) == span.within(old)
    assert outcome.reason.endswith(".")
