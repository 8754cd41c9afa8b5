"""The settings of one model: a TOML file read into frozen dataclasses."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

LARGEST_VOCABULARY = 32_767


class SettingsError(ValueError):
    """A settings file that cannot be used; the message says which key and why."""


@dataclass(frozen=True)
class Corpus:
    """How often the pairs of one corpus are seen, and what may be said about it on the model card.

    `weight` is the mean number of times that a pair is drawn per epoch (0.25: every fourth pair, 2: twice).
    """

    weight: float
    licence: str
    about: str = ""


@dataclass(frozen=True)
class Filters:
    """Limits that a pair must keep to; lengths in white-space separated words.

    `most_pairs` is the number of pairs drawn from each language, by weight, where it has more (0: all of them):
    aligning more than training will see is a waste of time.
    """

    min_words: int = 2
    max_words: int = 70
    max_length_ratio: float = 2.2
    max_versions: int = 4
    most_pairs: int = 0


@dataclass(frozen=True)
class Network:
    """The shape of the Marian network; input and output of the decoder share one table of embeddings.

    `vocabulary` is the number of pieces that are learned; each side keeps those that it needs.
    """

    width: int = 256
    feed_forward: int = 1024
    encoder_layers: int = 4
    decoder_layers: int = 2
    heads: int = 4
    vocabulary: int = 8000
    max_pieces: int = 100


@dataclass(frozen=True)
class Schedule:
    """How training goes: sizes in padded pieces per batch, times in minutes, shares as fractions of the whole time.

    `peak_rate` is the learning rate of Adam (embeddings, norms, biases), `muon_factor` times it that of Muon (all other
    matrices). `curriculum_pieces` is the longest sentence at the start. `alignment_weight` is that of the guided
    attention; 0 leaves alignment out. With `informed_start`, embeddings start from the text, not from noise. `threads`
    is per process, 0: as many as torch likes; `workers` are processes of one thread that train together on a CPU (a GPU
    is used by one).
    """

    minutes: float = 60.0
    batch_pieces: int = 2200
    peak_rate: float = 6.0e-4
    muon_factor: float = 3.33
    warmup_steps: int = 500
    decay_share: float = 0.6
    curriculum_share: float = 0.12
    curriculum_pieces: int = 14
    dropout: float = 0.0
    label_smoothing: float = 0.1
    alignment_weight: float = 0.2
    save_minutes: float = 4.0
    averaged_checkpoints: int = 5
    threads: int = 0
    workers: int = 1
    bfloat16: bool = True
    compile: bool = False
    informed_start: bool = True
    seed: int = 1


@dataclass(frozen=True)
class Settings:
    """Everything that makes one model.

    `languages` maps a source language to its share of the training text (numbers in any unit), `parent` is the name of
    the model that this one continues, if any; `about` is a paragraph for the model card.
    """

    name: str
    target: str
    licence: str
    quality: str
    languages: dict[str, float]
    corpora: dict[str, Corpus]
    filters: Filters = field(default_factory=Filters)
    network: Network = field(default_factory=Network)
    schedule: Schedule = field(default_factory=Schedule)
    parent: str = ""
    about: str = ""
    weaknesses: tuple[str, ...] = ()


Section = TypeVar("Section")


def load(path: Path) -> Settings:
    """Read a settings file; raises SettingsError when a key is unknown, missing or of the wrong type."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The settings file {path} cannot be read: {error}.") from error
    corpora = {name: _section(Corpus, table, f"corpora.{name}") for name, table in document.pop("corpora", {}).items()}
    sections: dict[str, Any] = {
        "filters": _section(Filters, document.pop("filters", {}), "filters"),
        "network": _section(Network, document.pop("network", {}), "network"),
        "schedule": _section(Schedule, document.pop("schedule", {}), "schedule"),
    }
    if sections["network"].vocabulary > LARGEST_VOCABULARY:
        raise SettingsError(f"A vocabulary has at most {LARGEST_VOCABULARY} pieces here: they are kept in 16 bits.")
    document["weaknesses"] = tuple(document.get("weaknesses", ()))
    return _section(Settings, {**document, **sections, "corpora": corpora}, "the top level")


def _section(kind: type[Section], table: dict[str, Any], where: str) -> Section:
    known = {entry.name for entry in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(table) - known)
    if unknown:
        raise SettingsError(f"Unknown setting {', '.join(unknown)} in {where}; known are {', '.join(sorted(known))}.")
    try:
        return kind(**table)
    except TypeError as error:
        raise SettingsError(f"A setting is missing in {where}: {error}.") from error
