"""Weigh a passage: how much of it is covered, how much surprises the engine, and how soon an editor should look."""

from collections.abc import Sequence

from annotator import __version__
from annotator.domain.alignment import content_words, coverage
from annotator.domain.alignments import Link
from annotator.domain.comparison.scores import Score
from annotator.domain.passages import Passage
from annotator.domain.signatures import Signature
from annotator.domain.sources import source_text
from annotator.domain.triage import Case, Evidence, Triage, Witness, triage
from annotator.domain.weighing import Weighing, scores
from annotator.engines.registry import Engines
from annotator.exchange.lexicons import lexicon
from annotator.exchange.triage_weights import triage_weights
from annotator.services.hear_witness import Heard, hear_passage
from annotator.services.link_words import MOST_WORDS, RENDERED_IN, Aligned, aligned, link_words
from annotator.services.link_words import signature as aligner_signature
from annotator.storage import Storage


def weigh_passage(storage: Storage, passage_id: int, engines: Engines | None = None) -> Weighing | None:
    """Store what the machine makes of a passage as a whole, and return it; None where nothing can be said.

    That is so without an original, with several, for articles in another language than English, and for texts of more
    than `MOST_WORDS` words. Words are linked as the page shows them, with what people said of them. The engine is the
    first for the pair that can score, is chosen by itself and sends no text to another host, and the first light one of
    that kind from English is asked how probable the original is, given the rendering; without such engines, and where
    they cannot read the texts, the links alone speak. Without `engines` what one said before of the same words
    counts; where only its verdict is known, that stays. Raises `NotFound`.
    """
    passage = storage.passages.get(passage_id)
    sources = storage.sources.of_passage(passage_id)
    if len(sources) != 1 or storage.articles.get(passage.article_id).details.language != RENDERED_IN:
        return None
    source, spoken = source_text(sources), sources[0].document.details.language
    if max(len(source.split()), len(passage.text.split())) > MOST_WORDS:
        return None
    heard = hear_passage(storage, engines, source, passage.text, spoken)
    known = storage.weighings.of(passage_id, source, passage.text)
    if heard is None and engines is None and known and known.surprise is not None:
        return known
    (entry,) = link_words(storage, passage, RENDERED_IN, sources, ())
    weighing = _weighed(weigh(source, passage.text, spoken, heard, entry.merged.links), heard)
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


def weigh(
    source: str, rendering: str, spoken: str, heard: Heard | None, links: tuple[Link, ...] | None = None
) -> Triage:
    """Return the judgement of an English rendering of a source in the language `spoken`; `links` as for `gather`."""
    evidence = gather(source, rendering, spoken, heard, links)
    return triage(evidence, triage_weights(evidence.case))


def gather(
    source: str, rendering: str, spoken: str, heard: Heard | None, links: tuple[Link, ...] | None = None
) -> Evidence:
    """Return the evidence on an English rendering; its words are linked by `links`, or as the aligner links them."""
    links = aligned(source, rendering, spoken) if links is None else links
    if heard is None:
        return Evidence(source, rendering, links, lexicon=lexicon(spoken))
    made = aligned(source, heard.text, spoken)
    witness = Witness(heard.text, made, heard.own_score, heard.score, heard.probabilities)
    return Evidence(source, rendering, links, witness, lexicon(spoken), heard.reverse)


def _weighed(found: Triage, heard: Heard | None) -> Weighing:
    if heard is None:
        return Weighing(found.score, None, _signature(Case.ALONE))
    surprises = [-each.log_probability for each in heard.probabilities]
    by = (("by", heard.by), ("reverse", heard.reverse_by)) if heard.reverse else (("by", heard.by),)
    signature = _signature(Case.REVERSE if heard.reverse else Case.WITNESS, *by)
    return Weighing(found.score, sum(surprises) / len(surprises) if surprises else None, signature)


def _signature(case: Case, *by: tuple[str, str]) -> str:
    settings = tuple((name, signature.replace("|", "+")) for name, signature in by)
    return str(Signature("triage", case.value, triage_weights(case).revision, __version__, settings))
