"""Say which engines a page can offer for some languages, where each would send a text, and what to do without one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.languages import language
from annotator.engines.base import Engine, Pair
from annotator.engines.families import FAMILIES
from annotator.engines.registry import Engines
from annotator.engines.sentence_engine import SentenceEngine
from annotator.errors import EngineMissing

# Models of the hub that know many languages: family and name. The first that knows both is named; the last knows all.
_BROAD = (("m2m100", "facebook/m2m100_418M"), ("nllb", "facebook/nllb-200-distilled-600M"))


@dataclass(frozen=True, slots=True)
class Choice:
    """An engine as a form offers it; `host` is where it sends texts, "" for one that works on this machine.

    `is_away` tells that its model is not in memory, so that the first answer takes longer.
    """

    name: str
    title: str
    quality: str
    host: str
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """The engines for some languages, the preferred ones first: those on this machine, and those elsewhere.

    `hosts` are those to which texts would go if no engine were named, because a person made one of them the preferred.
    `advice` says what can be done, "" where every pair of languages has an engine.
    """

    here: Sequence[Choice]
    elsewhere: Sequence[Choice]
    hosts: Sequence[str]
    advice: str


def offer_engines(engines: Engines, pairs: Iterable[Pair]) -> Offer:
    """Return what is there for (source, target) languages; loads no model. Raises `UnknownLanguage`."""
    found: dict[str, Engine] = {}
    hosts: list[str] = []
    missing: list[str] = []
    for source, target in pairs:
        fitting = engines.all_for(source, target)
        found |= {engine.name: engine for engine in fitting if engine.name not in found}
        if not fitting:
            missing.append(advice(source, target))
        try:
            hosts.append(engines.for_pair(source, target).about().host)
        except EngineMissing:
            continue
    choices = [_choice(engine) for engine in found.values()]
    return Offer(
        [choice for choice in choices if not choice.host],
        [choice for choice in choices if choice.host],
        list(dict.fromkeys(filter(None, hosts))),
        " ".join(missing),
    )


def advice(source: str, target: str) -> str:
    """Return what can be done about a pair of languages that no engine knows; raises `UnknownLanguage`."""
    ours, theirs = language(source), language(target)
    if ours == theirs:
        return f"The original is in {ours.name}, as the article is: there is nothing to translate."
    fitting = [name for family, name in _BROAD if {ours.code, theirs.code} <= FAMILIES[family].tokens.keys()]
    model = fitting[0] if fitting else _BROAD[-1][1]
    return (
        f"No installed model translates {ours.name} into {theirs.name}: “annotator models add {model}” gets one that "
        "does (docs/models.md), and a translation server can be asked instead (docs/remote-engines.md)."
    )


def _choice(engine: Engine) -> Choice:
    about = engine.about()
    is_away = isinstance(engine, SentenceEngine) and not engine.is_loaded
    return Choice(engine.name, about.title, about.quality, about.host if about.leaves_machine else "", is_away)
