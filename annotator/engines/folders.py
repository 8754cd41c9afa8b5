"""Model folders on disk: what `model.toml` says about a model, and where models are found.

A folder holds `model.toml` and the files of its kind. Models that come with the app lie in `annotator/models`, those
that a newsroom adds in `models` inside its data folder; of two with the same name the newsroom's is taken.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.domain.languages import language
from annotator.engines.base import Pair
from annotator.engines.families import FAMILIES, Family
from annotator.errors import UnknownLanguage, UnreadableFile

CARD = "model.toml"
# What a model is run by, the second half of its kind: the files that hold its weights, of which it needs one.
CTRANSLATE2, TRANSFORMERS = "ctranslate2", "transformers"
WEIGHTS: Mapping[str, tuple[str, ...]] = {
    CTRANSLATE2: ("model.bin",),
    TRANSFORMERS: ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"),
}
KINDS = {f"{family}-{runner}": (FAMILIES[family], runner) for runner in WEIGHTS for family in FAMILIES}


@dataclass(frozen=True)
class ModelFolder:
    """A model on disk, as its `model.toml` describes it.

    `revision` names these very weights: it is part of every cache key. `prefixes` maps a pair such as "en-ru" to a
    token that the model wants before the source (">>rus<<"). `window` is the longest source in vocabulary pieces that
    the model was trained on; longer sentences are cut. `sha256` is that of the file of weights, "" where the card tells
    none. `origin` tells where the model was fetched from. `size` is in bytes, `parameters` a count.
    """

    path: Path
    name: str
    kind: str
    revision: str
    sha256: str
    pairs: frozenset[Pair]
    quality: str
    licence: str
    parameters: int | None
    size: int
    scores: Mapping[str, str]
    weaknesses: tuple[str, ...]
    prefixes: Mapping[str, str]
    window: int
    embedded: bool
    origin: str = ""

    @property
    def family(self) -> Family:
        """The family of its network and vocabulary."""
        return KINDS[self.kind][0]

    @property
    def runner(self) -> str:
        """What runs it: `CTRANSLATE2` or `TRANSFORMERS`."""
        return KINDS[self.kind][1]

    @property
    def weights(self) -> Path:
        """The file of its weights, or the list of such files."""
        return next(self.path / name for name in WEIGHTS[self.runner] if (self.path / name).is_file())


@dataclass(frozen=True, slots=True)
class Problem:
    """A folder that looks like a model and cannot be used, with the sentence that says why."""

    path: Path
    reason: str


def find(embedded: Path, added: Path) -> tuple[list[ModelFolder], list[Problem]]:
    """Return the models of both places, a newsroom's own first and each place by name, and the folders with faults."""
    models: dict[str, ModelFolder] = {}
    problems: list[Problem] = []
    for path, ours in [
        *((path, False) for path in _subfolders(added)),
        *((path, True) for path in _subfolders(embedded)),
    ]:
        try:
            model = read(path, embedded=ours)
        except UnreadableFile as error:
            problems.append(Problem(path, str(error)))
        else:
            models.setdefault(model.name, model)
    return list(models.values()), problems


def read(path: Path, *, embedded: bool = False) -> ModelFolder:
    """Return what the `model.toml` of a folder says, having looked that the model's files are there.

    Raises `UnreadableFile` where it is missing or no TOML, lacks a key or has one of the wrong type, names a language
    or a kind of model that this app does not know, or where a file of the model is missing or empty.
    """
    try:
        card = tomllib.loads((path / CARD).read_text(encoding="utf-8"))
        model = _described(path, card, embedded)
    except OSError as error:
        raise UnreadableFile(f"The model folder {path} has no readable {CARD}: copy the whole folder again.") from error
    except KeyError as error:
        raise UnreadableFile(f"{path / CARD} does not say {error.args[0]}: add it, or get the model again.") from error
    except (UnknownLanguage, ValueError, TypeError, AttributeError) as error:
        raise UnreadableFile(f"{path / CARD} is damaged ({error}): get the model again.") from error
    if model.kind not in KINDS:
        raise UnreadableFile(
            f"The model {model.name} is of the kind “{model.kind}”, which this version cannot run "
            f"(it runs {', '.join(family.title for family in FAMILIES.values())}): get the model for this app."
        )
    _check_files(model)
    return model


def _check_files(model: ModelFolder) -> None:
    wanted = [WEIGHTS[model.runner], ("config.json",), *((name,) for name in model.family.vocabulary)]
    for names in wanted:
        if not any((model.path / name).is_file() and (model.path / name).stat().st_size for name in names):
            raise UnreadableFile(
                f"The model {model.name} lacks the file {names[0]}: copy the whole folder {model.path} again."
            )
    missing = {code for pair in model.pairs for code in pair} - model.family.tokens.keys()
    if model.family.tokens and missing:
        raise UnreadableFile(
            f"The model {model.name} cannot know {', '.join(sorted(missing))}: a model of the family "
            f"{model.family.title} has no such language; mend {model.path / CARD}."
        )


def _subfolders(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(path for path in place.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))


def _described(path: Path, card: dict[str, Any], embedded: bool) -> ModelFolder:
    sources, targets = _codes(card, "source_languages"), _codes(card, "target_languages")
    pairs = frozenset((ours, theirs) for ours in sources for theirs in targets if ours != theirs)
    if not pairs:
        raise ValueError("it names no pair of languages")
    return ModelFolder(
        path=path,
        name=_text(card, "name"),
        kind=_text(card, "kind"),
        revision=_text(card, "revision"),
        sha256=str(card.get("sha256", "")).lower(),
        pairs=pairs,
        quality=_text(card, "quality"),
        licence=str(card.get("licence", "not stated")),
        parameters=_count(card["parameters"]) if "parameters" in card else None,
        size=sum(file.stat().st_size for file in path.iterdir() if file.is_file()),
        scores=dict(_flat(card.get("scores", {}))),
        weaknesses=tuple(map(str, card.get("weaknesses", ()))),
        prefixes={str(pair): str(token) for pair, token in card.get("prefixes", {}).items()},
        window=_count(card.get("window", 128)),
        embedded=embedded,
        origin=str(card.get("origin", "")),
    )


def _text(card: dict[str, Any], key: str) -> str:
    value = card[key]
    if not isinstance(value, str) or not value.strip() or any(mark in value for mark in "|\r\n"):
        raise ValueError(f"{key} must be one line of text without bars")
    return value.strip()


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 1:
        raise ValueError(f"{value!r} is not a count")
    return value


def _codes(card: dict[str, Any], key: str) -> list[str]:
    given = card[key]
    if not isinstance(given, list) or not all(isinstance(code, str) for code in given):
        raise ValueError(f"{key} must be a list of language codes")
    return [language(code).code for code in given]


def _flat(scores: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield the scores of nested tables as one list: {"flores": {"BLEU": 20}} as ("flores BLEU", "20")."""
    for name, value in scores.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name} ")
        else:
            yield f"{before}{name}", str(value)
