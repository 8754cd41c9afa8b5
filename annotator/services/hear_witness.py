"""Hear an engine on a rendering: its own translation, its opinion of the words, and of words put in or left out.

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
from annotator.domain.triage import Probability
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

    `by` is the engine's signature, "" where nobody needs it.
    """

    text: str
    own_score: float
    score: float
    probabilities: tuple[Probability, ...]
    by: str = ""


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
    for engine in engines.all_for(spoken, RENDERED_IN):
        about = engine.about()
        fits = most is None or (about.parameters or 0) <= most
        if Capability.SCORE in engine.capabilities and about.automatic and not about.leaves_machine and fits:
            return engine
    return None


def hear_passage(storage: Storage, engines: Engines | None, source: str, rendering: str, spoken: str) -> Heard | None:
    """Return what the first fitting engine says of a rendering, None where there is none or it cannot read the texts.

    Without `engines` what was heard of the same words before.
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
    signature = str(engine.signature(spoken, RENDERED_IN))
    return _opinions.keep(words, replace(_said(made, own_score, scored), by=signature))


def hear(engine: Engine, texts: Sequence[str], renderings: Sequence[str], source: str, target: str) -> list[Heard]:
    """Return what an engine with `Capability.SCORE` says of renderings of texts; raises what the engine raises."""
    made = [hypotheses[0] for hypotheses in engine.translate(texts, source, target)]
    scored = engine.score(texts, renderings, source, target)
    return [_said(own.text, own.score, scoring) for own, scoring in zip(made, scored, strict=True)]


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
    probabilities = tuple(Probability(token.span, token.log_probability, token.pieces) for token in scoring.tokens)
    return Heard(made, scoring.score if own_score is None else own_score, scoring.score, probabilities)
