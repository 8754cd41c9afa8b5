import datetime
from pathlib import Path

import pytest

from annotator.domain.articles import ArticleDetails
from annotator.domain.extraction import Extraction
from annotator.domain.passages import PassageStatus
from annotator.services.edit_article import delete_article
from annotator.services.import_article import Imported, details_of, import_article
from annotator.storage import Storage
from tests.contents import nothing_saved

TEXT = "Ferry returns to Verbny\n\n“We left no one behind,” the captain said in Russian on Monday."
URL = "https://example.org/ferry"


def test_what_the_input_says_is_stored(storage: Storage) -> None:
    day = datetime.date(2025, 4, 15)
    extraction = Extraction(TEXT, "Ferry returns", "The Post", "M. Ellwood", "en", URL, day, ("Read as Latin-1.",))
    imported = import_article(storage, extraction)
    assert (imported.new, imported.revised) == (True, False)
    article = storage.articles.get(imported.article.id)
    assert article.details == ArticleDetails("Ferry returns", "The Post", "M. Ellwood", "en", URL, day)
    assert (article.text, article.remarks) == (TEXT, ("Read as Latin-1.",))


def test_passages_are_suggested_at_once(storage: Storage) -> None:
    imported = import_article(storage, Extraction(TEXT))
    (suggested,) = storage.passages.of_version(imported.article.version_id)
    assert suggested.details.status is PassageStatus.SUGGESTED
    assert suggested.text.startswith("We left no one behind")
    assert suggested.origin.reason


def test_the_same_text_twice_is_the_same_article(storage: Storage, database: Path) -> None:
    first = import_article(storage, Extraction(TEXT, title="First")).article
    with nothing_saved(database):
        assert import_article(storage, Extraction(TEXT, title="Second")) == Imported(first, new=False)


def test_the_text_of_a_deleted_article_brings_it_back(storage: Storage) -> None:
    first = import_article(storage, Extraction(TEXT)).article
    delete_article(storage, first.id, first.revision)
    again = import_article(storage, Extraction(TEXT))
    assert (again.article.id, again.new) == (first.id, False)
    assert [line.id for line in storage.articles.progress()] == [first.id]


def test_another_text_from_the_same_address_is_a_new_version(storage: Storage) -> None:
    first = import_article(storage, Extraction(TEXT, url=URL)).article
    second = import_article(storage, Extraction(TEXT + "\n\nMore to come.", url=URL, remarks=("Guessed.",)))
    assert (second.article.id, second.new, second.revised) == (first.id, False, True)
    assert (second.article.version_number, second.article.remarks) == (2, ("Guessed.",))


def test_texts_without_an_address_are_articles_of_their_own(storage: Storage) -> None:
    first, second = (import_article(storage, Extraction(text)).article for text in ("One.", "Two."))
    assert first.id != second.id


def test_an_article_in_a_language_we_do_not_know_is_taken_for_english_to_be_corrected(storage: Storage) -> None:
    assert import_article(storage, Extraction(TEXT, language="xx")).article.details.language == "en"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/ferry", "https://[abc.def/x"])
def test_an_address_in_the_input_that_is_no_web_address_is_left_out(storage: Storage, url: str) -> None:
    first = import_article(storage, Extraction(TEXT, url=url))
    assert (first.new, first.article.details.url) == (True, "")
    assert import_article(storage, Extraction("Another text.", url=url)).new


def test_without_a_title_the_first_line_is_one() -> None:
    assert details_of(Extraction(TEXT)).title == "Ferry returns to Verbny"


def test_a_long_first_line_is_cut_between_words() -> None:
    title = details_of(Extraction("word " * 60 + "end")).title
    assert title == "word " * 31 + "word …"
    assert len(title) <= 162


def test_the_language_is_english_unless_the_input_says_another() -> None:
    assert details_of(Extraction(TEXT)).language == "en"
    assert details_of(Extraction(TEXT, language="de-AT")).language == "de"
