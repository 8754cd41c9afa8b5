"""What all translation servers have in common, as engines."""

from collections.abc import Sequence
from typing import NoReturn

from annotator.domain.alignments import Link
from annotator.domain.signatures import Signature
from annotator.engines import checks
from annotator.engines.base import About, Capability, Hypothesis, Pair, Scoring
from annotator.engines.remote.client import Client
from annotator.engines.remote.settings import RemoteSettings


class RemoteEngine:
    """What all servers have in common; keeps the contract of `annotator.engines.base.Engine`.

    They tell no probabilities and no links. A server does not say which weights it runs, and may change them: its
    signature names the address, the model as configured, and our way of asking, and has no revision to give.
    """

    capabilities = frozenset({Capability.TRANSLATE})

    def __init__(self, settings: RemoteSettings, client: Client | None = None) -> None:
        self.settings = settings
        self.client = client or Client(settings)
        self.name = f"remote:{settings.name}"

    def pairs(self) -> frozenset[Pair]:
        """Return the pairs of languages that are configured."""
        return self.settings.pairs

    def about(self) -> About:
        """Return what is configured; what listens on this machine may pass a text on, so it counts as leaving, too."""
        return About(
            title=self.settings.name,
            quality=self.settings.quality or "what this server runs may change without notice",
            leaves_machine=True,
            host=self.settings.host,
            automatic=self.settings.automatic,
        )

    def signature(self, source: str, target: str) -> Signature:
        """Return the signature; the key is no part of it."""
        pair = checks.pair(self, source, target)
        address = self.settings.url.partition("://")[2]
        settings = (("pair", "-".join(pair)), ("url", address), *self.manner(pair))
        return Signature(self.settings.kind, self.settings.model or "default", "unknown", "1", settings)

    def translate(self, texts: Sequence[str], source: str, target: str, n_best: int = 1) -> list[list[Hypothesis]]:
        """Return what the server makes of each text; raises as `Engine` says."""
        pair = checks.pair(self, source, target)
        checks.texts(texts, pair[0])
        made = self.answers_to_all(texts, pair, max(1, n_best))
        return [[Hypothesis(text) for text in dict.fromkeys(answers[: max(1, n_best)])] for answers in made]

    def score(self, texts: Sequence[str], renderings: Sequence[str], source: str, target: str) -> list[Scoring]:  # noqa: ARG002
        """Raise `EngineFailed`: servers tell no probabilities."""
        self._cannot(Capability.SCORE)

    def align(self, text: str, rendering: str, source: str, target: str) -> tuple[Link, ...]:  # noqa: ARG002
        """Raise `EngineFailed`: servers tell no links."""
        self._cannot(Capability.ALIGN)

    def unload(self) -> None:
        """Do nothing: there is no model here."""

    def manner(self, pair: Pair) -> tuple[tuple[str, str], ...]:  # noqa: ARG002
        """Return what else shapes the answer, for the signature."""
        return ()

    def answers_to_all(self, texts: Sequence[str], pair: Pair, n_best: int) -> list[list[str]]:
        """Return for each text what `answers` returns; raises `EngineFailed`."""
        return [self.answers(text, pair, n_best) for text in texts]

    def answers(self, text: str, pair: Pair, n_best: int) -> list[str]:
        """Return one to `n_best` translations of a text, the best first; raises `EngineFailed`."""
        raise NotImplementedError

    def _cannot(self, capability: Capability) -> NoReturn:
        checks.capable(self, capability)
        raise AssertionError("a server has no such capability")
