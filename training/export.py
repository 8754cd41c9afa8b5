"""Step 7: the folder that the app ships: CTranslate2 weights in int8 and tokenizer files."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from ctranslate2.converters.converter import Converter
from ctranslate2.converters.transformers import MarianMTLoader
from ctranslate2.specs import TransformerSpec
from transformers import MarianMTModel

from training import vocabulary
from training.average import TOKENIZER_FILES
from training.vocabulary import PAD


def export(averaged: Path, output: Path, quantization: str = "int8") -> str:
    """Convert the averaged model into `output`, replacing it; return the revision of the weights."""
    part = output.with_name(output.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    Marian(averaged).convert(str(part), quantization=quantization)
    for name in (*TOKENIZER_FILES, "tokenizer_config.json"):
        shutil.copyfile(averaged / name, part / name)
    shutil.rmtree(output, ignore_errors=True)
    part.replace(output)
    return revision(output)


class Marian(Converter):
    """Converts a Marian model whose two sides have vocabularies of their own; CTranslate2's converter wants one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _load(self) -> TransformerSpec:
        model = MarianMTModel.from_pretrained(self.folder)
        spec: TransformerSpec = _Loader().get_model_spec(model)
        pieces = vocabulary.load(self.folder)
        for side, register in (
            (pieces.source, spec.register_source_vocabulary),
            (pieces.target, spec.register_target_vocabulary),
        ):
            register([side.id_to_piece(number) for number in range(PAD + 1, side.vocab_size())])
        spec.config.unk_token, spec.config.eos_token, spec.config.bos_token = "<unk>", "</s>", "<s>"
        spec.config.decoder_start_token = "</s>"  # any will do: the decoder starts from zeros
        return spec


class _Loader(MarianMTLoader):
    """Takes the row of `<pad>`, the first one here, out of every table."""

    def _remove_pad_weights(self, spec: TransformerSpec) -> None:
        for table in (spec.encoder.embeddings[0], spec.decoder.embeddings, spec.decoder.projection):
            table.weight = table.weight[PAD + 1 :]
        if spec.decoder.projection.has_bias():
            spec.decoder.projection.bias = spec.decoder.projection.bias[PAD + 1 :]


def revision(folder: Path) -> str:
    """Return the first 12 digits of the SHA-256 of a model's weights."""
    return checksum(folder)[:12]


def checksum(folder: Path) -> str:
    """Return the SHA-256 of a model's weights."""
    return hashlib.sha256((folder / "model.bin").read_bytes()).hexdigest()
