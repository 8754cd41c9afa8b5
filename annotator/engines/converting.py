"""Converting a published checkpoint for CTranslate2, once. Needs torch; what comes out does not."""

from pathlib import Path
from typing import Any, TypeAlias

from ctranslate2.converters import TransformersConverter
from safetensors import SafetensorError

from annotator.engines.checkpoints import Checkpoint
from annotator.engines.families import BEGIN, END
from annotator.engines.torch_network import TOKENIZERS
from annotator.engines.transformers_vocabulary import read_tokenizer, write_vocabulary
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
        spec = super()._load()
        if self._checkpoint.family.name.startswith("mbart"):
            spec.config.bos_token = BEGIN  # CTranslate2 wants a name, though no mBART uses it
            # An mBART of two languages starts with the one it writes, later ones with the end mark.
            start = self._tokenizer.convert_ids_to_tokens(self._start)
            spec.config.decoder_start_token = start if self._checkpoint.family.name == "mbart" else END
        # The mean over the heads of the last layer but one is nearest to word alignment: see `torch_network`.
        spec.decoder.alignment_layer = type(spec.decoder.alignment_layer)(max(len(spec.decoder.layer) - 2, 0))
        spec.decoder.alignment_heads = type(spec.decoder.alignment_heads)(0)
        return spec
