"""Questions: one side asks and the other states."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.checks.listed import listed
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.passages import PassageKind
from annotator.domain.spans import Span

_INDIRECT = listed(
    "whether if ask asks asked asking wonder wonders wondered question questions questioned where why how "
    "who whom what when which"
)
_ASKING = {
    "ru": frozenset(["ли", "разве", "неужели"]),
    "uk": frozenset(["чи", "хіба", "невже"]),
    "zh": frozenset("吗嗎呢"),
    "ar": frozenset("هل"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question that became a statement, or the reverse."""

    code: str = "question"
    name: str = "Question or statement"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion where only one side has a question mark."""
        asked, asks = _marks(reading.material.source), _marks(reading.material.rendering)
        if asks and not asked and not _asks_without_mark(reading):
            yield _made((), _sentence(reading.material.rendering, asks[0]), _weighed(0.84, reading, True))
        if asked and not asks and not _asks_indirectly(reading):
            yield _made(_sentence(reading.material.source, asked[-1]), (), _weighed(0.62, reading, False))


def _marks(text: str) -> list[int]:
    return [at for at, char in enumerate(text) if char in "?？؟"]


def _sentence(text: str, mark: int) -> tuple[Span, ...]:
    """Return the span of the sentence that a question mark ends."""
    start = max(text.rfind(end, 0, mark) for end in ".!?？؟。\n") + 1
    while start < mark and (text[start].isspace() or text[start] in '“"«¿'):
        start += 1
    return (Span(start, mark + 1),)


def _asks_without_mark(reading: Reading) -> bool:
    asking = _ASKING.get(reading.language, frozenset())
    return any(token.key in asking for token in reading.ours)


def _asks_indirectly(reading: Reading) -> bool:
    """Return whether a question may have been taken into a sentence of the reporter's, or left outside the passage."""
    if reading.material.kind in (PassageKind.PARTIAL_QUOTE, PassageKind.HEADLINE):
        return True
    return any(token.key in _INDIRECT for token in reading.theirs)


def _weighed(sure: float, reading: Reading, asks: bool) -> float:
    for machine in reading.machines:
        sure = sure * 0.5 if ("?" in machine.text) == asks else min(0.96, sure * 1.15)
    return sure


def _made(source: tuple[Span, ...], reporter: tuple[Span, ...], sure: float) -> Suspicion:
    reason = (
        "The English asks a question, and the original does not."
        if reporter
        else ("The original asks a question, and the English does not.")
    )
    return Suspicion("question", "certainty", "major", source, reporter, (), reason, sure)
