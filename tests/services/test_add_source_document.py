import datetime
from pathlib import Path

import pytest

from annotator.domain.sources import SourceDetails, SourceKind
from annotator.errors import InvalidInput, UnknownLanguage
from annotator.exchange.source_files import read_pasted
from annotator.services.add_source_document import add_source_document, other_language
from annotator.storage import Storage
from tests.contents import nothing_saved

NOTHING = SourceDetails("", "")
RUSSIAN = "Мы никого не оставили на том берегу, но считала я по головам, а не по фамилиям."
SRT = f"1\n00:00:01,000 --> 00:00:04,000\n{RUSSIAN}\n\n2\n00:00:04,000 --> 00:00:06,000\nСписков не было.\n"


def test_language_title_and_kind_are_read_where_nobody_enters_them(storage: Storage) -> None:
    added = add_source_document(storage, read_pasted(SRT), NOTHING)
    assert added.new
    assert (added.document.details.language, added.document.kind) == ("ru", SourceKind.SUBTITLES)
    assert added.document.details.title.startswith("Мы никого")
    assert len(storage.documents.cues(added.document.id)) == 2


def test_what_a_person_enters_goes_before_what_is_read(storage: Storage) -> None:
    given = SourceDetails("", "uk", " Заява ", "https://example.org/a", datetime.date(2025, 4, 9), relay=True)
    details = add_source_document(storage, read_pasted(RUSSIAN), given, SourceKind.STATEMENT).document.details
    assert (details.text, details.language, details.title, details.relay) == (RUSSIAN, "uk", "Заява", True)
    assert other_language(details) == "ru"


def test_a_document_in_the_language_it_is_said_to_be_in_is_no_reason_to_warn() -> None:
    assert other_language(SourceDetails(RUSSIAN, "ru")) == ""
    assert other_language(SourceDetails("15:00", "ru")) == ""


def test_the_same_text_twice_is_the_same_document(storage: Storage) -> None:
    first = add_source_document(storage, read_pasted(RUSSIAN), NOTHING)
    again = add_source_document(storage, read_pasted(f"  {RUSSIAN}\r\n"), SourceDetails("", "uk"))
    assert (again.new, again.document) == (False, first.document)
    assert len(storage.documents.find()) == 1


def test_a_language_that_cannot_be_told_has_to_be_chosen(storage: Storage, database: Path) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match="not plain in which language"):
        add_source_document(storage, read_pasted("15:00 — 16:30"), NOTHING)
    with pytest.raises(UnknownLanguage):
        add_source_document(storage, read_pasted(RUSSIAN), SourceDetails("", "tlh"))


def test_one_line_of_200_000_characters_is_a_document(storage: Storage) -> None:
    line = ("мы никого не оставили на том берегу " * 6000)[:200_000].strip()
    added = add_source_document(storage, read_pasted(line), NOTHING)
    assert len(added.document.details.text) == len(line)
    assert len(added.document.details.title) < 200
