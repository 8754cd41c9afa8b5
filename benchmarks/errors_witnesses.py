"""What an installed engine says to controlled errors, as the app would hear it."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from annotator.domain.checks import Material
from annotator.domain.checks.trials import trials
from annotator.engines.base import Engine
from annotator.engines.registry import Engines
from annotator.errors import EngineFailed
from annotator.services.hear_witness import LIGHT, tried, witness
from benchmarks.errors_cases import Case


class Witnesses:
    """What an installed engine says: its rendering of each source, made once, and its opinion of changed renderings."""

    def __init__(self, engines: Engines | None) -> None:
        self._engines = engines
        self._made: dict[str, str] = {}

    def prepare(self, cases: Iterable[Case]) -> None:
        """Translate the sources of cases, those of a language together."""
        sources: dict[str, dict[str, None]] = {}
        for case in cases if self._engines else ():
            sources.setdefault(case.language, {})[case.source] = None
        for language, texts in sources.items():
            self._made.update(zip(texts, self._translate(list(texts), language), strict=True))

    def of(self, source: str, language: str) -> tuple[str, ...]:
        """Return the machine renderings of a source: one, or none."""
        if source not in self._made:
            self._made[source] = self._translate([source], language)[0]
        return (self._made[source],) if self._made[source] else ()

    def by(self, language: str) -> Engine | None:
        """Return the engine that is asked for its opinion of renderings from a language, None where there is none."""
        return witness(self._engines, language, LIGHT) if self._engines else None

    def hear(self, given: Material) -> Material:
        """Return what the checks compare with the engine's opinion of the changes that they would try."""
        engine = self.by(given.source_language)
        return replace(given, gains=tried(engine, given, trials(given))) if engine else given

    def _translate(self, sources: Sequence[str], language: str) -> list[str]:
        with suppress(EngineFailed):
            if self._engines:
                made = self._engines.for_pair(language, "en").translate(sources, language, "en")
                return [hypotheses[0].text for hypotheses in made]
        return [""] * len(sources)
