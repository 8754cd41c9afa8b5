"""Step 4: the weights that training starts from, as far as something better than noise is known."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from training import corpus, inheritance, meaning, vocabulary
from training.settings import Settings

ANSWER = "lm_head.weight"


def write(settings: Settings, work: Path, parent: Path | None) -> None:
    """Write start.pt to the folder `work`: weights by name; all of them with a parent, else at most the tables."""
    torch.save(_weights(settings, work, parent), work / "start.pt")


def _weights(settings: Settings, work: Path, parent: Path | None) -> dict[str, Tensor]:
    if parent is None and not settings.schedule.informed_start:
        return {}
    encoded, pieces = corpus.load(work / "corpus.npz"), vocabulary.load(work)
    if parent is not None:
        layers, read, write = inheritance.inherit(parent, encoded, pieces, tuple(settings.languages), settings.target)
    else:
        layers = {}
        read, write = meaning.embeddings(encoded, pieces.sizes, settings.network.width, settings.schedule.seed)
    return {**layers, inheritance.READ: read, inheritance.WRITE: write, ANSWER: write}
