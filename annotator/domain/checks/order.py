"""Order and fit: a rendering out of any order of the original's, or of another text altogether."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.domain.checks.evidence import sureness
from annotator.domain.checks.reading import Reading
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.spans import Span

_LEAST_LINKS = 9  # linked words below which order means nothing
_JUMPS = 0.255  # mean jump between neighbours, as a share of all linked words; faithful renderings stay below 0.25
_SOME_JUMPS = 0.225
_MOSTLY = 0.8  # share of pairs in the same order, from which no jumps are suspected
_TURNED = 0.6  # share of pairs in the same order, below which fewer jumps are enough
_LEAST_WORDS = 6  # content words of the original from which a rendering can be said to render another text
_HARDLY = 0.2  # share of them that has a link


@dataclass(frozen=True, slots=True)
class Order:
    """A rendering that is out of order, or of another text."""

    code: str = "order"
    name: str = "Order of words, and whether this is the original"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield at most one suspicion, of the whole passage."""
        if reading.material.lexicon is None:
            return
        places = [
            max(linked, key=lambda place: linked[place][0])
            for linked in reading.to_theirs
            if sureness(linked, guesses=False) >= 0.4
        ]
        if renders_another_text(reading):
            yield _made(
                reading,
                "mistranslation",
                "critical",
                "Hardly a word of the original stands in the English: is this the right original?",
                0.97,
            )
        elif len(places) >= _LEAST_LINKS and _is_torn(places):
            yield _made(
                reading,
                "mistranslation",
                "critical",
                "The English words stand in an order that has nothing "
                "to do with the original's: sentences were mixed up, or the original is another.",
                0.8,
            )


def renders_another_text(reading: Reading) -> bool:
    """Return whether too little of the original is rendered for single words to be worth a suspicion."""
    content = reading.our_content
    linked = sum(sureness(reading.to_theirs[number], guesses=False) >= 0.4 for number in content)
    return len(content) >= _LEAST_WORDS and len(reading.their_content) >= 3 and linked < _HARDLY * len(content)


def _is_torn(places: Sequence[int]) -> bool:
    count = len(places)
    ranks = {place: rank for rank, place in enumerate(sorted(set(places)))}
    jumps = sum(abs(ranks[after] - ranks[before]) for before, after in pairwise(places))
    share = jumps / (count - 1) / count
    ordered = sum(places[one] < places[other] for one in range(count) for other in range(one + 1, count))
    alike = ordered / (count * (count - 1) / 2)
    return (share >= _JUMPS and alike < _MOSTLY) or (share >= _SOME_JUMPS and alike < _TURNED)


def _made(reading: Reading, category: str, severity: str, reason: str, sure: float) -> Suspicion:
    source = Span(reading.ours[0].span.start, reading.ours[-1].span.end)
    reporter = Span(reading.theirs[0].span.start, reading.theirs[-1].span.end)
    return Suspicion("order", category, severity, (source,), (reporter,), (), reason, sure)
