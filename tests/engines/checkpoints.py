"""Tiny random checkpoints of every family, as they are published: made here, with torch, in a second each.

The weights are random and the vocabularies learned from four lines; files, layouts and arithmetic are those of any
model. The end mark is made likely, so that renderings end.
"""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import sentencepiece

from tests.engines.conftest import SENTENCES

Torch: TypeAlias = Any  # torch and transformers are not typed
SHAPE: Mapping[str, Any] = {
    "d_model": 16,
    "encoder_layers": 2,
    "decoder_layers": 3,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 32,
    "decoder_ffn_dim": 32,
    "dropout": 0.0,
    "attention_dropout": 0.0,
    "max_position_embeddings": 512,
    "scale_embedding": True,
}
IDS = {"pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2, "decoder_start_token_id": 2}


def marian(folder: Path) -> None:
    """Write a Marian checkpoint, with the end mark first and the padding last in its vocabulary."""
    import transformers

    learned = sentencepiece_model("unigram", eos_id=0, unk_id=1, bos_id=-1, pad_id=-1)
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(learned)
    pieces = [*_pieces(learned), "<pad>"]
    _json(folder / "vocab.json", {name: number for number, name in enumerate(pieces)})
    _json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "MarianTokenizer", "source_lang": "ru+uk", "target_lang": "en"},
    )
    last = len(pieces) - 1
    config = transformers.MarianConfig(
        vocab_size=len(pieces),
        pad_token_id=last,
        eos_token_id=0,
        bos_token_id=None,
        decoder_start_token_id=last,
        forced_eos_token_id=0,
        activation_function="swish",
        **SHAPE,
    )
    _random(transformers.MarianMTModel(config)).save_pretrained(folder)


def marian_apart(folder: Path) -> None:
    """Write a Marian checkpoint whose sides have vocabularies of their own, with the padding first."""
    import transformers

    marks = {"eos_id": 0, "unk_id": 1, "bos_id": -1, "pad_id": -1}
    listed: list[list[str]] = []
    for side, kind, file in (("source", "unigram", "vocab.json"), ("target", "bpe", "target_vocab.json")):
        learned = sentencepiece_model(kind, **marks)
        (folder / f"{side}.spm").write_bytes(learned)
        end, unknown, *others = _pieces(learned)
        listed.append(["<pad>", end, unknown, *(others if side == "source" else others[:90])])
        _json(folder / file, {name: number for number, name in enumerate(listed[-1])})
    names = {"tokenizer_class": "MarianTokenizer", "separate_vocabs": True, "source_lang": "ru+uk", "target_lang": "en"}
    _json(folder / "tokenizer_config.json", names)
    config = transformers.MarianConfig(
        vocab_size=len(listed[0]),
        decoder_vocab_size=len(listed[1]),
        share_encoder_decoder_embeddings=False,
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=None,
        decoder_start_token_id=0,
        forced_eos_token_id=1,
        activation_function="swish",
        **SHAPE,
    )
    model = _random(transformers.MarianMTModel(config))
    for table in (model.model.encoder.embed_tokens, model.model.decoder.embed_tokens):
        table.weight.data[0] = 0
    model.save_pretrained(folder)


def m2m100(folder: Path) -> None:
    """Write an M2M-100 checkpoint: a list of pieces, and languages that the tokenizer adds behind them."""
    import transformers

    learned = sentencepiece_model("bpe")
    (folder / "sentencepiece.bpe.model").write_bytes(learned)
    pieces = ["<s>", "<pad>", "</s>", "<unk>", *_pieces(learned)[3:]]
    _json(folder / "vocab.json", {name: number for number, name in enumerate(pieces)})
    _json(folder / "tokenizer_config.json", {"tokenizer_class": "M2M100Tokenizer"})
    config = transformers.M2M100Config(vocab_size=len(pieces) + 100 + 8, activation_function="relu", **IDS, **SHAPE)
    _random(transformers.M2M100ForConditionalGeneration(config), len(pieces)).save_pretrained(folder)


def nllb(folder: Path) -> None:
    """Write an NLLB checkpoint: the network of M2M-100 with a tokenizer of its own."""
    import transformers

    tokenizer = write_tokenizer(folder, "NllbTokenizer", "bpe")
    pieces = len(tokenizer)
    tokenizer.add_special_tokens({"extra_special_tokens": ["rus_Cyrl", "ukr_Cyrl", "eng_Latn", "ace_Arab"]})
    tokenizer.save_pretrained(folder)
    config = transformers.M2M100Config(vocab_size=len(tokenizer) + 2, activation_function="relu", **IDS, **SHAPE)
    _random(transformers.M2M100ForConditionalGeneration(config), pieces).save_pretrained(folder)


def mbart50(folder: Path) -> None:
    """Write an mBART-50 checkpoint."""
    _mbart(folder, "MBart50Tokenizer", 2)


def mbart(folder: Path) -> None:
    """Write an mBART checkpoint that writes English, which it is told by the mark that it starts from."""
    _mbart(folder, "MBartTokenizer", "en_XX")


def bert(folder: Path) -> None:
    """Write the settings of a model that reads and does not translate."""
    _json(folder / "config.json", {"model_type": "bert", "hidden_size": 768})


def llama(folder: Path) -> None:
    """Write the settings of a language model."""
    _json(folder / "config.json", {"model_type": "llama", "hidden_size": 4096})


MAKERS: Mapping[str, Callable[[Path], None]] = {
    "marian": marian,
    "marian-apart": marian_apart,
    "m2m100": m2m100,
    "nllb": nllb,
    "mbart50": mbart50,
    "mbart": mbart,
}


def write_tokenizer(folder: Path, kind: str, model: str) -> Torch:
    """Write the files of a tokenizer of transformers and return it; needs no torch."""
    import transformers

    (folder / "sentencepiece.bpe.model").write_bytes(sentencepiece_model(model))
    _json(folder / "tokenizer_config.json", {"tokenizer_class": kind})
    tokenizer = getattr(transformers, kind).from_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return tokenizer


def _mbart(folder: Path, kind: str, start: int | str) -> None:
    import transformers

    tokenizer = write_tokenizer(folder, kind, "unigram")
    ids = {**IDS, "decoder_start_token_id": tokenizer.convert_tokens_to_ids(start) if isinstance(start, str) else start}
    config = transformers.MBartConfig(vocab_size=len(tokenizer), activation_function="gelu", **ids, **SHAPE)
    first = min(tokenizer.convert_tokens_to_ids(code) for code in ("ar_AR", "ru_RU", "uk_UA", "en_XX"))
    _random(transformers.MBartForConditionalGeneration(config), first).save_pretrained(folder)


def _random(model: Torch, pieces: int | None = None) -> Torch:
    """Fill a network with random weights; marks from `pieces` on stay small, so that few are written."""
    import torch

    torch.manual_seed(3)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if weights.dim() > 1:
                weights.normal_(0, 0.6)
            elif name.endswith("bias"):
                weights.normal_(0, 0.1)
        table = model.get_input_embeddings().weight
        table[model.config.pad_token_id] = 0
        if pieces is not None:
            table[pieces:] *= 0.2
        table[model.config.eos_token_id] *= 1.6
    return model.eval()


def sentencepiece_model(kind: str, **settings: int) -> bytes:
    """Return a vocabulary learned from four lines; needs no torch."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 10),
        model_writer=model,
        model_type=kind,
        vocab_size=160,
        normalization_rule_name="nmt_nfkc",
        hard_vocab_limit=False,
        minloglevel=2,
        **settings,
    )
    return model.getvalue()


def _pieces(learned: bytes) -> list[str]:
    model = sentencepiece.SentencePieceProcessor(model_proto=learned)
    return [model.id_to_piece(number) for number in range(model.vocab_size())]


def _json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")
