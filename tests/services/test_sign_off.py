"""An article is signed off when everything is decided, and open again as soon as something changes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.articles import Article, ArticleDetails
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import Note, NoteDetails, NoteState
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.sources import SourceDetails
from annotator.domain.spans import Span
from annotator.domain.typology import Typology
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.services.attach_source import attach_source, detach_source
from annotator.services.decide import decide
from annotator.services.draft_correction import save_correction
from annotator.services.mark_passage import describe_passage, mark_passage
from annotator.services.revise_article import revise_article
from annotator.services.sign_off import sign_off, signing_of, withdraw_sign_off
from annotator.services.undo import undo_change
from annotator.services.write_note import delete_note, edit_note, write_note
from annotator.storage import Storage
from tests.conftest import SPOKEN, TEXT, TRANSLATOR
from tests.contents import nothing_saved

WRONG = DecisionDetails(Verdict.WRONG, "As far as I know, we left no one behind")


@pytest.fixture
def signed(storage: Storage, typology: Typology, article: Article, note: Note) -> Article:
    """An article whose one discrepancy is decided, signed off."""
    decide(storage, note.id, None, WRONG)
    sign_off(storage, typology, article.id, article.version_id, "Read twice.")
    return article


def test_a_sign_off_says_who_when_and_for_which_text(storage: Storage, signed: Article) -> None:
    signing = signing_of(storage, signed.id)
    assert signing.is_signed
    assert signing.sign_off
    assert (signing.sign_off.author, signing.sign_off.remark) == (TRANSLATOR, "Read twice.")
    assert (signing.sign_off.content_hash, signing.sign_off.version_number) == (signed.content_hash, 1)


def test_an_article_with_undecided_discrepancies_is_not_signed_off(
    storage: Storage, database: Path, typology: Typology, article: Article, note: Note
) -> None:
    with (
        nothing_saved(database),
        pytest.raises(InvalidInput, match="one discrepancy waits for a decision, “We left") as no,
    ):
        sign_off(storage, typology, article.id, article.version_id)
    assert "Certainty or hedge" in str(no.value)


def test_a_refusal_names_three_and_counts_the_rest(
    storage: Storage, typology: Typology, article: Article, passage: Passage
) -> None:
    for number in range(5):
        write_note(storage, typology, passage.id, NoteDetails("tone", "minor", f"{number}"), [])
    with pytest.raises(InvalidInput, match=r"5 discrepancies wait for a decision, .* and 2 more"):
        sign_off(storage, typology, article.id, article.version_id)


def test_remarks_suspicions_and_rejected_ones_stand_in_nobodys_way(
    storage: Storage, typology: Typology, article: Article, passage: Passage
) -> None:
    write_note(storage, typology, passage.id, NoteDetails("none", "neutral", "By the way."), [])
    for state in (NoteState.SUSPECTED, NoteState.REJECTED):
        storage.notes.add(passage.id, article.id, NoteDetails("tone", "minor", "?"), [], origin="tone", state=state)
    sign_off(storage, typology, article.id, article.version_id)
    signing = signing_of(storage, article.id)
    assert signing.is_signed
    assert signing.warnings == ["1 suspicion that nobody has looked at", "1 passage without original words"]


CHANGES: dict[str, Callable[[Storage, Typology, Note], object]] = {
    "the text": lambda s, _, note: revise_article(s, note.article_id, TEXT.replace("Ferry", "The ferry")),
    "a passage": lambda s, _, note: describe_passage(s, note.passage_id, None, PassageDetails(speaker="Eide")),
    "a new passage": lambda s, _, note: mark_passage(s, note.article_id, Span(0, 5), PassageDetails()),
    "the original words": lambda s, _, note: attach_source(
        s,
        note.passage_id,
        s.sources.of_passage(note.passage_id)[0].document.revision,
        SourceDetails(f"{SPOKEN} Да.", "ru"),
    ),
    "no original words": lambda s, _, note: detach_source(s, note.passage_id),
    "a note": lambda s, typology, note: edit_note(
        s, typology, note.id, None, NoteDetails("tone", "minor", "Hm."), None
    ),
    "a new note": lambda s, typology, note: write_note(
        s, typology, note.passage_id, NoteDetails("none", "neutral", "Hm."), []
    ),
    "no note": lambda s, _, note: delete_note(s, note.id, None),
    "the decision": lambda s, _, note: decide(s, note.id, 1, DecisionDetails(Verdict.FAITHFUL)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_later_change_opens_the_article_again_and_is_named(
    storage: Storage, typology: Typology, signed: Article, note: Note, change: str
) -> None:
    CHANGES[change](storage, typology, note)
    signing = signing_of(storage, signed.id)
    assert not signing.is_signed
    assert signing.sign_off
    assert signing.since


def test_what_changes_nothing_of_the_matter_leaves_it_signed(storage: Storage, signed: Article, note: Note) -> None:
    storage.articles.edit(signed.id, 1, ArticleDetails("Another headline"))
    save_correction(storage, signed.id, None, "We were wrong.")
    storage.notes.add(
        note.passage_id, signed.id, NoteDetails("tone", "minor", "?"), [], origin="tone", state=NoteState.SUSPECTED
    )
    decide(storage, note.id, 1, WRONG)  # the same decision once more
    assert signing_of(storage, signed.id).is_signed


def test_a_change_in_another_article_does_not_open_this_one(storage: Storage, signed: Article) -> None:
    other = storage.articles.add(ArticleDetails("Other"), "Another text altogether.")
    mark_passage(storage, other.id, Span(0, 7), PassageDetails())
    assert signing_of(storage, signed.id).is_signed


def test_it_is_signed_again_after_a_change(storage: Storage, typology: Typology, signed: Article, note: Note) -> None:
    describe_passage(storage, note.passage_id, None, PassageDetails(speaker="Eide"))
    sign_off(storage, typology, signed.id, signed.version_id)
    signing = signing_of(storage, signed.id)
    assert signing.is_signed
    assert signing.since == []


def test_a_signed_article_is_not_signed_twice(
    storage: Storage, database: Path, typology: Typology, signed: Article
) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match="signed off already"):
        sign_off(storage, typology, signed.id, signed.version_id)


def test_a_text_that_the_editor_did_not_see_is_not_signed_off(
    storage: Storage, database: Path, typology: Typology, article: Article
) -> None:
    revise_article(storage, article.id, TEXT.replace("Ferry", "The ferry"))
    with nothing_saved(database), pytest.raises(InvalidInput, match="newer text"):
        sign_off(storage, typology, article.id, article.version_id)


def test_a_sign_off_is_taken_back_and_that_is_undone(storage: Storage, signed: Article) -> None:
    withdraw_sign_off(storage, signed.id, 1)
    assert signing_of(storage, signed.id).sign_off is None
    change = storage.changes.last_done(signed.id, TRANSLATOR)
    assert change
    undo_change(storage, change.id)
    assert signing_of(storage, signed.id).is_signed


def test_a_sign_off_that_was_renewed_meanwhile_is_not_taken_back_unseen(
    storage: Storage, database: Path, signed: Article
) -> None:
    with nothing_saved(database), pytest.raises(Conflict):
        withdraw_sign_off(storage, signed.id, 7)
    withdraw_sign_off(storage, signed.id, 1)
    with nothing_saved(database), pytest.raises(InvalidInput, match="not signed off"):
        withdraw_sign_off(storage, signed.id, 2)


def test_an_unknown_article_is_not_signed_off(storage: Storage, database: Path, typology: Typology) -> None:
    with nothing_saved(database), pytest.raises(NotFound):
        sign_off(storage, typology, 99, 1)
    with nothing_saved(database), pytest.raises(NotFound):
        withdraw_sign_off(storage, 99, 1)
