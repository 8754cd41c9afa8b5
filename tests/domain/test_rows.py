"""Rows of words: which of them a note singles out."""

from annotator.domain.rows import Linking, tokens
from annotator.domain.spans import Span

TEXT = "We left no one."
AT = 40  # where the text begins in the article


def _noted(*notes: Span) -> list[str]:
    numbered = list(enumerate(notes, start=1))
    return [token.text for token in tokens(TEXT, AT, "r", [], Linking(), numbered) if token.noted]


def test_a_note_on_some_words_singles_them_out() -> None:
    assert _noted(Span(AT + 3, AT + 10)) == ["left", "no"]


def test_a_note_on_all_words_singles_none_out_with_or_without_the_full_stop() -> None:
    assert _noted(Span(AT, AT + len(TEXT))) == []
    assert _noted(Span(AT, AT + len(TEXT) - 1)) == []
    assert _noted(Span(AT - 5, AT + len(TEXT) + 5)) == []


def test_a_narrower_note_still_shows_beside_one_on_all_words() -> None:
    assert _noted(Span(AT, AT + len(TEXT)), Span(AT + 8, AT + 10)) == ["no"]
    every = [
        token.notes for token in tokens(TEXT, AT, "r", [], Linking(), [(7, Span(AT, AT + len(TEXT)))]) if token.span
    ]
    assert set(every) == {(7,)}


def test_without_words_nothing_is_singled_out() -> None:
    assert not any(token.noted for token in tokens("…", 0, "r", [], Linking(), [(1, Span(0, 1))]))
