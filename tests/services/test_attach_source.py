import dataclasses
import datetime
from pathlib import Path

import pytest

from annotator.domain.articles import Article
from annotator.domain.notes import Note, Side
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.sources import Source, SourceDetails, SourceKind
from annotator.domain.spans import Span, occurrences
from annotator.errors import Conflict, InvalidInput, NotFound, UnknownLanguage
from annotator.services.attach_source import attach_source, detach_source
from annotator.storage import Storage
from tests.conftest import SPOKEN
from tests.contents import nothing_saved

GIVEN = SourceDetails(
    "Мы никого\r\n не  оставили. 🙏",
    "ru-RU",
    " Интервью ",
    "https://example.org/a ",
    datetime.date(2025, 4, 9),
    relay=True,
)
TRANSCRIPT = "— Все ли успели уйти?\n\n— Мы никого не оставили. Списков не было. Мы никого не оставили, повторяю."


@pytest.fixture
def found(storage: Storage, passage: Passage) -> Source:
    """A source that is a part of a longer document."""
    details = SourceDetails(TRANSCRIPT, "ru", "Стенограмма")
    document = storage.sources.add_document(SourceKind.TRANSCRIPT, details, article_id=passage.article_id)
    span = occurrences("Мы никого не оставили", TRANSCRIPT)[0]
    storage.sources.attach(passage.id, document, span, article_id=passage.article_id, position=0)
    return storage.sources.of_passage(passage.id)[0]


def test_pasted_words_are_a_tidied_document_of_their_own(storage: Storage, passage: Passage) -> None:
    (source,) = attach_source(storage, passage.id, None, GIVEN)
    assert source.document.kind is SourceKind.PASTED
    assert source.document.details == SourceDetails(
        "Мы никого\nне оставили. 🙏", "ru", "Интервью", "https://example.org/a", datetime.date(2025, 4, 9), relay=True
    )
    assert source.quote.exact == source.document.details.text
    assert storage.sources.of_passage(passage.id) == [source]


def test_a_passage_that_knows_no_language_takes_the_sources(storage: Storage, passage: Passage) -> None:
    attach_source(storage, passage.id, None, GIVEN)
    assert storage.passages.get(passage.id).details.source_language == "ru"
    attach_source(storage, passage.id, 1, dataclasses.replace(GIVEN, language="uk"))
    assert storage.passages.get(passage.id).details.source_language == "ru"


@pytest.mark.parametrize("language", ["ar", "he", "fa"])
def test_words_that_run_from_right_to_left_are_kept(storage: Storage, passage: Passage, language: str) -> None:
    text = "لم نسأل أحدًا: \u200f«من أين؟»\u200e שלום"
    (source,) = attach_source(storage, passage.id, None, SourceDetails(text, language))
    assert (source.quote.exact, source.document.details.language) == (text, language)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (dataclasses.replace(GIVEN, text=""), "original words are empty"),
        (dataclasses.replace(GIVEN, text=" \n\t\u00a0"), "original words are empty"),
        (dataclasses.replace(GIVEN, text="я" * 20_001), "That is 20,001 characters"),
        (dataclasses.replace(GIVEN, language=""), "Say in which language"),
        (dataclasses.replace(GIVEN, url="example.org"), "is not a web address"),
        (dataclasses.replace(GIVEN, url="javascript:alert(1)"), "is not a web address"),
    ],
)
def test_words_that_cannot_be_used_are_refused(
    storage: Storage, database: Path, source: Source, given: SourceDetails, said: str
) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match=said):
        attach_source(storage, source.passage_id, source.document.revision, given)


def test_an_unknown_language_is_refused(storage: Storage, database: Path, passage: Passage) -> None:
    with nothing_saved(database), pytest.raises(UnknownLanguage):
        attach_source(storage, passage.id, None, dataclasses.replace(GIVEN, language="xx"))


def test_an_unknown_or_deleted_passage_is_not_found(storage: Storage, database: Path, passage: Passage) -> None:
    storage.passages.delete(passage.id, None)
    for unknown in (passage.id, 99):
        with nothing_saved(database), pytest.raises(NotFound):
            attach_source(storage, unknown, None, GIVEN)


def test_edited_words_change_their_document_and_their_span_together(storage: Storage, source: Source) -> None:
    (edited,) = attach_source(storage, source.passage_id, 1, SourceDetails("Новые, более длинные слова.", "ru"))
    assert (edited.id, edited.document.id, edited.document.revision) == (source.id, source.document.id, 2)
    assert edited.quote.exact == edited.document.details.text == "Новые, более длинные слова."


def test_a_stale_edit_shows_both_versions_and_changes_nothing(storage: Storage, database: Path, source: Source) -> None:
    attach_source(storage, source.passage_id, 1, SourceDetails("Первая.", "ru"))
    with nothing_saved(database), pytest.raises(Conflict) as stale:
        attach_source(storage, source.passage_id, 1, SourceDetails("Вторая.", "ru"))
    assert (stale.value.current["text"], stale.value.submitted["text"]) == ("Первая.", "Вторая.")


def test_who_saw_no_words_does_not_overwrite_those_that_somebody_else_attached(
    storage: Storage, database: Path, passage: Passage
) -> None:
    attach_source(storage, passage.id, None, SourceDetails("Первая.", "ru"))
    with nothing_saved(database), pytest.raises(Conflict) as stale:
        attach_source(storage, passage.id, None, SourceDetails("Вторая.", "ru"))
    assert (stale.value.current["text"], stale.value.submitted["text"]) == ("Первая.", "Вторая.")


def test_words_that_come_twice_are_attached_once(storage: Storage, database: Path, passage: Passage) -> None:
    sources = attach_source(storage, passage.id, None, GIVEN)
    with nothing_saved(database):
        assert attach_source(storage, passage.id, None, GIVEN) == sources


def test_a_longer_document_is_not_rewritten_by_the_words_taken_from_it(storage: Storage, found: Source) -> None:
    given = SourceDetails("Списков не было.", "uk", "Стенограмма, с. 4", "https://example.org/s", back_translated=True)
    (moved,) = attach_source(storage, found.passage_id, 1, given)
    assert (moved.id, moved.quote.exact) == (found.id, "Списков не было.")
    assert moved.document.details == dataclasses.replace(given, text=TRANSCRIPT)


def test_of_words_that_occur_twice_the_nearer_ones_are_meant(storage: Storage, found: Source) -> None:
    first, second = occurrences("Мы никого не оставили", TRANSCRIPT)
    assert found.span == first
    (same,) = attach_source(storage, found.passage_id, 1, SourceDetails("Мы никого не оставили", "ru", "Стенограмма"))
    assert same.span == first
    attach_source(storage, found.passage_id, 1, SourceDetails("повторяю", "ru", "Стенограмма"))
    (moved,) = attach_source(storage, found.passage_id, 1, SourceDetails("Мы никого не оставили", "ru", "Стенограмма"))
    assert moved.span == second


def test_words_that_do_not_occur_in_the_longer_document_are_refused(
    storage: Storage, database: Path, found: Source
) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match="do not occur in “Стенограмма”"):
        attach_source(storage, found.passage_id, 1, SourceDetails("Мы всех оставили", "ru", "Стенограмма"))


def test_pasted_words_that_another_passage_renders_too_are_evidence_and_not_rewritten(
    storage: Storage, database: Path, article: Article, source: Source
) -> None:
    other = storage.passages.add(article.id, article.version_id, article.text, Span(0, 5), PassageDetails())
    storage.sources.attach(other.id, source.document, source.span, article_id=article.id, position=0)
    with nothing_saved(database), pytest.raises(InvalidInput, match="do not occur"):
        attach_source(storage, source.passage_id, 1, SourceDetails("Иначе.", "ru"))
    (part,) = attach_source(storage, source.passage_id, 1, SourceDetails("мы никого не оставили", "ru"))
    assert part.document.details.text == SPOKEN
    assert storage.sources.of_passage(other.id)[0].quote.exact == SPOKEN


def test_notes_are_carried_to_the_edited_words(storage: Storage, source: Source, note: Note) -> None:
    longer = f"— Все ли ушли?\n\n— {SPOKEN} Так я думаю."
    attach_source(storage, source.passage_id, 1, SourceDetails(longer, "ru"))
    (words,) = storage.notes.get(note.id).on(Side.SOURCE)
    assert words.span.within(longer) == words.quote.exact == "Насколько мне известно"
    assert words.quote.prefix.endswith("— Все ли ушли?\n\n— ")


def test_a_note_whose_words_are_gone_speaks_of_no_others(storage: Storage, source: Source, note: Note) -> None:
    attach_source(storage, source.passage_id, 1, SourceDetails("Совсем другие слова, и их довольно много.", "ru"))
    changed = storage.notes.get(note.id)
    assert changed.on(Side.SOURCE) == []
    assert [changed.on(side) for side in (Side.REPORTER, Side.MACHINE)] == [
        note.on(side) for side in (Side.REPORTER, Side.MACHINE)
    ]


def test_detached_words_are_gone_and_can_come_back(storage: Storage, source: Source) -> None:
    event_id = detach_source(storage, source.passage_id)
    assert storage.sources.of_passage(source.passage_id) == []
    storage.events.undo(event_id)
    (back,) = storage.sources.of_passage(source.passage_id)
    assert dataclasses.replace(back, revision=source.revision) == source


def test_there_must_be_words_to_detach(storage: Storage, database: Path, passage: Passage) -> None:
    for passage_id in (passage.id, 99):
        with nothing_saved(database), pytest.raises(InvalidInput, match="No original words are attached"):
            detach_source(storage, passage_id)


def test_other_words_can_be_attached_after_the_first_were_detached(storage: Storage, source: Source) -> None:
    detach_source(storage, source.passage_id)
    (other,) = attach_source(storage, source.passage_id, None, SourceDetails("Иначе.", "ru"))
    assert (other.quote.exact, other.document.id != source.document.id) == ("Иначе.", True)
