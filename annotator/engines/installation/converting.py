"""Converting a published checkpoint for CTranslate2, once. Needs torch; what comes out does not."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from ctranslate2.converters import TransformersConverter
from ctranslate2.converters.transformers import MarianMTLoader
from safetensors import SafetensorError

from annotator.engines.families import BEGIN, END, MARIAN
from annotator.engines.installation.checkpoints import Checkpoint
from annotator.engines.numbering import TOKENIZERS, UNKNOWN, Numbering, numbering
from annotator.engines.transformers_vocabulary import quiet_transformers, read_tokenizer, write_vocabulary
from annotator.errors import UnreadableFile

_Torch: TypeAlias = Any  # torch, transformers and CTranslate2 are not typed


def convert(checkpoint: Checkpoint, output: Path, quantization: str = "int8") -> int:
    """Write the weights and the vocabulary of a checkpoint into the folder `output`; return how many weights there are.

    `quantization` is one that CTranslate2 knows. Raises `UnreadableFile` where the checkpoint cannot be read.
    """
    converter = _Converter(checkpoint)
    try:
        converter.convert(str(output), quantization=quantization, force=True)
    except (OSError, ValueError, RuntimeError, LookupError, AttributeError, SafetensorError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk, not the model
        first = str(error).partition("\n")[0].rstrip(".")
        raise UnreadableFile(
            f"The model in {checkpoint.path.name} cannot be converted ({first}): get it again."
        ) from error
    write_vocabulary(checkpoint.path, checkpoint.family, output)
    return converter.parameters


class _Converter(TransformersConverter):  # type: ignore[misc]
    """The converter of CTranslate2, mended where it and version 5 of transformers do not meet."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__(str(checkpoint.path))
        self._checkpoint = checkpoint
        self.parameters = 0

    def load_model(self, model_class: _Torch, path: str, **settings: object) -> _Torch:
        """Read the network; called by the base class."""
        quiet_transformers()
        model = model_class.from_pretrained(path, local_files_only=True, **settings)
        self.parameters = sum(weights.numel() for weights in model.parameters())
        if self._checkpoint.family.name.startswith("mbart"):
            # What version 5 of transformers no longer sets and the converter asks for: the layout of every mBART.
            model.config.normalize_before = model.config.normalize_embedding = True
        self._start = model.config.decoder_start_token_id
        return model

    def load_tokenizer(self, _: _Torch, path: str, **__: object) -> _Torch:
        """Read the tokenizer by its class; called by the base class."""
        family = self._checkpoint.family
        tokenizer = read_tokenizer(Path(path), family.tokenizer or TOKENIZERS[family.name])
        if family.name == "m2m100":
            # The tokenizer of version 5 leaves its languages out of its vocabulary.
            whole = {**tokenizer.encoder, **tokenizer.lang_token_to_id}
            tokenizer.get_vocab = lambda: whole
        self._tokenizer = tokenizer
        return tokenizer

    def _load(self) -> _Torch:
        spec = self._load_marian() if self._checkpoint.family is MARIAN else super()._load()
        if self._checkpoint.family.name.startswith("mbart"):
            spec.config.bos_token = BEGIN  # CTranslate2 wants a name, though no mBART uses it
            # An mBART of two languages starts with the one it writes, later ones with the end mark.
            start = self._tokenizer.convert_ids_to_tokens(self._start)
            spec.config.decoder_start_token = start if self._checkpoint.family.name == "mbart" else END
        # The mean over the heads of the last layer but one is nearest to word alignment: see `torch_network`.
        spec.decoder.alignment_layer = type(spec.decoder.alignment_layer)(max(len(spec.decoder.layer) - 2, 0))
        spec.decoder.alignment_heads = type(spec.decoder.alignment_heads)(0)
        return spec

    def _load_marian(self) -> _Torch:
        import torch
        from transformers import MarianMTModel

        numbers = numbering(self._checkpoint.path, MARIAN)
        with torch.no_grad():
            model = self.load_model(MarianMTModel, str(self._checkpoint.path), dtype=torch.float32)
            return _MarianLoader(numbers, int(model.config.pad_token_id))(model, None)


class _MarianLoader(MarianMTLoader):  # type: ignore[misc]
    """The loader of CTranslate2, for vocabularies of which each side has its own, and any place of the padding.

    The padding goes, as in Marian itself: CTranslate2 starts from zeros without it, and must never write it.
    """

    def __init__(self, numbers: Numbering, pad: int) -> None:
        self._numbers, self._pad = numbers, pad

    def get_vocabulary(self, *_: object) -> list[str]:
        """Return nothing: `set_vocabulary` knows both lists."""
        return []

    def set_vocabulary(self, spec: _Torch, _: object) -> None:
        """Register the pieces of both sides; called by the base class."""
        spec.register_source_vocabulary(self._listed(self._numbers.source))
        spec.register_target_vocabulary(self._listed(self._numbers.target))

    def set_config(self, config: _Torch, *_: object) -> None:
        """Name the marks; called by the base class. Any start would do, since decoding starts from zeros."""
        config.eos_token = config.decoder_start_token = END
        config.unk_token = UNKNOWN

    def _remove_pad_weights(self, spec: _Torch) -> None:
        embeddings, decoder = spec.encoder.embeddings[0], spec.decoder
        tables = [(embeddings, self._numbers.source), *((table, self._numbers.target) for table in _written(decoder))]
        for table, numbers in tables:
            if table.weight.shape[0] < len(numbers):
                raise ValueError(f"its vocabulary has {len(numbers)} pieces, its network {table.weight.shape[0]}")
            kept = [number for number in range(len(numbers)) if number != self._pad]
            table.weight = table.weight[kept]
            if hasattr(table, "bias") and table.has_bias():
                table.bias = table.bias[kept]

    def _listed(self, numbers: Mapping[str, int]) -> list[str]:
        ordered = sorted(numbers, key=lambda name: numbers[name])
        if sorted(numbers.values()) != list(range(len(numbers))):
            raise ValueError("the numbers of its vocabulary have gaps")
        return [name for name in ordered if numbers[name] != self._pad]


def _written(decoder: _Torch) -> tuple[_Torch, _Torch]:
    return decoder.embeddings, decoder.projection
