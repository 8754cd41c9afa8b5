"""The local engine: a model folder run by CTranslate2, on this machine and without a network."""

from annotator.engines.folders import CTRANSLATE2
from annotator.engines.folders import find as find_folders
from annotator.engines.network import Decoding, Network, Runner, decoding
from annotator.engines.places import Found, Places
from annotator.engines.sentence_engine import SentenceEngine


class LocalEngine(SentenceEngine):
    """A converted model of the families Marian, M2M-100, NLLB or mBART."""

    kind = "local"
    programs = ("ctranslate2",)

    def decoding(self) -> Decoding:
        """Return the best way to run networks on this machine."""
        return decoding()

    def runner(self) -> Runner:
        """Load the network."""
        return Network(self.folder.path, self._decoding)


def find(places: Places) -> Found:
    """Return the local engines of the model folders in these places, a newsroom's own models first."""
    models, problems = find_folders(places.embedded, places.added)
    engines = (LocalEngine(model, idle=places.idle) for model in models if model.runner == CTRANSLATE2)
    return Found(tuple(engines), tuple(problems))
