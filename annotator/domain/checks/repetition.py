"""Repetition: a word printed twice in a row that was said once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from annotator.domain.checks.listed import listed
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.spans import Span

_MAY_REPEAT = listed("that had is very so no yes well ha bye never many really far")


@dataclass(frozen=True, slots=True)
class Repetition:
    """Doubled words."""

    code: str = "repetition"
    name: str = "Doubled words"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for each run of one and the same word, with nothing but a space between."""
        text = reading.material.rendering
        said_twice = any(one.key == other.key for one, other in pairwise(reading.ours))
        last = -1
        for one, other in pairwise(reading.theirs):
            between = text[one.span.end : other.span.start]
            doubled = one.key == other.key and one.key.isalpha() and between.isspace() and one.key not in _MAY_REPEAT
            if doubled and not said_twice and one.span.start >= last:
                last = other.span.end + len(between) + len(one.text)
                reason = f"“{other.text}” stands twice in a row in the English, and once in the original."
                span = Span(one.span.start, other.span.end)
                yield Suspicion("repetition", "style", "minor", (), (span,), (), reason, 0.9)
