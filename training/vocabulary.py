"""Step 2: the pieces of text that the network reads and writes: a SentencePiece model for sources, one for targets.

Both are cut from one unigram model (Kudo, ACL 2018), a list of pieces with log-probabilities, so that each side has
only the pieces that it needs: fewer answers to choose from make training and translating faster. A model that continues
another keeps its parent's pieces and adds those of its new languages; text of the target, and of old languages in
another alphabet, is cut as before. One that turns its parent round has its two models the other way. Pieces 0 to 2 are
`<pad>`, `</s>` and `<unk>` on both sides.
"""

from __future__ import annotations

import importlib
import io
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sentencepiece

from training.prepare import Pair
from training.settings import LARGEST_VOCABULARY, Settings, SettingsError

PAD, END, UNKNOWN = 0, 1, 2
SPECIAL = ("<pad>", "</s>", "<unk>")
# Rare in training text, common in newspapers: without a piece of their own they would all be <unk>.
REQUIRED = "«»„“”’‘—–…№°€£§%&+/()[]0123456789іїєґІЇЄҐёЁъЪ'\"äöüßÄÖÜàâæçèéêëîïôœùûÿÀÂÇÈÉÊËÎÏÔŒÙÛáíóúñÁÍÓÚÑ¿¡"
SAMPLE = 600_000


@dataclass(frozen=True)
class Vocabulary:
    """The two SentencePiece models of a folder."""

    source: sentencepiece.SentencePieceProcessor
    target: sentencepiece.SentencePieceProcessor

    @property
    def sizes(self) -> tuple[int, int]:
        """The number of pieces of the two sides."""
        return self.source.vocab_size(), self.target.vocab_size()


def build(settings: Settings, pairs: Iterable[Pair], folder: Path, parent: Path | None = None) -> Vocabulary:
    """Make source.spm, target.spm, vocab.json and target_vocab.json in `folder` from pairs drawn by weight.

    With `parent`, the folder of an averaged model, its pieces are kept, and only the source text of languages that it
    does not know is learned from: nothing when it knows them all, or is turned round. Raises SettingsError when the
    parent's files cannot be read, or both have too many pieces together.
    """
    chance = random.Random(settings.schedule.seed)
    drawn = [pair for pair in pairs if chance.random() < pair.weight]
    sources, targets = [pair.source for pair in drawn], [pair.target for pair in drawn]
    if parent is None:
        reading = writing = _learn(settings, iter([*sources, *targets]))
    elif turned(settings.target, parent):
        reading, writing = _read(parent / "target.spm"), _read(parent / "source.spm")
    else:
        known = languages(parent)
        new = [pair.source for pair in drawn if pair.language not in known]
        reading, writing = _read(parent / "source.spm"), _read(parent / "target.spm")
        if new:
            reading = _merged(reading, _learn(settings, iter(new)))
    for side, model, texts in (("source", reading, sources), ("target", writing, targets)):
        (folder / f"{side}.spm").write_bytes(_used(_with_special(model), texts).SerializeToString())
    made = load(folder)
    if max(made.sizes) > LARGEST_VOCABULARY:
        raise SettingsError(f"With its parent's, the vocabulary has {max(made.sizes)} pieces: learn fewer new ones.")
    for name, pieces in (("target_vocab.json", made.target), ("vocab.json", made.source)):
        table = {pieces.id_to_piece(number): number for number in range(pieces.vocab_size())}
        (folder / name).write_text(json.dumps(table, ensure_ascii=False, indent=0), encoding="utf-8")
    return made


def turned(target: str, parent: Path) -> bool:
    """Return whether a model into `target` turns its parent round: writes a language that the parent reads."""
    return target in languages(parent)


def languages(parent: Path) -> frozenset[str]:
    """Return the source languages of an averaged model; raises SettingsError where it does not tell them."""
    try:
        told = json.loads((parent / "tokenizer_config.json").read_text(encoding="utf-8"))["source_lang"]
    except (OSError, KeyError, ValueError) as error:
        raise SettingsError(f"{parent} is not the folder of an averaged model: {error}.") from error
    return frozenset(str(told).split("+"))


def load(folder: Path) -> Vocabulary:
    """Read the vocabulary of a folder."""
    return Vocabulary(
        *(sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{side}.spm")) for side in ("source", "target"))
    )


def _learn(settings: Settings, sentences: Iterator[str]) -> Any:  # noqa: ANN401 - generated classes have no types
    found = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=sentences,
        model_writer=found,
        vocab_size=settings.network.vocabulary,
        hard_vocab_limit=False,  # a small text has fewer pieces
        character_coverage=0.9998,
        required_chars=REQUIRED,
        pad_id=PAD,
        eos_id=END,
        unk_id=UNKNOWN,
        bos_id=-1,
        byte_fallback=False,
        normalization_rule_name="nmt_nfkc",
        input_sentence_size=SAMPLE,
        shuffle_input_sentence=True,
        num_threads=2,
        minloglevel=1,
    )
    return _parsed(found.getvalue())


def _merged(parent: Any, learned: Any) -> Any:  # noqa: ANN401
    """Return the parent's model with the learned pieces that it lacks; pieces of Latin letters score as learned."""
    scores = {entry.piece: entry.score for entry in learned.pieces if entry.type == entry.NORMAL}
    for entry in parent.pieces:
        score = scores.pop(entry.piece, None)
        if score is not None and is_latin(entry.piece):
            entry.score = score
    for piece, score in scores.items():
        # No new numbers or runs of signs: they would cut the old languages' text in another way.
        if is_latin(piece) or len(piece) == 1:
            parent.pieces.add(piece=piece, score=score, type=1)
    return parent


def _used(model: Any, texts: Sequence[str]) -> Any:  # noqa: ANN401
    """Return a copy with only the pieces that the texts are cut into, the special ones and all single characters."""
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model.SerializeToString())
    found = {number for numbers in pieces.encode(list(texts), out_type=int) for number in numbers}
    found.update(range(len(SPECIAL)))
    return _copy(model, (e for n, e in enumerate(model.pieces) if n in found or len(e.piece.strip("▁")) < 2))


def _with_special(model: Any) -> Any:  # noqa: ANN401
    """Return a copy with the three special pieces first."""
    kinds = zip(SPECIAL, (3, 3, 2), strict=True)  # two control pieces, and one that stands for the unknown
    special = [model.SentencePiece(piece=piece, score=0.0, type=kind) for piece, kind in kinds]
    return _copy(model, [*special, *(entry for entry in model.pieces if entry.piece not in SPECIAL)])


def _copy(model: Any, pieces: Iterable[Any]) -> Any:  # noqa: ANN401
    copy = type(model)()
    copy.CopyFrom(model)
    del copy.pieces[:]
    copy.pieces.extend(pieces)
    spec = copy.trainer_spec
    spec.pad_id, spec.eos_id, spec.unk_id, spec.vocab_size = PAD, END, UNKNOWN, len(copy.pieces)
    return copy


def is_latin(piece: str) -> bool:
    """Return whether a piece has a letter of the Latin alphabet."""
    return any(c.isalpha() and c < "\u0250" for c in piece)


def _read(path: Path) -> Any:  # noqa: ANN401
    try:
        return _parsed(path.read_bytes())
    except OSError as error:
        raise SettingsError(f"The parent model has no {path}: give the folder of an averaged model.") from error


def _parsed(content: bytes) -> Any:  # noqa: ANN401
    # Needs protobuf, of which only training has use.
    model = importlib.import_module("sentencepiece.sentencepiece_model_pb2").ModelProto()
    model.ParseFromString(content)
    return model
