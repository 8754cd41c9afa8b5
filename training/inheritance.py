"""Where a model that continues another starts: the parent's layers, and new pieces that it can nearly read.

A piece of a new language is described by the English pieces that it is aligned with, since the parent's tables tell
what those mean. The parent reads its own languages, not English: a linear map, fitted on the pieces that it knows,
leads from such a description to where the parent would have put a piece of its own. A piece that the parent knows from
other text (a name, an English word) also keeps some of that. Transfer of embeddings through a dictionary: Zoph et al.,
EMNLP 2016, and Kim et al., ACL 2019; here the dictionary comes from the training text.

A model that turns its parent round (English to Russian after Russian to English) starts from the same layers, with the
two tables the other way; layers trained on another pair are a better start than noise even where the languages have
nothing in common (Kocmi and Bojar, WMT 2018).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from sentencepiece import SentencePieceProcessor
from torch import Tensor
from torch.nn import functional

from training import vocabulary
from training.corpus import Corpus
from training.vocabulary import PAD, Vocabulary

READ, WRITE = "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight"
SHARED = "model.shared.weight"  # one table for both, as in OPUS-MT models and in the first starter model
MAPPED, KNOWN = 1.5, 0.5
CERTAIN = 0.02  # the least share of a translation that counts: rarer ones are slips of the alignment
LEAST, STIFFNESS = 100, 10.0  # occurrences that a piece needs to teach the map, and the map's ridge


@dataclass(frozen=True)
class Evidence:
    """What some of the text says about each source piece: occurrences, and the shares of aligned English pieces."""

    counts: Tensor
    shares: Tensor


def inherit(
    parent: Path, corpus: Corpus, pieces: Vocabulary, languages: tuple[str, ...], target: str = "en"
) -> tuple[dict[str, Tensor], Tensor, Tensor]:
    """Return the weights inside the layers of `parent`, the folder of an averaged model, and the two first tables.

    `corpus` is the aligned text of the new model, `languages` are its languages in the order of their numbers there;
    `target` is what it writes. Raises KeyError when a target piece is new: it must be cut as the parent cut it.
    """
    weights = load_file(parent / "model.safetensors")
    shared = weights.get(SHARED)
    read, write = (shared if shared is not None else weights[name] for name in (READ, WRITE))
    reading, writing = _tables(parent)
    layers = {name: value for name, value in weights.items() if ".layers." in name}
    if vocabulary.turned(target, parent):
        return layers, _rows(write, writing, pieces.source), _rows(read, reading, pieces.target)
    answers = _rows(write, writing, pieces.target)
    rows = torch.tensor([reading.get(pieces.source.id_to_piece(n), -1) for n in range(pieces.sizes[0])])
    known, own = rows >= 0, read[rows.clamp_min(0)]
    old = np.isin(corpus.language, [n for n, code in enumerate(languages) if code in vocabulary.languages(parent)])
    before, now = evidence(corpus, old, pieces.sizes), evidence(corpus, ~old, pieces.sizes)
    latin = torch.tensor([vocabulary.is_latin(pieces.source.id_to_piece(n)) for n in range(pieces.sizes[0])])
    kept = known & (~latin | (before.counts >= now.counts))
    source = torch.where(kept[:, None], own, _described(own, known, kept, (before, now), answers))
    source[PAD] = 0
    return layers, source, answers


def evidence(corpus: Corpus, chosen: NDArray[np.bool_], sizes: tuple[int, int]) -> Evidence:
    """Return what the `chosen` pairs say about each source piece."""
    counts = np.bincount(corpus.source[np.repeat(chosen, np.diff(corpus.source_at))], minlength=sizes[0])
    lengths = np.diff(corpus.target_at)
    linked = (corpus.links >= 0) & np.repeat(chosen, lengths)
    places = np.repeat(corpus.source_at[:-1], lengths)[linked] + corpus.links[linked]
    links = np.zeros(sizes, np.float32)
    np.add.at(links, (corpus.source[places], corpus.target[linked]), 1.0)
    shares = links / np.maximum(links.sum(1, keepdims=True), 1.0)
    shares[shares < CERTAIN] = 0
    return Evidence(torch.from_numpy(counts), torch.from_numpy(shares))


def _rows(table: Tensor, numbers: dict[str, int], pieces: SentencePieceProcessor) -> Tensor:
    """Return the rows of the pieces, in their order; `<pad>` is zero."""
    rows = table[[numbers[pieces.id_to_piece(n)] for n in range(pieces.vocab_size())]].clone()
    rows[PAD] = 0
    return rows


def _described(own: Tensor, known: Tensor, kept: Tensor, text: tuple[Evidence, Evidence], target: Tensor) -> Tensor:
    before, now = text
    taught = kept & (before.counts > LEAST) & (before.shares.sum(1) > 0.5)
    english = now.shares @ target
    mapped = _map(before.shares[taught] @ target, own[taught], english)
    linked = now.shares.sum(1, keepdim=True) > 0
    found = linked * functional.normalize(_unit(english) + MAPPED * _unit(mapped), dim=1)
    found = torch.where(known[:, None], _unit(found + KNOWN * _unit(own)), found)
    found = found * own[kept].norm(dim=1).median()
    return torch.where(linked | known[:, None], found, own[kept].mean(0))


def _map(given: Tensor, wanted: Tensor, new: Tensor) -> Tensor:
    """Return where ridge regression from the rows of `given` to those of `wanted` puts the rows of `new`."""
    middle, centre = given.mean(0), wanted.mean(0)
    left, right = given - middle, wanted - centre
    matrix = torch.linalg.solve(left.T @ left + STIFFNESS * torch.eye(left.shape[1]), left.T @ right)
    return (new - middle) @ matrix + centre


def _unit(rows: Tensor) -> Tensor:
    return functional.normalize(rows, dim=1)


def _tables(parent: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Return the rows of the parent's pieces, on the source and on the target side."""
    reading = json.loads((parent / "vocab.json").read_text(encoding="utf-8"))
    other = parent / "target_vocab.json"
    return reading, json.loads(other.read_text(encoding="utf-8")) if other.exists() else reading
