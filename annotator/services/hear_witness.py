"""Hear engines on a rendering: what one would write itself and thinks of the words, and of words put in or left out;
and what one of the other direction thinks of the original, given the rendering.

What was heard is remembered as long as the app runs, so that an edit of links, which must not wait for an engine, is
judged by the same evidence as the look before it.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from annotator.domain.checks import Material
from annotator.domain.checks.material import Gain, Place
from annotator.domain.checks.trials import Trial, gains, trials
from annotator.domain.triage import Probability, Reverse
from annotator.engines.base import Capability, Engine, Scoring
from annotator.engines.registry import Engines
from annotator.errors import EngineFailed, TooLarge
from annotator.services.link_words import RENDERED_IN
from annotator.services.translate_passage import translate_text
from annotator.storage import Storage

LIGHT = 150_000_000  # parameters up to which an engine answers dozens of trials while somebody waits
_REMEMBERED = 512  # passages

_Words = tuple[str, str, str]  # original, rendering, language of the original
_Of = TypeVar("_Of")


@dataclass(frozen=True, slots=True)
class Heard:
    """What an engine says of a source and of a rendering of it; scores are mean log-probabilities of a piece.

    `reverse` is what one of the other direction says, None where none was asked. `by` and `reverse_by` are the engines'
    signatures, "" where nobody needs them.
    """

    text: str
    own_score: float
    score: float
    probabilities: tuple[Probability, ...]
    by: str = ""
    reverse: Reverse | None = None
    reverse_by: str = ""


class _Memory(Generic[_Of]):
    """What was heard last, of so many passages; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[_Words, _Of] = OrderedDict()

    def keep(self, words: _Words, heard: _Of) -> _Of:
        with self._lock:
            self._known[words] = heard
            self._known.move_to_end(words)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return heard

    def of(self, words: _Words) -> _Of | None:
        with self._lock:
            return self._known.get(words)


_opinions: _Memory[Heard] = _Memory()
_gains: _Memory[Mapping[Place, Gain]] = _Memory()


def witness(engines: Engines, spoken: str, most: int | None = None) -> Engine | None:
    """Return the first engine into English that can score, is chosen by itself and sends no text to another host.

    With `most` only engines of at most so many parameters, as far as those are known.
    """
    return _scoring(engines, spoken, RENDERED_IN, most)


def reverse_witness(engines: Engines, spoken: str) -> Engine | None:
    """Return the first engine from English that can score, is light and as little a stranger as a `witness`."""
    return _scoring(engines, RENDERED_IN, spoken, LIGHT)


def _scoring(engines: Engines, source: str, target: str, most: int | None) -> Engine | None:
    for engine in engines.all_for(source, target):
        about = engine.about()
        fits = most is None or (about.parameters or 0) <= most
        if Capability.SCORE in engine.capabilities and about.automatic and not about.leaves_machine and fits:
            return engine
    return None


def hear_passage(storage: Storage, engines: Engines | None, source: str, rendering: str, spoken: str) -> Heard | None:
    """Return what the first fitting engine says of a rendering, None where there is none or it cannot read the texts.

    With what the first fitting one of the other direction says, where there is one. Without `engines` what was heard of
    the same words before.
    """
    words = source, rendering, spoken
    if engines is None:
        return _opinions.of(words)
    engine = witness(engines, spoken)
    if engine is None:
        return None
    try:
        made, own_score = translate_text(storage, engine, source, spoken, RENDERED_IN)
        scored = engine.score([source], [rendering], spoken, RENDERED_IN)[0]
    except (EngineFailed, TooLarge):  # a text that it cannot read
        return None
    heard = replace(_said(made, own_score, scored), by=str(engine.signature(spoken, RENDERED_IN)))
    return _opinions.keep(words, _heard_back(heard, reverse_witness(engines, spoken), source, rendering, spoken))


def _heard_back(heard: Heard, back: Engine | None, source: str, rendering: str, spoken: str) -> Heard:
    if back is None:
        return heard
    try:
        (reverse,) = hear_back(back, [source], [rendering], spoken, RENDERED_IN)
    except (EngineFailed, TooLarge):
        return heard
    return replace(heard, reverse=reverse, reverse_by=str(back.signature(RENDERED_IN, spoken)))


def hear(engine: Engine, texts: Sequence[str], renderings: Sequence[str], source: str, target: str) -> list[Heard]:
    """Return what an engine with `Capability.SCORE` says of renderings of texts; raises what the engine raises."""
    made = [hypotheses[0] for hypotheses in engine.translate(texts, source, target)]
    scored = engine.score(texts, renderings, source, target)
    return [_said(own.text, own.score, scoring) for own, scoring in zip(made, scored, strict=True)]


def hear_back(
    engine: Engine, texts: Sequence[str], renderings: Sequence[str], source: str, target: str
) -> list[Reverse]:
    """Return how probable an engine from `target` into `source` finds texts, given their renderings.

    It must have `Capability.SCORE`; raises what the engine raises.
    """
    scored = engine.score(renderings, texts, target, source)
    return [Reverse(scoring.score, _probabilities(scoring)) for scoring in scored]


def hear_trials(engines: Engines | None, material: Material) -> Mapping[Place, Gain]:
    """Return what the first engine that is light enough makes of the changes that the checks would try.

    {} where there is none, or it cannot read the texts. Without `engines` what was heard of the same words before.
    """
    words = material.source, material.rendering, material.source_language
    if engines is None:
        return _gains.of(words) or {}
    engine = witness(engines, material.source_language, LIGHT)
    return _gains.keep(words, tried(engine, material, trials(material)) if engine else {})


def tried(engine: Engine, material: Material, asked: Sequence[Trial]) -> Mapping[Place, Gain]:
    """Return what an engine makes of trials of a passage, {} where it cannot read one of the texts."""
    texts = list(dict.fromkeys([material.rendering, *(trial.text for trial in asked)]))
    if len(texts) == 1:
        return {}
    try:
        scored = engine.score([material.source] * len(texts), texts, material.source_language, RENDERED_IN)
    except (EngineFailed, TooLarge):
        return {}
    sums = {text: scoring.total for text, scoring in zip(texts, scored, strict=True)}
    return gains(asked, sums[material.rendering], sums)


def _said(made: str, own_score: float | None, scoring: Scoring) -> Heard:
    return Heard(made, scoring.score if own_score is None else own_score, scoring.score, _probabilities(scoring))


def _probabilities(scoring: Scoring) -> tuple[Probability, ...]:
    return tuple(Probability(token.span, token.log_probability, token.pieces) for token in scoring.tokens)
