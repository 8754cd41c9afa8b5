"""Trimmed quotes: whole sentences cut from the middle of a quotation, with a sign or without."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.checks.evidence import sureness
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.passages import PassageKind
from annotator.domain.spans import Span

_SENTENCE = re.compile(r"[^.!?…。！？؟]+[.!?…。！？؟]*[»”\"]*")
ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.|\[\s*…?\s*\]")
_RENDERED = 0.34  # share of a sentence's words with a link, from which it counts as rendered
_LEAST_WORDS = 2
_QUOTES = frozenset({PassageKind.DIRECT_QUOTE, PassageKind.PARTIAL_QUOTE})


@dataclass(frozen=True, slots=True)
class Trimmed:
    """Sentences left out between others that are rendered."""

    code: str = "trimmed"
    name: str = "Trimmed quotation"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for each sentence of a quoted original that is left out between two that are not."""
        if reading.material.kind not in _QUOTES or not reading.material.links:
            return
        sentences = _sentences(reading)
        shares = [_share(numbers, reading) for _, numbers in sentences]
        for place, (span, numbers) in enumerate(sentences):
            inside = any(_is_rendered(share) for share in shares[:place]) and any(
                map(_is_rendered, shares[place + 1 :])
            )
            if inside and not _is_rendered(shares[place]) and len(numbers) >= _LEAST_WORDS:
                yield _made(span, shares[place], reading)


def _is_rendered(share: float) -> bool:
    return share >= _RENDERED


def _sentences(reading: Reading) -> list[tuple[Span, list[int]]]:
    found = []
    for match in _SENTENCE.finditer(reading.material.source):
        numbers = reading.our_numbers(Span(*match.span()))
        if numbers:
            span = Span(reading.ours[numbers[0]].span.start, reading.ours[numbers[-1]].span.end)
            found.append((span, numbers))
    return found


def _share(numbers: Sequence[int], reading: Reading) -> float:
    """Return how much of a sentence is rendered, by its content words, or by all where it has none."""
    telling = [number for number in numbers if number in reading.our_content] or list(numbers)
    return sum(sureness(reading.to_theirs[number], guesses=False) >= 0.5 for number in telling) / len(telling)


def _made(span: Span, share: float, reading: Reading) -> Suspicion:
    shown = bool(ELLIPSIS.search(reading.material.rendering))
    written = span.within(reading.material.source)
    sign = "an ellipsis stands for it" if shown else "no sign says so"
    reason = f"“{written}” was said between words that are quoted, and is left out; {sign}."
    sure = (0.8 if share == 0 else 0.62) - (0.15 if shown else 0.0)
    return Suspicion("trimmed", "trimmed-quote", "minor" if shown else "major", (span,), (), (), reason, sure)
