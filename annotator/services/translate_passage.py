"""Let an engine render the original words of a passage.

In three steps, so that the second can be taken on a machine that has no database: ask, translate, keep.
"""

from collections.abc import Callable

from annotator.domain.alignments import Link
from annotator.domain.renderings import Rendering
from annotator.domain.sources import source_text
from annotator.domain.translating import Request, Translated
from annotator.engines.base import Capability, Engine
from annotator.engines.registry import Engines
from annotator.errors import EngineMissing, InvalidInput, TooLarge, UnsupportedText
from annotator.services.offer_engines import advice
from annotator.storage import Storage
from annotator.storage.alignments import Texts

Translate = Callable[[Engine, str, str, str], tuple[str, float | None]]  # (engine, text, source, target)


def translate_passage(storage: Storage, engines: Engines, passage_id: int, engine_name: str | None = None) -> Rendering:
    """Return the machine's rendering of a passage's source, made now or remembered.

    Renderings are remembered by the engine's signature and the text. Where the engine can, its word links from the
    source to its own rendering and to the reporter's words are stored too. No transaction is open while the engine
    works. Raises `InvalidInput` where nothing is attached, `EngineMissing`, `NotFound` where the passage was deleted
    meanwhile, and what the engine raises.
    """

    def remembered(engine: Engine, text: str, source: str, target: str) -> tuple[str, float | None]:
        return translate_text(storage, engine, text, source, target)

    request = ask(storage, passage_id, engine_name)
    return keep(storage, passage_id, translate(engines, request, remembered))


def translate_text(storage: Storage, engine: Engine, text: str, source: str, target: str) -> tuple[str, float | None]:
    """Return (translation, mean log-probability of a token) of `text`, from the cache where it is known."""
    signature = str(engine.signature(source, target))
    known = storage.renderings.cached(signature, source, target, text)
    if known:
        return known
    text_made, score = _asked(engine, text, source, target)
    storage.renderings.remember(signature, source, target, text, text_made, score)
    return text_made, score


def ask(storage: Storage, passage_id: int, engine_name: str | None = None) -> Request:
    """Return what is to be translated for a passage; raises `InvalidInput` where nothing is attached, `NotFound`."""
    passage = storage.passages.get(passage_id)
    sources = storage.sources.of_passage(passage_id)
    if not sources:
        raise InvalidInput("There is nothing to translate yet: attach the original words first.")
    source, target = sources[0].document.details.language, storage.articles.get(passage.article_id).details.language
    return Request(engine_name or "", source, target, tuple(part.quote.exact for part in sources), passage.text)


def _asked(engine: Engine, text: str, source: str, target: str) -> tuple[str, float | None]:
    best = engine.translate([text], source, target)[0][0]
    return best.text, best.score


def translate(engines: Engines, request: Request, ask_engine: Translate = _asked) -> Translated:
    """Return what the engine that was asked for, or the preferred one, makes of a request; raises what it raises."""
    source, target = request.source, request.target
    engine = _engine(engines, request)
    parts = tuple(ask_engine(engine, part, source, target) for part in request.parts)
    signature = str(engine.signature(source, target))
    if Capability.ALIGN not in engine.capabilities or len(parts) > 1:
        return Translated(request, signature, parts)
    to_machine = _linked(engine, request, parts[0][0])
    return Translated(request, signature, parts, to_machine, _linked(engine, request, request.reporter))


def _engine(engines: Engines, request: Request) -> Engine:
    try:
        return engines.for_pair(request.source, request.target, request.engine or None)
    except EngineMissing as error:
        if request.engine or engines.all_for(request.source, request.target):
            raise
        raise EngineMissing(advice(request.source, request.target)) from error


def _linked(engine: Engine, request: Request, rendering: str) -> tuple[Link, ...]:
    try:
        return engine.align(request.parts[0], rendering, request.source, request.target)
    except (UnsupportedText, TooLarge):  # a number without words, for example: it has no links, and is no failure
        return ()


def keep(storage: Storage, passage_id: int, made: Translated) -> Rendering:
    """Store a translation beside a passage, and in the cache; the same one again gives the one that is there.

    Links are stored only while source and passage still have the words that were asked about. Raises `NotFound`.
    """
    request = made.request
    with storage.write():
        passage = storage.passages.get(passage_id)
        sources = storage.sources.of_passage(passage_id)
        for part, (text, score) in zip(request.parts, made.parts, strict=True):
            storage.renderings.remember(made.signature, request.source, request.target, part, text, score)
        rendering = storage.renderings.add(
            passage_id, request.text, made.text, request.target, made.signature, made.score
        )
        unchanged = passage.text == request.reporter and source_text(sources) == request.text
        if unchanged and made.to_machine is not None and made.to_reporter is not None:
            ids = passage_id, passage.article_id, sources[0].id
            to_machine = Texts(*ids, rendering.id, request.text, made.text)
            storage.alignments.keep(to_machine, made.signature, made.to_machine)
            to_reporter = Texts(*ids, None, request.text, passage.text)
            storage.alignments.keep(to_reporter, made.signature, made.to_reporter)
    return rendering
