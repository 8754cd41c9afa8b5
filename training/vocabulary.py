"""Step 2: one SentencePiece vocabulary for all source languages and English.

The layout is the one that `transformers.MarianTokenizer` reads: piece 0 is `</s>`, piece 1 `<unk>`, no `<s>`, and
`<pad>` is appended after the last SentencePiece piece, where it also starts the decoder.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import sentencepiece

from training.prepare import Pair
from training.settings import Settings

END, UNKNOWN = 0, 1
# Rare in training text, common in newspapers: without a piece of their own they would all be <unk>.
REQUIRED = "«»„“”’‘—–…№°€£§%&+/()[]0123456789іїєґІЇЄҐёЁъЪ'\""


def build(settings: Settings, pairs: Iterable[Pair], folder: Path) -> sentencepiece.SentencePieceProcessor:
    """Train the vocabulary on a sample drawn by weight; write source.spm, target.spm and vocab.json to `folder`."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=_sample(pairs, random.Random(settings.schedule.seed)),
        model_prefix=str(folder / "source"),
        vocab_size=settings.network.vocabulary - 1,
        character_coverage=0.9998,
        required_chars=REQUIRED,
        eos_id=END,
        unk_id=UNKNOWN,
        bos_id=-1,
        pad_id=-1,
        byte_fallback=False,
        normalization_rule_name="nmt_nfkc",
        input_sentence_size=600_000,
        shuffle_input_sentence=True,
        num_threads=2,
        minloglevel=1,
    )
    (folder / "source.model").replace(folder / "source.spm")
    (folder / "source.vocab").unlink()
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    pieces = load(folder)
    table = {pieces.id_to_piece(number): number for number in range(pieces.vocab_size())}
    table["<pad>"] = pieces.vocab_size()
    (folder / "vocab.json").write_text(json.dumps(table, ensure_ascii=False, indent=0), encoding="utf-8")
    return pieces


def load(folder: Path) -> sentencepiece.SentencePieceProcessor:
    """Read the vocabulary of a folder."""
    return sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))


def _sample(pairs: Iterable[Pair], chance: random.Random) -> Iterator[str]:
    for pair in pairs:
        if chance.random() < pair.weight:
            yield pair.source
            yield pair.english
