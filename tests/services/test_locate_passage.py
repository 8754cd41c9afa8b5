import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.articles import Article
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.sources import SourceDetails, SourceDocument, SourceKind, attached_state
from annotator.domain.spans import Span, occurrences
from annotator.domain.transcripts import Cue
from annotator.engines.base import About
from annotator.engines.canned import CannedEngine
from annotator.engines.registry import Engines
from annotator.errors import Conflict, InvalidSpan
from annotator.services.edit_source_document import edit_source_document
from annotator.services.locate_passage import attach_found, documents_for, locate_passage
from annotator.services.mark_passage import mark_quote
from annotator.services.read_document import Readings
from annotator.storage import Storage
from tests.contents import nothing_saved

TEXT = (
    "— Все ли успели уйти?\n\n— Насколько мне известно, мы никого не оставили на том берегу, "
    "но считала я по головам.\n\n— Сколько человек вы перевезли?\n\n— Полторы тысячи человек за двое суток."
)
LEFT = "мы никого не оставили"


class _Chosen(CannedEngine):
    """A canned engine that may be chosen by itself."""

    def about(self) -> About:
        return replace(super().about(), automatic=True)


@pytest.fixture
def document(storage: Storage) -> SourceDocument:
    """A transcript with a timecode for its second line."""
    start = TEXT.index("— Насколько")
    cues = [Cue(Span(0, 21), 1.0, 3.0, "Ведущая"), Cue(Span(start, TEXT.index("\n\n— Сколько")), 65.0, 70.0, "Седых")]
    return storage.documents.add(SourceKind.SUBTITLES, SourceDetails(TEXT, "ru", "Эфир"), cues, [], article_id=None)


@pytest.fixture
def no_engines(tmp_path: Path) -> Engines:
    """No engine at all: the lexicon that ships has to do."""
    return Engines(tmp_path, embedded=tmp_path)


def test_the_place_is_found_with_its_timecode_its_speaker_and_what_is_around_it(
    storage: Storage, passage: Passage, document: SourceDocument, no_engines: Engines
) -> None:
    search = locate_passage(storage, Readings(), no_engines, passage.id, document.id, None)
    assert search.finding
    assert search.finding.found
    place = search.places[0]
    assert LEFT in place.words
    assert (place.time, place.speaker, place.machine) == ("1:05", "Седых", "")
    assert place.before + place.words + place.after in f"{TEXT} …" or "…" in place.before + place.after
    assert search.seems == ""


def test_a_long_document_is_read_a_stretch_at_a_time_and_remembered(
    storage: Storage, passage: Passage, no_engines: Engines
) -> None:
    filler = "\n\n".join(f"Погода в пункте {number} была разной." for number in range(900))
    details = SourceDetails(f"{filler}\n\n{TEXT}", "ru")
    long = storage.documents.add(SourceKind.TRANSCRIPT, details, [], [], article_id=None)
    readings = Readings()
    shares: list[float] = []
    while not shares or shares[-1] < 1.0:
        search = locate_passage(storage, readings, no_engines, passage.id, long.id, 0.0)
        shares.append(search.share)
        assert (search.finding is not None) == (search.share == 1.0)
    assert len(shares) > 2
    assert shares == sorted(shares)
    assert locate_passage(storage, readings, no_engines, passage.id, long.id, 0.0).finding == search.finding


def test_where_words_leave_a_doubt_the_translations_of_an_engine_are_shown_and_remembered(
    storage: Storage, article: Article, tmp_path: Path
) -> None:
    passage = mark_quote(storage, article.id, "to Zoë this time", None, PassageDetails())
    doubtful = "Kapitánka mluvila dlouho. Zoe odešla. Zoe, captain, se vrátila."
    document = storage.documents.add(SourceKind.POST, SourceDetails(doubtful, "cs"), [], [], article_id=None)
    engine = _Chosen({("cs", "en"): {}}, echo=True)
    engines = Engines(tmp_path, also=[engine], embedded=tmp_path)
    search = locate_passage(storage, Readings(), engines, passage.id, document.id, None)
    assert "Zoe odešla." in search.places[0].machine
    assert storage.renderings.cached(str(engine.signature("cs", "en")), "cs", "en", "Zoe odešla.")


def test_a_document_in_another_language_than_it_is_said_to_be_in_is_told(
    storage: Storage, passage: Passage, no_engines: Engines
) -> None:
    wrong = storage.documents.add(SourceKind.TRANSCRIPT, SourceDetails(TEXT, "uk"), [], [], article_id=None)
    assert locate_passage(storage, Readings(), no_engines, passage.id, wrong.id, None).seems == "ru"


def test_choosing_a_place_replaces_what_was_attached_and_tells_the_language(
    storage: Storage, passage: Passage, document: SourceDocument
) -> None:
    span = occurrences(LEFT, TEXT)[0]
    for chosen in (Span(0, 21), span, span):
        (source,) = attach_found(storage, passage.id, document.id, chosen)
    assert (source.quote.exact, source.document.id) == (LEFT, document.id)
    assert storage.passages.get(passage.id).details.source_language == "ru"
    with pytest.raises(InvalidSpan):
        attach_found(storage, passage.id, document.id, Span(0, 100_000))


def test_words_are_not_attached_over_a_document_or_an_original_that_was_changed_since(
    storage: Storage, database: Path, passage: Passage, document: SourceDocument
) -> None:
    span, other = occurrences(LEFT, TEXT)[0], Span(0, 21)
    nothing = attached_state(storage.sources.of_passage(passage.id))
    attached = attach_found(storage, passage.id, document.id, span, document.revision, nothing)
    with nothing_saved(database), pytest.raises(Conflict, match="original of this passage was changed") as raised:
        attach_found(storage, passage.id, document.id, other, document.revision, nothing)
    assert raised.value.current == {"original_words": LEFT}
    assert raised.value.submitted == {"original_words": TEXT[:21]}
    # The same choice sent twice is no conflict.
    assert attach_found(storage, passage.id, document.id, span, document.revision, nothing) == attached
    details = replace(document.details, text=f"Начало.\n\n{TEXT}")
    edit_source_document(storage, document.id, document.revision, document.kind, details)
    seen = attached_state(storage.sources.of_passage(passage.id))
    with nothing_saved(database), pytest.raises(Conflict, match="source document was changed"):
        attach_found(storage, passage.id, document.id, other, document.revision, seen)
    attach_found(storage, passage.id, document.id, other, document.revision + 1, seen)


def test_documents_of_the_article_come_first_then_those_in_the_language_then_the_nearest_in_time(
    storage: Storage, passage: Passage, document: SourceDocument
) -> None:
    def add(language: str, day: int, article_id: int | None = None) -> int:
        details = SourceDetails(f"{TEXT} {language} {day}", language, published_on=datetime.date(2025, 4, day))
        return storage.documents.add(SourceKind.POST, details, [], [], article_id=article_id).id

    arabic, far, mine = add("ar", 9), add("ru", 1), add("de", 2, passage.article_id)
    attach_found(storage, passage.id, document.id, Span(0, 21))
    spoken = storage.passages.get(passage.id)
    article = storage.articles.get(passage.article_id)
    found = [entry.id for entry in documents_for(storage, spoken, article)]
    assert found == [document.id, mine, far, arabic]
