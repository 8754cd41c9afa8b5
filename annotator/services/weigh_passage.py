"""Weigh a passage: how much of it is covered, how much surprises the engine, and how soon an editor should look."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator import __version__
from annotator.domain.alignment import content_words, coverage
from annotator.domain.comparison.scores import Score
from annotator.domain.passages import Passage
from annotator.domain.signatures import Signature
from annotator.domain.sources import source_text
from annotator.domain.triage import Evidence, Probability, Triage, Witness, triage
from annotator.domain.weighing import Weighing, scores
from annotator.engines.base import Capability, Engine, Scoring
from annotator.engines.registry import Engines
from annotator.errors import EngineFailed, TooLarge
from annotator.exchange.lexicons import lexicon
from annotator.exchange.triage_weights import triage_weights
from annotator.services.link_words import MOST_WORDS, RENDERED_IN, Aligned, aligned
from annotator.services.link_words import signature as aligner_signature
from annotator.services.translate_passage import translate_text
from annotator.storage import Storage


@dataclass(frozen=True, slots=True)
class Heard:
    """What an engine says of a source and of a rendering of it; scores are mean log-probabilities of a piece."""

    text: str
    own_score: float
    score: float
    probabilities: tuple[Probability, ...]


def weigh_passage(storage: Storage, passage_id: int, engines: Engines | None = None) -> Weighing | None:
    """Store what the machine makes of a passage as a whole, and return it; None where nothing can be said.

    That is so without an original, with several, for articles in another language than English, and for texts of more
    than `MOST_WORDS` words. The engine is the first for the pair that can score, is chosen by itself and sends no text
    to another host; without `engines`, without such a one, and where it cannot read the texts, the links alone speak.
    Without `engines` an earlier weighing of the same words stays. Raises `NotFound`.
    """
    passage = storage.passages.get(passage_id)
    sources = storage.sources.of_passage(passage_id)
    if len(sources) != 1 or storage.articles.get(passage.article_id).details.language != RENDERED_IN:
        return None
    source, spoken = source_text(sources), sources[0].document.details.language
    if max(len(source.split()), len(passage.text.split())) > MOST_WORDS:
        return None
    if engines is None and (known := storage.weighings.of(passage_id, source, passage.text)):
        return known
    engine = _witness(engines, spoken) if engines else None
    heard = _heard(storage, engine, source, passage.text, spoken) if engine else None
    weighing = _weighed(weigh(source, passage.text, spoken, heard), heard, engine, spoken)
    storage.weighings.keep(passage_id, source, passage.text, weighing)
    return weighing


def whole_scores(storage: Storage, passage: Passage, found: Sequence[Aligned]) -> tuple[Score, ...]:
    """Return what is known of a passage as a whole: how far its words are linked, and its weighing if it has one.

    `found` is how its words are linked. Nothing is told of a passage without an original, or with several.
    """
    by_reporter = [entry for entry in found if entry.texts.rendering_id is None]
    if len(by_reporter) != 1:
        return ()
    (entry,) = by_reporter
    source, rendering = entry.texts.source, entry.texts.rendering
    ours = content_words(source, entry.spoken, lexicon(entry.spoken))
    covered = coverage(entry.merged.links, ours, content_words(rendering, RENDERED_IN)) if entry.merged.links else None
    return scores(storage.weighings.of(passage.id, source, rendering), covered, aligner_signature(entry.spoken))


def weigh(source: str, rendering: str, spoken: str, heard: Heard | None) -> Triage:
    """Return the judgement of an English rendering of a source in the language `spoken`."""
    return triage(gather(source, rendering, spoken, heard), triage_weights(witness=heard is not None))


def gather(source: str, rendering: str, spoken: str, heard: Heard | None) -> Evidence:
    """Return the evidence on an English rendering, its words linked as the app links them."""
    links = aligned(source, rendering, spoken)
    if heard is None:
        return Evidence(source, rendering, links)
    made = aligned(source, heard.text, spoken)
    return Evidence(
        source, rendering, links, Witness(heard.text, made, heard.own_score, heard.score, heard.probabilities)
    )


def hear(engine: Engine, texts: Sequence[str], renderings: Sequence[str], source: str, target: str) -> list[Heard]:
    """Return what an engine with `Capability.SCORE` says of renderings of texts; raises what the engine raises."""
    made = [hypotheses[0] for hypotheses in engine.translate(texts, source, target)]
    scored = engine.score(texts, renderings, source, target)
    return [_said(own.text, own.score, scoring) for own, scoring in zip(made, scored, strict=True)]


def _said(made: str, own_score: float | None, scoring: Scoring) -> Heard:
    probabilities = tuple(Probability(token.span, token.log_probability, token.pieces) for token in scoring.tokens)
    return Heard(made, scoring.score if own_score is None else own_score, scoring.score, probabilities)


def _heard(storage: Storage, engine: Engine, source: str, rendering: str, spoken: str) -> Heard | None:
    try:
        made, own_score = translate_text(storage, engine, source, spoken, RENDERED_IN)
        return _said(made, own_score, engine.score([source], [rendering], spoken, RENDERED_IN)[0])
    except (EngineFailed, TooLarge):  # a text that it cannot read
        return None


def _witness(engines: Engines, spoken: str) -> Engine | None:
    for engine in engines.all_for(spoken, RENDERED_IN):
        about = engine.about()
        if Capability.SCORE in engine.capabilities and about.automatic and not about.leaves_machine:
            return engine
    return None


def _weighed(found: Triage, heard: Heard | None, engine: Engine | None, spoken: str) -> Weighing:
    revision = triage_weights(witness=heard is not None).revision
    if heard is None or engine is None:
        return Weighing(found.score, None, str(Signature("triage", "alone", revision, __version__)))
    surprises = [-each.log_probability for each in heard.probabilities]
    by = str(engine.signature(spoken, RENDERED_IN)).replace("|", "+")
    signature = str(Signature("triage", "witness", revision, __version__, (("by", by),)))
    return Weighing(found.score, sum(surprises) / len(surprises) if surprises else None, signature)
