"""Let an engine render the original words of a passage."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.alignments import Link
from annotator.domain.passages import Passage
from annotator.domain.renderings import Rendering
from annotator.domain.sources import GAP, Source, source_text
from annotator.engines.base import Capability, Engine
from annotator.engines.registry import Engines
from annotator.errors import InvalidInput, TooLarge, UnsupportedText
from annotator.storage import Storage


@dataclass(frozen=True, slots=True)
class _Links:
    """Links from the source to both renderings; offsets count in the source document, rendering and article version."""

    to_machine: Sequence[Link]
    to_reporter: Sequence[Link]


def translate_passage(storage: Storage, engines: Engines, passage_id: int, engine_name: str | None = None) -> Rendering:
    """Return the machine's rendering of a passage's source, made now or remembered.

    Renderings are remembered by the engine's signature and the text. Where the engine can, its word links from the
    source to its own rendering and to the reporter's words are stored too. No transaction is open while the engine
    works. Raises `InvalidInput` where nothing is attached, `EngineMissing`, `NotFound` where the passage was deleted
    meanwhile, and what the engine raises.
    """
    passage = storage.passages.get(passage_id)
    sources = storage.sources.of_passage(passage_id)
    if not sources:
        raise InvalidInput("There is nothing to translate yet: attach the original words first.")
    source, target = sources[0].document.details.language, storage.articles.get(passage.article_id).details.language
    engine = engines.for_pair(source, target, engine_name)
    parts = [translate_text(storage, engine, part.quote.exact, source, target) for part in sources]
    text, scores = GAP.join(part for part, _ in parts), [score for _, score in parts if score is not None]
    links = _word_links(engine, passage, sources, text, target)
    with storage.write():
        unchanged = storage.passages.get(passage_id).span == passage.span
        unchanged = unchanged and source_text(storage.sources.of_passage(passage_id)) == source_text(sources)
        rendering = storage.renderings.add(
            passage_id,
            source_text(sources),
            text,
            target,
            str(engine.signature(source, target)),
            sum(scores) / len(scores) if scores else None,
        )
        if links and unchanged:
            storage.alignments.replace_engine_links(passage_id, sources[0].id, rendering.id, links.to_machine)
            storage.alignments.replace_engine_links(passage_id, sources[0].id, None, links.to_reporter)
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


def _word_links(
    engine: Engine, passage: Passage, sources: Sequence[Source], rendering: str, target: str
) -> _Links | None:
    # Which part of a spliced quote a word renders is not the engine's to guess.
    if Capability.ALIGN not in engine.capabilities or len(sources) > 1:
        return None
    source, spoken = sources[0], sources[0].document.details.language
    start = source.span.start
    to_machine = _linked(engine, source.quote.exact, rendering, spoken, target)
    to_reporter = _linked(engine, source.quote.exact, passage.text, spoken, target)
    return _Links(
        [link.shifted(source=start) for link in to_machine],
        [link.shifted(start, passage.span.start) for link in to_reporter],
    )


def _linked(engine: Engine, words: str, rendering: str, source: str, target: str) -> Sequence[Link]:
    try:
        return engine.align(words, rendering, source, target)
    except (UnsupportedText, TooLarge):  # a number without words, for example: it has no links, and is no failure
        return ()
