"""Pieces as the numbers by which a checkpoint knows them, and back.

Most models have one list for both sides. Marian models may have two (`share_encoder_decoder_embeddings: false` in
config.json, then `target_vocab.json` beside `vocab.json`, as `MarianTokenizer` of transformers has it).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.engines.families import MARIAN, Family
from annotator.engines.transformers_vocabulary import read_tokenizer
from annotator.errors import EngineFailed

SOURCE_LIST, TARGET_LIST = "vocab.json", "target_vocab.json"
TOKENIZERS = {"m2m100": "M2M100Tokenizer"}  # of families whose texts are cut with sentencepiece alone
UNKNOWN = "<unk>"


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of the pieces of either side; where a model has one list, both are the same."""

    source: Mapping[str, int]
    target: Mapping[str, int]
    names: Mapping[int, str]

    def sources(self, names: Sequence[str]) -> list[int]:
        """Return the numbers of source pieces; those that the model does not have get that of its unknown piece."""
        return [self.source.get(name, self.source[UNKNOWN]) for name in names]

    def targets(self, names: Sequence[str]) -> list[int]:
        """Return the numbers of target pieces, as `sources` does."""
        return [self.target.get(name, self.target[UNKNOWN]) for name in names]


def numbering(folder: Path, family: Family) -> Numbering:
    """Return the numbers of the pieces of a checkpoint; raises `EngineFailed` where its lists cannot be read."""
    if family is MARIAN:
        source = _read(folder / SOURCE_LIST)
        target = _read(folder / TARGET_LIST) if (folder / TARGET_LIST).is_file() else source
    else:
        source = target = _vocabulary(folder, family)
    return Numbering(source, target, {number: name for name, number in target.items()})


def _vocabulary(folder: Path, family: Family) -> Mapping[str, int]:
    tokenizer = read_tokenizer(folder, family.tokenizer or TOKENIZERS[family.name])
    if family.name == "m2m100":  # in version 5 its tokenizer leaves the languages out of its vocabulary
        return {**tokenizer.encoder, **tokenizer.lang_token_to_id}
    found: Mapping[str, int] = tokenizer.get_vocab()
    return found


def _read(path: Path) -> Mapping[str, int]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EngineFailed(f"The vocabulary in {path.parent} is damaged: copy the whole model folder again.") from error
    if not isinstance(found, dict) or UNKNOWN not in found or not all(isinstance(at, int) for at in found.values()):
        raise EngineFailed(f"The vocabulary in {path.parent} is damaged: copy the whole model folder again.")
    return found
