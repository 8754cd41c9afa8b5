"""The transformers engine: a checkpoint folder run by torch. Slower than the local one, and its reference.

It takes checkpoints as they were published, not converted, and needs the extra `torch`.
"""

from importlib.util import find_spec

from annotator.engines.folders import TRANSFORMERS, ModelFolder, Problem
from annotator.engines.folders import find as find_folders
from annotator.engines.network import Decoding, Runner
from annotator.engines.places import Found, Places
from annotator.engines.sentence_engine import SentenceEngine

INSTALL = "pip install 'translation-aware-annotator[torch]'"


class TransformersEngine(SentenceEngine):
    """A checkpoint of the families Marian, M2M-100, NLLB or mBART in 32-bit floating point."""

    kind = "transformers"
    programs = ("torch", "transformers")

    def decoding(self) -> Decoding:
        """Return the one way in which this engine runs networks."""
        from annotator.engines.torch_network import device  # takes seconds to import, and is needed only to translate

        return Decoding(device(), "float32")

    def runner(self) -> Runner:
        """Load the checkpoint."""
        from annotator.engines.torch_network import TorchNetwork

        return TorchNetwork(self.folder.path, self.folder.family, self._decoding)


def find(places: Places) -> Found:
    """Return the engines of the checkpoints in these places; without torch each of them is a problem."""
    models, _ = find_folders(places.embedded, places.added)  # broken folders are reported by the local engine
    ours = [model for model in models if model.runner == TRANSFORMERS]
    if find_spec("torch") is None:
        return Found((), tuple(map(_without_torch, ours)))
    return Found(tuple(TransformersEngine(model, idle=places.idle) for model in ours))


def _without_torch(model: ModelFolder) -> Problem:
    return Problem(
        model.path, f"The model {model.name} is a checkpoint for torch, which is not installed: run {INSTALL}."
    )
