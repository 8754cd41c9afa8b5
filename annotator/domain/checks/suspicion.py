"""A suspicion: where a rendering may depart from what was said, and the evidence for it in one sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.domain.spans import Span

LEAST = 0.5  # confidence below which a suspicion costs its reader more than it is worth

_GENERAL = frozenset({"omission", "addition"})  # these say that something changed, and the others say what

_WHOLE = "order"

_CLAUSE = 5  # times as long as the words of a telling suspicion, a loss is that of a clause

# How much a suspicion of each severity is put before others of the same confidence. MQM's weights (1, 5, 25) would put
# any doubtful critical suspicion before a certain major one, so the steps are smaller here.
_URGENCY = {"neutral": 0.5, "minor": 1.0, "major": 1.6, "critical": 2.0}


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What a check found; spans are offsets in the source, the reporter's rendering and the numbered machine ones.

    `category` and `severity` are codes of the typology, a proposal that a person may change. An omission has no
    `reporter` span, an addition no `source` span. `reason` is one sentence in plain words that names the evidence.
    `confidence` is the share of such suspicions that should prove right, 0.0 to 1.0.
    """

    check: str
    category: str
    severity: str
    source: tuple[Span, ...]
    reporter: tuple[Span, ...]
    machine: tuple[tuple[int, Span], ...]
    reason: str
    confidence: float

    @property
    def rank(self) -> float:
        """Confidence times severity: what a list is sorted by, the highest first."""
        return urgency(self.severity, self.confidence)


def urgency(severity: str, confidence: float) -> float:
    """Return confidence times severity: what suspicions are sorted by, found just now or stored, the highest first."""
    return confidence * _URGENCY.get(severity, 1.0)


def ranked(found: Iterable[Suspicion], least: float = LEAST) -> list[Suspicion]:
    """Return the suspicions worth showing, the most pressing first, one for each set of words.

    Of two that concern the same words the more telling stays: a changed number is not also an omission, but as sure as
    either. Only where a whole clause was left out, that says more than what is to be said of one word in it. Between
    two of one kind the rank decides.
    """
    enough = [suspicion for suspicion in found if suspicion.confidence >= least]
    clauses = [one for one in enough if one.check in _GENERAL]
    specific = [
        one for one in enough if one.check not in _GENERAL and not any(_swallows(clause, one) for clause in clauses)
    ]
    telling = [_strengthened(one, enough) for one in specific]
    general = [one for one in clauses if not any(same_words(one, other) for other in telling)]
    kept: list[Suspicion] = []
    for suspicion in sorted([*telling, *general], key=lambda item: (-item.rank, item.reporter, item.source)):
        if not any(same_words(suspicion, other) for other in kept):
            kept.append(suspicion)
    return kept


def _strengthened(one: Suspicion, others: Iterable[Suspicion]) -> Suspicion:
    """Return a suspicion as sure as the surest of the general ones that concern the same words."""
    same = [other.confidence for other in others if other.check in _GENERAL and same_words(one, other)]
    return replace(one, confidence=max([one.confidence, *same]))


def same_words(one: Suspicion, other: Suspicion) -> bool:
    """Return whether two suspicions concern the same words on either side; one of a whole passage is of no words."""
    if _WHOLE in (one.check, other.check):
        return False
    return _touch(one.reporter, other.reporter) or _touch(one.source, other.source)


def _swallows(clause: Suspicion, one: Suspicion) -> bool:
    """Return whether all that a suspicion concerns lies in a loss or addition of several times as many letters."""
    pairs = ((clause.source, one.source), (clause.reporter, one.reporter))
    inside = all(any(theirs.contains(span) for theirs in outer) for outer, inner in pairs for span in inner)
    concerned = _letters(one)
    return one.check != _WHOLE and 0 < concerned * _CLAUSE <= _letters(clause) and inside


def _letters(one: Suspicion) -> int:
    return sum(len(span) for span in (*one.source, *one.reporter))


def _touch(one: Iterable[Span], other: Iterable[Span]) -> bool:
    others = tuple(other)
    return any(span.overlaps(theirs) for span in one for theirs in others)
