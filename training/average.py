"""Step 6: the mean of the last checkpoints, saved as a Hugging Face Marian model with its tokenizer files."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from transformers import MarianMTModel

from training import corpus, network, train, vocabulary
from training.settings import Settings

log = logging.getLogger(__name__)
TOKENIZER_FILES = ("source.spm", "target.spm", "vocab.json", "target_vocab.json")


def average(settings: Settings, work: Path, output: Path) -> int:
    """Write the mean of the last checkpoints to the folder `output`; return how many were used.

    The number, at most `averaged_checkpoints`, is the one with the least loss on the pairs kept aside. A mean of the
    last checkpoints is worth a few tenths of BLEU and costs nothing at run time (Vaswani et al., 2017). Raises
    FileNotFoundError when nothing was trained yet.
    """
    paths = sorted((work / "checkpoints").glob("*.pt"))[-settings.schedule.averaged_checkpoints :]
    if not paths:
        raise FileNotFoundError(f"No checkpoint in {work / 'checkpoints'}: train first.")
    aside = corpus.load(work / "corpus.npz")
    model = network.build(settings.network, vocabulary.load(work).sizes, settings.schedule.dropout)
    losses: dict[int, dict[int, float]] = {}
    for count in range(1, len(paths) + 1):
        model.load_state_dict(mean(paths[-count:]))
        losses[count] = train.held_losses(network.GuidedLoss(model, 0, 0), aside, settings.schedule)
        log.info("mean of the last %d: held-out loss %.4f", count, train.mean(losses[count]))
    best = min(losses, key=lambda count: train.mean(losses[count]))
    model.load_state_dict(mean(paths[-best:]))
    _save(settings, model, work, output)
    codes = list(settings.languages)
    found = {codes[number]: value for number, value in losses[best].items()}
    record = {"averaged": best, "held_loss": train.mean(losses[best]), "held_losses": found}
    (output / "averaged.json").write_text(json.dumps(record) + "\n")
    return best


def mean(paths: Sequence[Path]) -> dict[str, torch.Tensor]:
    """Return the mean of the weights in the files, which all hold the same names."""
    states = [torch.load(path, map_location="cpu", weights_only=True) for path in paths]
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def tokenizer_config(settings: Settings) -> dict[str, object]:
    """Return what `MarianTokenizer` must know beside the vocabulary."""
    return {
        "tokenizer_class": "MarianTokenizer",
        "separate_vocabs": True,
        "source_lang": "+".join(settings.languages),
        "target_lang": settings.target,
        "model_max_length": 512,
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
    }


def _save(settings: Settings, model: MarianMTModel, work: Path, output: Path) -> None:
    generation = model.generation_config
    generation.bad_words_ids = [[vocabulary.PAD]]
    generation.num_beams, generation.max_new_tokens = 4, 256
    output.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(output)
    for name in TOKENIZER_FILES:
        shutil.copyfile(work / name, output / name)
    (output / "tokenizer_config.json").write_text(json.dumps(tokenizer_config(settings), indent=2) + "\n")
