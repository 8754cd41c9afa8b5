"""Put the reporter's words back into the language of the original, so that a reader of it sees what they say.

A back-translation is no evidence of what was said, and is no rendering of the source: it is kept in the cache of
translations alone, by the engine's signature and the reporter's words, and is shown while the passage has those words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.headlines import as_a_sentence
from annotator.domain.passages import Passage, PassageKind
from annotator.engines.base import Engine
from annotator.engines.registry import Engines
from annotator.errors import InvalidInput
from annotator.services.offer_engines import Offer, offer_engines
from annotator.services.translate_passage import translate_text
from annotator.storage import Storage


@dataclass(frozen=True, slots=True)
class BackTranslation:
    """The reporter's words in the source language, as the engine called `engine`, of that `quality`, puts them."""

    text: str
    language: str
    engine: str
    quality: str
    signature: str
    score: float | None


@dataclass(frozen=True, slots=True)
class WayBack:
    """What a page shows of the way back: the language it leads into, what was made, and who could make more."""

    language: str
    made: Sequence[BackTranslation]
    offer: Offer


def back_translate(
    storage: Storage, engines: Engines, passage_id: int, engine_name: str | None = None
) -> BackTranslation:
    """Return the reporter's words in the language of the original, made now or remembered.

    Raises `NotFound`, `InvalidInput` where that language is not known or is the article's, `EngineMissing`, and what
    the engine raises.
    """
    passage = storage.passages.get(passage_id)
    spoken, written = languages(storage, passage)
    engine = engines.for_pair(written, spoken, engine_name)
    text, score = translate_text(storage, engine, _words(storage, passage), written, spoken)
    return _made(engine, text, score, written, spoken)


def languages(storage: Storage, passage: Passage) -> tuple[str, str]:
    """Return the language of the original and that of the article.

    Raises `InvalidInput` where the first is not known, or is the same.
    """
    spoken, written = _languages(storage, passage)
    if not spoken or spoken == written:
        raise InvalidInput("Say first in which other language the original is: attach it, or set the source language.")
    return spoken, written


def way_back(storage: Storage, engines: Engines, passage: Passage) -> WayBack | None:
    """Return the back-translations that are remembered, and the engines for more; None without a language to go to."""
    spoken, written = _languages(storage, passage)
    if not spoken or spoken == written:
        return None
    made = []
    for engine in engines.all_for(written, spoken):
        signature = str(engine.signature(written, spoken))
        known = storage.renderings.cached(signature, written, spoken, _words(storage, passage))
        if known:
            made.append(_made(engine, *known, written, spoken))
    return WayBack(spoken, made, offer_engines(engines, [(written, spoken)]))


def _languages(storage: Storage, passage: Passage) -> tuple[str, str]:
    sources = storage.sources.of_passage(passage.id)
    spoken = sources[0].document.details.language if sources else passage.details.source_language
    return spoken, storage.articles.get(passage.article_id).details.language


def _words(storage: Storage, passage: Passage) -> str:
    if passage.details.kind is not PassageKind.HEADLINE:
        return passage.text
    return as_a_sentence(passage.text, storage.articles.version_text(passage.version_id))


def _made(engine: Engine, text: str, score: float | None, written: str, spoken: str) -> BackTranslation:
    about = engine.about()
    return BackTranslation(text, spoken, about.title, about.quality, str(engine.signature(written, spoken)), score)
