"""Let an engine render the original words of a passage."""

from collections.abc import Sequence

from annotator.domain.passages import Passage
from annotator.domain.renderings import Rendering
from annotator.domain.sources import GAP, Source, source_text
from annotator.engines.base import Capability, Engine
from annotator.engines.registry import Engines
from annotator.errors import InvalidInput
from annotator.storage import Storage


def translate_passage(storage: Storage, engines: Engines, passage_id: int, engine_name: str | None = None) -> Rendering:
    """Return the machine's rendering of a passage's source, made now or remembered.

    Renderings are remembered by the engine's signature and the text. Where the engine can, its word links from the
    source to its own rendering and to the reporter's words are stored too. No transaction is open while the engine
    works. Raises `InvalidInput` where nothing is attached, `EngineMissing`, and what the engine raises.
    """
    passage = storage.passages.get(passage_id)
    sources = storage.sources.of_passage(passage_id)
    if not sources:
        raise InvalidInput("There is nothing to translate yet: attach the original words first.")
    source, target = sources[0].document.details.language, storage.articles.get(passage.article_id).details.language
    engine = engines.for_pair(source, target, engine_name)
    parts = [translate_text(storage, engine, part.quote.exact, source, target) for part in sources]
    scores = [score for _, score in parts if score is not None]
    rendering = storage.renderings.add(
        passage_id,
        source_text(sources),
        GAP.join(text for text, _ in parts),
        target,
        str(engine.signature(source, target)),
        sum(scores) / len(scores) if scores else None,
    )
    if Capability.ALIGN in engine.capabilities:
        _link_words(storage, engine, passage, sources, rendering)
    return rendering


def translate_text(storage: Storage, engine: Engine, text: str, source: str, target: str) -> tuple[str, float | None]:
    """Return (translation, mean log-probability of a token) of `text`, from the cache where it is known."""
    signature = str(engine.signature(source, target))
    known = storage.renderings.cached(signature, source, target, text)
    if known:
        return known
    best = engine.translate([text], source, target)[0][0]
    storage.renderings.remember(signature, source, target, text, best.text, best.score)
    return best.text, best.score


def _link_words(
    storage: Storage, engine: Engine, passage: Passage, sources: Sequence[Source], rendering: Rendering
) -> None:
    if len(sources) > 1:
        return  # which part of a spliced quote a word renders is not the engine's to guess
    source, spoken = sources[0], sources[0].document.details.language
    to_machine = engine.align(source.quote.exact, rendering.text, spoken, rendering.language)
    to_reporter = engine.align(source.quote.exact, passage.text, spoken, rendering.language)
    start = source.span.start
    with storage.write():
        storage.alignments.replace_engine_links(
            passage.id, source.id, rendering.id, [link.shifted(source=start) for link in to_machine]
        )
        storage.alignments.replace_engine_links(
            passage.id, source.id, None, [link.shifted(start, passage.span.start) for link in to_reporter]
        )
