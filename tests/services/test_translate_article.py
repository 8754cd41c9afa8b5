from pathlib import Path

import pytest

from annotator.domain.articles import Article
from annotator.domain.passages import Passage
from annotator.domain.sources import Source, SourceDetails
from annotator.engines.canned import CannedEngine
from annotator.engines.registry import Engines
from annotator.errors import EngineMissing, InvalidInput, NotFound
from annotator.services.attach_source import attach_source
from annotator.services.follow_job import cancel_job, follow_job, retry_job
from annotator.services.translate_article import translate_article
from annotator.services.translate_passage import translate_passage
from annotator.storage import Storage
from tests.contents import nothing_saved


@pytest.fixture
def engines(tmp_path: Path) -> Engines:
    also = [CannedEngine({("ru", "en"): {}}, echo=True), CannedEngine({("ru", "en"): {}}, name="other", echo=True)]
    return Engines(tmp_path, also=also, embedded=tmp_path / "none")


def test_an_article_is_translated_by_a_job(
    storage: Storage, engines: Engines, article: Article, source: Source
) -> None:
    job = translate_article(storage, engines, article.id, "canned")
    assert (job.article_id, job.engine, job.waiting) == (article.id, "canned", 1)
    everywhere = translate_article(storage, engines, None, "canned")
    assert (everywhere.article_id, everywhere.waiting) == (None, 1)


def test_what_the_engine_has_translated_is_left_alone(
    storage: Storage, database: Path, engines: Engines, article: Article, source: Source
) -> None:
    translate_passage(storage, engines, source.passage_id, "canned")
    with nothing_saved(database), pytest.raises(InvalidInput, match="is translated already"):
        translate_article(storage, engines, article.id, "canned")
    assert translate_article(storage, engines, article.id, "other").waiting == 1


def test_a_translation_of_earlier_words_does_not_count(
    storage: Storage, engines: Engines, article: Article, source: Source
) -> None:
    translate_passage(storage, engines, source.passage_id, "canned")
    attach_source(storage, source.passage_id, 1, SourceDetails("Иначе.", "ru"))
    assert translate_article(storage, engines, article.id, "canned").waiting == 1


def test_the_same_article_is_not_translated_twice_at_once(
    storage: Storage, database: Path, engines: Engines, article: Article, source: Source
) -> None:
    job = translate_article(storage, engines, article.id)
    with nothing_saved(database), pytest.raises(InvalidInput, match="being translated already"):
        translate_article(storage, engines, article.id)
    cancel_job(storage, job.id)
    assert translate_article(storage, engines, article.id).is_open


def test_there_must_be_something_to_translate(
    storage: Storage, database: Path, engines: Engines, article: Article, passage: Passage
) -> None:
    for article_id in (article.id, None):
        with nothing_saved(database), pytest.raises(InvalidInput, match="attach the original words"):
            translate_article(storage, engines, article_id)
    with nothing_saved(database), pytest.raises(NotFound):
        translate_article(storage, engines, 99)
    with nothing_saved(database), pytest.raises(EngineMissing, match="no engine “nonsense”"):
        translate_article(storage, engines, article.id, "nonsense")


def test_a_cancelled_job_can_be_gone_on_with(
    storage: Storage, database: Path, engines: Engines, article: Article, source: Source
) -> None:
    job = translate_article(storage, engines, article.id)
    with nothing_saved(database), pytest.raises(InvalidInput, match="nothing to try again"):
        retry_job(storage, job.id)
    assert cancel_job(storage, job.id).cancelled == 1
    assert cancel_job(storage, job.id).cancelled == 1
    assert retry_job(storage, job.id).waiting == 1
    followed = follow_job(storage, job.id)
    assert (followed.job.waiting, followed.failures) == (1, [])
    with pytest.raises(NotFound):
        retry_job(storage, 99)
