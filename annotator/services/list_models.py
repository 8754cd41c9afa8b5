"""Say which engines are installed, what is known of each, and which one is taken for which languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.languages import LANGUAGES, language
from annotator.engines.base import About, Engine, Pair
from annotator.engines.folders import Problem, read
from annotator.engines.registry import Engines
from annotator.engines.sentence_engine import SentenceEngine
from annotator.engines.transformers_engine import INSTALL
from annotator.errors import EngineMissing, NotFound, UnreadableFile

_FEW = 6  # languages: more are counted, not named
_SMALL = 40  # pairs of languages of an engine whose pairs are all shown
_FREQUENT = 12  # so many languages at the head of LANGUAGES are met daily
_README = "README.md"  # the model card, as the hub has it
_EXAMPLE = "annotator models add Helsinki-NLP/opus-mt-ru-en"


@dataclass(frozen=True, slots=True)
class Model:
    """An installed engine and what is known of it; `state` says whether it is in memory, "" where that is no question.

    `origin` is where a model was fetched from and `signature` that of its first pair of languages. `scores` are the
    measures for each test set, without what they were measured with, which `about.scores` tells too. `card` is the path
    of its README, "" where it has none.
    """

    name: str
    about: About
    pairs: Sequence[Pair]
    languages: str
    state: str
    origin: str
    signature: str
    scores: Sequence[tuple[str, Mapping[str, str]]]
    card: str = ""


@dataclass(frozen=True, slots=True)
class Default:
    """What is taken for a pair of languages: the engine `used`, "" for none, and those that could be.

    `chosen` is the engine that somebody chose, "" where nobody did; it may be one that is not there any more.
    """

    pair: Pair
    used: str
    chosen: str
    choices: Sequence[str]

    @property
    def gone(self) -> bool:
        """Whether the chosen engine is not there any more."""
        return bool(self.chosen) and self.chosen not in self.choices


@dataclass(frozen=True, slots=True)
class Installed:
    """All that the page of models shows; `added_to` is the folder for a newsroom's own, `example` how to add one.

    `hosts` are the engines that send texts to another machine, with its name. `install` gets what converts models.
    """

    models: Sequence[Model]
    problems: Sequence[Problem]
    defaults: Sequence[Default]
    sources: Sequence[str]
    targets: Sequence[str]
    added_to: Path
    hosts: Mapping[str, str]
    example: str = _EXAMPLE
    install: str = INSTALL


def list_models(engines: Engines) -> Installed:
    """Return what is installed; loads no model."""
    available = engines.available()
    pairs = {pair for engine in available for pair in engine.pairs()}
    return Installed(
        [_model(engine) for engine in available],
        engines.problems(),
        [_default(engines, pair) for pair in _shown(engines, available)],
        _in_order({source for source, _ in pairs}),
        _in_order({target for _, target in pairs}),
        engines.places.added,
        {engine.name: engine.about().host for engine in available if engine.about().leaves_machine},
    )


def installed_in(data: Path) -> Engines:
    """Return the engines of a data folder, for a command that has no application."""
    return Engines(data)


def show_model(engines: Engines, name: str) -> Model:
    """Return one engine by its name, or by that of its model; raises `NotFound`."""
    for engine in engines.available():
        if name in (engine.name, engine.about().title):
            return _model(engine)
    there = ", ".join(engine.name for engine in engines.available()) or "none"
    raise NotFound(f"There is no model “{name}”: there is {there}.")


def described_languages(pairs: Sequence[Pair]) -> str:
    """Return languages for people: "Russian, Ukrainian into English; English into Russian", or how many they are."""
    sources, targets = (_in_order({pair[side] for pair in pairs}) for side in (0, 1))
    all_of_them = {(source, target) for source in sources for target in targets if source != target}
    if set(pairs) == all_of_them or len(targets) > _FEW:
        return f"{_named(sources)} into {_named(targets)}"
    ways = ((_in_order({source for source, into in pairs if into == target}), target) for target in targets)
    ordered = sorted(ways, key=lambda way: way[1] != "en")
    return "; ".join(f"{_named(from_)} into {_named([target])}" for from_, target in ordered)


def _model(engine: Engine) -> Model:
    pairs = sorted(engine.pairs())
    about = engine.about()
    return Model(
        engine.name,
        about,
        pairs,
        described_languages(pairs),
        engine.state.value if isinstance(engine, SentenceEngine) else "",
        _origin(about),
        str(engine.signature(*pairs[0])) if pairs else "",
        _by_test_set(about.scores),
        str(about.folder / _README) if about.folder and (about.folder / _README).is_file() else "",
    )


def _by_test_set(scores: Mapping[str, str]) -> list[tuple[str, Mapping[str, str]]]:
    found: dict[str, dict[str, str]] = {}
    for label, value in scores.items():
        test_set, _, measure = label.rpartition(" ")
        if not measure.endswith("signature"):
            found.setdefault(test_set, {})[measure] = value
    return list(found.items())


def _origin(about: About) -> str:
    if about.embedded or about.folder is None:
        return ""
    try:
        return read(about.folder).origin
    except UnreadableFile:  # it went away meanwhile
        return ""


def _shown(engines: Engines, available: Sequence[Engine]) -> list[Pair]:
    """Return the pairs of languages worth a row: those of small models, what is met daily, and what somebody chose."""
    shown = set(engines.preferences.chosen())
    frequent = {entry.code for entry in LANGUAGES[:_FREQUENT]}
    for engine in available:
        pairs = engine.pairs()
        small = len(pairs) <= _SMALL
        shown |= {pair for pair in pairs if small or (pair[1] == "en" and pair[0] in frequent)}
    order = {entry.code: number for number, entry in enumerate(LANGUAGES)}
    return sorted(shown, key=lambda pair: (pair[1] != "en", order[pair[1]], order[pair[0]]))


def _default(engines: Engines, pair: Pair) -> Default:
    try:
        used = engines.for_pair(*pair).name
    except EngineMissing:
        used = ""
    chosen: Mapping[Pair, str] = engines.preferences.chosen()
    return Default(pair, used, chosen.get(pair, ""), [engine.name for engine in engines.all_for(*pair)])


def _in_order(codes: set[str]) -> list[str]:
    return [entry.code for entry in LANGUAGES if entry.code in codes]


def _named(codes: Sequence[str]) -> str:
    return ", ".join(language(code).name for code in codes) if len(codes) <= _FEW else f"{len(codes)} languages"
