"""What engines share whose model lies in a folder and translates one stretch of text at a time."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from typing import ClassVar

from annotator.domain.alignments import Link, strongest
from annotator.domain.sentences import chunks
from annotator.domain.signatures import Signature
from annotator.domain.spans import Span
from annotator.engines import checks
from annotator.engines.base import About, Capability, Hypothesis, Pair, Scoring
from annotator.engines.folders import ModelFolder
from annotator.engines.joining import hypotheses, scoring
from annotator.engines.loading import Loaded, State
from annotator.engines.model import TYPED, Model
from annotator.engines.network import Decoding, Runner
from annotator.engines.pairing import paired
from annotator.engines.places import IDLE

# A pair of sentences for scoring may join two chunks, and must fit the network's 512 positions.
_LONGEST_CHUNK = 200


class SentenceEngine(ABC):
    """A model in a folder; keeps the contract of `annotator.engines.base.Engine`.

    Texts are cut into sentences, translated in batches and joined again; sentences without letters go through
    unchanged. For scoring and aligning, the sentences of a rendering are paired with those of its source by length.
    `idle` is for how many seconds after its last use the model stays in memory.
    """

    capabilities = frozenset(Capability)

    kind: ClassVar[str]  # the first half of its name
    programs: ClassVar[tuple[str, ...]]  # the packages that shape its output

    def __init__(self, folder: ModelFolder, *, idle: float = IDLE) -> None:
        self.folder = folder
        self.name = f"{self.kind}:{folder.name}"
        self._window = min(folder.window, _LONGEST_CHUNK)
        self._loaded = Loaded(self.name, lambda: Model(folder, self.runner), idle)

    @abstractmethod
    def decoding(self) -> Decoding:
        """Return how the network is run on this machine; loads no model."""

    @abstractmethod
    def runner(self) -> Runner:
        """Load the network; raises `EngineFailed` where the folder holds none that can be run."""

    @property
    def state(self) -> State:
        """Whether the model is in memory now."""
        return self._loaded.state

    @property
    def progress(self) -> str:
        """How far loading has come, "" while the model is not being loaded."""
        return self._loaded.progress

    @property
    def fault(self) -> str:
        """Why the model could not be loaded when that was last tried, "" where it could."""
        return self._loaded.fault

    def load(self) -> None:
        """Load the model now, where it is not in memory; raises `EngineFailed` where it cannot be."""
        with self._loaded.use():
            pass

    @property
    def is_loaded(self) -> bool:
        """Whether the model is in memory now."""
        return self._loaded.is_loaded

    def pairs(self) -> frozenset[Pair]:
        """Return the pairs of languages of the model."""
        return self.folder.pairs

    def about(self) -> About:
        """Return what the model's folder says about it."""
        folder = self.folder
        return About(
            title=folder.name,
            quality=folder.quality,
            licence=folder.licence,
            parameters=folder.parameters,
            size=folder.size,
            folder=folder.path,
            embedded=folder.embedded,
            scores=folder.scores,
            weaknesses=folder.weaknesses,
        )

    def signature(self, source: str, target: str) -> Signature:
        """Return the signature: the weights, the way of decoding, and the versions of all that shapes the output."""
        pair = checks.pair(self, source, target)
        typed = (("marks", "straight"),) if pair[0] in TYPED else ()
        settings = (("pair", "-".join(pair)), ("window", str(self._window)), *typed, *self._decoding.settings())
        programs = "+".join(f"{name}-{version(name)}" for name in self._programs())
        return Signature(self.kind, self.folder.name, self.folder.revision, programs, settings)

    def translate(self, texts: Sequence[str], source: str, target: str, n_best: int = 1) -> list[list[Hypothesis]]:
        """Return up to `n_best` hypotheses (at most the size of the beam) for each text; raises as `Engine` says."""
        pair = checks.pair(self, source, target)
        checks.texts(texts, pair[0])
        if not texts:
            return []
        with self._loaded.use() as model:
            cut = [self._chunks(text, pair[0], model) for text in texts]
            pieces = [span.within(text) for text, spans in zip(texts, cut, strict=True) for span in spans]
            parts = iter(model.translate(pieces, pair, max(1, n_best)))
        found = zip(texts, cut, strict=True)
        return [hypotheses(text, spans, [next(parts) for _ in spans], pair[1], n_best) for text, spans in found]

    def score(self, texts: Sequence[str], renderings: Sequence[str], source: str, target: str) -> list[Scoring]:
        """Return the log-probabilities of the words of each rendering; raises as `Engine` says."""
        pair = checks.pair(self, source, target)
        checks.texts(texts, pair[0])
        checks.renderings(renderings, texts)
        if not texts:
            return []
        given = list(zip(texts, renderings, strict=True))
        with self._loaded.use() as model:
            beads = [self._beads(text, rendering, pair, model) for text, rendering in given]
            flat = [
                (text, rendering, bead) for (text, rendering), found in zip(given, beads, strict=True) for bead in found
            ]
            sources = [ours.within(text) for text, _, (ours, _) in flat]
            parts = iter(model.score(sources, [theirs.within(rendering) for _, rendering, (_, theirs) in flat], pair))
        return [scoring([theirs for _, theirs in found], [next(parts) for _ in found]) for found in beads]

    def align(self, text: str, rendering: str, source: str, target: str) -> tuple[Link, ...]:
        """Return the links that the network's attention suggests; raises as `Engine` says."""
        pair = checks.pair(self, source, target)
        checks.texts([text], pair[0])
        checks.renderings([rendering], [text])
        links: list[Link] = []
        with self._loaded.use() as model:
            for ours, theirs in self._beads(text, rendering, pair, model):
                for left, right, share in model.align(ours.within(text), theirs.within(rendering), pair):
                    links.append(Link(left.shifted(ours.start), right.shifted(theirs.start), self.name, share))
        return strongest(links)

    def unload(self) -> None:
        """Give back the memory of the model as soon as nobody uses it."""
        self._loaded.unload()

    @cached_property
    def _decoding(self) -> Decoding:
        return self.decoding()

    def _programs(self) -> tuple[str, ...]:
        cuts = "transformers" if self.folder.family.tokenizer else "sentencepiece"
        return (*self.programs, *(name for name in (cuts, "sentencex") if name not in self.programs))

    def _chunks(self, text: str, language: str, model: Model) -> list[Span]:
        return chunks(text, language, self._window, model.source_length)

    def _beads(self, text: str, rendering: str, pair: Pair, model: Model) -> list[tuple[Span, Span]]:
        """Return the stretches of both texts that go together; all of the rendering is in them, in order.

        A sentence that the rendering adds is paired with the stretch of the source before it.
        """
        ours = self._chunks(text, pair[0], model)
        theirs = chunks(rendering, pair[1], self._window, model.target_length)
        beads: list[tuple[Span, Span]] = []
        last = ours[0]
        lengths = [model.source_length(span.within(text)) for span in ours]
        for left, right in paired(lengths, [model.target_length(span.within(rendering)) for span in theirs]):
            last = Span(ours[left[0]].start, ours[left[-1]].end) if left else last
            if right:
                beads.append((last, Span(theirs[right[0]].start, theirs[right[-1]].end)))
        return beads
