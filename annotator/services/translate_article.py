"""Have every passage of an article, or of all articles, translated in the background; a job says how far that is."""

from annotator.domain.jobs import Job
from annotator.domain.sources import source_text
from annotator.engines.registry import Engines
from annotator.errors import EngineMissing, InvalidInput
from annotator.storage import Storage


def translate_article(storage: Storage, engines: Engines, article_id: int | None, engine_name: str = "") -> Job:
    """Start a job about the passages of an article, None for those of all articles, and return it.

    It is about the passages that have their original words and no current rendering of the engine; without a name, of
    the preferred engine of their languages. A passage whose languages no engine knows is among them, and fails with the
    sentence that says what can be done. Raises `NotFound`, `EngineMissing` for a name that no engine has, and
    `InvalidInput` where nothing is left to translate or a job of the same article is at work.
    """
    if engine_name:
        engines.named(engine_name)
    if article_id is not None:
        storage.articles.get(article_id)
    with storage.write():
        running = storage.jobs.newest(article_id)
        if running and running.is_open:
            raise InvalidInput("This is being translated already: wait until it is done, or cancel it.")
        there = storage.jobs.passages(article_id)
        if not there:
            raise InvalidInput("There is nothing to translate yet: attach the original words to a passage first.")
        wanted = [passage_id for passage_id in there if not _is_translated(storage, engines, passage_id, engine_name)]
        if not wanted:
            raise InvalidInput("Every passage that has its original words is translated already.")
        return storage.jobs.add(article_id, engine_name, wanted)


def _is_translated(storage: Storage, engines: Engines, passage_id: int, engine_name: str) -> bool:
    """Return whether a passage has a current rendering of the engine that would be asked."""
    sources = storage.sources.of_passage(passage_id)
    made = storage.renderings.of_passage(passage_id, source_text(sources))
    current = {rendering.signature for rendering in made if not rendering.stale}
    if not current:
        return False
    source, target = sources[0].document.details.language, _language(storage, passage_id)
    try:
        engine = engines.for_pair(source, target, engine_name or None)
    except EngineMissing:
        return False
    return str(engine.signature(source, target)) in current


def _language(storage: Storage, passage_id: int) -> str:
    return storage.articles.get(storage.passages.get(passage_id).article_id).details.language
