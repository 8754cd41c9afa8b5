"""What must hold for any two texts: checked on short ones full of repeated and lookalike sentences."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from annotator.domain.anchoring import AnchorStatus, carry
from annotator.domain.spans import Span

NAMES, THINGS = ("Anna", "Ivan", "سامر", "Zoë"), ("bridge", "train", "الجسر")
SENTENCES = st.one_of(
    st.builds(
        "“We will not leave the {},” {} said before dawn.".format, st.sampled_from(THINGS), st.sampled_from(NAMES)
    ),
    st.builds("{} counted {} empty trains in the rain.".format, st.sampled_from(NAMES), st.integers(1, 4)),
    st.sampled_from(["She wept.", "He said: “Please come back.” 😢", "قال سامر: «لن نغادر الجسر» أمس."]),
)
BREAKS = st.sampled_from([" ", " ", "\n\n"])
ARTICLES = st.lists(st.tuples(SENTENCES, BREAKS), min_size=1, max_size=9)
WORDS = st.sampled_from(["not", "Petra", "7", "quietly", ".", "“", ""])


def joined(article: list[tuple[str, str]]) -> str:
    return "".join(sentence + gap for sentence, gap in article).strip()


@st.composite
def revisions(draw: st.DrawFn) -> tuple[str, str]:
    """Two versions of an article: sentences taken out, copied, moved, put in, and words of them changed."""
    old = draw(ARTICLES)
    new = list(old)
    for _ in range(draw(st.integers(0, 4))):
        at, to = draw(st.integers(0, max(0, len(new) - 1))), draw(st.integers(0, len(new)))
        edit = draw(st.sampled_from(["take", "copy", "move", "add", "word"]))
        if edit == "add" or not new:
            new.insert(to, draw(st.tuples(SENTENCES, BREAKS)))
        elif edit == "copy":
            new.insert(to, new[at])
        elif edit == "word":
            words = new[at][0].split()
            words[draw(st.integers(0, len(words) - 1))] = draw(WORDS)
            new[at] = (" ".join(filter(None, words)), new[at][1])
        else:
            taken = new.pop(at)
            if edit == "move":
                new.insert(min(to, len(new)), taken)
    return joined(old), joined(new)


def spans_of(text: str, data: st.DataObject, count: int) -> list[Span]:
    starts = [data.draw(st.integers(0, len(text) - 1)) for _ in range(count)]
    return [Span(start, data.draw(st.integers(start + 1, min(len(text), start + 60)))) for start in starts]


@settings(max_examples=300)
@given(revisions(), st.data())
def test_what_is_carried_there_is_carried_back_to_where_it_was_or_to_a_person(
    texts: tuple[str, str], data: st.DataObject
) -> None:
    old, new = texts
    (span,) = spans_of(old, data, 1)
    assume(span.within(old).strip() == span.within(old))
    there = carry([span], old, new)[0]
    if there.status is AnchorStatus.ANCHORED and there.span:
        assert carry([there.span], new, old)[0].span in {span, None}


@settings(max_examples=300)
@given(revisions(), st.data())
def test_passages_that_do_not_share_a_word_are_not_carried_onto_the_same_words(
    texts: tuple[str, str], data: st.DataObject
) -> None:
    old, new = texts
    one, other = spans_of(old, data, 2)
    assume(not one.overlaps(other) and not {*range(one.start, one.end)} & {*range(other.start, other.end)})
    first, second = carry([one, other], old, new)
    if first.status is second.status is AnchorStatus.ANCHORED and first.span and second.span:
        assert not first.span.overlaps(second.span)
        if old[one.end : other.start].isspace() or old[other.end : one.start].isspace():
            assert (one.start < other.start) == (first.span.start < second.span.start)


@settings(max_examples=150)
@given(revisions(), st.data())
def test_each_passage_is_judged_alone(texts: tuple[str, str], data: st.DataObject) -> None:
    old, new = texts
    spans = spans_of(old, data, 3)
    assert carry(spans, old, new) == [carry([span], old, new)[0] for span in spans]


@settings(max_examples=150)
@given(ARTICLES, st.integers(0, 9), st.data())
def test_a_new_paragraph_of_other_words_leaves_every_passage_where_it_was(
    article: list[tuple[str, str]], place: int, data: st.DataObject
) -> None:
    old = joined(article)
    new = joined([*article[:place], ("Minutes later Lyon lit seventeen orange lamps", "\n\n"), *article[place:]])
    (span,) = spans_of(old, data, 1)
    assume(span.within(old).strip() == span.within(old))
    outcome = carry([span], old, new)[0]
    if outcome.span:
        assert outcome.span.within(new) == span.within(old)
        shift = outcome.span.start - span.start
        assert shift in {0, len(new) - len(old)}


@settings(max_examples=200)
@given(revisions(), st.data())
def test_a_sentence_that_is_nowhere_in_the_new_text_is_given_no_place(
    texts: tuple[str, str], data: st.DataObject
) -> None:
    """Every word of it was taken out; what stands there now is another sentence."""
    old, new = texts
    lost = "Olena praised forty frozen harvests near Kazan."
    at = data.draw(st.sampled_from([0, len(old)]))
    before = f"{lost}\n\n{old}" if at == 0 else f"{old}\n\n{lost}"
    span = Span(before.index(lost), before.index(lost) + len(lost))
    assert carry([span], before, new)[0].span is None
