import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pytest

from annotator.domain.articles import Article
from annotator.domain.passages import Passage, PassageDetails
from annotator.domain.sources import Source, SourceDetails
from annotator.domain.spans import Span, occurrences
from annotator.engines.base import Hypothesis
from annotator.engines.canned import CannedEngine
from annotator.engines.registry import Engines
from annotator.errors import EngineFailed, EngineMissing, InvalidInput, NotFound, UnsupportedText
from annotator.services.attach_source import attach_source
from annotator.services.translate_passage import translate_passage
from annotator.storage import Storage
from tests.conftest import SPOKEN
from tests.contents import nothing_saved, rows

RENDERED = "As far as I know, we left no one 🙏."
ANSWERS = {("ru", "en"): {SPOKEN: [RENDERED, "Second best."], "Иначе.": ["Otherwise."]}}


class BusyDesk(CannedEngine):
    """An engine during whose work somebody else does something at the same desk."""

    def __init__(self, storage: Storage, passage: Passage, what: str) -> None:
        super().__init__(ANSWERS)
        self._storage, self._passage, self._what = storage, passage, what

    def translate(self, texts: Sequence[str], source: str, target: str, n_best: int = 1) -> list[list[Hypothesis]]:
        if self._what == "delete":
            self._storage.passages.delete(self._passage.id, None)
        else:
            attach_source(self._storage, self._passage.id, 1, SourceDetails("Иначе.", "ru"))
        return super().translate(texts, source, target, n_best)


@pytest.fixture
def canned() -> CannedEngine:
    return CannedEngine(ANSWERS)


def _engines(tmp_path: Path, *engines: CannedEngine) -> Engines:
    embedded = tmp_path / "no models"
    embedded.mkdir(exist_ok=True)
    return Engines(tmp_path, also=engines, embedded=embedded)


def _translate(storage: Storage, tmp_path: Path, engine: CannedEngine, passage: Passage) -> None:
    translate_passage(storage, _engines(tmp_path, engine), passage.id, engine.name)


def test_the_best_answer_is_stored_with_its_signature_and_score(
    storage: Storage, tmp_path: Path, canned: CannedEngine, source: Source
) -> None:
    made = translate_passage(storage, _engines(tmp_path, canned), source.passage_id, "canned")
    assert (made.text, made.language, made.stale) == (RENDERED, "en", False)
    assert made.signature == str(canned.signature("ru", "en"))
    assert made.score == pytest.approx(-0.1)
    assert storage.renderings.of_passage(source.passage_id, SPOKEN) == [made]


def test_the_same_words_are_translated_once(
    storage: Storage, database: Path, tmp_path: Path, canned: CannedEngine, article: Article, source: Source
) -> None:
    engines = _engines(tmp_path, canned)
    first = translate_passage(storage, engines, source.passage_id, "canned")
    calls = canned.calls
    assert translate_passage(storage, engines, source.passage_id, "canned") == first
    other = storage.passages.add(article.id, article.version_id, article.text, Span(0, 13), PassageDetails())
    attach_source(storage, other.id, None, SourceDetails(SPOKEN, "ru"))
    assert translate_passage(storage, engines, other.id, "canned").text == RENDERED
    assert rows(database, "select text from translation") == [(RENDERED,)]
    assert canned.calls == calls + 4  # links are made anew each time: two for each passage


def test_another_engine_gives_another_rendering(
    storage: Storage, tmp_path: Path, canned: CannedEngine, source: Source
) -> None:
    other = CannedEngine({("ru", "en"): {SPOKEN: ["Other words."]}}, name="canned:other")
    engines = _engines(tmp_path, canned, other)
    first = translate_passage(storage, engines, source.passage_id, "canned")
    second = translate_passage(storage, engines, source.passage_id, "canned:other")
    assert storage.renderings.of_passage(source.passage_id, SPOKEN) == [second, first]


def test_edited_words_are_translated_anew_and_the_old_translation_is_stale(
    storage: Storage, tmp_path: Path, canned: CannedEngine, source: Source
) -> None:
    first = translate_passage(storage, _engines(tmp_path, canned), source.passage_id, "canned")
    attach_source(storage, source.passage_id, 1, SourceDetails("Иначе.", "ru"))
    second = translate_passage(storage, _engines(tmp_path, canned), source.passage_id, "canned")
    assert second.text == "Otherwise."
    assert storage.renderings.of_passage(source.passage_id, "Иначе.") == [
        second,
        dataclasses.replace(first, stale=True),
    ]


def test_the_parts_of_a_spliced_quote_are_translated_each_and_joined(
    storage: Storage, tmp_path: Path, passage: Passage, source: Source
) -> None:
    for position, words in enumerate(("никого", "известно"), start=1):
        span = occurrences(words, SPOKEN)[0]
        storage.sources.attach(passage.id, source.document, span, article_id=passage.article_id, position=position)
    storage.sources.detach(source.id)
    engine = CannedEngine({("ru", "en"): {"никого": ["no one"], "известно": ["known"]}})
    made = translate_passage(storage, _engines(tmp_path, engine), passage.id, "canned")
    assert made.text == "no one […] known"
    assert storage.renderings.of_passage(passage.id, "никого […] известно") == [made]
    assert storage.alignments.automatic(passage.id) == []


def test_links_count_from_the_beginning_of_the_words_and_name_what_made_them(
    storage: Storage, tmp_path: Path, article: Article, passage: Passage, source: Source, canned: CannedEngine
) -> None:
    said = "мы никого не оставили"
    storage.sources.move(source.id, SPOKEN, occurrences(said, SPOKEN)[0])
    engine = CannedEngine({("ru", "en"): {said: ["we left nobody"]}})
    made = translate_passage(storage, _engines(tmp_path, engine), passage.id, "canned")
    texts = {made.id: made.text, None: passage.text}
    stored = storage.alignments.automatic(passage.id)
    assert {entry.signature for entry in stored} == {made.signature}
    for entry in stored:
        assert entry.links[0].source.within(said) == "мы"
        assert entry.links[0].rendering.within(texts[entry.rendering_id]).casefold() == "we"
    assert {entry.rendering_id for entry in stored} == {made.id, None}


def test_a_passage_without_letters_gets_its_translation_without_links(
    storage: Storage, tmp_path: Path, canned: CannedEngine, article: Article
) -> None:
    ship = occurrences("🚢🇺🇦", article.text)[0]
    passage = storage.passages.add(article.id, article.version_id, article.text, ship, PassageDetails())
    attach_source(storage, passage.id, None, SourceDetails(SPOKEN, "ru"))
    made = translate_passage(storage, _engines(tmp_path, canned), passage.id, "canned")
    assert made.text == RENDERED
    assert {link.rendering_id for link in storage.alignments.automatic(passage.id)} == {made.id}


def test_there_must_be_words_to_translate(
    storage: Storage, database: Path, tmp_path: Path, canned: CannedEngine, passage: Passage
) -> None:
    with nothing_saved(database), pytest.raises(InvalidInput, match="attach the original words first"):
        _translate(storage, tmp_path, canned, passage)


def test_an_unknown_passage_is_not_found(
    storage: Storage, database: Path, tmp_path: Path, canned: CannedEngine, passage: Passage
) -> None:
    unknown = dataclasses.replace(passage, id=99)
    with nothing_saved(database), pytest.raises(NotFound):
        _translate(storage, tmp_path, canned, unknown)


def test_no_engine_for_the_languages_is_said_and_saves_nothing(
    storage: Storage, database: Path, tmp_path: Path, passage: Passage, source: Source
) -> None:
    french = CannedEngine({("fr", "en"): {}})
    with nothing_saved(database), pytest.raises(EngineMissing, match="Russian into English"):
        _translate(storage, tmp_path, french, passage)
    with nothing_saved(database), pytest.raises(EngineMissing, match="no engine “nonsense”"):
        translate_passage(storage, _engines(tmp_path, french), passage.id, "nonsense")


def test_an_engine_of_fixed_answers_is_not_chosen_by_itself(
    storage: Storage, database: Path, tmp_path: Path, canned: CannedEngine, source: Source
) -> None:
    with nothing_saved(database), pytest.raises(EngineMissing, match="No installed model translates"):
        translate_passage(storage, _engines(tmp_path, canned), source.passage_id)


def test_an_engine_that_fails_saves_nothing(
    storage: Storage, database: Path, tmp_path: Path, passage: Passage, source: Source
) -> None:
    broken = CannedEngine(ANSWERS, failure="The model ran out of memory: try a shorter text.")
    with nothing_saved(database), pytest.raises(EngineFailed, match="ran out of memory"):
        _translate(storage, tmp_path, broken, passage)


def test_words_that_no_machine_can_translate_are_refused(
    storage: Storage, database: Path, tmp_path: Path, canned: CannedEngine, passage: Passage
) -> None:
    attach_source(storage, passage.id, None, SourceDetails("1500 🙏", "ru"))
    with nothing_saved(database), pytest.raises(UnsupportedText, match="has no letters"):
        _translate(storage, tmp_path, canned, passage)


def test_others_can_save_while_the_engine_works(
    storage: Storage, database: Path, tmp_path: Path, passage: Passage, source: Source
) -> None:
    with Storage(database, "Owen Castell", busy_timeout=0.05) as other:
        made = translate_passage(storage, _engines(tmp_path, BusyDesk(other, passage, "edit")), passage.id, "canned")
    assert made.text == RENDERED
    assert [rendering.stale for rendering in storage.renderings.of_passage(passage.id, "Иначе.")] == [True]
    assert storage.alignments.automatic(passage.id) == []


def test_a_passage_that_is_deleted_while_the_engine_works_gets_no_rendering(
    storage: Storage, database: Path, tmp_path: Path, passage: Passage, source: Source
) -> None:
    with Storage(database, "Owen Castell") as other, pytest.raises(NotFound):
        _translate(storage, tmp_path, BusyDesk(other, passage, "delete"), passage)
    assert rows(database, "select count(*) from rendering") == [(0,)]
