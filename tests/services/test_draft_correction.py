from pathlib import Path

import pytest

from annotator.domain.articles import Article
from annotator.domain.decisions import DecisionDetails, Verdict
from annotator.domain.notes import Note
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.services.decide import decide
from annotator.services.draft_correction import draft_correction, save_correction
from annotator.services.write_note import delete_note
from annotator.storage import Storage
from tests.conftest import TRANSLATOR
from tests.contents import nothing_saved


def test_the_draft_follows_the_decisions(storage: Storage, note: Note) -> None:
    assert draft_correction(storage, note.article_id) == ""
    decide(storage, note.id, None, DecisionDetails(Verdict.MISLEADING, "As far as I know, we left no one behind."))
    assert "“As far as I know, we left no one behind”" in draft_correction(storage, note.article_id)
    assert "“We left no one behind”" in draft_correction(storage, note.article_id)
    delete_note(storage, note.id, None)
    assert draft_correction(storage, note.article_id) == ""


def test_what_a_person_makes_of_it_is_kept_with_who_and_when(storage: Storage, article: Article) -> None:
    saved = save_correction(storage, article.id, None, "  We were wrong.\r\n\r\nSorry. 🙏 ")
    assert (saved.text, saved.author, saved.revision) == ("We were wrong.\n\nSorry. 🙏", TRANSLATOR, 1)
    assert storage.corrections.get(article.id) == saved


def test_the_same_text_once_more_changes_nothing(storage: Storage, database: Path, article: Article) -> None:
    save_correction(storage, article.id, None, "Sorry.")
    with nothing_saved(database):
        assert save_correction(storage, article.id, 1, "Sorry.").revision == 1


def test_two_editors_get_both_versions(storage: Storage, database: Path, article: Article) -> None:
    save_correction(storage, article.id, None, "Sorry.")
    with (
        Storage(database, "Owen Castell") as other,
        nothing_saved(database),
        pytest.raises(Conflict, match=f"changed by {TRANSLATOR}") as refused,
    ):
        save_correction(other, article.id, None, "We regret.")
    assert (refused.value.current, refused.value.submitted) == ({"text": "Sorry."}, {"text": "We regret."})


def test_an_empty_text_says_that_nothing_has_to_be_corrected(storage: Storage, article: Article) -> None:
    save_correction(storage, article.id, None, "Sorry.")
    assert save_correction(storage, article.id, 1, " \n").text == ""


def test_a_text_that_is_too_long_is_refused(storage: Storage, database: Path, article: Article) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match="50,001 characters"):
        save_correction(storage, article.id, None, "x" * 50_001)


def test_an_unknown_article_has_no_correction(storage: Storage, database: Path) -> None:
    with nothing_saved(database), pytest.raises(NotFound):
        save_correction(storage, 99, None, "Sorry.")
