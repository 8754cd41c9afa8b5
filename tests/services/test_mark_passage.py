import dataclasses
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.passages import Passage, PassageDetails, PassageKind, PassageStatus
from annotator.domain.spans import Span, occurrences
from annotator.domain.text import canonical
from annotator.errors import Conflict, InvalidInput, InvalidSpan, NotFound, UnknownLanguage
from annotator.services.mark_passage import (
    Edge,
    delete_passage,
    describe_passage,
    mark_passage,
    mark_quote,
    move_passage,
    step_passage,
)
from annotator.storage import Storage
from tests.contents import nothing_saved
from tests.domain.test_text import TEXTS

PLAIN = PassageDetails()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(TEXTS, st.data())
def test_marking_gives_back_exactly_the_marked_words_of_any_text(
    storage: Storage, text: str, data: st.DataObject
) -> None:
    tidy = canonical(text + " word")
    article = storage.articles.with_text(tidy) or storage.articles.add(ArticleDetails("Any text"), tidy)
    start = data.draw(st.integers(0, len(tidy) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(tidy))))
    words = tidy[span.start : span.end].strip()
    if words:
        passage = mark_passage(storage, article.id, span, PLAIN)
        assert storage.passages.get(passage.id).text == words
        assert passage.span.within(storage.articles.get(article.id).text) == words
    else:
        with pytest.raises(InvalidSpan):
            mark_passage(storage, article.id, span, PLAIN)


@pytest.mark.parametrize(
    "words", ["🚢🇺🇦", "👩‍👩‍👧", "«لم نسأل أحدًا من أين جاء»", "Zo\u00eb", "Ferry returns 🚢🇺🇦 to Verbny\n\n“We"]
)
def test_emoji_arabic_and_composed_letters_are_marked_to_the_letter(
    storage: Storage, article: Article, words: str
) -> None:
    assert mark_passage(storage, article.id, occurrences(words, article.text)[0], PLAIN).text == words


def test_the_details_are_tidied(storage: Storage, article: Article) -> None:
    details = PassageDetails(PassageKind.CAPTION, " Galina\n Sedykh ", "Nizovye  Online", "ru-RU", "told\tNizovye")
    passage = mark_passage(storage, article.id, Span(0, 5), details)
    assert passage.details == PassageDetails(
        PassageKind.CAPTION, "Galina Sedykh", "Nizovye Online", "ru", "told Nizovye"
    )


def test_passages_may_overlap_and_nest(storage: Storage, article: Article) -> None:
    spans = [Span(0, 20), Span(2, 6), Span(10, 30), Span(0, 5)]
    passages = [mark_passage(storage, article.id, span, PLAIN) for span in spans]
    assert len({passage.id for passage in passages}) == 4


def test_marking_the_same_words_again_gives_the_passage_that_is_there(
    storage: Storage, database: Path, passage: Passage
) -> None:
    with_space = Span(passage.span.start, passage.span.end)
    with nothing_saved(database):
        assert mark_passage(storage, passage.article_id, with_space, PassageDetails(speaker="Other")) == passage


@pytest.mark.parametrize("status", [PassageStatus.SUGGESTED, PassageStatus.REJECTED])
def test_marking_what_was_suggested_or_rejected_confirms_it(
    storage: Storage, passage: Passage, status: PassageStatus
) -> None:
    storage.passages.edit(passage.id, None, dataclasses.replace(passage.details, status=status))
    marked = mark_passage(storage, passage.article_id, passage.span, PLAIN)
    assert marked == dataclasses.replace(passage, revision=3)
    assert (marked.details.status, marked.details.speaker) == (PassageStatus.CONFIRMED, "Sedykh")


@pytest.mark.parametrize("span", [Span(0, 10_000), Span(9_000, 9_001), Span(27, 29)])
def test_words_outside_the_text_and_white_space_alone_are_refused(
    storage: Storage, database: Path, article: Article, span: Span
) -> None:
    with nothing_saved(database), pytest.raises(InvalidSpan):
        mark_passage(storage, article.id, span, PLAIN)


def test_an_unknown_or_deleted_article_is_refused(storage: Storage, database: Path, article: Article) -> None:
    storage.articles.delete(article.id, None)
    for article_id in (article.id, 99, 10**30):
        with nothing_saved(database), pytest.raises(NotFound):
            mark_passage(storage, article_id, Span(0, 5), PLAIN)


def test_an_unknown_language_is_refused(storage: Storage, database: Path, article: Article, passage: Passage) -> None:
    details = PassageDetails(source_language="klingon")
    with nothing_saved(database), pytest.raises(UnknownLanguage, match="klingon"):
        mark_passage(storage, article.id, Span(0, 5), details)
    with nothing_saved(database), pytest.raises(UnknownLanguage):
        describe_passage(storage, passage.id, passage.revision, details)


def test_words_that_occur_once_are_marked_by_writing_them_down(storage: Storage, article: Article) -> None:
    assert (
        mark_quote(storage, article.id, "  full of\npeople ".replace("\n", " "), None, PLAIN).text == "full of people"
    )


def test_words_that_occur_twice_are_marked_by_their_number(storage: Storage, article: Article) -> None:
    first, second = occurrences("We left no one behind", article.text)
    assert mark_quote(storage, article.id, "We left no one behind", 2, PLAIN).span == second
    assert mark_quote(storage, article.id, "We left no one behind", 1, PLAIN).span == first


@pytest.mark.parametrize(
    ("quote", "occurrence", "said"),
    [
        ("no such words", None, "do not occur"),
        ("", None, "do not occur"),
        ("  ", 1, "do not occur"),
        ("We left no one behind", None, "occur 2 times: say which one"),
        ("We left no one behind", 0, "give a number from 1 to 2"),
        ("We left no one behind", 3, "give a number from 1 to 2"),
        ("We left no one behind", -1, "give a number from 1 to 2"),
        ("full of people", 2, "give a number from 1 to 1"),
    ],
)
def test_words_that_cannot_be_told_are_refused(
    storage: Storage, database: Path, article: Article, quote: str, occurrence: int | None, said: str
) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match=said):
        mark_quote(storage, article.id, quote, occurrence, PLAIN)


def test_a_passage_is_described(storage: Storage, passage: Passage) -> None:
    details = PassageDetails(PassageKind.INDIRECT_SPEECH, "Eide", "", "no", "", PassageStatus.REJECTED)
    assert describe_passage(storage, passage.id, passage.revision, details).details == details


def test_a_stale_description_move_or_deletion_changes_nothing(
    storage: Storage, database: Path, passage: Passage
) -> None:
    describe_passage(storage, passage.id, 1, PassageDetails(speaker="Eide"))
    with nothing_saved(database), pytest.raises(Conflict) as stale:
        describe_passage(storage, passage.id, 1, PassageDetails(speaker="Captain Eide"))
    assert (stale.value.current["speaker"], stale.value.submitted["speaker"]) == ("Eide", "Captain Eide")
    with nothing_saved(database), pytest.raises(Conflict):
        move_passage(storage, passage.id, 1, Span(0, 5))
    with nothing_saved(database), pytest.raises(Conflict):
        step_passage(storage, passage.id, 1, Edge.END, 1)
    with nothing_saved(database), pytest.raises(Conflict):
        delete_passage(storage, passage.id, 1)


def test_a_moved_passage_keeps_its_details_and_leaves_white_space_out(storage: Storage, passage: Passage) -> None:
    moved = move_passage(storage, passage.id, passage.revision, Span(0, 6))
    assert (moved.text, moved.details, moved.revision) == ("Ferry", passage.details, 2)


def test_a_passage_does_not_move_onto_another(storage: Storage, database: Path, passage: Passage) -> None:
    other = mark_passage(storage, passage.article_id, Span(0, 5), PLAIN)
    with nothing_saved(database), pytest.raises(InvalidInput, match="Another passage already covers exactly"):
        move_passage(storage, passage.id, passage.revision, other.span)
    with nothing_saved(database):
        assert move_passage(storage, passage.id, passage.revision, passage.span) == passage


@pytest.mark.parametrize("span", [Span(0, 10_000), Span(27, 29)])
def test_a_passage_does_not_move_outside_the_text(
    storage: Storage, database: Path, passage: Passage, span: Span
) -> None:
    with nothing_saved(database), pytest.raises(InvalidSpan):
        move_passage(storage, passage.id, passage.revision, span)


@pytest.mark.parametrize(
    ("edge", "by", "text"),
    [
        (Edge.END, -2, "We left no"),
        (Edge.END, 2, "We left no one behind,”"),
        (Edge.START, 1, "left no one behind"),
        (Edge.START, -1, "“We left no one behind"),
    ],
)
def test_an_edge_moves_by_words_and_marks(storage: Storage, passage: Passage, edge: Edge, by: int, text: str) -> None:
    assert step_passage(storage, passage.id, passage.revision, edge, by).text == text


@pytest.mark.parametrize(("edge", "by"), [(Edge.END, -9), (Edge.START, 9), (Edge.END, 0)])
def test_an_edge_does_not_move_over_the_other(
    storage: Storage, database: Path, passage: Passage, edge: Edge, by: int
) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match=f"The {edge} of the passage cannot move"):
        step_passage(storage, passage.id, passage.revision, edge, by)


def test_an_edge_moves_fifty_words_at_most(storage: Storage, database: Path, passage: Passage) -> None:
    for by in (51, -51, 10**9):
        with nothing_saved(database), pytest.raises(InvalidInput, match="50 words at most"):
            step_passage(storage, passage.id, passage.revision, Edge.END, by)


def test_an_unknown_passage_is_not_found(storage: Storage, database: Path, passage: Passage) -> None:
    delete_passage(storage, passage.id, passage.revision)
    for unknown in (passage.id, 99):
        with nothing_saved(database):
            with pytest.raises(NotFound):
                describe_passage(storage, unknown, 1, PLAIN)
            with pytest.raises(NotFound):
                move_passage(storage, unknown, 1, Span(0, 5))
            with pytest.raises(NotFound):
                step_passage(storage, unknown, 1, Edge.END, 1)
            with pytest.raises(NotFound):
                delete_passage(storage, unknown, 1)


def test_a_deleted_passage_comes_back(storage: Storage, passage: Passage) -> None:
    storage.events.undo(delete_passage(storage, passage.id, passage.revision))
    assert storage.passages.get(passage.id) == dataclasses.replace(passage, revision=3)
