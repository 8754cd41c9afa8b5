from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.anchoring import Change, ChangeKind, diff_texts
from annotator.domain.spans import Span
from annotator.domain.text import canonical


def shown(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            change.kind.value,
            change.old.within(old) if change.old else None,
            change.new.within(new) if change.new else None,
        )
        for change in diff_texts(old, new)
    ]


def test_a_replaced_word_is_one_change_between_what_stayed() -> None:
    assert shown("He left on Monday night.", "He left on Tuesday night.") == [
        ("same", "He left on ", "He left on "),
        ("replaced", "Monday", "Tuesday"),
        ("same", " night.", " night."),
    ]


def test_a_moved_sentence_is_shown_as_moved_with_its_old_place() -> None:
    old = "One quiet man left home. The long train stood there all night. Two old women wept at dawn."
    new = "One quiet man left home. Two old women wept at dawn. The long train stood there all night."
    moved = [change for change in diff_texts(old, new) if change.kind is ChangeKind.MOVED]
    assert len(moved) == 1
    assert moved[0].old
    assert moved[0].new
    assert moved[0].old.within(old) == moved[0].new.within(new)
    assert "." in moved[0].new.within(new)


def test_an_added_paragraph_is_a_change_of_its_own() -> None:
    old = "First paragraph stands here today.\n\nLast paragraph stands here today."
    new = "First paragraph stands here today.\n\nQuite new.\n\nLast paragraph stands here today."
    assert ("added", None, "Quite new.\n\n") in shown(old, new)


def test_an_empty_side_gives_only_added_or_removed() -> None:
    assert shown("", "New words.") == [("added", None, "New words.")]
    assert shown("Old words.", "") == [("removed", "Old words.", None)]
    assert diff_texts("", "") == []


WORDS = st.sampled_from(
    ["river", "the", "We left home today.", "12", "😢", "“", "الجسر", ".", "\n\n", "She wept all night."]
)
TEXTS = st.lists(WORDS, max_size=25).map(lambda words: canonical(" ".join(words)))


@settings(max_examples=200)
@given(TEXTS, TEXTS)
def test_every_code_point_of_both_texts_lies_in_exactly_one_change(old: str, new: str) -> None:
    changes = diff_texts(old, new)
    assert _held(change.old for change in changes) == list(range(len(old)))
    assert [at for change in changes if change.new for at in range(change.new.start, change.new.end)] == list(
        range(len(new))
    )
    for change in changes:
        assert _honest(change, old, new)


def _held(spans: object) -> list[int]:
    assert hasattr(spans, "__iter__")
    return sorted(at for span in spans if isinstance(span, Span) for at in range(span.start, span.end))


def _honest(change: Change, old: str, new: str) -> bool:
    if change.kind in {ChangeKind.SAME, ChangeKind.MOVED}:
        return bool(change.old and change.new and change.old.within(old) == change.new.within(new))
    if change.kind is ChangeKind.REPLACED:
        return bool(change.old and change.new)
    return (change.old is None) == (change.kind is ChangeKind.ADDED)
