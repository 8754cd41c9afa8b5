"""Step 6: the folder that the app ships: CTranslate2 weights in int8 and tokenizer files."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from ctranslate2.converters import TransformersConverter

from training.average import TOKENIZER_FILES


def export(averaged: Path, output: Path, quantization: str = "int8") -> str:
    """Convert the averaged model into `output`, replacing it; return the revision of the weights."""
    part = output.with_name(output.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    TransformersConverter(str(averaged)).convert(str(part), quantization=quantization)
    for name in (*TOKENIZER_FILES, "tokenizer_config.json"):
        shutil.copyfile(averaged / name, part / name)
    shutil.rmtree(output, ignore_errors=True)
    part.replace(output)
    return revision(output)


def revision(folder: Path) -> str:
    """Return the first 12 digits of the SHA-256 of a model's weights."""
    return hashlib.sha256((folder / "model.bin").read_bytes()).hexdigest()[:12]
