"""The vocabularies of NLLB and mBART models: those that the tokenizers of transformers read."""

import os
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from annotator.engines.families import Family
from annotator.engines.pieces import Piece, placed
from annotator.errors import EngineFailed, UnreadableFile

_SPACE = "▁"  # how SentencePiece writes a space, also the one that it puts before a text
_UNKNOWN = "<unk>"
Tokenizer: TypeAlias = Any  # those of transformers are not typed


class TransformersVocabulary:
    """The tokenizer of a folder, read by the class of transformers that is called `kind`.

    `unwritten` are further marks that stand for no text. Raises `EngineFailed` where the files cannot be read. Safe to
    use from several threads: only the tokenizer's backend is used, which keeps no state.
    """

    def __init__(self, folder: Path, kind: str, unwritten: Sequence[str] = ()) -> None:
        tokenizer = read_tokenizer(folder, kind)
        self._backend = tokenizer.backend_tokenizer
        self._backend.encode_special_tokens = True  # "</s>" in a text is text
        self._unwritten = {*unwritten, *map(str, tokenizer.all_special_tokens)}

    def source(self, text: str) -> list[Piece]:
        """Return the pieces of a source text, without any marks around them."""
        encoded = self._backend.encode(text, add_special_tokens=False)
        pieces: list[Piece] = []
        last = 0
        for name, (start, end) in zip(encoded.tokens, encoded.offsets, strict=True):
            begins = max(start, last)
            before_the_text = name == _SPACE and not text[start:end].isspace()
            last = begins if before_the_text else max(end, begins)
            # A language code that somebody wrote in an article is no mark of the network.
            pieces.append(Piece(_UNKNOWN if name in self._unwritten else name, begins, last))
        return pieces

    def target(self, text: str) -> list[Piece]:
        """Return the pieces of a rendering; both sides share one vocabulary."""
        return self.source(text)

    def decode(self, names: Sequence[str]) -> tuple[str, list[Piece]]:
        """Return the text that the pieces spell, and where in it each of them stands."""
        text, offsets = "", []
        for name in names:
            written = "" if name in self._unwritten else name.replace(_SPACE, " ")
            start, text = len(text), text + (written if text else written.lstrip(" "))
            offsets.append((start, len(text)))
        return placed(text, names, offsets)


def read_tokenizer(folder: Path, kind: str) -> Tokenizer:
    """Return a tokenizer of transformers, by the name of its class; raises `EngineFailed` where it cannot be read.

    Reaches for no network, says nothing on the terminal, and never runs code that comes with a model.
    """
    transformers = quiet_transformers()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "Recommended: pip install sacremoses": nothing here uses it
            return getattr(transformers, kind).from_pretrained(str(folder), local_files_only=True)
    except Exception as error:  # what reads tokenizer.json raises nothing more precise
        raise EngineFailed(f"The vocabulary in {folder} is damaged: copy the whole model folder again.") from error


def quiet_transformers() -> Tokenizer:
    """Return the module transformers, told to say nothing on the terminal."""
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")  # "PyTorch was not found": it is not needed
    import transformers  # takes two seconds, and is needed only for some models

    talk: Tokenizer = transformers.logging  # not typed either
    talk.disable_progress_bar()
    return transformers


def write_vocabulary(given: Path, family: Family, output: Path) -> None:
    """Copy the files of a vocabulary to the folder `output`, or write them as the tokenizer of transformers does.

    Raises `UnreadableFile` where they are missing, `EngineFailed` where they cannot be read.
    """
    for name in family.vocabulary:
        if (given / name).is_file():
            shutil.copyfile(given / name, output / name)
    if family.tokenizer:
        read_tokenizer(given, family.tokenizer).save_pretrained(str(output))
    missing = [name for name in family.vocabulary if not (output / name).is_file()]
    if missing:
        raise UnreadableFile(f"The model in {given.name} has no {missing[0]}: copy the whole model again.")
