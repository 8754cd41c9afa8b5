from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from annotator.domain.anchoring import AnchorStatus
from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.notes import Note, Side
from annotator.domain.passages import Passage
from annotator.domain.spans import Span, occurrences
from annotator.errors import Conflict, InvalidInput, InvalidSpan, NotFound
from annotator.services.mark_passage import mark_quote
from annotator.services.revise_article import candidates, place_passage, revise_article
from annotator.storage import Storage
from tests.conftest import TEXT
from tests.contents import nothing_saved

LATER = "CORRECTED 🕊\n\n" + TEXT.replace("the captain told a café full of people", "the captain told reporters")
WITHOUT = "Ferry returns to Verbny\n\nThe captain did not speak. The nurse did."


def test_passages_that_are_beyond_doubt_are_carried_to_the_new_text(
    storage: Storage, article: Article, passage: Passage
) -> None:
    revised = revise_article(storage, article.id, LATER)
    assert (revised.article.version_number, revised.article.text) == (2, LATER)
    (carried,) = storage.passages.of_version(revised.article.version_id)
    assert (carried.id, carried.text) == (passage.id, passage.text)
    assert carried.span == occurrences(passage.text, LATER)[0]
    assert sum(revised.outcomes.values()) == 1


def test_the_new_text_is_made_canonical_and_its_remarks_are_kept(storage: Storage, article: Article) -> None:
    revised = revise_article(storage, article.id, "  New\r\n\r\n\r\ntext ", ["Guessed."])
    assert (revised.article.text, revised.article.remarks) == ("New\n\ntext", ("Guessed.",))


def test_a_passage_whose_words_are_gone_waits_in_the_old_text(
    storage: Storage, article: Article, passage: Passage
) -> None:
    revised = revise_article(storage, article.id, WITHOUT)
    assert revised.outcomes == {AnchorStatus.GONE: 1}
    (waiting,) = storage.passages.unplaced(article.id, revised.article.version_id)
    assert (waiting.id, waiting.text, waiting.anchor) == (passage.id, passage.text, "gone")
    assert candidates(storage, revised.article, [waiting])[0].span is None


def test_a_notes_words_are_carried_with_the_text_they_are_in(storage: Storage, article: Article, note: Note) -> None:
    revised = revise_article(storage, article.id, LATER)
    carried = storage.notes.get(note.id)
    (words,) = carried.on(Side.REPORTER)
    assert words.text_id == revised.article.version_id
    assert words.span.within(LATER) == "We left"
    assert [carried.on(side) for side in (Side.SOURCE, Side.MACHINE)] == [
        note.on(side) for side in (Side.SOURCE, Side.MACHINE)
    ]


@pytest.mark.parametrize("blank", ["", " \n\n"])
def test_an_empty_text_is_refused(storage: Storage, database: Path, article: Article, blank: str) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match="new text is empty"):
        revise_article(storage, article.id, blank)


def test_the_text_that_is_there_and_an_older_one_are_refused(
    storage: Storage, database: Path, article: Article
) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match="nothing was changed"):
        revise_article(storage, article.id, TEXT + "\n")
    revise_article(storage, article.id, LATER)
    with nothing_saved(database), pytest.raises(InvalidInput, match="This is version 1 of the article"):
        revise_article(storage, article.id, TEXT)


def test_who_changed_an_older_version_than_the_newest_is_shown_both_and_saves_nothing(
    storage: Storage, database: Path, article: Article
) -> None:
    revise_article(storage, article.id, LATER, base=1)
    with nothing_saved(database), pytest.raises(Conflict, match="version 2 is there now") as raised:
        revise_article(storage, article.id, WITHOUT, base=1)
    assert (raised.value.current, raised.value.submitted) == ({"text": LATER}, {"text": WITHOUT})
    assert revise_article(storage, article.id, WITHOUT, base=2).article.version_number == 3


def test_the_same_text_sent_twice_is_one_version(storage: Storage, database: Path, article: Article) -> None:
    revise_article(storage, article.id, LATER, base=1)
    with nothing_saved(database):
        again = revise_article(storage, article.id, LATER, base=1)
    assert (again.article.version_number, again.article.text) == (2, LATER)


def test_two_who_paste_at_the_same_moment_make_one_version_and_one_conflict(
    storage: Storage, database: Path, article: Article
) -> None:
    ready = Barrier(2)

    def paste(text: str) -> str:
        with Storage(database, "Somebody") as own:
            ready.wait()
            try:
                return str(revise_article(own, article.id, text, base=1).article.version_number)
            except Conflict:
                return "conflict"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(paste, [LATER, WITHOUT])) == ["2", "conflict"]
    assert storage.articles.get(article.id).version_number == 2


def test_the_text_of_another_article_is_refused_even_of_a_deleted_one(
    storage: Storage, database: Path, article: Article
) -> None:
    other = storage.articles.add(ArticleDetails("Another story"), WITHOUT)
    storage.articles.delete(other.id, None)
    with nothing_saved(database), pytest.raises(InvalidInput, match="another article, “Another story”"):
        revise_article(storage, article.id, WITHOUT)


def test_an_unknown_article_is_not_found(storage: Storage, database: Path) -> None:
    with nothing_saved(database), pytest.raises(NotFound):
        revise_article(storage, 99, LATER)


@pytest.fixture
def waiting(storage: Storage, article: Article, passage: Passage) -> Passage:
    """A passage that has no place in the newest text."""
    newest = revise_article(storage, article.id, WITHOUT).article
    return storage.passages.unplaced(article.id, newest.version_id)[0]


def test_a_person_gives_a_passage_its_new_place_without_white_space(storage: Storage, waiting: Passage) -> None:
    words = occurrences(" did not speak", WITHOUT)[0]
    placed = place_passage(storage, waiting.id, words)
    assert (placed.text, placed.anchor, placed.details) == ("did not speak", "moved", waiting.details)
    assert storage.passages.unplaced(waiting.article_id, placed.version_id) == []


def test_a_passage_is_not_placed_outside_the_text_nor_onto_another(
    storage: Storage, database: Path, waiting: Passage
) -> None:
    other = mark_quote(storage, waiting.article_id, "The nurse did", None, waiting.details)
    with nothing_saved(database):
        with pytest.raises(InvalidSpan):
            place_passage(storage, waiting.id, Span(0, 9_000))
        with pytest.raises(InvalidSpan, match="Only white space"):
            place_passage(storage, waiting.id, Span(23, 25))
        with pytest.raises(InvalidInput, match="Another passage already covers exactly"):
            place_passage(storage, waiting.id, other.span)
        with pytest.raises(NotFound):
            place_passage(storage, 99, other.span)


def test_a_passage_keeps_its_source_and_notes_when_it_is_carried(
    storage: Storage, article: Article, note: Note
) -> None:
    revise_article(storage, article.id, LATER)
    carried = storage.passages.get(note.passage_id)
    assert len(storage.sources.of_passage(carried.id)) == 1
    assert [kept.id for kept in storage.notes.of_passage(carried.id)] == [note.id]
